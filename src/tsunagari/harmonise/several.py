"""Questions with several answers: of one person all columns are missing, or none is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, NOT_SELECTED, SELECTED
from tsunagari.config.in_batches import Kept
from tsunagari.config.problems import Complaints
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.waves.mapping import ColumnMap

LACKING = (NO_ANSWER, NOT_APPLICABLE)


def settle(maps: Sequence[ColumnMap], columns: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Columns with what the wave's file says of answers of which some, or all, are missing.

    `partly` says it of those who left some columns out, `none` of those who selected nothing.
    What was not asked of somebody stays so.
    """
    settled = dict(columns)
    for entries in _questions(maps):
        names, first = [entry.harmonised for entry in entries], entries[0]
        silent, answered = _states([settled[name] for name in names])
        some = silent.any(axis=0) & answered.any(axis=0)
        if first.partly:
            changed = silent | answered if first.partly in LACKING else silent
            _put(settled, names, changed & some, first.partly)
        if first.none:
            chosen = np.any([holds(settled[name], (SELECTED,)) for name in names], axis=0)
            _, answered = _states([settled[name] for name in names])
            _put(settled, names, answered & ~chosen, first.none)
    return settled


@dataclass
class Lacking:
    """The cells of a column that are missing though others of the question are not."""

    kept: Kept = field(default_factory=Kept)
    unticked: bool = False


Partly = dict[str, Lacking]  # harmonised column -> what it lacks


def find_partly(
    maps: Sequence[ColumnMap], raw: RawRows, mapped: pd.DataFrame, found: Partly
) -> None:
    """People of whose columns of one question some are missing and others are not.

    Whom a percentage stands on would depend on the column that is looked at.
    found  of the rows before these, to which these are added
    """
    for entries in _questions(maps):
        silent, answered = _states([mapped[entry.harmonised] for entry in entries])
        some = silent.any(axis=0) & answered.any(axis=0)
        for entry, lacks in zip(entries, silent & some if some.any() else (), strict=False):
            if lacks.any():
                lacking = found.setdefault(entry.harmonised, Lacking())
                lacking.kept.add(raw.frame[entry.raw][lacks])
                lacking.unticked |= bool(raw.blank(entry.raw)[lacks].any())


def complain_of_partly(maps: Sequence[ColumnMap], found: Partly, complaints: Complaints) -> None:
    """A problem for each such row, at the first column of a question that lacks any."""
    for entries in _questions(maps):
        entry = next((entry for entry in entries if entry.harmonised in found), None)
        if entry:
            name, lacking = entry.variable.name, found[entry.harmonised]
            message = f"some columns of {name} are missing in this row, and others are not"
            said = "`blank: not_selected` (boxes without a tick), " if lacking.unticked else ""
            said += "`partly: no_answer` or `partly: not_selected`"
            remedy = f"Mend the response, or say of {name} {said}."
            complaints.column(entry.raw).rows(lacking.kept, message, remedy)


def _questions(maps: Sequence[ColumnMap]) -> Iterator[list[ColumnMap]]:
    """The maps of each question with a column a category; of each item, where it is repeated."""
    several = [e for e in maps if e.variable.type == "multiple" and e.how != "constant"]
    for _, group in groupby(several, key=lambda entry: (entry.variable.name, entry.item)):
        yield list(group)


def _states(columns: Sequence[pd.Series]) -> tuple[np.ndarray, np.ndarray]:
    """(k, n) whether a cell is asked and missing, and whether it is answered."""
    silent = np.array([holds(column, LACKING) for column in columns])
    answered = np.array([holds(column, (SELECTED, NOT_SELECTED)) for column in columns])
    return silent, answered


def _put(columns: dict[str, pd.Series], names: Sequence[str], rows: np.ndarray, what: str) -> None:
    """An answer, or a kind of missing, in some (k, n) cells of k columns."""
    for name, changed in zip(names, rows, strict=True):
        columns[name] = columns[name].mask(pd.Series(changed, index=columns[name].index), what)
