"""Dates that a spreadsheet made of codes: "1-2" typed in a cell that became 2-Jan.

What was typed cannot be known from the date (2 January is "1-2" in one country and "2-1" in
another), so it is asked for, and never guessed.
"""

import re

import pandas as pd

from tsunagari.config.problems import Complaints
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


def mend_dates(frame: pd.DataFrame, file: FileEntry) -> pd.DataFrame:
    """The frame with the repairs made that the entry's `dates` declare.

    They are column -> date as it stands in the file -> the code that it was, or `keep` for a
    column of real dates. Raises ProblemsFound with each date that has none.
    """
    columns, complaints = {}, file.complaints
    for name in frame:
        column, repairs = frame[name].array, file.dates.get(name, {})
        if repairs != KEEP:
            codes = {str(date): str(code) for date, code in repairs.items()}
            remedy = "Remove it from `dates` in the wave's file."
            for date in [date for date in codes if date not in column.categories]:
                complaints.column(name).add(date, "no cell holds this date", remedy)
            column = recoded(column, lambda cell, codes=codes: codes.get(cell, cell))
            _check_left(column, name, complaints)
        columns[name] = column
    complaints.raise_any()
    return pd.DataFrame(columns, index=frame.index)


def suspects(categories: pd.Index) -> list[str]:
    """The codes of a column that look like dates which a spreadsheet made.

    ASSUME: a date without its year is never an answer; dates with a year are answers where
    the whole column holds nothing else.
    """
    filled = [cell for cell in categories if cell]
    without = [cell for cell in filled if WITHOUT_YEAR.fullmatch(cell)]
    dated = [cell for cell in filled if WITH_YEAR.fullmatch(cell)]
    return without + dated if len(dated) < len(filled) else []


def _check_left(column: pd.Categorical, name: str, complaints: Complaints) -> None:
    """Cells of a column that still look like dates."""
    left = pd.Series(column, index=range(1, len(column) + 1))
    message = "a date in a column of codes, as a spreadsheet makes of a code such as 1-2"

    def remedy(cell: str) -> str:
        return (
            f'Say what was typed with `dates: {{{name}: {{"{cell}": "1-2"}}}}` for the '
            f"file in the wave's file (1-2 being the code), or `dates: {{{name}: keep}}` "
            "if the column holds dates."
        )

    complaints.column(name).rows(left[left.isin(suspects(column.categories))], message, remedy)
