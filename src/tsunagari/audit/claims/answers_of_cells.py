"""Shares of harmonised respondents, cell by cell, with their influence values.

A cell's influence values say how much each respondent moves its share. Cells of one wave
that share people are dependent, and the variance of what is made of them follows from the
sum of their influence values; waves are independent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from math import fsum

import numpy as np
import pandas as pd

from tsunagari.audit.claims.cells import Cell, Registry
from tsunagari.codebook.answers import answered, is_member, matches
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.queries import Base
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.estimate.intervals import effective_n
from tsunagari.read.reading import added_up


@dataclass(frozen=True)
class Choice:
    """Another defensible choice of people, weights or sets than the figures'.

    where    conditions that narrow every cell
    without  variables whose conditions are dropped
    weights  {by: variable, where: conditions, shares: {category: share}}, or None
    sets     variable -> set -> its categories
    printed  whether shares are rounded as they are printed
    """

    where: Mapping[str, object] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    weights: Mapping | None = None
    sets: Mapping[str, Mapping] = field(default_factory=dict)
    printed: bool = False

    @property
    def same_people(self) -> bool:
        """Whether nothing but rounding differs from what the figures show."""
        return not (self.where or self.without or self.weights or self.sets)

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

    influence    (n,) weighted influence values, in points
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

    def __init__(
        self, registry: Registry, respondents: pd.DataFrame, design: Design, choice: Choice
    ) -> None:
        self.registry, self.choice = registry, choice
        self.codebook = registry.codebook
        self.respondents = derive(self.codebook, respondents) if choice.sets else respondents
        self.design = self._weighted(design)
        # Claims share most of their cells, and cells of a row their base.
        self.share, self.asked = cache(self._share), cache(self._asked)

    def _weighted(self, design: Design) -> Design:
        """The design with weights that give the groups the shares that are wanted.

        ASSUME: the weights are taken as known, which makes errors no smaller.
        """
        wanted = self.choice.weights
        if wanted is None:
            return design
        inside = matches(self.codebook, self.respondents, wanted.get("where")).to_numpy()
        weights = design.weights.copy()
        total, shares = weights[inside].sum(), wanted["shares"]
        for category, share in shares.items():
            group = is_member(self.codebook, self.respondents, wanted["by"], None, category)
            group = group.to_numpy() & inside
            if group.any():
                weights[group] *= share / fsum(shares.values()) * total / weights[group].sum()
        return replace(design, weights=weights, weighted=True)

    def _share(self, cell: Cell) -> Share | None:
        """The share of a figure's cell; None where nobody was asked."""
        inside, base = self.asked(cell.with_category("")), self.registry.base(cell)
        if not inside.any():
            return None
        parts = added_up(cell.category)
        chosen = is_member(self.codebook, self.respondents, base.variable, base.item, parts)
        return _share(self.design, chosen.to_numpy(), inside)

    def _asked(self, row: Cell) -> np.ndarray:
        """Who is in the base of a row of cells."""
        base, at = self.registry.base(row), (self.codebook, self.respondents)
        where = self.choice.base(self.codebook, base).where
        inside = answered(*at, base.variable, base.item) & matches(*at, where, base.item)
        if self.choice.sets:  # who is asked may hang on a set that the choice changes
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
    total, n = weights.sum(), int((weights > 0).sum())
    share = float(weights[chosen].sum() / total)
    influence = 100 * weights * (chosen - share) / total
    freedom = design.subset(inside).degrees_of_freedom
    if not design.declared:
        freedom = n - 1
        influence *= np.sqrt(n / max(n - 1, 1) * (design.n - 1) / design.n)
    variance = float(design.total_variances(influence[:, None])[0]) / 1e4
    kish = total**2 / (weights**2).sum()
    effective = effective_n(*(np.array([v]) for v in (share, variance, n, kish)))[0]
    return Share(100 * share, influence, 100 * variance**0.5, freedom, n, float(effective))
