"""Text with a delimiter: encodings, quotes, lines of another length, decimal commas."""

import pandas as pd
import pytest
from reading import cells, problems, read

from tsunagari.read import delimited


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.csv"


def test_cells_stay_text(path):
    path.write_text("id,q\n001,\n002,NA\n")
    assert cells(path, "csv", encoding="utf-8") == {"id": ["001", "002"], "q": ["", "NA"]}


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "euc_jp", "iso2022_jp"])
def test_encodings_and_full_width(path, encoding):
    path.write_bytes("番号,Ｑ１\n１,４２ \n".encode(encoding))
    keys = {"encoding": encoding, "full_width": True}
    assert cells(path, "csv", **keys) == {"番号": ["1"], "Q1": ["42"]}
    assert cells(path, "csv", ["Q1"], **keys) == {"Q1": ["42"]}


def test_a_byte_order_mark_is_no_part_of_the_first_name(path):
    path.write_bytes("id,q\n1,2\n".encode("utf-8-sig"))
    assert list(cells(path, "csv", encoding="utf-8")) == ["id", "q"]


def test_tabs_and_other_delimiters(path):
    path.write_text("id\tq\n1\t2,5\n")
    assert cells(path, "tsv", encoding="utf-8") == {"id": ["1"], "q": ["2,5"]}
    path.write_text("id|q\n1|2\n")
    assert cells(path, "csv", encoding="utf-8", delimiter="|") == {"id": ["1"], "q": ["2"]}


def test_a_wrong_delimiter_is_named(path):
    path.write_text("id;q\n1;2\n")
    assert problems(path, "csv", encoding="utf-8") == [
        "a.csv: line 1: one column only, though the line holds a semicolon [id;q]. "
        'Set `delimiter: ";"` in the wave\'s file.'
    ]


def test_quoted_line_ends_and_delimiters_are_part_of_the_cell(path):
    path.write_text('id,"a\nb"\n1,"x, ""y""\nz"\n2,\n')
    read = cells(path, "csv", encoding="utf-8")
    assert read == {"id": ["1", "2"], "a\nb": ['x, "y"\nz', ""]}


def test_decimal_commas_of_all_or_of_some_columns(path):
    path.write_text("id;w;several\n1;0,5;1,2\n2;-1,25;x\n3;;1,2,3\n")
    keys = {"encoding": "utf-8", "delimiter": ";"}
    assert cells(path, "csv", decimal_comma=["w"], **keys)["w"] == ["0.5", "-1.25", ""]
    assert cells(path, "csv", decimal_comma=["w"], **keys)["several"] == ["1,2", "x", "1,2,3"]
    assert cells(path, "csv", decimal_comma=True, **keys)["several"] == ["1.2", "x", "1,2,3"]


def test_names_below_a_title_and_respondents_below_the_questions(path):
    path.write_text('My survey\n\nid,q\n"the id","do you\ntrust"\n1,2\n')
    keys = {"encoding": "utf-8", "header_row": 3}
    assert cells(path, "csv", **keys, first_row=6) == {"id": ["1"], "q": ["2"]}
    assert problems(path, "csv", **keys, first_row=5) == [
        "a.csv: line 5: no record begins on this line; the one that holds it begins on 4. "
        "Mend `first_row`."
    ]
    assert problems(path, "csv", encoding="utf-8", header_row=9) == [
        "a.csv: header: no line of names. Mend `header_row`."
    ]


def test_lines_of_another_length_are_all_named_by_the_line_where_they_begin(path):
    path.write_text('id,q,r\n1,"a\na",b\n2,a,b,c\n3,a,b\n4,a\n')
    assert problems(path, "csv", ["id"], encoding="utf-8") == [
        "a.csv: line 4: the line has 4 cells, the header 3 [2,a,b,c]. Mend the line.",
        "a.csv: line 6: the line has 2 cells, the header 3 [4,a]. Mend the line.",
    ]


def test_many_lines_of_another_length_are_counted(path):
    path.write_text("id,q\n" + "1\n" * 50)
    found = problems(path, "csv", encoding="utf-8")
    assert len(found) == 21
    assert found[-1] == "a.csv: 30 more lines of another length. See the ones above."


def test_an_open_quote_does_not_swallow_the_respondents_below(path):
    path.write_text('id,q\n1,a\n2,"b\n3,c\n4,d\n')
    assert problems(path, "csv", encoding="utf-8") == [
        "a.csv: line 2: below this line a quote is not closed or stands amid a cell "
        "(unexpected end of data). Mend the line after it: a quote within a quoted cell is "
        "written twice."
    ]


