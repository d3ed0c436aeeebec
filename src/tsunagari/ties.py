"""Tsunagari power (appendix 4): consciousness, bonds of communities, their sum a respondent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tsunagari.codebook import Codebook
from tsunagari.standardize import standardize


@dataclass(frozen=True)
class Ties:
    """What the appendix's three steps give for one wave.

    respondents  respondent, a consciousness a side (standard deviations), ties (>= 0)
    bonds        side, community, participants, mean consciousness, bond (standard deviations)
    loadings     side, item, loading, explained share of variance
    """

    respondents: pd.DataFrame
    bonds: pd.DataFrame
    loadings: pd.DataFrame


def item_scores(codebook: Codebook, respondents: pd.DataFrame, items: Sequence[str]) -> np.ndarray:
    """Ordered answers as numbers, the most affirmative highest; respondents x items.

    Raises ValueError where an answer is missing: appendix 4 has no rule for that.
    """
    columns = []
    for item in items:
        categories = codebook[item].categories
        score = {category: len(categories) - place for place, category in enumerate(categories)}
        columns.append(respondents[item].astype(object).map(score).to_numpy(dtype=float))
    scores = np.column_stack(columns)
    if np.isnan(scores).any():
        lacking = [
            item for item, bad in zip(items, np.isnan(scores).any(axis=0), strict=True) if bad
        ]
        raise ValueError(f"unanswered items in a principal component: {', '.join(lacking)}")
    return scores


def first_component(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Standardized scores of the first principal component, loadings, explained share.

    Of the correlation matrix (items on one scale of four points, standardized first).
    Sign: affirmative answers score high, so the loadings add up to more than zero.
    """
    standard = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    values, vectors = np.linalg.eigh(standard.T @ standard / len(standard))
    vector = vectors[:, -1] * (1 if vectors[:, -1].sum() >= 0 else -1)
    component = standard @ vector / np.sqrt(values[-1])
    return component, vector * np.sqrt(values[-1]), float(values[-1] / values.sum())


def compute_ties(codebook: Codebook, spec: Mapping, respondents: pd.DataFrame) -> Ties:
    """The three steps of appendix 4 for the respondents of one wave (SOURCES S5)."""
    chosen = respondents[codebook.matches(respondents, {"country": spec["countries"]})]
    people = {"respondent": chosen["respondent"], spec["group"]: chosen[spec["group"]]}
    loadings, bond_rows, takes_part = [], [], {}
    for side, items in spec["consciousness"].items():
        score, loading, share = first_component(item_scores(codebook, chosen, items))
        people[f"consciousness_{side}"] = score
        loadings += [(side, item, value, share) for item, value in zip(items, loading, strict=True)]
        entry = spec["communities"][side]
        for community in codebook[entry["variable"]].items:
            member = codebook.is_member(chosen, entry["variable"], community, entry["answers"])
            if member.any():
                takes_part[side, community] = member.to_numpy()
                bond_rows.append((side, community, int(member.sum()), score[member].mean()))
    bonds = pd.DataFrame(
        bond_rows, columns=["side", "community", "participants", "mean_consciousness"]
    )
    bonds["bond"] = standardize(bonds["mean_consciousness"].to_numpy())
    total = np.column_stack(list(takes_part.values())) @ bonds["bond"].to_numpy()
    people["ties"] = total - total.min()
    columns = ["side", "item", "loading", "explained_share"]
    return Ties(pd.DataFrame(people), bonds, pd.DataFrame(loadings, columns=columns))


def ties_by_group(ties: pd.DataFrame, group: str, categories: Sequence[str]) -> pd.DataFrame:
    """Mean tsunagari power by a group, with its standard error and 95% interval.

    ASSUME: the bonds are taken as known, so the interval is that of a mean only.
    """
    rows = []
    for category in categories:
        values = ties.loc[ties[group] == category, "ties"]
        error = values.std(ddof=1) / np.sqrt(len(values))
        half = 1.959963984540054 * error
        mean = values.mean()
        rows.append((category, len(values), mean, error, mean - half, mean + half))
    columns = ["group", "n", "mean", "std_error", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=columns)
