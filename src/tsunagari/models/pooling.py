"""Respondents of several waves as one frame under one design."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.design import Design
from tsunagari.estimate.respondents import People, Rows


def pool(
    respondents: Mapping[str, pd.DataFrame], designs: Mapping[str, Design]
) -> tuple[pd.DataFrame, Design]:
    """The waves' respondents below each other, and their designs as independent samples.

    Each wave's strata and clusters are its own; a wave without strata is one stratum, one
    without clusters drew each respondent.
    ASSUME: each wave counts by its respondents, so weights are scaled to a mean of 1 within
    the wave; scales of weights differ between surveys and mean nothing. A model scales them
    again within its population (`frame`).
    Raises ProblemsFound where a wave declares a finite population, a second stage or a
    calibration, since the stack would ignore it, and where waves declare different rules for
    lonely strata.
    """
    together = pd.concat(respondents.values(), ignore_index=True)
    parts = [designs[wave] for wave in respondents]
    if len(parts) == 1:
        return together, parts[0]
    people, effective = (
        np.concatenate([_or_ones(getattr(design, name), design.n) for design in parts])
        for name in ("people", "effective")
    )
    counts = {"people": people, "effective": effective}
    if not any(design.declared for design in parts):
        return together, Design(people, weighted=False, **counts)
    _refuse_what_would_be_ignored(designs)
    lonely = _one_rule(designs)
    strata = [design.strata[0] if design.strata else np.zeros(design.n) for design in parts]
    clusters = ()
    if any(design.clusters for design in parts):
        clusters = ([d.clusters[0] if d.clusters else np.arange(d.n) for d in parts],)
        counts["apart"] = np.concatenate([np.full(d.n, not d.clusters) for d in parts])
    # The waves' own labels: the same one of two waves names two strata.
    stacked = [(_of_waves(respondents, labels),) for labels in (strata, *clusters)]
    weights = [design.weights / design.weights.sum() * design.respondents for design in parts]
    weighted = any(design.weighted for design in parts)
    return together, Design(
        np.concatenate(weights), *stacked, lonely=lonely, weighted=weighted, **counts
    )


def pooled(people: Mapping[str, People], columns: Iterable[str]) -> Rows:
    """Rows of the waves' respondents that tell these columns of them, as one sample."""
    rows = {wave: of_wave.of(columns) for wave, of_wave in people.items()}
    frames, designs = ({wave: parts[at] for wave, parts in rows.items()} for at in (0, 1))
    return pool(frames, designs)


def _or_ones(values: np.ndarray | None, n: int) -> np.ndarray:
    return np.ones(n) if values is None else values


def _of_waves(waves: Iterable[str], labels: Sequence[np.ndarray]) -> np.ndarray:
    """The labels of all waves below each other, each with its wave before it."""
    named = []
    for wave, own in zip(waves, labels, strict=True):
        codes, values = pd.factorize(own)
        named.append(np.array([f"{wave}/{label}" for label in values])[codes])
    return np.concatenate(named)


def _one_rule(designs: Mapping[str, Design]) -> str:
    """The rule for lonely strata of all waves that declare strata or clusters."""
    rules = {wave: d.lonely for wave, d in designs.items() if d.strata or d.clusters}
    if len(set(rules.values())) > 1:
        said = ", ".join(f"{rule} of {wave}" for wave, rule in rules.items())
        raise refusal("config/waves", "design.lonely", said,
                      "waves that are pooled have different rules for lonely strata",
                      "Give them one rule, or fit the waves apart.")  # fmt: skip
    return next(iter(rules.values()), "fail")


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
