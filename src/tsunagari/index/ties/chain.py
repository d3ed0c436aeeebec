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
from tsunagari.index.ties.shrinkage import shrunken

PEARSON, POLYCHORIC = "pearson", "polychoric"
SHRUNKEN = "shrunken"  # scores of Pearson's component, bonds shrunken by their own uncertainty
TIED = 1e-12  # a spread of bonds that is none


@dataclass(frozen=True, eq=False)
class Consciousness:
    """Step 1 by side: moments of the items, and by kind of correlation matrix its component."""

    moments: Mapping[str, Moments]
    correlations: Mapping[str, Mapping[str, np.ndarray]]
    components: Mapping[str, Mapping[str, Component]]

    def scorings(self, scores: str) -> dict[str, Scoring]:
        """Side -> how answers are scored by the component that `scores` are of."""
        components = self.components[PEARSON if scores == SHRUNKEN else scores]
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


def standardised_bonds(means: np.ndarray, or_none: bool = False) -> np.ndarray:
    """(C, r) means less their mean over the communities, over their standard deviation.

    ASSUME: every community counts once, however many take part, and the divisor is the
    number of communities (all of them are there, not a sample). Raises ProblemsFound
    where all means of a column are the same, as where one community alone has participants;
    with `or_none` bonds are 0 there: no community differs.
    """
    spread = np.nanstd(means, axis=0)
    if or_none:
        spread = np.where(spread <= TIED, np.inf, spread)
    if tied := int((spread <= TIED).sum()):
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

    unshifted  (s, r) sum of the set's bonds: power above somebody in no community
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
        falls, so levels of two samples share no origin, and a bootstrap of the smallest value
        is inconsistent: levels get no interval. Differences do not depend on it, as that from
        somebody in no community, whose sum is 0: the sum itself.
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


def index(
    collapsed: Collapsed, sums: Sums, scorings: Mapping[str, Scoring], shrinks: bool = False
) -> Index:
    """Steps 2 and 3 of consciousness scored as `scorings` say; `shrinks`: bonds of means that
    are shrunken, each by what its own participants leave uncertain."""
    means = mean_consciousness(collapsed, sums, scorings)
    if shrinks:
        variances = sampling_variances(collapsed, sums, scorings, means)
        bonds = standardised_bonds(shrunken(means, variances).means, or_none=True)
    else:
        bonds = standardised_bonds(means)
    return Index(means, bonds, power(collapsed, bonds, sums.sets))


def sampling_variances(
    collapsed: Collapsed, sums: Sums, scorings: Mapping[str, Scoring], means: np.ndarray
) -> np.ndarray:
    """(C, r) sampling variances of the mean consciousness of the communities.

    ASSUME: consciousness varies as much within each community of a side, so that those of few
    participants take the variance of all (pooled, divisor participants less communities);
    participants count by Kish's effective number under the sample's weights, whatever a
    replicate repeats, and clusters are not looked at. NaN for a side where nobody is left over.
    """
    sides = np.array([side for side, _ in collapsed.sample.communities])
    size = collapsed.effective
    variances = np.full(means.shape, np.nan)
    for side, rule in scorings.items():
        here = sides == side
        weight = sums.members[here]
        total = weight.sum(axis=0)
        squares = _sum_of_squares(collapsed, sums, side, rule) - np.nansum(
            weight * np.nan_to_num(means[here]) ** 2, axis=0
        )
        spare = 1 - here.sum() / size[here].sum()  # of the participants, less one a community
        if spare > 0:
            variances[here] = squares / (total * spare) / size[here, None]
    return variances


def _sum_of_squares(collapsed: Collapsed, sums: Sums, side: str, rule: Scoring) -> np.ndarray:
    """(r,) weighted sum over a side's memberships of the squared scores of who is in them."""
    centred = collapsed.patterns[side] - collapsed.centre[side]
    level = rule.intercept + (rule.slope * collapsed.centre[side]).sum(axis=-1)
    scores = centred @ rule.slope.T + level
    return (sums.memberships[side] * scores**2).sum(axis=0)
