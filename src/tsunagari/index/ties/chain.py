"""The three steps of appendix 4 under any number of columns of weights at once (SOURCES S5).

1. consciousness  first principal component of a side's items, a score a respondent
2. bond           mean consciousness of a community's participants, standardised
3. power          sum of the bonds of one's communities, shifted by the smallest
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tsunagari.config.problems import refusal, within
from tsunagari.index.ties.collapse import Collapsed, Sums, item_moments, pair_tables
from tsunagari.index.ties.components import Component, Moments, Scoring, first_component, scoring
from tsunagari.index.ties.polychoric import polychoric

PEARSON, POLYCHORIC = "pearson", "polychoric"


@dataclass(frozen=True, eq=False)
class Consciousness:
    """Step 1 by side: moments of the items, and by kind of correlation matrix its component."""

    moments: Mapping[str, Moments]
    correlations: Mapping[str, Mapping[str, np.ndarray]]
    components: Mapping[str, Mapping[str, Component]]

    def scorings(self, scores: str) -> dict[str, Scoring]:
        """Side -> how answers are scored by the component of `pearson` or `polychoric`."""
        components = self.components[scores]
        return {side: scoring(self.moments[side], components[side]) for side in components}


def consciousness(collapsed: Collapsed, sums: Sums, kinds: tuple[str, ...]) -> Consciousness:
    """Step 1, with a component of each kind of correlation matrix."""
    sides = collapsed.sample.items
    moments = {side: item_moments(collapsed, side, sums.patterns[side]) for side in sides}
    correlations = {PEARSON: {side: moments[side].correlation for side in sides}}
    if POLYCHORIC in kinds:
        correlations[POLYCHORIC] = {
            side: polychoric_matrix(collapsed, side, sums.patterns[side]) for side in sides
        }
    components = {kind: _components(matrices) for kind, matrices in correlations.items()}
    return Consciousness(moments, correlations, components)


def _components(matrices: Mapping[str, np.ndarray]) -> dict[str, Component]:
    """Side -> the component of its correlations; a problem names the side."""
    components = {}
    for side, matrix in matrices.items():
        with within(f"side {side}"):
            components[side] = first_component(matrix)
    return components


def polychoric_matrix(collapsed: Collapsed, side: str, weights: np.ndarray) -> np.ndarray:
    """(r, k, k) polychoric correlations of a side's items from (p, r) pattern weights."""
    tables = pair_tables(collapsed, side, weights)
    k = len(collapsed.sample.items[side])
    matrix = np.tile(np.eye(k), (weights.shape[1], 1, 1))
    shapes = {table.shape[1:] for table in tables.values()}
    for shape in shapes:  # all pairs with as many answers in one go
        pairs = [pair for pair, table in tables.items() if table.shape[1:] == shape]
        found = polychoric(np.stack([tables[pair] for pair in pairs]))
        for (i, j), values in zip(pairs, found, strict=True):
            matrix[:, i, j] = matrix[:, j, i] = values
    return matrix


# ---- The bond of a community: the mean consciousness of its participants, standardised ---


def mean_consciousness(
    collapsed: Collapsed, sums: Sums, scorings: Mapping[str, Scoring]
) -> np.ndarray:
    """(C, r) mean of the participants' scores of the community's own side.

    A community that a replicate leaves without participants has no mean (NaN).
    """
    rows = []
    for place, (side, _) in enumerate(collapsed.sample.communities):
        rule, weight = scorings[side], sums.members[place]
        level = rule.intercept + (rule.slope * collapsed.centre[side]).sum(axis=-1)
        total = (rule.slope.T * sums.within[place]).sum(axis=0)
        rows.append(level + total / np.where(weight > 0, weight, np.nan))
    return np.stack(rows)


def standardised_bonds(means: np.ndarray) -> np.ndarray:
    """(C, r) means less their mean over the communities, over their standard deviation.

    ASSUME: every community counts once, however many take part, and the divisor is the
    number of communities (all of them are there, not a sample). Raises ProblemsFound
    where all means of a column are the same, as where one community alone has participants.
    """
    spread = np.nanstd(means, axis=0)
    if tied := int((spread <= 1e-12).sum()):
        message = "the bonds are undefined, since all communities have the same mean consciousness"
        remedy = "Name communities in which different people take part."
        if len(spread) > 1:
            message += f" in {tied} of {len(spread)} repetitions"
            remedy = "Leave out communities in which hardly anybody takes part, or add respondents."
        raise refusal("config/indices.yaml", "ties.communities", "", message, remedy)
    return (means - np.nanmean(means, axis=0)) / spread


# ---- Power: the sum of the bonds of one's communities, shifted so that none is below 0 -----


@dataclass(frozen=True, eq=False)
class Power:
    """Sums of bonds of each distinct set of memberships, and their means.

    unshifted  (s, r) sum of the set's bonds
    smallest   (r,) of those that anybody has
    weight     (s, r) of the sets
    """

    unshifted: np.ndarray
    smallest: np.ndarray
    weight: np.ndarray

    @property
    def shifted(self) -> np.ndarray:
        """(s, r) power as the appendix gives it.

        ASSUME: the smallest is that of the sample's respondents; with more of them it
        falls, so levels of two samples share no origin. Differences do not depend on it.
        """
        return self.unshifted - self.smallest


def power(collapsed: Collapsed, bonds: np.ndarray, weight: np.ndarray) -> Power:
    """Power under (C, r) bonds and (s, r) weights of the sets of memberships."""
    total = collapsed.sets @ np.nan_to_num(bonds)
    smallest = np.where(weight > 0, total, np.inf).min(axis=0)
    return Power(total, smallest, weight)


def means_by(codes: np.ndarray, size: int, values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """(size, r) weighted means of (s, r) values by code; NaN where a code has no weight."""
    belongs = (np.arange(size)[:, None] == codes).astype(float)
    total = belongs @ weight
    return belongs @ (values * weight) / np.where(total > 0, total, np.nan)


@dataclass(frozen=True, eq=False)
class Index:
    """Steps 2 and 3: means and bonds (C, r) of the communities, and power."""

    means: np.ndarray
    bonds: np.ndarray
    power: Power


def index(collapsed: Collapsed, sums: Sums, scorings: Mapping[str, Scoring]) -> Index:
    """Steps 2 and 3 of consciousness scored as `scorings` say."""
    means = mean_consciousness(collapsed, sums, scorings)
    bonds = standardised_bonds(means)
    return Index(means, bonds, power(collapsed, bonds, sums.sets))
