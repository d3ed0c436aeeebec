"""Dates that a spreadsheet made of codes: "1-2" typed in a cell that became 2-Jan.

What was typed cannot be known from the date (2 January is "1-2" in one country and "2-1" in
another), so it is asked for, and never guessed.
"""

import re
from dataclasses import dataclass, field

import pandas as pd

from tsunagari.config.in_batches import Kept
from tsunagari.read.codes import recoded
from tsunagari.read.file_entry import FileEntry

KEEP = "keep"  # of a column whose dates are the answers
MONTHS = (
    "jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
    "|janv|févr|mars|avr|juin|juil|août|sept|déc|january|february|march|april|june|july"
    "|august|september|october|november|december"
)
DAY, YEAR = r"\d{1,2}", r"\d{4}"
WITHOUT_YEAR = re.compile(
    rf"{DAY}[-. ]{{1,2}}(?:{MONTHS})\.?|(?:{MONTHS})\.?[- ](?:{DAY}|{YEAR})"
    rf"|{DAY}月{DAY}日|{YEAR}年{DAY}月",
    re.IGNORECASE,
)
WITH_YEAR = re.compile(
    rf"(?:{YEAR}[-/]{DAY}[-/]{DAY}|{DAY}[/.]{DAY}[/.]{YEAR}|{YEAR}年{DAY}月{DAY}日"
    rf"|{DAY}[-. ]{{1,2}}(?:{MONTHS})\.?[-. ]{{1,2}}(?:{YEAR}|\d\d))(?:[ T]0?0:00(?::00)?)?",
    re.IGNORECASE,
)


MARKS = "[-./ 月]"  # one of them stands in every date


class Dates:
    """The repairs that the entry's `dates` declare, made in a file that comes in batches.

    They are column -> date as it stands in the file -> the code that it was, or `keep` for a
    column of real dates.
    """

    def __init__(self, file: FileEntry) -> None:
        self._file = file
        self._columns: dict[str, Column] = {}

    def mended(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The next rows with the repairs made; dates that have none are remembered."""
        columns, declared = {}, self._file.dates
        for name in frame:
            column, repairs = frame[name].array, declared.get(name, {})
            if repairs != KEEP:
                codes = {str(date): str(code) for date, code in repairs.items()}
                found = self._columns.setdefault(name, Column(dict.fromkeys(codes)))
                for date in [date for date in found.unmet if date in column.categories]:
                    del found.unmet[date]
                if codes:
                    column = recoded(column, lambda cell, codes=codes: codes.get(cell, cell))
                found.add(pd.Series(column, index=frame.index))
            columns[name] = column
        return pd.DataFrame(columns, index=frame.index)

    def raise_problems(self) -> None:
        """Raises ProblemsFound with each date without a repair, once all rows have come."""
        complaints = self._file.complaints
        for name, found in self._columns.items():
            at = complaints.column(name)
            for date in found.unmet:
                at.add(date, "no cell holds this date", UNMET)
            at.rows(found.suspects, MESSAGE, lambda cell, name=name: _remedy(name, cell))
        complaints.raise_any()


@dataclass
class Column:
    """What is to be known of a column's dates at its end.

    unmet    repairs of which no cell has been found      others  whether any cell is no date
    without  cells that are dates without a year          dated   with one
    """

    unmet: dict[str, None]
    without: Kept = field(default_factory=Kept)
    dated: Kept = field(default_factory=Kept)
    others: bool = False

    def add(self, cells: pd.Series) -> None:
        categories = cells.array.categories
        marked = categories[categories.str.contains(MARKS)] if len(categories) else []
        without = [cell for cell in marked if WITHOUT_YEAR.fullmatch(cell)]
        dated = [cell for cell in marked if WITH_YEAR.fullmatch(cell)]
        self.others |= len(dated) < len(categories) - ("" in categories)
        for kept, found in ((self.without, without), (self.dated, dated)):
            if found:
                kept.add(cells[cells.isin(found)])

    @property
    def suspects(self) -> Kept:
        """The cells that look like dates which a spreadsheet made.

        ASSUME: a date without its year is never an answer; dates with a year are answers where
        the whole column holds nothing else.
        """
        if not self.others:
            return self.without
        shown = sorted(self.without.shown + self.dated.shown, key=lambda row: row[0])
        return Kept(shown, self.without.count + self.dated.count)


UNMET = "Remove it from `dates` in the wave's file."
MESSAGE = "a date in a column of codes, as a spreadsheet makes of a code such as 1-2"


def _remedy(name: str, cell: str) -> str:
    return (
        f'Say what was typed with `dates: {{{name}: {{"{cell}": "1-2"}}}}` for the '
        f"file in the wave's file (1-2 being the code), or `dates: {{{name}: keep}}` "
        "if the column holds dates."
    )
