"""Replicate weights: errors of any estimator by jackknife or bootstrap of clusters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.calibration import rake
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import Estimates
from tsunagari.estimate.stages import Stage, sum_by


@dataclass(frozen=True, eq=False)
class Replicates:
    """Weights of the sample and of its replicates.

    design       the design they stand for
    cluster      (n,) codes of the clusters that are kept or left out together
    multipliers  (C, R) what a cluster's weights are multiplied by in each replicate
    scale        (R,) what squared deviations are multiplied by
    times        (R,) replicates that each stands for, all alike, since one of several people of
                 a row is left out of it; None is 1
    """

    design: Design
    cluster: np.ndarray
    multipliers: np.ndarray
    scale: np.ndarray
    times: np.ndarray | None = None

    def weights(self, replicate: int) -> np.ndarray:
        """(n,) weights of one replicate."""
        return self.design.weights * self.multipliers[self.cluster, replicate]

    def covariance(self, values: np.ndarray) -> np.ndarray:
        """(k, k) from the (R, k) estimates of the replicates.

        ASSUME: deviations are from the mean of the replicates, as in R (`mse = FALSE`).
        """
        used = self.scale > 0
        scale, times = self.scale[used], None if self.times is None else self.times[used]
        deviations = values[used] - np.average(values[used], axis=0, weights=times)
        return deviations.T @ (deviations * (scale if times is None else scale * times)[:, None])

    def estimate(
        self, estimator: Callable[[np.ndarray], np.ndarray], names: Sequence | None = None
    ) -> Estimates:
        """Any estimator: a function of (n,) weights that returns (k,) values."""
        full = np.atleast_1d(estimator(self.design.weights))
        replicates = range(self.multipliers.shape[1])
        values = np.stack([np.atleast_1d(estimator(self.weights(r))) for r in replicates])
        return self._estimates(full, values, names)

    def means(self, values: np.ndarray, names: Sequence | None = None) -> Estimates:
        """Weighted means of the columns of (n, k) values, from sums by cluster."""
        ones = np.ones((self.design.n, 1))
        columns = np.hstack([np.asarray(values, float).reshape(self.design.n, -1), ones])
        inside = (self.design.weights > 0)[:, None]
        weighted = self.design.weights[:, None] * np.where(inside, columns, 0.0)
        sums = sum_by(self.cluster, weighted, len(self.multipliers))
        full = sums.sum(axis=0)
        replicate = self.multipliers.T @ sums
        weight = replicate[:, -1:]
        values = replicate[:, :-1] / np.where(weight > 0, weight, np.nan)
        return self._estimates(full[:-1] / full[-1], values, names)

    def calibrated(self, groups: dict, targets: dict) -> Self:
        """Replicates that are raked to the margins one by one, as the sample's weights were."""
        whole = rake(self.design, groups, targets)
        raked = np.stack([
            rake(replace(self.design, weights=self.weights(r)), groups, targets).weights
            for r in range(self.multipliers.shape[1])
        ], axis=1)  # fmt: skip
        inside = whole.weights > 0
        factors = np.where(inside, whole.weights, 1.0)[:, None]
        return Replicates(whole, np.arange(whole.n), raked / factors, self.scale, self.times)

    def _estimates(self, full, values, names) -> Estimates:
        names = tuple(names) if names is not None else tuple(range(len(full)))
        if not np.isfinite(values).all():
            raise refusal("replicates", f"replicate {int(np.argwhere(~np.isfinite(values))[0, 0])}",
                          "not finite", "the estimator failed on a replicate",
                          "Use linearised errors for so small a group.")  # fmt: skip
        freedom = self.design.degrees_of_freedom
        return Estimates(names, full, self.covariance(values), freedom)


def jackknife(design: Design) -> Replicates:
    """Leave out one cluster at a time (JK1 without strata, JKn with them).

    Follows the design's lonely rule as R does: `remove` and `certainty` have no replicate
    for a lonely stratum, `average` scales the others up, `adjust` leaves the stratum out.
    Raises ProblemsFound for lonely strata under `fail`, and for designs that it cannot
    honour: populations of a second stage, calibrated weights.
    """
    stage = _one_stage(design, "The jackknife")
    fraction, count = stage.fraction, stage.count
    people = np.ones(stage.clusters) if stage.people is None else stage.people
    # Raises where a lonely stratum is not allowed, as the linearised error would.
    stage.multipliers(design.lonely, stage.present(design.weights)[:, None])
    kept, multipliers, scale = [], np.ones((stage.clusters,) * 2), np.zeros(stage.clusters)
    for cluster in np.flatnonzero(fraction[stage.stratum] < 1):
        stratum = stage.stratum[cluster]
        mates = stage.stratum == stratum
        if count[stratum] > 1:
            multipliers[mates, cluster] = count[stratum] / (count[stratum] - 1)
            scale[cluster] = (1 - fraction[stratum]) * (count[stratum] - 1) / count[stratum]
        elif design.lonely == "adjust":
            multipliers[:, cluster] = stage.strata / (stage.strata - 1)
            scale[cluster] = (stage.strata - 1) / stage.strata
        else:
            continue
        multipliers[cluster, cluster] *= (people[cluster] - 1) / people[cluster]
        kept.append(cluster)
    if design.lonely == "average":
        scale *= people.sum() / people[kept].sum()
    times = None if stage.people is None else people[kept]
    return Replicates(design, stage.cluster, multipliers[:, kept], scale[kept], times)


def bootstrap(design: Design, replicates: int, generator: np.random.Generator) -> Replicates:
    """Rescaled bootstrap (Rao and Wu 1988): n - 1 of a stratum's n clusters, with replacement.

    Without finite populations these are R's `subbootstrap` weights; with them the deviation
    of each multiplier from 1 shrinks by the root of 1 less the sampled fraction.
    Raises ProblemsFound for lonely strata under `fail` and `average`, and as `jackknife`.
    ASSUME: under the other lonely rules the one cluster is in every replicate.
    """
    stage = _one_stage(design, "The bootstrap")
    rule = "fail" if design.lonely == "average" else design.lonely
    # Raises where a lonely stratum is not allowed.
    stage.multipliers(rule, stage.present(design.weights)[:, None])
    multipliers = np.ones((stage.clusters, replicates))
    for stratum in np.flatnonzero(stage.count > 1):
        members = np.flatnonzero(stage.stratum == stratum)
        each = np.ones(len(members)) if stage.people is None else stage.people[members]
        n = int(stage.count[stratum])
        drawn = generator.multinomial(n - 1, each / n, size=replicates).T / each[:, None]
        shrink = np.sqrt(1 - stage.fraction[stratum])
        multipliers[members] = 1 + shrink * (drawn * n / (n - 1) - 1)
    return Replicates(design, stage.cluster, multipliers, np.full(replicates, 1 / (replicates - 1)))


def _one_stage(design: Design, method: str) -> Stage:
    """The first stage, if it says all."""
    problems = []
    if len(design.stages) > 1:
        problems.append(("population", "cannot honour populations of a second stage",
                         "Use linearised errors, or declare the first stage's only."))  # fmt: skip
    if design.calibration is not None:
        problems.append(("calibration", "must start from the weights before calibration",
                         "Make replicates first, then call `calibrated`."))  # fmt: skip
    stage = design.stages[0]
    if stage.people is not None and (stage.people != stage.effective).any():
        problems.append(("people", "must know each of several people of a row, whose weights "
                         "differ", "Take rows whose people have one weight."))  # fmt: skip
    if problems:
        raise ProblemsFound(
            Problem("design", where, "", f"{method} {message}", remedy)
            for where, message, remedy in problems
        )
    return stage
