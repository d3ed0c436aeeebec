"""A wave's mapping read backwards: harmonised answers as the cells of raw columns."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds
from tsunagari.codebook.variables import MISSING, NOT_APPLICABLE, NOT_ASKED, NOT_SELECTED, SELECTED
from tsunagari.config.problems import Complaints
from tsunagari.waves.codes import Cells
from tsunagari.waves.mapping import ColumnMap

ONE_WAY = {
    "first": "several columns of which the first counts",
    "any_of": "a condition on several columns",
    "all_of": "a condition on several columns",
}
REMEDY = "Of a synthetic wave, map the variable from one column by its codes."


def raw_cells(wave_file: str, maps: Sequence[ColumnMap], people: pd.DataFrame) -> pd.DataFrame:
    """The raw columns of a file as text, one row a respondent, in the order of the maps.

    wave_file  the wave's file in config/, which problems name
    Raises ProblemsFound for what cannot be written: sources that have no way back (the
    first of several columns, conditions, bands), answers without a code, more choices than
    there are ranks, respondents whom no code of a split sample fits.
    """
    complaints = Complaints(wave_file)
    usable = [entry for entry in maps if not _one_way(entry, complaints)]
    filters = _filters(usable, people, complaints)
    columns: dict[str, np.ndarray] = {}
    for entry in usable:
        for place, part in enumerate(entry.parts):
            if part.raw in columns:
                continue
            cells = _cells(entry, place, usable, people)
            _check(entry, part, cells, people, complaints)
            if asked := part.asked_of:  # blank for those who did not have the question
                cells = np.where(np.isin(filters[asked.raw], asked.values), cells, "")
            columns[part.raw] = cells
    complaints.raise_any()
    added = {raw: cells for raw, cells in filters.items() if raw not in columns}
    return pd.DataFrame({**columns, **added})


def _one_way(entry: ColumnMap, complaints: Complaints) -> bool:
    """Whether an entry has no way back, which is a problem."""
    reason = ONE_WAY.get(entry.how, "")
    if any(part.bands for part in entry.parts):
        reason = "bands of a number"
    if reason:
        message = f"{reason}, which cannot be written backwards"
        complaints.at(f"columns, {entry.variable.name}").add(entry.harmonised, message, REMEDY)
    return bool(reason)


def _filters(
    maps: Sequence[ColumnMap], people: pd.DataFrame, complaints: Complaints
) -> dict[str, np.ndarray]:
    """Raw filter column -> the code of each respondent, who was asked what his answers tell."""
    split = [(entry, part.asked_of) for entry in maps for part in entry.parts if part.asked_of]
    filters = {}
    for raw in dict.fromkeys(asked_of.raw for _, asked_of in split):
        of_raw = [(entry, asked_of) for entry, asked_of in split if asked_of.raw == raw]
        codes = list(dict.fromkeys(code for _, a in of_raw for code in (*a.values, *a.others)))
        fits = np.ones((len(codes), len(people)), dtype=bool)
        for entry in maps:
            values = {code for own, a in of_raw if own is entry for code in a.values}
            if values:
                asked, known = _asked(entry, people)
                for place, code in enumerate(codes):
                    fits[place] &= ~known | (asked == (code in values))
        filters[raw] = _one_that_fits(codes, fits)
        if not fits.any(axis=0).all():
            count = int((~fits.any(axis=0)).sum())
            message = f"no code says who was asked what, of {count} respondents"
            remedy = "Add the code of those who were not asked under `others` of `asked_of`."
            complaints.at("columns, asked_of").add(raw, message, remedy)
    return filters


def _asked(entry: ColumnMap, people: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Who was asked, and of whom that is known: a missing number does not tell its kind."""
    answers = people[entry.harmonised]
    if entry.variable.type == "number":
        given = answers.notna().to_numpy()
        return given, given
    return ~holds(answers, (NOT_ASKED,)), np.ones(len(people), dtype=bool)


