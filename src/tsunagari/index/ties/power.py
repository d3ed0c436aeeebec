"""Tsunagari power: the sum of the bonds of one's communities, shifted so that none is below 0."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.index.ties.collapse import Collapsed, Sums
from tsunagari.index.ties.components import Scoring


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


# ---- The bond of a community: the mean consciousness of its participants, standardized ---


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


def standardized_bonds(means: np.ndarray) -> np.ndarray:
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
        raise ProblemsFound(
            [Problem("config/indices.yaml", "ties.communities", "", message, remedy)]
        )
    return (means - np.nanmean(means, axis=0)) / spread


def participants(collapsed: Collapsed) -> Sequence[int]:
    """Respondents in each community."""
    return collapsed.sample.members.sum(axis=0).astype(int)
