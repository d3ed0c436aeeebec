"""Shares of harmonised respondents, cell by cell, with their influence values.

A cell's influence values say how much each respondent moves its share. Cells of one wave
that share people are dependent, and the variance of what is made of them follows from the
sum of their influence values; waves are independent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum

import numpy as np
import pandas as pd

from tsunagari.audit.claims.cells import Cell, Registry
from tsunagari.codebook.answers import answered, is_member, matches
from tsunagari.codebook.derivation import derive, sources
from tsunagari.codebook.queries import Base, columns_of, columns_of_where
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.estimate.intervals import effective_n
from tsunagari.estimate.respondents import People, Rows
from tsunagari.read.reading import added_up


@dataclass(frozen=True)
class Choice:
    """Another defensible choice of people, weights or sets than the figures'.

    where    conditions that narrow every cell
    without  variables whose conditions are dropped
    weights  {by: variable, where: conditions, shares: {category: share}}, or None
    sets     variable -> set -> its categories
    items    repeated variable -> the items that count, where others do not
    printed  whether shares are rounded as they are printed
    """

    where: Mapping[str, object] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    weights: Mapping | None = None
    sets: Mapping[str, Mapping] = field(default_factory=dict)
    printed: bool = False
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def derives(self) -> bool:
        """Whether derived answers are other ones than those of the figures."""
        return bool(self.sets or self.items)

    @property
    def same_people(self) -> bool:
        """Whether nothing but rounding differs from what the figures show."""
        return not (self.where or self.without or self.weights or self.derives)

    def base(self, codebook: Codebook, base: Base) -> Base:
        """The denominator under this choice."""
        kept = {key: value for key, value in base.where.items() if key not in self.without}
        for key, names in conditions(codebook, self.where):
            own = dict(conditions(codebook, {key: kept[key]})) if key in kept else {}
            order = codebook[key.partition(".")[0]].categories
            kept[key] = [name for name in order if name in own.get(key, names) & names]
        return replace(base, where=kept)


USUAL = Choice()


@dataclass(frozen=True, eq=False)
class Share:
    """A cell's share of its base, in percent.

    influence    (n,) weighted influence values, in points, of the rows that it was counted on
    freedom      degrees of freedom
    n            people in the base; n_effective as the design counts them
    """

    percent: float
    influence: np.ndarray
    error: float
    freedom: float
    n: int
    n_effective: float


class AnswersOfWave:
    """The respondents of a wave under a choice."""

    def __init__(self, registry: Registry, people: People, choice: Choice) -> None:
        self.registry, self.people, self.choice = registry, people, choice
        self.codebook = registry.codebook
        # Claims share most of their cells, and cells of a row their base.
        self.share, self.rows = cache(self._share), cache(self._rows)
        self.asked, self.columns = cache(self._asked), cache(self._columns)

    def count(self, cells: Iterable[Cell]) -> None:
        """Count the people that shares of these cells, of this wave, will be asked of."""
        self.people.count(self._read(self.columns(cell.with_category(""))) for cell in cells)

    def variance(self, weights: Mapping[Cell, float]) -> float:
        """Of the sum of these cells' shares times their weights, in points squared."""
        columns = frozenset().union(*(self.columns(cell.with_category("")) for cell in weights))
        _, design = self.rows(columns)
        shares = {cell: self._share_on(cell, columns) for cell in weights}
        influence = sum(weight * shares[cell].influence for cell, weight in weights.items())
        return float(design.total_variances(influence[:, None])[0])

    def _columns(self, row: Cell) -> frozenset[str]:
        """The columns that the cells of a row are counted by, under the choice."""
        base = self.choice.base(self.codebook, self.registry.base(row))
        columns = set(columns_of(self.codebook, base))
        if self.choice.derives:  # who is asked may hang on a set that the choice changes
            asked = self.codebook[base.variable].base
            columns |= {*columns_of_where(self.codebook, asked, base.item)}
        if self.choice.weights:
            where = {self.choice.weights["by"]: [], **self.choice.weights.get("where", {})}
            columns |= {*columns_of_where(self.codebook, where)}
        return frozenset(columns)

    def _read(self, columns: frozenset[str]) -> frozenset[str]:
        """The columns, and where sets change those that they are derived from."""
        return columns | sources(self.codebook, columns) if self.choice.derives else columns

    def _rows(self, columns: frozenset[str]) -> Rows:
        """Rows that tell these columns of everybody, under the choice."""
        frame, design = self.people.of(self._read(columns))
        if self.choice.derives:
            named = {name.partition(".")[0] for name in self._read(columns)}
            frame = derive(self.codebook, frame, named)
        return frame, self._weighted(frame, design)

    def _weighted(self, respondents: pd.DataFrame, design: Design) -> Design:
        """The design with weights that give the groups the shares that are wanted.

        ASSUME: the weights are taken as known, which makes errors no smaller.
        """
        wanted = self.choice.weights
        if wanted is None:
            return design
        inside = matches(self.codebook, respondents, wanted.get("where")).to_numpy()
        weights = design.weights.copy()
        total, shares = weights[inside].sum(), wanted["shares"]
        for category, share in shares.items():
            group = is_member(self.codebook, respondents, wanted["by"], None, category)
            group = group.to_numpy() & inside
            if group.any():
                weights[group] *= share / fsum(shares.values()) * total / weights[group].sum()
        return replace(design, weights=weights, weighted=True)

    def _share(self, cell: Cell) -> Share | None:
        """The share of a figure's cell; None where nobody was asked."""
        return self._share_on(cell, self.columns(cell.with_category("")))

    def _share_on(self, cell: Cell, columns: frozenset[str]) -> Share | None:
        """The same from rows that tell these columns."""
        respondents, design = self.rows(columns)
        inside, base = self.asked(cell.with_category(""), columns), self.registry.base(cell)
        if not inside.any():
            return None
        parts = added_up(cell.category)
        chosen = is_member(self.codebook, respondents, base.variable, base.item, parts)
        return _share(design, chosen.to_numpy(), inside)

    def _asked(self, row: Cell, columns: frozenset[str]) -> np.ndarray:
        """Who is in the base of a row of cells."""
        base, at = self.registry.base(row), (self.codebook, self.rows(columns)[0])
        where = self.choice.base(self.codebook, base).where
        inside = answered(*at, base.variable, base.item) & matches(*at, where, base.item)
        if self.choice.derives:
            inside &= matches(*at, self.codebook[base.variable].base, base.item)
        return inside.to_numpy()


