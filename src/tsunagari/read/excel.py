"""Excel (.xlsx): one sheet by its name, one row of names, every cell as a code."""

import calendar
import datetime
import re
from array import array
from collections.abc import Iterator, Mapping
from itertools import islice
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from tsunagari.config.problems import MOST_SHOWN, nearest
from tsunagari.read.codes import code_of, of_places
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

# What a cell of an Excel workbook says: numbers as codes, dates as Excel shows them.

# Dates of the Japanese, Chinese and Korean Excel whose formats no file spells out
# (ECMA-376, 18.8.30); openpyxl reads them as plain numbers.
EAST_ASIAN_DATES = frozenset((*range(27, 32), *range(34, 37), *range(50, 59)))
EAST_ASIAN_WITHOUT_YEAR = frozenset((35, 53, 56))
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
FIRST_CUSTOM = 164


class CellCodes:
    """The codes of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        self.epoch = book.epoch
        self.east_asian: set[int] = set()
        self.without_year: Mapping[int, bool] = {}
        styles = enumerate(style.numFmtId for style in book._cell_styles)
        for style, number in styles:
            if number in EAST_ASIAN_DATES:
                self.east_asian.add(style)
            if _lacks_year(number, book._number_formats):
                self.without_year[style] = "月" in _format(number, book._number_formats)

    def code(self, cell) -> str:
        """One cell's code; a date without a year as Excel shows it, 2-Jan or 1月2日."""
        value = cell.value
        if value is None or isinstance(value, str):
            return value or ""
        if cell._style_id in self.east_asian and isinstance(value, int | float):
            value = from_excel(value, self.epoch)
        if cell._style_id in self.without_year and isinstance(value, datetime.datetime):
            if self.without_year[cell._style_id]:
                return f"{value.month}月{value.day}日"
            return f"{value.day}-{calendar.month_abbr[value.month]}"
        return code_of(value)


def _format(number: int, custom: list[str]) -> str:
    if number in EAST_ASIAN_WITHOUT_YEAR:
        return "m月d日"
    if number >= FIRST_CUSTOM:
        return custom[number - FIRST_CUSTOM]
    return BUILTIN_FORMATS.get(number, "General")


def _lacks_year(number: int, custom: list[str]) -> bool:
    """Whether a format shows day and month only (a year is y, or e and g of the eras)."""
    bare = QUOTED.sub("", _format(number, custom)).lower()
    return "d" in bare and "m" in bare and not re.search("[yeg]", bare)


UNREADABLE = (BadZipFile, InvalidFileException, SyntaxError, ZlibError, KeyError, ValueError,
              NotImplementedError, EOFError)  # fmt: skip
BLOCK = 1 << 20


def read_excel(file: FileEntry) -> DeliveredFile:
    """The wanted columns of one sheet.

    ASSUME: blank rows below the last respondent are left over from formatting.
    Raises ProblemsFound for a sheet that is not there, columns without a name, blank rows
    between respondents, and cells that hold an error or a formula that was never computed.
    """
    try:
        with file.place.open("rb") as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            table = _Table(book, file)
            if _has_formulas(stream):
                _check_computed(stream, file, table)
    except UNREADABLE as error:
        raise file.damaged(error) from error
    table.raise_problems()
    return DeliveredFile(table.frame())


def _rows(book: Workbook, file: FileEntry) -> Iterator[tuple]:
    """The rows of the sheet from that of the names on; rows above the first respondent left out."""
    sheet = _sheet(book, file)
    sheet.reset_dimensions()  # what a file says of its own size is often wrong
    rows = sheet.iter_rows(min_row=file.header_row)
    yield next(rows, ())
    yield from islice(rows, file.first_row - file.header_row - 1, None)


def _sheet(book: Workbook, file: FileEntry):
    """The sheet that is named; without a name, the only one."""
    names = [sheet.title for sheet in book.worksheets]
    if file.sheet and file.sheet not in names:
        raise file.fault("no such sheet", nearest(file.sheet, names), file.sheet)
    if not file.sheet and len(names) != 1:
        remedy = "Name one with `sheet:` in the wave's file."
        raise file.fault("several sheets", remedy, ", ".join(names))
    return book[file.sheet or names[0]]


