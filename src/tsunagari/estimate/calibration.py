"""Weights that agree with known margins: poststratification, raking, trimming."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.design import Design
from tsunagari.estimate.margins import Calibrated

TOLERANCE = 1e-12  # relative distance of a margin from its target
ITERATIONS = 2000

Groups = Mapping[str, np.ndarray]
Targets = Mapping[str, Mapping[object, float]]


def poststratify(design: Design, group: np.ndarray, targets: Mapping[object, float]) -> Design:
    """Weights scaled in each group so that they sum to its target (`postStratify` of R)."""
    return rake(design, {"group": group}, {"group": targets})


def rake(design: Design, groups: Groups, targets: Targets) -> Design:
    """Weights that agree with several margins at once, nearest to those of the design.

    groups   margin -> (n,) label of each respondent
    targets  margin -> label -> population total, or share: margins that sum to 1 are shares
             and keep the sum of the weights
    Iterative proportional fitting (Deming and Stephan 1940). The design remembers the
    margins, and errors are those of residuals from them (Deville and Sarndal 1992).

    Raises ProblemsFound on labels without a target, targets above 0 that nobody has,
    margins of different totals, weights that were calibrated before, no convergence.
    """
    codes, totals = _margins(design, groups, targets)
    weights = _fit(design.weights.copy(), codes, totals)
    return _calibrated(design, weights, codes)


def trim(
    weights: np.ndarray,
    lower: float = 0.0,
    upper: float = np.inf,
    people: np.ndarray | None = None,
) -> np.ndarray:
    """Weights cut to the limits; what is cut is shared equally among the others.

    people  (n,) how many have each of the weights; None is 1
    As `trimWeights(strict = TRUE)` of R's survey: repeated until all are inside and the sum
    is kept. Weights of 0 stay. Raises ProblemsFound if the mean is outside the limits.
    """
    weights = np.asarray(weights, dtype=float).copy()
    inside = weights > 0
    people = np.ones(len(weights)) if people is None else people
    mean = (weights * people).sum() / people[inside].sum()
    slack = TOLERANCE * mean
    if not lower <= mean <= upper:
        raise refusal("trim", f"limits {lower:g} to {upper:g}", f"{mean:g}",
                      "the mean weight is outside, so no trimming keeps the sum",
                      "Widen the limits.")  # fmt: skip
    while True:
        outside = inside & ((weights < lower - slack) | (weights > upper + slack))
        if not outside.any():
            return np.where(inside, np.clip(weights, lower, upper), 0.0)
        cut = np.clip(weights[outside], lower, upper)
        excess = ((weights[outside] - cut) * people[outside]).sum()
        weights[outside] = cut
        # Where every weight was cut, all share; the next round cuts again what has no room.
        others = inside & ~outside if (inside & ~outside).any() else inside
        weights[others] += excess / people[others].sum()


def rake_and_trim(
    design: Design, groups: Groups, targets: Targets, lower: float, upper: float
) -> Design:
    """Raked weights within `lower` to `upper` times their mean.

    ASSUME: raking and trimming alternate until both hold (Izrael, Battaglia and Frankel
    2009); errors are those of raked weights. Raises ProblemsFound if both cannot hold.
    """
    codes, totals = _margins(design, groups, targets)
    weights = design.weights.copy()
    people = np.ones(design.n) if design.people is None else design.people
    if design.people is not None and (design.people != design.effective).any():
        raise refusal("calibrate", "trim", "", "must know each of several people of a row, whose "
                      "weights differ", "Take rows whose people have one weight.")  # fmt: skip
    for _ in range(ITERATIONS):
        weights = _fit(weights, codes, totals)
        inside = weights > 0
        mean = weights.sum() / people[inside].sum()
        relative = (weights / people)[inside] / mean
        if relative.min() >= lower * (1 - 1e-9) and relative.max() <= upper * (1 + 1e-9):
            return _calibrated(design, weights, codes)
        weights = people * trim(weights / people, lower * mean, upper * mean, people)
    raise refusal("calibrate", f"limits {lower:g} to {upper:g}",
                  f"{relative.min():.4g} to {relative.max():.4g}",
                  "no weights within the limits agree with the margins",
                  "Widen the limits or drop a margin.")  # fmt: skip


def _fit(weights, codes, totals) -> np.ndarray:
    """Iterative proportional fitting."""
    for _ in range(ITERATIONS):
        for code, total in zip(codes, totals, strict=True):
            current = np.bincount(code, weights, len(total))
            weights = weights * (total / np.where(current > 0, current, 1.0))[code]
        worst = max(
            np.abs(np.bincount(code, weights, len(total)) / np.where(total > 0, total, 1) - 1)[
                total > 0
            ].max()
            for code, total in zip(codes, totals, strict=True)
        )
        if worst < TOLERANCE:
            return weights
    raise ProblemsFound([
        Problem("rake", f"after {ITERATIONS} iterations", f"{worst:.2g}",
                "the weights do not agree with the margins",
                "Merge small groups: margins contradict where a combination is empty.")
    ])  # fmt: skip


def _calibrated(design: Design, weights: np.ndarray, codes) -> Design:
    calibration = Calibrated(design.weights, weights, tuple(codes))
    return replace(design, weights=weights, weighted=True, calibration=calibration)


def _margins(design: Design, groups: Groups, targets: Targets):
    """Codes (n,) and totals by code of each margin."""
    problems = [] if design.calibration is None else [
        Problem("rake", "weights", "", "were calibrated before",
                "Start from the design's own weights, with all margins together.")
    ]  # fmt: skip
    inside, codes, totals = design.weights > 0, [], []
    for margin, target in targets.items():
        labels = list(target)
        code = pd.Index(labels).get_indexer(np.asarray(groups[margin]))
        problems.extend(_margin_problems(margin, code, inside, groups[margin], target))
        total = np.array([float(target[label]) for label in labels])
        total = total * design.weights.sum() if np.isclose(total.sum(), 1) else total
        codes.append(np.maximum(code, 0))
        totals.append(total)
    sums = [total.sum() for total in totals]
    if max(sums) > min(sums) * (1 + 1e-9):
        problems.append(Problem("rake", ", ".join(targets), ", ".join(f"{s:g}" for s in sums),
                                "the margins have different totals",
                                "Give shares, or totals of one population."))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return codes, totals


def _margin_problems(margin, code, inside, labels, target) -> list[Problem]:
    problems = []
    if (code[inside] < 0).any():
        lacking = sorted({str(label) for label in np.asarray(labels)[inside & (code < 0)]})
        problems.append(Problem("rake", margin, ", ".join(lacking[:10]), "has no target",
                                "Give one for every group in the sample."))  # fmt: skip
    counts = np.bincount(code[inside & (code >= 0)], minlength=len(target))
    for label, count in zip(target, counts, strict=True):
        if not target[label] >= 0 or (target[label] == 0) != (count == 0):
            problems.append(Problem(
                "rake", f"{margin}, {label}", str(target[label]),
                f"cannot be reached by {count} respondents",
                "Merge the group with a neighbour, or mend the target."))  # fmt: skip
    return problems
