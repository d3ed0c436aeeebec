"""Waves as independent samples: nobody, and no cluster, is in two of them unseen."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.estimate.respondents import Respondents

STRATUM, CLUSTER = "design.strata.1", "design.clusters.1"


def independent(
    waves: Mapping[str, Mapping], paths: Mapping[str, Path | str]
) -> dict[str, Respondents]:
    """Wave -> its respondents, as independent samples.

    Raises ProblemsFound for waves that have ids of respondents or labels of clusters in common,
    unless the file of one of them says that it is by chance.
    """
    people = {wave: Respondents(wave, waves[wave], path) for wave, path in paths.items()}
    problems = [
        problem
        for one, other in combinations(people.values(), 2)
        for problem in _shared(one, other)
    ]
    if problems:
        raise ProblemsFound(problems)
    return people


def _shared(one: Respondents, other: Respondents) -> Iterator[Problem]:
    """What is wrong where two waves share ids: nothing is said, or they are the same people."""
    said = {wave.entry.get("same_ids") for wave in (one, other)}
    if "chance" in said:
        return
    for what, found in (("respondents", _ids), ("clusters", _clusters)):
        if not (common := found(one, other)):
            continue
        file, value = f"config/waves/{other.wave}.yaml", f"{common[0]} and {common[1] - 1} more"
        if "panel" in said:
            message = f"the same {what} as in wave {one.wave}: their covariance is not counted yet"
            yield Problem(file, "same_ids", value, message, "Leave one of the waves out.")
        else:
            message = f"wave {one.wave} has {what} of the same ids, and nothing says what it means"
            remedy = "Set `same_ids: panel` (the same ones) or `same_ids: chance` (numbered anew)."
            yield Problem(file, "same_ids", value, message, remedy)


def _clusters(one: Respondents, other: Respondents) -> tuple[str, int] | None:
    """The least cluster of the first stage that both have, within its stratum, and how many."""
    if not all(CLUSTER in wave.schema.names for wave in (one, other)):
        return None
    labels = []
    for wave in (one, other):
        frame, _ = wave.of(())
        present = [frame[name].astype(str) for name in (STRATUM, CLUSTER) if name in frame]
        labels.append(set(present[0].str.cat(present[1:], sep=", ")))
    common = set.intersection(*labels)
    return (min(common), len(common)) if common else None


def _ids(one: Respondents, other: Respondents) -> tuple[str, int] | None:
    """The least id that both have, and how many; hashes are compared, 8 bytes a respondent.

    Nothing is read where the files' statistics say that all ids of one come before the other's.
    """
    (low, high), (other_low, other_high) = one.ends_of_ids, other.ends_of_ids
    if high < other_low or other_high < low:
        return None
    common = np.intersect1d(*(np.concatenate(list(map(_hash, w.ids()))) for w in (one, other)))
    if not len(common):
        return None
    shared = (ids[np.isin(_hash(ids), common)] for ids in one.ids())
    least = min(min(ids) for ids in shared if len(ids))
    return least, len(common)


def _hash(ids: np.ndarray) -> np.ndarray:
    return pd.util.hash_array(ids, categorize=False)