class _Table:
    """The columns of a sheet while its rows are read."""

    def __init__(self, book: Workbook, file: FileEntry) -> None:
        self.file, self.codes, self.of_cells = file, CellCodes(book), file.complaints
        rows = _rows(book, file)
        header = [self.codes.code(cell) for cell in next(rows)]
        self.wanted = file.wanted(header)
        self.named = {place for place, name in enumerate(header) if name}
        self.nameless: set[int] = set()
        self.texts: dict[int, dict[str, int]] = {place: {} for place in self.wanted}
        self.places: dict[int, array] = {place: array("i") for place in self.wanted}
        self.rows, self.blank_rows = 0, []
        for cells in rows:
            self._add(cells)

    def _add(self, cells: tuple) -> None:
        filled = {place for place, cell in enumerate(cells) if cell.value not in (None, "")}
        self.rows += 1
        if not filled:
            self.blank_rows.append(self.rows)
        self.nameless |= filled - self.named
        for place, texts in self.texts.items():
            text = ""
            if place in filled:
                cell = cells[place]
                text = self.codes.code(cell)
                if cell.data_type == "e":
                    remedy = "Mend its formula, or empty it."
                    self.complain(cell, text, "the cell holds an error", remedy)
            self.places[place].append(texts.setdefault(text, len(texts)))

    def complain(self, cell, value: str, message: str, remedy: str) -> None:
        """A problem of one cell."""
        self.of_cells.add(value, message, remedy, f"cell {cell.coordinate}")

    @property
    def respondents(self) -> int:
        """Rows up to the last that is not blank."""
        count, blank = self.rows, set(self.blank_rows)
        while count in blank:
            count -= 1
        return count

    def raise_problems(self) -> None:
        """Raises ProblemsFound with the first problems of the sheet, the rest counted."""
        complaints = self.file.complaints
        for place in sorted(self.nameless):
            message = "a column with cells but without a name (a merged cell names its first only)"
            remedy = "Write one name above each column, or mend `header_row` in the wave's file."
            where = f"cell {get_column_letter(place + 1)}{self.file.header_row}"
            complaints.add("", message, remedy, where)
        for blank in [blank for blank in self.blank_rows if blank < self.respondents]:
            where = f"row {self.file.first_row + blank - 1} of the sheet"
            complaints.add("", "a blank row between respondents", "Remove it.", where)
        problems = complaints.problems
        problems += self.of_cells.problems
        if len(problems) > MOST_SHOWN:
            message = f"{len(problems) - MOST_SHOWN} more problems in the sheet"
            del problems[MOST_SHOWN:]
            complaints.add("", message, "See the ones above.")
        complaints.raise_any()

    def frame(self) -> pd.DataFrame:
        rows = self.respondents
        read = {
            name: of_places(np.array(self.places[place])[:rows], list(self.texts[place]))
            for place, name in self.wanted.items()
        }
        return pd.DataFrame(read, index=range(rows))


def _has_formulas(stream) -> bool:
    """Whether any sheet holds a formula, found without parsing it."""
    with ZipFile(stream) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as sheet:
                    before = b""
                    while block := sheet.read(BLOCK):
                        if b"<f>" in before + block or b"<f " in before + block:
                            return True
                        before = block[-2:]
    return False


def _check_computed(stream, file: FileEntry, table: _Table) -> None:
    """Wanted cells with a formula that no program has computed: read so, they would be blank."""
    written, computed = (
        _rows(openpyxl.load_workbook(stream, read_only=True, data_only=only), file)
        for only in (False, True)
    )
    for row, values in zip(written, computed, strict=True):
        for place in [place for place in table.wanted if place < len(row)]:
            cell, value = row[place], values[place]
            if cell.data_type == "f" and value.value is None and value.data_type == "n":
                remedy = "Open the workbook in Excel and save it, or paste values."
                table.complain(cell, str(cell.value), "a formula that was never computed", remedy)
