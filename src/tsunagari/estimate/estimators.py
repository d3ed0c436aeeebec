"""Totals, means, ratios and their contrasts, with linearised errors under a design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from tsunagari.config.problems import Problem, ProblemsFound, refusal, unknown
from tsunagari.estimate.design import Design
from tsunagari.estimate.intervals import CONFIDENCE


@dataclass(frozen=True, eq=False)
class Estimates:
    """Estimates that may be compared, as they come with their covariance.

    names (k), values (k,), covariance (k, k), in the unit of what was estimated
    degrees_of_freedom  of all, or (k,); of what has none, error, interval and test are unknown
    """

    names: tuple
    values: np.ndarray
    covariance: np.ndarray
    degrees_of_freedom: float | np.ndarray

    @property
    def freedoms(self) -> np.ndarray:
        """(k,) the degrees of freedom of each."""
        return np.broadcast_to(np.asarray(self.degrees_of_freedom, dtype=float), len(self.values))

    @property
    def std_error(self) -> np.ndarray:
        """(k,), missing where there is no degree of freedom: unknown, and not 0."""
        return np.where(self.freedoms > 0, np.sqrt(np.diag(self.covariance)), np.nan)

    def interval(self, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper ends (k,), by t; missing without a degree of freedom."""
        half = stdtrit(np.maximum(self.freedoms, 1e-9), (1 + confidence) / 2) * self.std_error
        return self.values - half, self.values + half

    def p_values(self) -> np.ndarray:
        """(k,) two-sided, of the hypothesis that the value is 0; missing without a degree of
        freedom."""
        size, error = np.abs(self.values), self.std_error
        # Without an error any difference is certain, and no difference is none.
        certain = np.where(size > 0, np.inf, 0.0)
        distance = np.where(error > 0, size / np.where(error > 0, error, 1.0), certain)
        known = self.freedoms > 0
        return np.where(known, 2 * stdtr(np.where(known, self.freedoms, 1), -distance), np.nan)

    def contrast(self, coefficients: Mapping[object, Mapping]) -> Self:
        """Linear combinations: name -> {estimate's name: coefficient} (`svycontrast`).

        ASSUME: where the estimates differ in degrees of freedom, a combination has the least of
        those that it combines.
        """
        problems = [
            problem for name, row in coefficients.items()
            for problem in unknown("contrast", str(name), row, self.names, "is not an estimate")
        ]  # fmt: skip
        if problems:
            raise ProblemsFound(problems)
        matrix = np.array([[row.get(key, 0.0) for key in self.names]
                           for row in coefficients.values()])  # fmt: skip
        covariance = matrix @ self.covariance @ matrix.T
        freedom = np.where(matrix != 0, self.freedoms, np.inf).min(axis=1)
        return Estimates(tuple(coefficients), matrix @ self.values, covariance, freedom)

    def difference(self, first, second) -> Self:
        """The first estimate less the second, both of one sample."""
        return self.contrast({f"{first} - {second}": {first: 1.0, second: -1.0}})

    def table(self) -> pd.DataFrame:
        """name, estimate, std_error, ci_low, ci_high, degrees_of_freedom."""
        low, high = self.interval()
        return pd.DataFrame({
            "name": list(self.names), "estimate": self.values, "std_error": self.std_error,
            "ci_low": low, "ci_high": high, "degrees_of_freedom": self.freedoms,
        })  # fmt: skip


def totals(design: Design, values: np.ndarray, names: Sequence | None = None) -> Estimates:
    """Weighted sums of the columns of (n, k) values (`svytotal`)."""
    values = _matrix(design, values)
    influence = design.weights[:, None] * values
    return _estimates(design, names, influence.sum(axis=0), influence)


def means(design: Design, values: np.ndarray, names: Sequence | None = None) -> Estimates:
    """Weighted means of the columns of (n, k) values (`svymean`)."""
    values = _matrix(design, values)
    weights = (design.weights / design.weights.sum())[:, None]
    mean = (weights * values).sum(axis=0)
    return _estimates(design, names, mean, weights * (values - mean))