def _one_that_fits(codes: Sequence[str], fits: np.ndarray) -> np.ndarray:
    """For each respondent one of the codes that fit, each in turn."""
    number = np.arange(fits.shape[1]) % np.maximum(fits.sum(axis=0), 1)
    place = ((fits.cumsum(axis=0) == number + 1) & fits).argmax(axis=0)
    return np.array(codes, dtype=object)[place]


def _cells(
    entry: ColumnMap, place: int, maps: Sequence[ColumnMap], people: pd.DataFrame
) -> np.ndarray:
    """The cells of one raw column; None where an answer has no code."""
    part = entry.parts[place]
    if entry.variable.type == "number":
        return _number_cells(part, people[entry.harmonised])
    if not part.shared:
        return people[entry.harmonised].astype(object).map(codes_back(entry, part)).to_numpy()
    same = [other for other in maps if (other.variable, other.item) == (entry.variable, entry.item)]
    return _shared_cells(same, place, people)


def codes_back(entry: ColumnMap, part: Cells) -> dict[str, str]:
    """Answer or kind of missing -> cell; a blank outside the base where it may say so."""
    codes = part.code_of
    if entry.blank and entry.variable.base:
        codes.setdefault(NOT_APPLICABLE, "")
    if part.asked_of:
        codes.setdefault(NOT_ASKED, "")
    return codes


def _number_cells(part: Cells, numbers: pd.Series) -> np.ndarray:
    """Digits, the cell that stands for a number, or the first code of missing."""
    stands_for = {number: cell for cell, number in reversed(part.numbers.items())}
    missing = next(iter(part.codes), "" if part.asked_of else None)
    cells = [
        missing if pd.isna(number) else stands_for.get(number, str(number)) for number in numbers
    ]
    return np.array(cells, dtype=object)


def _shared_cells(same: Sequence[ColumnMap], place: int, people: pd.DataFrame) -> np.ndarray:
    """Of a multiple question whose categories share columns: all marks, or those of a rank."""
    first = same[0]
    part = first.parts[place]
    codes = codes_back(first, part)
    mark_of = {category: mark for mark, category in reversed(part.shared.items())}
    chosen = np.array([holds(people[entry.harmonised], (SELECTED,)) for entry in same]).T
    marks = [mark_of[entry.category] for entry in same]
    kinds = people[first.harmonised].astype(object).to_numpy()
    nothing = "" if part.codes.get("") == NOT_SELECTED else None
    # A rank that nobody filled is blank or, where blanks mean nothing, any code of missing.
    unfilled = "" if "" in part.codes else next((codes[k] for k in MISSING if k in codes), None)
    cells: list[str | None] = []
    for kind, row in zip(kinds, chosen, strict=True):
        given = [mark for mark, taken in zip(marks, row, strict=True) if taken]
        if kind in MISSING:
            cells.append(codes.get(kind))
        elif not given:
            cells.append(nothing)
        elif part.separator:
            cells.append(part.separator.join(given))
        elif len(given) > len(first.parts):
            cells.append(None)
        else:
            cells.append(given[place] if place < len(given) else unfilled)
    return np.array(cells, dtype=object)


def _check(
    entry: ColumnMap,
    part: Cells,
    cells: np.ndarray,
    people: pd.DataFrame,
    complaints: Complaints,
) -> None:
    """Answers that no cell of the column can say."""
    without = pd.isna(pd.Series(cells, dtype=object)).to_numpy()
    if not without.any():
        return
    of_variable = complaints.at(f"columns, {entry.variable.name}")
    remedy = "Give it a code, or a kind of `missing` its codes."
    if entry.how == "ranked":
        message = f"answers that {len(entry.parts)} ranks cannot say, in column {part.raw}"
        of_variable.add(part.raw, message, f"Add ranks. {remedy}")
        return
    for answer in pd.unique(people[entry.harmonised][without].astype(object)):
        message = f"no code in column {part.raw} for an answer that respondents gave"
        shown = "nothing selected" if part.shared and answer not in MISSING else str(answer)
        of_variable.add(shown, message, remedy)
