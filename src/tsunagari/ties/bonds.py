"""The bond of a community: the mean consciousness of its participants, standardized."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.ties.collapse import Collapsed, Sums
from tsunagari.ties.components import Scoring


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