def design_effects(design: Design, values: np.ndarray) -> np.ndarray:
    """(k,) variances of the means against simple random sampling with replacement.

    As `svymean(deff = "replace")`; n over the design effect is the effective n.
    Raises ProblemsFound where a column does not vary.
    """
    matrix = _matrix(design, values)
    mean = means(design, matrix)
    weights, n = (design.weights / design.weights.sum())[:, None], design.count()
    simple = (weights * (matrix - mean.values) ** 2).sum(axis=0) / max(n - 1, 1)
    if (simple == 0).any():
        raise refusal("design_effects", f"column {int(np.argmin(simple))}", "", "does not vary",
                      "Leave it out: its design effect is not defined.")  # fmt: skip
    return np.diag(mean.covariance) / simple


def ratios(
    design: Design, numerator: np.ndarray, denominator: np.ndarray, names: Sequence | None = None
) -> Estimates:
    """Ratios of weighted totals, column by column of (n, k) values (`svyratio`).

    Raises ProblemsFound where a denominator's total is 0.
    """
    top, bottom = _matrix(design, numerator), _matrix(design, denominator)
    weights = design.weights[:, None]
    below = (weights * bottom).sum(axis=0)
    if (below == 0).any():
        raise refusal("ratios", f"column {int(np.argmin(np.abs(below)))}", "0",
                      "the denominator's total is 0", "Leave the ratio out.")  # fmt: skip
    ratio = (weights * top).sum(axis=0) / below
    return _estimates(design, names, ratio, weights * (top - ratio * bottom) / below)


def domain_means(design: Design, values: np.ndarray, group: Sequence) -> Estimates:
    """Weighted mean of (n,) values in each group, named by the group (`svyby(covmat = TRUE)`).

    Means of groups that share clusters are correlated; their covariance is kept, so that
    differences between groups are right. Missing labels are outside. The degrees of freedom are
    each group's own (`degf` of its subset): of one person, or one cluster, it has none.
    """
    codes, labels = pd.factorize(np.asarray(group), sort=True)
    occupied = np.bincount(codes[codes >= 0], design.weights[codes >= 0], len(labels)) > 0
    labels = labels[occupied]
    inside = codes[:, None] == np.flatnonzero(occupied)
    column = _matrix(design.subset(inside.any(axis=1)), values)
    weights = design.weights[:, None] * inside
    weights = weights / weights.sum(axis=0)
    mean = (weights * column).sum(axis=0)
    found = _estimates(design, labels, mean, weights * (column - mean))
    freedom = np.array([design.subset(one).degrees_of_freedom for one in inside.T], dtype=float)
    return replace(found, degrees_of_freedom=freedom)


def independent_difference(first: Estimates, second: Estimates) -> Estimates:
    """First less second, of two samples drawn independently (two waves).

    ASSUME: degrees of freedom of each by Satterthwaite (1946); a difference without error has
    those of both, and one with a sample without any has none.
    """
    each = np.stack([np.diag(sample.covariance) for sample in (first, second)])
    freedoms = np.stack([sample.freedoms for sample in (first, second)])
    known, total = (freedoms > 0).all(axis=0), each.sum(axis=0)
    inverse = (each**2 / np.where(known, freedoms, 1)).sum(axis=0)
    freedom = np.where(total > 0, total**2 / np.where(total > 0, inverse, 1), freedoms.sum(axis=0))
    covariance = first.covariance + second.covariance
    values = first.values - second.values
    return Estimates(first.names, values, covariance, np.where(known, freedom, 0.0))


def _estimates(design, names, values, influence) -> Estimates:
    names = tuple(names) if names is not None else tuple(range(len(values)))
    covariance = design.total_covariance(influence)
    return Estimates(names, values, covariance, design.degrees_of_freedom)


def _matrix(design: Design, values: np.ndarray) -> np.ndarray:
    """(n, k) floats, 0 outside the subpopulation; no value inside may be missing."""
    array = np.asarray(values, dtype=float)
    array = array[:, None] if array.ndim == 1 else array
    inside = design.weights > 0
    if len(array) != design.n:
        raise refusal("values", "", str(array.shape), f"the design has {design.n} rows",
                      "Take both from the same responses.")  # fmt: skip
    missing = inside & ~np.isfinite(array).all(axis=1)
    if missing.any():
        raise ProblemsFound([
            Problem("values", f"row {int(np.flatnonzero(missing)[0]) + 1} and "
                    f"{int(missing.sum()) - 1} more", "missing", "a value is needed",
                    "Leave respondents without an answer out with `design.subset`.")
        ])  # fmt: skip
    return np.where(inside[:, None], array, 0.0)
