"""The three steps of appendix 4 under any number of columns of weights at once (SOURCES S5).

1. consciousness  first principal component of a side's items, a score a respondent
2. bond           mean consciousness of a community's participants, standardized
3. power          sum of the bonds of one's communities, shifted by the smallest
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tsunagari.config.problems import within
from tsunagari.index.ties.collapse import Collapsed, Sums, item_moments, pair_tables
from tsunagari.index.ties.components import Component, Moments, Scoring, first_component, scoring
from tsunagari.index.ties.polychoric import polychoric
from tsunagari.index.ties.power import Power, mean_consciousness, power, standardized_bonds

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


@dataclass(frozen=True, eq=False)
class Index:
    """Steps 2 and 3: means and bonds (C, r) of the communities, and power."""

    means: np.ndarray
    bonds: np.ndarray
    power: Power


def consciousness(collapsed: Collapsed, sums: Sums, kinds: tuple[str, ...]) -> Consciousness:
    """Step 1, with a component of each kind of correlation matrix."""
    sides = collapsed.sample.items
    moments = {side: item_moments(collapsed, side, sums.patterns[side]) for side in sides}
    found = {PEARSON: {side: moments[side].correlation for side in sides}}
    if POLYCHORIC in kinds:
        found[POLYCHORIC] = {
            side: polychoric_matrix(collapsed, side, sums.patterns[side]) for side in sides
        }
    components = {kind: _components(matrices) for kind, matrices in found.items()}
    return Consciousness(moments, found, components)


def _components(matrices: Mapping[str, np.ndarray]) -> dict[str, Component]:
    """Side -> the component of its correlations; a problem names the side."""
    found = {}
    for side, matrix in matrices.items():
        with within(f"side {side}"):
            found[side] = first_component(matrix)
    return found


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


def index(collapsed: Collapsed, sums: Sums, scorings: Mapping[str, Scoring]) -> Index:
    """Steps 2 and 3 of consciousness scored as `scorings` say."""
    means = mean_consciousness(collapsed, sums, scorings)
    bonds = standardized_bonds(means)
    return Index(means, bonds, power(collapsed, bonds, sums.sets))