def test_an_inch_mark_is_no_open_quote(path):
    path.write_text('id,q\n1,5"\n2,b\n')
    assert cells(path, "csv", encoding="utf-8")["q"] == ['5"', "b"]


def test_wrong_encoding_names_the_line_and_those_that_fit(path):
    path.write_bytes("id,q\n1,a\n2,信頼\n".encode("cp932"))
    (shown,) = problems(path, "csv", encoding="utf-8")
    assert shown.startswith("a.csv: line 3: not utf-8: bytes that cannot be read [90 4d")
    assert "these fit: cp932" in shown
    path.write_bytes("id,q\n1,a\n2,信頼できる\n".encode("euc_jp"))
    assert "euc_jp" in problems(path, "csv", encoding="utf-8")[0]


def test_the_line_is_right_far_down(path):
    lines = [f"{row},信頼できる\n" for row in range(200_000)]
    path.write_bytes("".join(["id,q\n", *lines]).encode() + "9,髙\n".encode("cp932"))
    assert problems(path, "csv", encoding="utf-8")[0].startswith("a.csv: line 200002: not utf-8")


def test_utf8_that_another_encoding_would_read_as_gibberish(path):
    path.write_bytes("id,q\n1,é à ü ß\n".encode())
    assert problems(path, "csv", encoding="cp1252") == [
        "a.csv: the file is UTF-8, read otherwise its letters come out wrong [cp1252]. "
        "Set `encoding: utf-8`."
    ]


def test_no_such_encoding(path):
    path.write_text("id\n1\n")
    assert problems(path, "csv", encoding="cp923") == [
        "a.csv: no such encoding [cp923]. Did you mean 'cp932'?"
    ]


def test_two_columns_of_one_name(path):
    path.write_text("id,q,q\n1,2,3\n")
    assert problems(path, "csv", encoding="utf-8") == [
        "a.csv: header: two columns of one name [q]. Rename one of the two."
    ]
    path.write_text("id,q,ｑ\n1,2,3\n")
    assert len(cells(path, "csv", encoding="utf-8")) == 3
    assert "two columns" in problems(path, "csv", encoding="utf-8", full_width=True)[0]


def test_row_numbers_that_r_writes_are_no_column(path):
    path.write_text('"","id","q"\n"1","a",2\n')
    assert cells(path, "csv", encoding="utf-8") == {"id": ["a"], "q": ["2"]}


def test_blank_lines_are_no_respondents_but_blank_cells_are(path):
    path.write_text("id,q\n1,2\n\n3,4\n\n")
    assert cells(path, "csv", encoding="utf-8")["id"] == ["1", "3"]
    path.write_text("q\n1\n\n3\n")
    assert cells(path, "csv", encoding="utf-8")["q"] == ["1", "", "3"]


def test_only_wanted_columns_are_read_and_missing_ones_are_left_to_the_caller(path):
    path.write_text("id,q,r\n1,2,3\n")
    assert cells(path, "csv", ["r", "s"], encoding="utf-8") == {"r": ["3"]}
    assert cells(path, "csv", ["s"], encoding="utf-8") == {}


def test_dates_and_commas_are_looked_for_in_all_blocks(path, monkeypatch):
    """A file of several blocks says what the file says in one."""
    rows = [("2018-01-02", "1,5", "a"), ("2018-01-03", "1.5", "2-Jan")] * 30
    lines = ["d;w;q", *map(";".join, rows)]
    keys = {"encoding": "utf-8", "delimiter": ";", "decimal_comma": ["w"]}
    for last, found in (("", 21), ("x;;", 21)):
        path.write_text("\n".join([*lines, *([last] if last else [])]) + "\n")
        monkeypatch.setattr(delimited, "LARGEST_ROW", 1 << 24)
        whole = problems(path, "csv", **keys)
        assert len(whole) == found
        monkeypatch.setattr(delimited, "LARGEST_ROW", 64)
        assert problems(path, "csv", **keys) == whole
        path.write_text(path.read_text().replace("1.5", "7"))
        dates = problems(path, "csv", **keys)
        assert len(dates) == (42 if last else 21)  # with a date alone, days are the answers
        monkeypatch.setattr(delimited, "LARGEST_ROW", 1 << 24)
        assert problems(path, "csv", **keys) == dates


def test_blocks_give_the_cells_of_the_whole(path, monkeypatch):
    path.write_text("id,q\n" + "".join(f"p{n},{n % 7}\n" for n in range(500)))
    whole = read(path, "csv", encoding="utf-8").frame
    monkeypatch.setattr(delimited, "LARGEST_ROW", 100)
    pd.testing.assert_frame_equal(read(path, "csv", encoding="utf-8").frame, whole)
