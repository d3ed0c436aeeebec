"""Binary logit by Newton's method, weighted."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from tsunagari.models.newton import Solution, maximise


def fit_logit(columns: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> Solution:
    """Coefficients of (m, k) columns, the first the intercept, for an outcome of 0 and 1.

    Cells are weighted by `weight` (m,); the covariance is the caller's, by the design.
    """

    def likelihood(parameters: np.ndarray):
        linear = columns @ parameters
        # log(1 + exp(x)) without overflow
        value = float(weight @ (outcome * linear - np.logaddexp(0.0, linear)))

        def derivatives():
            share = expit(linear)
            gradient = columns.T @ (weight * (outcome - share))
            information = columns.T @ (columns * (weight * share * (1 - share))[:, None])
            return gradient, information

        return value, derivatives

    start = np.zeros(columns.shape[1])
    mean = float(weight @ outcome) / weight.sum()
    start[0] = np.log(mean / (1 - mean))
    parameters, value, information, converged = maximise(likelihood, start)
    residual = outcome - expit(columns @ parameters)
    return Solution(parameters, value, information, columns * residual[:, None], converged)
