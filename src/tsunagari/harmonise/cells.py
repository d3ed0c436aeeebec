"""Cells of raw columns as answers, as numbers, and as what a sampling design is made of.

An answer is a small number: the place of the category, or of the kind of missing, in the
variable's dtype. Places from `first_missing` on are the kinds of missing, in their order.
"""

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import MISSING, NOT_ASKED, Variable
from tsunagari.config.problems import nearest
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.read.cells import NO_ROW, as_number
from tsunagari.waves.codes import Cells, folded
from tsunagari.waves.design import is_number

UNKNOWN_CODE = -1


def first_missing(variable: Variable) -> int:
    """The place from which on an answer is a kind of missing."""
    return len(variable.answers)


def place_of(variable: Variable, answer: str) -> int:
    """The place of an answer or a kind of missing."""
    return [*variable.answers, *MISSING].index(answer)


def read_answers(part: Cells, variable: Variable, raw: RawRows) -> np.ndarray:
    """(n,) places of the answers of one raw column, UNKNOWN_CODE where a code is unknown."""
    places = {answer: place for place, answer in enumerate([*variable.answers, *MISSING])}
    places[None] = UNKNOWN_CODE
    answers = raw.looked_up(part.raw, lambda cell: places[part.answer(cell)], np.int16)
    unknown = answers == UNKNOWN_CODE
    if part.asked_of is not None:
        inside, blank = asked(part, raw), raw.blank(part.raw)
        answered = (answers >= 0) & (answers < first_missing(variable))
        _check_outside(part, raw, ~inside & answered & ~blank)
        message = f"coded not asked, though {part.asked_of.raw} says that it was"
        remedy = "Mend `asked_of`, or give the code another kind of missing."
        raw.complain(part.raw, inside & (answers == places[NOT_ASKED]), message, remedy)
        unknown &= inside | ~blank
        answers = np.where(inside, answers, np.int16(places[NOT_ASKED]))
    valid = [code for code in (part.shared or part.codes) if code != ""]
    message = "lies in no band" if part.bands else "unknown code"
    # A number is not misspelt: 3 is no word for -3.
    raw.complain(
        part.raw,
        unknown,
        message,
        lambda code: nearest(code if as_number(code) is None else "", valid),
    )
    return answers


def read_numbers(part: Cells, raw: RawRows) -> np.ndarray:
    """(n,) whole numbers of one raw column as floats, nan where missing or not asked."""

    def number(cell: str) -> float:
        if cell == NO_ROW or folded(cell, part.ignore_case) in part.codes:
            return np.nan
        value = part.number(cell)
        return np.inf if value is None or value % 1 != 0 else value

    numbers = raw.looked_up(part.raw, number, float)
    bad = np.isinf(numbers)
    if part.asked_of is not None:
        inside = asked(part, raw)
        bad &= inside | ~raw.blank(part.raw)
        _check_outside(part, raw, ~inside & np.isfinite(numbers))
        numbers = np.where(inside, numbers, np.nan)
    remedy = "Mend the cell, or give its code a kind of missing."
    raw.complain(part.raw, bad, "not a whole number", remedy)
    return np.where(bad, np.nan, numbers)


def had(part: Cells, raw: RawRows) -> np.ndarray:
    """(n,) who had the question, of a split sample."""
    return raw.coded(part.asked_of.raw, part.asked_of.values, part.ignore_case)


def asked(part: Cells, raw: RawRows) -> np.ndarray:
    """(n,) who had the question, each code of the filter checked.

    A code of the filter that the wave's file names nowhere is an error: nobody can say
    whether its rows had the question.
    """
    split = part.asked_of
    valid = (*split.values, *split.others)
    remedy = "Name it under `values` or `others` of `asked_of`, or exclude the row."
    message = "code of a split sample that `asked_of` does not name"
    unknown = ~raw.coded(split.raw, valid, part.ignore_case)
    raw.complain(split.raw, unknown, message, lambda cell: f"{nearest(cell, valid)} {remedy}")
    return had(part, raw)


def _check_outside(part: Cells, raw: RawRows, outside: np.ndarray) -> None:
    message = f"answered, though {part.asked_of.raw} says that it was not asked"
    raw.complain(part.raw, outside, message, "Mend the response, or `values` of `asked_of`.")


def design_column(column: str, raw_name: str, raw: RawRows) -> pd.Series:
    """Weights and population sizes as numbers above 0, strata and clusters as labels."""
    if is_number(column):
        values = raw.looked_up(raw_name, _positive, float)
        message, remedy = "no number above 0 in the design", "Mend the cell, or exclude the row."
        raw.complain(raw_name, np.isnan(values), message, remedy)
    else:
        raw.complain(raw_name, raw.blank(raw_name), "blank in the design", "Fill it.")
        labels = raw.categorical(raw_name).remove_unused_categories()
        values = labels.set_categories(sorted(labels.categories))
    return pd.Series(values, index=raw.frame.index)


def _positive(cell: str) -> float:
    number = as_number(cell)
    return number if number is not None and number > 0 else np.nan
