"""Cells of raw columns as answers; the work is done once a distinct cell, not once a row.

An answer is a small number: the place of the category, or of the kind of missing, in the
variable's dtype. Places from `first_missing` on are the kinds of missing, in their order.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import MISSING, NOT_ASKED, Variable
from tsunagari.config.problems import Problem, nearest
from tsunagari.waves.codes import AskedOf, Cells, folded

MOST_SHOWN = 20  # problems of one kind in one column, before the rest is counted
UNKNOWN_CODE = -1


def first_missing(variable: Variable) -> int:
    """The place from which on an answer is a kind of missing."""
    return len(variable.answers)


def place_of(variable: Variable, answer: str) -> int:
    """The place of an answer or a kind of missing."""
    return [*variable.answers, *MISSING].index(answer)


def categorical(column: pd.Series) -> pd.Categorical:
    """A raw column by its distinct cells."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.array
    return pd.Categorical(column)


def looked_up(column: pd.Series, meaning: Callable[[str], object], dtype) -> np.ndarray:
    """What each cell means, by a function that is asked once a distinct cell."""
    cells = categorical(column)
    table = np.array([meaning(cell) for cell in cells.categories], dtype=dtype)
    return table[cells.codes] if len(table) else np.zeros(len(column), dtype)


def read_answers(
    part: Cells, variable: Variable, frame: pd.DataFrame, file: str, problems: list[Problem]
) -> np.ndarray:
    """(n,) places of the answers of one raw column; unknown codes go to `problems`."""
    column = frame[part.raw]
    places = {answer: place for place, answer in enumerate([*variable.answers, *MISSING])}

    def place(cell: str) -> int:
        answer = part.answer(cell)
        return UNKNOWN_CODE if answer is None else places[answer]

    answers = looked_up(column, place, np.int16)
    inside = asked(part.asked_of, part.ignore_case, frame, file, problems)
    unknown = answers == UNKNOWN_CODE
    if inside is not None:
        _check_split(part, variable, column, answers, inside, file, problems)
        blank = looked_up(column, lambda cell: cell == "", bool)
        unknown &= inside | ~blank
        answers = np.where(inside, answers, np.int16(places[NOT_ASKED]))
    if unknown.any():
        valid = [code for code in (part.shared or part.codes) if code != ""]
        message = "lies in no band" if part.bands else "unknown code"
        cells = column[unknown]
        problems += cell_problems(file, part.raw, cells, message, lambda c: nearest(c, valid))
    return answers


def read_numbers(
    part: Cells, frame: pd.DataFrame, file: str, problems: list[Problem]
) -> np.ndarray:
    """(n,) whole numbers of one raw column as floats, nan where missing or not asked."""
    column = frame[part.raw]

    def number(cell: str) -> float:
        if folded(cell, part.ignore_case) in part.codes:
            return np.nan
        value = part.number(cell)
        return np.inf if value is None or value % 1 != 0 else value

    numbers = looked_up(column, number, float)
    bad = np.isinf(numbers)
    inside = asked(part.asked_of, part.ignore_case, frame, file, problems)
    if inside is not None:
        blank = looked_up(column, lambda cell: cell == "", bool)
        bad &= inside | ~blank
        _check_outside(part, column, ~inside & np.isfinite(numbers), file, problems)
        numbers = np.where(inside, numbers, np.nan)
    remedy = "Mend the cell, or give its code a kind of missing."
    message = "not a whole number"
    problems += cell_problems(file, part.raw, column[bad], message, lambda _: remedy)
    return np.where(bad, np.nan, numbers)


def asked(
    split: AskedOf | None,
    ignore_case: bool,
    frame: pd.DataFrame,
    file: str,
    problems: list[Problem],
) -> np.ndarray | None:
    """Who had the question, of a split sample; None where everybody had.

    A code of the filter that the wave's file names nowhere is an error: nobody can say
    whether its rows had the question.
    """
    if split is None:
        return None
    column = frame[split.raw]
    valid = [*split.values, *split.others]
    unknown = ~looked_up(column, lambda cell: folded(cell, ignore_case) in valid, bool)
    remedy = "Name it under `values` or `others` of `asked_of`, or exclude the row."
    message = "code of a split sample that `asked_of` does not name"
    problems += cell_problems(
        file, split.raw, column[unknown], message, lambda cell: f"{nearest(cell, valid)} {remedy}"
    )
    return looked_up(column, lambda cell: folded(cell, ignore_case) in split.values, bool)


def _check_split(
    part: Cells,
    variable: Variable,
    column: pd.Series,
    answers: np.ndarray,
    inside: np.ndarray,
    file: str,
    problems: list[Problem],
) -> None:
    """Answers of people who did not have the question, and `not asked` of those who had."""
    answered = (answers >= 0) & (answers < first_missing(variable))
    blank = looked_up(column, lambda cell: cell == "", bool)
    _check_outside(part, column, ~inside & answered & ~blank, file, problems)
    not_asked = column[inside & (answers == place_of(variable, NOT_ASKED))]
    message = f"coded not asked, though {part.asked_of.raw} says that it was"
    remedy = "Mend `asked_of`, or give the code another kind of missing."
    problems += cell_problems(file, part.raw, not_asked, message, lambda _: remedy)


def _check_outside(
    part: Cells, column: pd.Series, outside: np.ndarray, file: str, problems: list[Problem]
) -> None:
    message = f"answered, though {part.asked_of.raw} says that it was not asked"
    remedy = "Mend the response, or `values` of `asked_of`."
    problems += cell_problems(file, part.raw, column[outside], message, lambda _: remedy)


def cell_problems(
    file: str, column: str, cells: pd.Series, message: str, remedy: Callable[[str], str]
) -> list[Problem]:
    """A problem a cell, the first ones by row, the rest of the column counted."""
    found = [
        Problem(file, f"row {row}, column {column}", code, message, remedy(code))
        for row, code in cells.iloc[:MOST_SHOWN].items()
    ]
    if len(cells) > MOST_SHOWN:
        rest = f"{len(cells) - MOST_SHOWN} more of this kind in the column"
        found.append(Problem(file, f"column {column}", "", rest, "See the ones above."))
    return found
