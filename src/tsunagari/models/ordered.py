"""Ordered logit by Newton's method with the analytic Hessian, weighted.

logit P(Y <= j) = threshold_j - x b - z g_j, levels from the least affirmative up, so that a
positive coefficient means more affirmative. Without z these are proportional odds
(McCullagh 1980); z holds columns whose coefficients differ by threshold (Peterson and
Harrell 1990), as departures g_j from b, none at the first threshold.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from tsunagari.models.newton import Solution, maximise


@dataclass(frozen=True, eq=False)
class Cumulative:
    """The linear predictors of an ordered logit.

    columns  (m, k)         levels  J
    free     (k,) which columns have a coefficient for each threshold

    Parameters: J - 1 thresholds, k coefficients, then (J - 2) departures for each free
    column, threshold by threshold.
    """

    columns: np.ndarray
    levels: int
    free: np.ndarray

    @property
    def size(self) -> int:
        return self.levels - 1 + self.columns.shape[1] + int(self.free.sum()) * (self.levels - 2)

    def slot(self, threshold: int) -> slice:
        """Where the departures at a threshold (from 1) stand among the parameters."""
        width = int(self.free.sum())
        start = self.levels - 1 + self.columns.shape[1] + (threshold - 1) * width
        return slice(start, start + width)

    def row(self, threshold: int, columns: np.ndarray | None = None) -> np.ndarray:
        """(m, p) derivatives of the linear predictor at a threshold."""
        columns = self.columns if columns is None else columns
        derivatives = np.zeros((len(columns), self.size))
        derivatives[:, threshold] = 1.0
        derivatives[:, self.levels - 1 : self.levels - 1 + columns.shape[1]] = -columns
        if threshold > 0:
            derivatives[:, self.slot(threshold)] = -columns[:, self.free]
        return derivatives

    def predictors(self, parameters: np.ndarray, columns: np.ndarray | None = None) -> np.ndarray:
        """(m, J + 1) linear predictors with minus and plus infinity at the ends."""
        columns = self.columns if columns is None else columns
        inner = self.levels - 1
        common = columns @ parameters[inner : inner + columns.shape[1]]
        linear = np.empty((len(columns), self.levels + 1))
        linear[:, 0], linear[:, -1] = -np.inf, np.inf
        for threshold in range(inner):
            linear[:, threshold + 1] = parameters[threshold] - common
            if threshold > 0 and self.free.any():
                linear[:, threshold + 1] -= columns[:, self.free] @ parameters[self.slot(threshold)]
        return linear


def interval_share(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """F(high) - F(low) of the logistic distribution, exact in both tails."""
    flip = low + high > 0
    below, above = np.where(flip, -high, low), np.where(flip, -low, high)
    return expit(above) - expit(below)


def fit_ordered(
    columns: np.ndarray, outcome: np.ndarray, weight: np.ndarray, levels: int,
    free: np.ndarray | None = None,
) -> Solution:  # fmt: skip
    """Thresholds, coefficients and departures for outcomes 0 to `levels` - 1.

    The log-likelihood is concave, so what Newton's method finds is the maximum. It is minus
    infinity where the thresholds cross for somebody in the data.
    """
    free = np.zeros(columns.shape[1], dtype=bool) if free is None else free
    model = Cumulative(columns, levels, free)
    cells = np.arange(len(outcome))
    rows = [model.row(threshold) for threshold in range(levels - 1)]

    def parts(parameters: np.ndarray):
        predictors = model.predictors(parameters)
        low, high = predictors[cells, outcome], predictors[cells, outcome + 1]
        return low, high, interval_share(low, high)

    def likelihood(parameters: np.ndarray):
        low, high, share = parts(parameters)
        if not (share > 0).all():
            return -np.inf, None
        value = float(weight @ np.log(share))
        return value, lambda: _derivatives(rows, outcome, weight, low, high, share)

    start = np.zeros(model.size)
    totals = np.bincount(outcome, weight, levels)
    below = np.cumsum(totals)[:-1] / totals.sum()
    start[: levels - 1] = np.log(below / (1 - below))
    parameters, value, information, converged = maximise(likelihood, start)
    scores = _scores(rows, outcome, *parts(parameters))
    return Solution(parameters, value, information, scores, converged)


def _slopes(low: np.ndarray, high: np.ndarray, share: np.ndarray):
    """Derivatives of log share by its upper and lower end: first (up, down), second."""
    density_high = expit(high) * expit(-high)
    density_low = expit(low) * expit(-low)
    up, down = density_high / share, density_low / share
    # f' = f (1 - 2F); at the ends f is 0
    curve_up = up * (expit(-high) - expit(high)) - up**2
    curve_down = -down * (expit(-low) - expit(low)) - down**2
    return up, down, curve_up, curve_down, up * down


def _scores(rows, outcome, low, high, share) -> np.ndarray:
    """(m, p) derivatives of log share."""
    up, down, *_ = _slopes(low, high, share)
    scores = np.zeros_like(rows[0])
    for threshold, row in enumerate(rows):
        scores += row * (up * (outcome == threshold) - down * (outcome == threshold + 1))[:, None]
    return scores


def _derivatives(rows, outcome, weight, low, high, share) -> tuple[np.ndarray, np.ndarray]:
    up, down, curve_up, curve_down, mixed = _slopes(low, high, share)
    size = rows[0].shape[1]
    gradient, information = np.zeros(size), np.zeros((size, size))
    for threshold, row in enumerate(rows):
        top, bottom = outcome == threshold, outcome == threshold + 1
        gradient += row.T @ (weight * (up * top - down * bottom))
        curvature = weight * (curve_up * top + curve_down * bottom)
        information -= row.T @ (row * curvature[:, None])
        if threshold + 1 < len(rows):
            # a cell between this threshold and the next one depends on both
            cross = row.T @ (rows[threshold + 1] * (weight * mixed * bottom)[:, None])
            information -= cross + cross.T
    return gradient, information
