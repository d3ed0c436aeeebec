"""Respondents who are alike as one row, with the number of people that it stands for.

Everything that is estimated depends on the answers of a few columns and on the design. Rows
that agree in them are counted, batch by batch, and what follows costs as much as there are
distinct rows, however many people there are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

_DENSE = 4_000_000  # possible rows that are counted in a table of their own
_AT_ONCE = 50_000  # rows that wait to be counted together


def combine(codes: Sequence[np.ndarray], sizes: Sequence[int]) -> tuple[np.ndarray, int]:
    """(n,) one code for each combination of codes from -1, and how many there may be.

    sizes  of each column the number of its values, without the one for -1
    Codes are looked up anew whenever too many combinations are possible.
    """
    combined, total = np.zeros(len(codes[0]) if codes else 0, dtype=np.int64), 1
    for column, size in zip(codes, sizes, strict=True):
        if total * (size + 1) > _DENSE:
            combined, unique = pd.factorize(combined)
            combined, total = combined.astype(np.int64), len(unique)
        combined *= size + 1
        combined += column
        combined += 1
        total *= size + 1
    if total > _DENSE:
        combined, unique = pd.factorize(combined)
        total = len(unique)
    return combined, total


@dataclass(frozen=True, eq=False)
class Counted:
    """Distinct rows of some columns, in the order in which they were first met.

    codes   column -> (m,) places among its values, -1 for a missing one
    people  (m,) respondents
    weight  (m,) sum of their weights      square  (m,) sum of the squares
    first   (m,) the row at which the first of them stands
    """

    codes: Mapping[str, np.ndarray]
    people: np.ndarray
    weight: np.ndarray
    square: np.ndarray
    first: np.ndarray

    def again(self, sizes: Mapping[str, int], columns: Iterable[str]) -> "Counted":
        """The same people by fewer columns."""
        codes = {name: self.codes[name] for name in columns}
        combined, size = combine(list(codes.values()), [sizes[name] for name in codes])
        if not codes:
            combined = np.zeros(len(self.people), dtype=np.int64)
        first = np.full(size, np.iinfo(np.int64).max)
        if (np.diff(self.first) > 0).all():  # the last that is written stays
            first[combined[::-1]] = self.first[::-1]
        else:
            np.minimum.at(first, combined, self.first)
        people = np.bincount(combined, self.people, size)
        present = np.flatnonzero(people)
        present = present[np.argsort(first[present], kind="stable")]
        place = np.empty(size, dtype=np.int64)
        place[combined[::-1]] = np.arange(len(combined) - 1, -1, -1)
        rows = place[present]
        sums = [np.bincount(combined, each, size)[present] for each in (self.weight, self.square)]
        kept = {name: column[rows] for name, column in codes.items()}
        return Counted(kept, people[present], *sums, first[present])


def _joined(parts: Sequence[Counted]) -> Counted:
    """The rows of several parts below each other."""
    codes = {name: np.concatenate([part.codes[name] for part in parts]) for name in parts[0].codes}
    rest = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("people", "weight", "square", "first")
    ]
    return Counted(codes, *rest)


@dataclass
class Counter:
    """Counts the distinct rows of some columns as batches of respondents are added.

    Sizes grow with the values that batches bring; rows wait until they are worth counting.
    """

    columns: tuple[str, ...]
    waiting: list[Counted] = field(default_factory=list)
    rows: int = 0
    settled: int = 0

    def add(self, batch: Counted, sizes: Mapping[str, int]) -> None:
        part = batch.again(sizes, self.columns)
        self.waiting.append(part)
        self.rows += len(part.people)
        if self.rows > 2 * self.settled + _AT_ONCE:
            self.result(sizes)

    def result(self, sizes: Mapping[str, int]) -> Counted:
        """All that were added."""
        if len(self.waiting) > 1:
            self.waiting = [_joined(self.waiting).again(sizes, self.columns)]
        self.rows = self.settled = len(self.waiting[0].people)
        return self.waiting[0]
