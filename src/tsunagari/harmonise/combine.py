"""Several raw columns as one answer, and answers as harmonised columns."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, NOT_ASKED, Variable
from tsunagari.harmonise.cells import first_missing, had, place_of, read_answers, read_numbers
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.waves.codes import Cells
from tsunagari.waves.mapping import ColumnMap


def harmonised_column(entry: ColumnMap, raw: RawRows) -> pd.Series:
    """One harmonised column of a file's rows; what is wrong with cells is complained of."""
    variable, index = entry.variable, raw.frame.index
    if entry.how == "constant":
        return same_answer(entry.constant, variable, index)
    if entry.how == "forms":
        _check_forms(entry, raw)
    if variable.type == "number":
        numbers = _first_number(_read_parts(entry, raw, read_numbers, np.nan))
        return pd.Series(numbers, index=index).astype("Int64")

    def read(part: Cells, rows: RawRows) -> np.ndarray:
        return read_answers(part, variable, rows)

    parts = _read_parts(entry, raw, read, place_of(variable, NOT_ASKED))
    answers = _COMBINED[entry.how](parts, variable, entry.decisive)
    return pd.Series(pd.Categorical.from_codes(answers, dtype=dtype_of(variable)), index=index)


def same_answer(answer: str, variable: Variable, index: pd.Index) -> pd.Series:
    """One answer, or kind of missing, of everybody."""
    if variable.type == "number":
        return pd.Series(int(answer), index=index, dtype=dtype_of(variable))
    codes = np.full(len(index), place_of(variable, answer), np.int8)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype_of(variable)), index=index)


def _first_number(parts: list[np.ndarray]) -> np.ndarray:
    """The first number given; nobody has more than one form of a question."""
    numbers = parts[0]
    for later in parts[1:]:
        numbers = np.where(np.isnan(numbers), later, numbers)
    return numbers


def _read_parts(
    entry: ColumnMap,
    raw: RawRows,
    read: Callable[[Cells, RawRows], np.ndarray],
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
            parts.append(read(part, raw))
            continue
        others = np.logical_or.reduce([had(other, raw) for other in sharing])
        inside = had(part, raw) | ~others
        answers = read(part, raw.only(inside, (part.raw, part.asked_of.raw)))
        parts.append(np.full(len(inside), not_asked, answers.dtype))
        parts[-1][inside] = answers
    return parts


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


def _check_forms(entry: ColumnMap, raw: RawRows) -> None:
    """Nobody has two forms of one question."""
    forms = np.sum([had(part, raw) for part in entry.parts], axis=0)
    remedy = "Let `asked_of` of one form leave the row out."
    message = f"had two forms of {entry.harmonised}"
    raw.complain(entry.parts[0].asked_of.raw, forms > 1, message, remedy)


_COMBINED = {
    "column": _only,
    "first": first_given,
    "any_of": decided,
    "all_of": decided,
    "ranked": ranked,
    "forms": only_form,
}
