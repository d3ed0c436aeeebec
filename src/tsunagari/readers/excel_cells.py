"""What a cell of an Excel workbook says: numbers as codes, dates as Excel shows them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook import Workbook

from tsunagari.readers.codes import code_of

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
