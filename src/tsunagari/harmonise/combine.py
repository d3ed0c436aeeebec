"""Several raw columns as one answer, and answers as harmonised columns."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, NOT_ASKED, Variable
from tsunagari.config.problems import Problem
from tsunagari.harmonise.cells import (
    asked,
    cell_problems,
    first_missing,
    place_of,
    read_answers,
    read_numbers,
)
from tsunagari.waves.codes import Cells
from tsunagari.waves.mapping import ColumnMap


def harmonised_column(
    entry: ColumnMap, frame: pd.DataFrame, file: str, problems: list[Problem]
) -> pd.Series:
    """One harmonised column of a file's rows; what is wrong with cells goes to `problems`."""
    if entry.how == "forms":
        _check_forms(entry, frame, file, problems)
    if entry.variable.type == "number":
        return _number_column(entry, frame, file, problems)
    variable = entry.variable
    if entry.how == "constant":
        return same_answer(entry.constant, variable, frame.index)

    def read(part: Cells, rows: pd.DataFrame) -> np.ndarray:
        return read_answers(part, variable, rows, file, problems)

    parts = _read_parts(entry, frame, read, place_of(variable, NOT_ASKED))
    answers = _COMBINED[entry.how](parts, variable, entry.decisive)
    return pd.Series(
        pd.Categorical.from_codes(answers, dtype=dtype_of(variable)), index=frame.index
    )


def same_answer(answer: str, variable: Variable, index: pd.Index) -> pd.Series:
    """One answer, or kind of missing, of everybody."""
    if variable.type == "number":
        return pd.Series(int(answer), index=index, dtype=dtype_of(variable))
    codes = np.full(len(index), place_of(variable, answer), np.int8)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype_of(variable)), index=index)


def _number_column(
    entry: ColumnMap, frame: pd.DataFrame, file: str, problems: list[Problem]
) -> pd.Series:
    """The first number given; nobody has more than one form of a question."""
    if entry.how == "constant":
        numbers = np.full(len(frame), float(entry.constant))
    else:

        def read(part: Cells, rows: pd.DataFrame) -> np.ndarray:
            return read_numbers(part, rows, file, problems)

        parts = _read_parts(entry, frame, read, np.nan)
        numbers = parts[0]
        for later in parts[1:]:
            numbers = np.where(np.isnan(numbers), later, numbers)
    return pd.Series(numbers, index=frame.index).astype("Int64")


def _read_parts(
    entry: ColumnMap,
    frame: pd.DataFrame,
    read: Callable[[Cells, pd.DataFrame], np.ndarray],
    not_asked: float,
) -> list[np.ndarray]:
    """(n,) what each raw column says.

    Forms may share a raw column (a scale that one half of the sample had turned round): what
    stands in the rows of one form is no answer to the other.
    """
    parts = []
    for part in entry.parts:
        sharing = [other for other in entry.parts if other.raw == part.raw and other != part]
        if entry.how != "forms" or not sharing:
            parts.append(read(part, frame))
            continue
        own = _had([part], frame) | ~_had(sharing, frame)
        read_rows = read(part, frame.loc[own, list(dict.fromkeys([part.raw, part.asked_of.raw]))])
        found = np.full(len(frame), not_asked, read_rows.dtype)
        found[own] = read_rows
        parts.append(found)
    return parts


def _had(forms: Sequence[Cells], frame: pd.DataFrame) -> np.ndarray:
    """(n,) who had one of the forms."""
    each = [asked(form.asked_of, form.ignore_case, frame, "", []) for form in forms]
    return np.logical_or.reduce(each)


def first_given(parts: list[np.ndarray], variable: Variable, _: str = "") -> np.ndarray:
    """The first answer that is not missing.

    ASSUME: where all are missing, one that was asked and not answered tells most, then
    one that did not apply, then one that was not asked.
    """
    first = first_missing(variable)
    answers = parts[0]
    for later in parts[1:]:
        none, none_later = answers >= first, later >= first
        answers = np.where(none & ~none_later, later, answers)
        answers = np.where(none & none_later, np.maximum(answers, later), answers)
    return answers


def decided(parts: list[np.ndarray], variable: Variable, decisive: str) -> np.ndarray:
    """The decisive answer where any column gives it, the other where all speak against it.

    ASSUME: without the decisive answer a single column that was not answered leaves the
    case open, and so does one that was not asked; columns that do not apply cannot tell,
    and the others decide.
    """
    kinds = {kind: place_of(variable, kind) for kind in (NO_ANSWER, NOT_ASKED, NOT_APPLICABLE)}
    answers = np.minimum.reduce(parts)  # of those that apply, since they stand first
    decides = place_of(variable, decisive)
    given = [np.where(part >= first_missing(variable), -2, part) for part in parts]
    other = np.maximum.reduce(given)
    answers = np.where(other >= 0, other, answers)
    for kind in (NOT_ASKED, NO_ANSWER):
        answers = np.where(_any(parts, kinds[kind]), kinds[kind], answers)
    answers = np.where(_any(parts, decides), decides, answers)
    return np.where(_any(parts, -1), -1, answers)


def ranked(parts: list[np.ndarray], variable: Variable, decisive: str) -> np.ndarray:
    """Selected if any rank holds the category, not selected if another rank was given."""
    decides = place_of(variable, decisive)
    return np.where(_any(parts, decides), decides, first_given(parts, variable))


def only_form(parts: list[np.ndarray], variable: Variable, _: str = "") -> np.ndarray:
    """The answer to the one form that was asked; not asked where none was.

    Not asked is the first kind of missing, so that any other kind and any answer of the
    one form that a respondent had take its place.
    """
    not_asked = place_of(variable, NOT_ASKED)
    answers = parts[0]
    for later in parts[1:]:
        answers = np.where(answers == not_asked, later, answers)
    return answers


def _only(parts: list[np.ndarray], _: Variable, __: str = "") -> np.ndarray:
    return parts[0]


def _any(parts: list[np.ndarray], place: int) -> np.ndarray:
    return np.logical_or.reduce([part == place for part in parts])


def _check_forms(entry: ColumnMap, frame: pd.DataFrame, file: str, problems: list[Problem]) -> None:
    """Nobody has two forms of one question."""
    had = [_had([part], frame) for part in entry.parts]
    again = frame[entry.parts[0].asked_of.raw][np.sum(had, axis=0) > 1]
    message = f"had two forms of {entry.harmonised}"
    remedy = "Let `asked_of` of one form leave the row out."
    problems += cell_problems(file, entry.parts[0].asked_of.raw, again, message, lambda _: remedy)


_COMBINED = {
    "column": _only,
    "first": first_given,
    "any_of": decided,
    "all_of": decided,
    "ranked": ranked,
    "forms": only_form,
}
