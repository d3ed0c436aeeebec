"""Respondents of several waves as one frame under one design."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.estimate.design import Design


def pool(
    respondents: Mapping[str, pd.DataFrame], designs: Mapping[str, Design]
) -> tuple[pd.DataFrame, Design]:
    """The waves' respondents below each other, and their designs as independent samples.

    Each wave's strata and clusters are its own; a wave without strata is one stratum, one
    without clusters drew each respondent.
    ASSUME: each wave counts by its respondents, so weights are scaled to a mean of 1 within
    the wave; scales of weights differ between surveys and mean nothing.
    Raises ProblemsFound where a wave declares a finite population, a second stage or a
    calibration, since the stack would ignore it.
    """
    together = pd.concat(respondents.values(), ignore_index=True)
    parts = [designs[wave] for wave in respondents]
    if len(parts) == 1:
        return together, parts[0]
    if not any(design.declared for design in parts):
        return together, Design.unweighted(len(together))
    _refuse_what_would_be_ignored(designs)
    strata, clusters = [], []
    for wave, design in zip(respondents, parts, strict=True):
        rows = np.arange(design.n)
        of = design.strata[0] if design.strata else np.zeros(design.n)
        strata.append(np.array([f"{wave}/{label}" for label in of]))
        within = design.clusters[0] if design.clusters else rows
        clusters.append(np.array([f"{wave}/{label}" for label in within]))
    weights = np.concatenate([design.weights / design.weights.mean() for design in parts])
    weighted = any(design.weighted for design in parts)
    stacked = ((np.concatenate(strata),), (np.concatenate(clusters),))
    return together, Design(weights, *stacked, lonely=parts[0].lonely, weighted=weighted)


def _refuse_what_would_be_ignored(designs: Mapping[str, Design]) -> None:
    problems = [
        Problem(
            f"config/waves/{wave}.yaml",
            "design",
            "",
            "a finite population, second stage or calibration cannot be pooled with other waves",
            "Leave it out of the design, or fit the waves apart.",
        )
        for wave, design in designs.items()
        if design.population or design.calibration or len(design.clusters) > 1
    ]
    if problems:
        raise ProblemsFound(problems)