def conditions(codebook: Codebook, where: Mapping | None) -> frozenset:
    """Conditions as (variable, categories that meet them), whatever they were called."""
    return frozenset(
        (key, codebook[key.partition(".")[0]].meeting(wanted))
        for key, wanted in (where or {}).items()
    )


def _share(design: Design, chosen: np.ndarray, inside: np.ndarray) -> Share:
    """Share, linearised influence values and error of those inside (see
    tsunagari.estimate.figures).

    ASSUME: where no design is declared, those asked are taken as the sample, as in the
    estimates of figures: their number, and not that of all respondents, sets the error.
    """
    weights = np.where(inside, design.weights, 0.0)
    total, n, of = weights.sum(), design.count(inside), design.respondents
    share = float(weights[chosen].sum() / total)
    influence = 100 * weights * (chosen - share) / total
    freedom = design.subset(inside).degrees_of_freedom
    if not design.declared:
        freedom = n - 1
        influence *= np.sqrt(n / max(n - 1, 1) * (of - 1) / of)
    variance = float(design.total_variances(influence[:, None])[0]) / 1e4
    kish = total**2 / design.squares[inside].sum()
    effective = effective_n(*(np.array([v]) for v in (share, variance, n, kish)))[0]
    return Share(100 * share, influence, 100 * variance**0.5, freedom, n, float(effective))
