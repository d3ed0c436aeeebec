"""Excel workbooks by openpyxl: sheets, names, numbers as codes, dates that were codes."""

import datetime

import openpyxl
import pytest
from reading import cells, problems

NEW_YEAR = datetime.datetime(2001, 1, 2)


@pytest.fixture
def book(tmp_path):
    """A workbook with one sheet of the given rows, and what is done to it, on disk."""
    path = tmp_path / "a.xlsx"

    def make(*rows, then=None):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)
        if then:
            then(workbook.active)
        workbook.save(path)
        return path

    return make


def test_numbers_are_codes_and_text_stays_text(book):
    path = book(["id", "番号", "q", "w"], [1, "001", 2.0, 0.5], [2, " x", True, None])
    assert cells(path, "excel") == {
        "id": ["1", "2"],
        "番号": ["001", " x"],
        "q": ["2", "1"],
        "w": ["0.5", ""],
    }
    assert cells(path, "excel", ["q", "none"]) == {"q": ["2", "1"]}


def test_sheets_by_name(book):
    path = book(["id"], [1], then=lambda sheet: sheet.parent.create_sheet("回答").append(["x"]))
    assert cells(path, "excel", sheet="Sheet") == {"id": ["1"]}
    assert problems(path, "excel", sheet="回筈") == [
        "a.xlsx: no such sheet [回筈]. Valid are: Sheet, 回答."
    ]
    assert problems(path, "excel", sheet="sheet") == [
        "a.xlsx: no such sheet [sheet]. Did you mean 'Sheet'?"
    ]
    assert problems(path, "excel") == [
        "a.xlsx: several sheets [Sheet, 回答]. Name one with `sheet:` in the wave's file."
    ]
    assert problems(path, "excel", sheet="回答") == [
        "a.xlsx: the file has a header and no respondent. Deliver it again."
    ]


def test_names_below_a_title_and_respondents_below_the_questions(book):
    path = book(["My survey"], [], ["id", "q"], ["the id", "the question"], [1, 2])
    assert cells(path, "excel", header_row=3, first_row=5) == {"id": ["1"], "q": ["2"]}


def test_a_merged_header_is_refused(book):
    rows = ["id", "Q1", None], [None, "a", "b"], [1, 2, 3]
    path = book(*rows, then=lambda sheet: (sheet.merge_cells("A1:A2"), sheet.merge_cells("B1:C1")))
    remedy = "Write one name above each column, or mend `header_row` in the wave's file."
    message = "a column with cells but without a name (a merged cell names its first only)"
    assert problems(path, "excel") == [f"a.xlsx: cell C1: {message}. {remedy}"]
    assert problems(path, "excel", header_row=2) == [f"a.xlsx: cell A2: {message}. {remedy}"]


def test_blank_rows_at_the_end_are_nobody_and_between_are_refused(book):
    rows = ["id", "q"], [1, 2], [], [3, 4]

    def formatted(sheet):
        sheet["A30"].number_format = "0.00"

    path = book(*rows[:2], then=formatted)
    assert cells(path, "excel")["id"] == ["1"]
    path = book(*rows)
    assert problems(path, "excel") == [
        "a.xlsx: row 3 of the sheet: a blank row between respondents. Remove it."
    ]


def test_two_columns_of_one_name(book):
    path = book(["id", "q", "q"], [1, 2, 3])
    assert problems(path, "excel") == [
        "a.xlsx: header: two columns of one name [q]. Rename one of the two."
    ]


def test_errors_and_formulas_that_nobody_computed(book):
    path = book(["id", "q"], [1, "#N/A"], [2, "=A2+1"])
    assert problems(path, "excel") == [
        "a.xlsx: cell B2: the cell holds an error [#N/A]. Mend its formula, or empty it.",
        "a.xlsx: cell B3: a formula that was never computed [=A2+1]. "
        "Open the workbook in Excel and save it, or paste values.",
    ]
    assert cells(path, "excel", ["id"]) == {"id": ["1", "2"]}


# How the code 1-2 looks once Excel made a date of it: by the format of the cell.
@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("d-mmm", "2-Jan"),
        ('m"月"d"日"', "1月2日"),
        ("[$-411]d-mmm;@", "2-Jan"),
        ("yyyy-mm-dd", "2001-01-02"),
    ],
)
def test_a_date_among_codes_is_named_and_mended_by_declaration(book, number_format, shown):
    def format_cell(sheet):
        sheet["B3"].number_format = number_format

    path = book(["id", "区分"], [1, "3-4"], [2, NEW_YEAR], then=format_cell)
    assert problems(path, "excel") == [
        "a.xlsx: row 2, column 区分: a date in a column of codes, as a spreadsheet makes of a code "
        f'such as 1-2 [{shown}]. Say what was typed with `dates: {{区分: {{"{shown}": "1-2"}}}}` '
        "for the file in the wave's file (1-2 being the code), or `dates: {区分: keep}` if the "
        "column holds dates."
    ]
    assert cells(path, "excel", dates={"区分": {shown: "1-2"}})["区分"] == ["3-4", "1-2"]
    assert cells(path, "excel", dates={"区分": "keep"})["区分"] == ["3-4", shown]


def test_the_formats_of_japanese_excel_that_no_file_spells_out(book, tmp_path):
    """Format 56 is 1月2日 in Japanese Excel; openpyxl reads its cells as numbers."""
    from zipfile import ZipFile

    def format_cell(sheet):
        sheet["B2"].number_format = "d-mmm"

    made = book(["id", "q"], [1, NEW_YEAR], then=format_cell)
    path = tmp_path / "b.xlsx"
    with ZipFile(made) as source, ZipFile(path, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == "xl/styles.xml":
                assert b'numFmtId="16"' in content
                content = content.replace(b'numFmtId="16"', b'numFmtId="56"')
            target.writestr(entry, content)
    assert "[1月2日]" in problems(path, "excel")[0]
    assert cells(path, "excel", dates={"q": {"1月2日": "1-2"}})["q"] == ["1-2"]


def test_a_column_of_days_is_no_column_of_codes(book):
    path = book(["id", "day"], [1, NEW_YEAR], [2, datetime.datetime(2018, 3, 4)])
    assert cells(path, "excel")["day"] == ["2001-01-02", "2018-03-04"]
