"""Answers against the codebook: numbers in range, in the question's base, one exclusive alone."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds, matches, telling
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import (
    NO_ANSWER,
    NOT_APPLICABLE,
    NOT_ASKED,
    SELECTED,
    Codebook,
    Variable,
)
from tsunagari.config.problems import Complaints
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.waves.mapping import ColumnMap

Columns = Mapping[str, pd.Series]


def check_numbers(
    codebook: Codebook, maps: Sequence[ColumnMap], raw: RawRows, columns: Columns
) -> bool:
    """Whether every number is one that a respondent can have, and lies in a band of each kind."""
    right = True
    for entry in [entry for entry in maps if entry.variable.type == "number"]:
        numbers = columns[entry.harmonised]
        shown = raw.frame[entry.raw] if entry.parts else numbers.astype(str)
        at_column = raw.complaints.column(entry.raw or entry.harmonised)
        for low, high, message, remedy in _limits(codebook, entry.variable):
            outside = ((numbers < low) | (numbers > high)).fillna(False).to_numpy(bool)
            at_column.rows(shown[outside], f"{message}, {low} to {high}", remedy)
            right = right and not outside.any()
    return right


def _limits(codebook: Codebook, variable: Variable) -> Iterator[tuple[int, int, str, str]]:
    """Least and greatest number of a variable, and what is said of one beyond them."""
    remedy = "Mend the cell, exclude the row, or mend `{}` in codebook.yaml."
    if variable.range is not None:
        yield *variable.range, f"outside the range of {variable.name}", remedy.format("range")
    for other in codebook.derived:
        if other.derive.get("bands") == variable.name:
            low, high = other.derive["lowest"], max(other.derive["upper"].values())
            yield low, high, f"in no band of {other.name}", remedy.format("derive")


def blanks_outside_base(
    codebook: Codebook, maps: Sequence[ColumnMap], raw: RawRows, columns: Columns
) -> dict[str, pd.Series]:
    """Columns whose `blank` has a meaning, with that meaning inside the base alone.

    Outside the base a blank cell is `not applicable`, and so is one of somebody without a row
    in a joined module, who inside it was not asked. Bases look at variables that stand
    above, so the variables are taken in the codebook's order.
    """
    mended = dict(columns)
    blank_maps = [
        entry
        for entry in maps
        if entry.variable.base and entry.parts and entry.variable.type != "number"
        and (entry.blank or _any_absent(entry, raw))
    ]  # fmt: skip
    order = list(codebook.variables)
    for entry in sorted(blank_maps, key=lambda entry: order.index(entry.variable.name)):
        base, column = entry.variable.base, mended[entry.harmonised]
        derived = [name for key in base if codebook[name := key.split(".")[0]].derive]
        known = pd.DataFrame(mended)
        known = derive(codebook, known, derived) if derived else known
        outside = ~matches(codebook, known, base, entry.item).to_numpy()
        absent = np.logical_and.reduce([raw.absent(part.raw) for part in entry.parts])
        blank = np.logical_and.reduce([raw.blank(part.raw) for part in entry.parts])
        blank &= entry.blank & ~holds(column, (NOT_ASKED,))
        mended[entry.harmonised] = column.mask(outside & (blank | absent), NOT_APPLICABLE)
    return mended


def _any_absent(entry: ColumnMap, raw: RawRows) -> bool:
    return any(raw.absent(part.raw).any() for part in entry.parts)


def check_answers(codebook: Codebook, mapped: pd.DataFrame, complaints: Complaints) -> None:
    """Answers outside their base and beside an exclusive one."""
    partly = derive(codebook, mapped)
    for variable in codebook.asked:
        items = variable.items or (None,)
        for item in items if variable.type != "number" else ():
            _check_base(codebook, variable, item, partly, complaints)
        for item in items if variable.exclusive else ():
            _check_exclusive(variable, item, mapped, complaints)


def _check_base(
    codebook: Codebook,
    variable: Variable,
    item: str | None,
    mapped: pd.DataFrame,
    complaints: Complaints,
) -> None:
    """Answers outside a question's base, and `not applicable` inside it.

    ASSUME: of someone who did not answer what the base asks, nobody knows whether the
    question was put; that it was not answered is then no contradiction.
    """
    column = telling(variable, item, mapped)
    inside = matches(codebook, mapped, variable.base, item).to_numpy()
    allowed = holds(column, (NOT_APPLICABLE, NOT_ASKED))
    open_base = _base_not_answered(codebook, variable, item, mapped)
    allowed |= open_base & holds(column, (NO_ANSWER,))
    at_column = complaints.column(column.name)
    remedy = "Mend the response, or the variable's base in codebook.yaml."
    message = f"answered outside the base {dict(variable.base or {})}"
    at_column.rows(column[~inside & ~allowed], message, remedy)
    inapplicable = inside & holds(column, (NOT_APPLICABLE,))
    at_column.rows(column[inapplicable], "coded not applicable inside the base", remedy)


def _base_not_answered(
    codebook: Codebook, variable: Variable, item: str | None, mapped: pd.DataFrame
) -> np.ndarray:
    """Who did not answer one of the questions that the base looks at."""
    unknown = np.zeros(len(mapped), dtype=bool)
    for key in variable.base or {}:
        name, _, own_item = key.partition(".")
        source = codebook[name]
        at = own_item or (item if source.items else None)
        unknown |= holds(telling(source, at, mapped), (NO_ANSWER,))
    return unknown


def _check_exclusive(
    variable: Variable, item: str | None, mapped: pd.DataFrame, complaints: Complaints
) -> None:
    """An exclusive answer (such as `none of these`) given together with another."""
    chosen = {name: holds(mapped[name], (SELECTED,)) for name in variable.columns(item)}
    message = "exclusive answer given together with another"
    remedy = "Mend the response, or the category's `exclusive` in codebook.yaml."
    for name in [name for name in chosen if name.rpartition(".")[2] in variable.exclusive]:
        others = np.logical_or.reduce([chosen[other] for other in chosen if other != name])
        complaints.column(name).rows(mapped[name][chosen[name] & others], message, remedy)
