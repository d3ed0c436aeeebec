"""Dates that a spreadsheet made of codes: "1-2" typed in a cell that became 2-Jan.

What was typed cannot be known from the date (2 January is "1-2" in one country and "2-1" in
another), so it is asked for, and never guessed.
"""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem
from tsunagari.read.codes import recoded

KEEP = "keep"  # of a column whose dates are the answers
MOST_SHOWN = 20  # cells of one column, before the rest is counted
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


def mend_dates(
    frame: pd.DataFrame, declared: Mapping[str, Mapping[str, str] | str], file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the declared repairs made, and a problem for each date without one.

    declared  column -> date as it stands in the file -> the code that it was, or `keep` for
              a column of real dates
    """
    columns, problems = {}, []
    for name in frame:
        column, repairs = frame[name].array, declared.get(name, {})
        if repairs != KEEP:
            codes = {str(date): str(code) for date, code in repairs.items()}
            problems += _unused(codes, column, name, file)
            column = recoded(column, lambda cell, codes=codes: codes.get(cell, cell))
            problems += _left(column, name, file)
        columns[name] = column
    return pd.DataFrame(columns, index=frame.index), problems


def _unused(codes: Mapping, column: pd.Categorical, name: str, file: str) -> Iterator[Problem]:
    remedy = "Remove it from `dates` in the wave's file."
    for date in [date for date in codes if date not in column.categories]:
        yield Problem(file, f"column {name}", date, "no cell holds this date", remedy)


def suspects(categories: pd.Index) -> list[str]:
    """The codes of a column that look like dates which a spreadsheet made.

    ASSUME: a date without its year is never an answer; dates with a year are answers where
    the whole column holds nothing else.
    """
    filled = [cell for cell in categories if cell]
    without = [cell for cell in filled if WITHOUT_YEAR.fullmatch(cell)]
    dated = [cell for cell in filled if WITH_YEAR.fullmatch(cell)]
    return without + dated if len(dated) < len(filled) else []


def _left(column: pd.Categorical, name: str, file: str) -> list[Problem]:
    found = suspects(column.categories)
    if not found:
        return []
    rows = np.flatnonzero(column.isin(found))
    problems = []
    for row in rows[:MOST_SHOWN]:
        cell = column[row]
        remedy = (
            "Say what was typed with `dates: {" + name + ': {"' + cell + '": "1-2"}}` for the '
            "file in the wave's file (1-2 being the code), or `dates: {" + name + ": keep}` "
            "if the column holds dates."
        )
        message = "a date in a column of codes, as a spreadsheet makes of a code such as 1-2"
        problems.append(Problem(file, f"row {row + 1}, column {name}", cell, message, remedy))
    if len(rows) > MOST_SHOWN:
        rest = f"{len(rows) - MOST_SHOWN} more of this kind in the column"
        problems.append(Problem(file, f"column {name}", "", rest, "See the ones above."))
    return problems
