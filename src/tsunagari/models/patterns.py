"""Respondents collapsed to unique patterns of answers, so that cost no longer grows with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from tsunagari.estimate.collapse import combine


@dataclass(frozen=True, eq=False)
class Column:
    """One column of respondents: codes (n,), -1 where there is no value, and what they mean."""

    codes: np.ndarray
    values: Sequence

    @classmethod
    def of(cls, series: pd.Series) -> Self:
        """Categories stay as they are; numbers and texts are looked up once."""
        if isinstance(series.dtype, pd.CategoricalDtype):
            return cls(series.cat.codes.to_numpy(), tuple(series.cat.categories))
        if pd.api.types.is_numeric_dtype(series.dtype):
            codes, values = pd.factorize(series.to_numpy(dtype=float, na_value=np.nan))
            return cls(codes, values)
        return cls.of(series.astype("category"))


@dataclass(frozen=True, eq=False)
class Patterns:
    """Unique combinations of answers among the respondents inside.

    codes    (m, v) codes of the v columns
    count    (m,) respondents
    weight   (m,) sum of their weights
    """

    codes: np.ndarray
    count: np.ndarray
    weight: np.ndarray
    _combined: np.ndarray
    _order: np.ndarray
    _inside: np.ndarray | None

    @cached_property
    def of_respondent(self) -> np.ndarray:
        """(n,) the pattern of each respondent, -1 outside."""
        pattern = self._order[self._combined]
        if self._inside is None:
            return pattern
        everybody = np.full(len(self._inside), -1, dtype=pattern.dtype)
        everybody[self._inside] = pattern
        return everybody


def collapse(
    columns: Sequence[Column],
    weights: np.ndarray,
    inside: np.ndarray | None = None,
    people: np.ndarray | None = None,
) -> Patterns:
    """Patterns of the respondents inside (None: all) with summed weights (n,).

    people  (n,) respondents that each row stands for; None is 1
    """
    if inside is not None and inside.all():
        inside = None
    raw = [column.codes if inside is None else column.codes[inside] for column in columns]
    if inside is not None:
        weights, people = weights[inside], None if people is None else people[inside]
    combined, size = combine(raw, [len(column.values) for column in columns])
    count = np.bincount(combined, people, size).astype(np.int64)
    present = np.flatnonzero(count)
    order = np.full(size, -1, dtype=np.int32)
    order[present] = np.arange(len(present))
    once = 1.0 if people is None else people
    equal = bool(len(weights)) and bool((weights == once).all())
    total = count.astype(float) if equal else np.bincount(combined, weights, size)
    first = _first(combined, size)[present]
    codes = np.stack([column[first] for column in raw], axis=1).astype(np.int64)
    return Patterns(codes, count[present], total[present], combined, order, inside)


def _first(combined: np.ndarray, size: int) -> np.ndarray:
    """A respondent of each combination; all of one combination answered alike."""
    first = np.zeros(size, dtype=np.int64)
    first[combined] = np.arange(len(combined))
    return first
