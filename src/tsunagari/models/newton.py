"""Newton's method with step halving, and what a maximum of a likelihood leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

_TOLERANCE = 1e-14  # twice the log-likelihood that one more step would gain, before that step
_STEPS = 60
_HALVINGS = 30


@dataclass(frozen=True, eq=False)
class Solution:
    """A fit by a weighted score.

    parameters      (p,)
    log_likelihood  weighted sum over cells
    information     (p, p) minus its second derivatives
    scores          (m, p) first derivatives of a cell, for a weight of 1
    converged       whether Newton's method came to rest
    """

    parameters: np.ndarray
    log_likelihood: float
    information: np.ndarray
    scores: np.ndarray
    converged: bool = True


# parameters -> log-likelihood (minus infinity where it is not defined), derivatives
Likelihood = Callable[[np.ndarray], tuple[float, Callable[[], tuple[np.ndarray, np.ndarray]]]]


def maximise(
    likelihood: Likelihood, start: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray, bool]:
    """Maximum of a concave log-likelihood: parameters, value, information, converged.

    `likelihood(parameters)` gives the value and a function for gradient and information.
    Not converged after 60 steps or with a singular information: see `identification`.
    """
    parameters = start
    value, derivatives = likelihood(parameters)
    for _ in range(_STEPS):
        gradient, information = derivatives()
        try:
            step = np.linalg.solve(information, gradient)
        except np.linalg.LinAlgError:
            return parameters, value, information, False
        gain = float(gradient @ step)
        if not np.isfinite(gain) or gain < 0:
            return parameters, value, information, False
        parameters, value, derivatives = _halved(likelihood, parameters, step, value)
        if gain < _TOLERANCE:
            return parameters, value, derivatives()[1], True
    return parameters, value, derivatives()[1], False


def _halved(likelihood: Likelihood, parameters: np.ndarray, step: np.ndarray, value: float):
    """The longest halved step that does not lose likelihood beyond rounding."""
    slack = 1e-12 * abs(value)
    for _ in range(_HALVINGS):
        reached, derivatives = likelihood(parameters + step)
        if reached >= value - slack:
            return parameters + step, reached, derivatives
        step = step / 2
    return parameters, value, likelihood(parameters)[1]


# ---- Weighted least squares --------------------------------------------------------------


def fit_linear(columns: np.ndarray, outcome: np.ndarray, weight: np.ndarray) -> Solution:
    """Coefficients of (m, k) columns, of which the first is the intercept.

    The log-likelihood is that of normal errors at the variance that maximises it. The
    information is that of an error variance of 1; scores are residual x columns.
    """
    root = np.sqrt(weight)
    parameters = np.linalg.lstsq(columns * root[:, None], outcome * root, rcond=None)[0]
    residual = outcome - columns @ parameters
    total = weight.sum()
    variance = float(weight @ residual**2) / total
    with np.errstate(divide="ignore"):
        value = -total / 2 * (np.log(2 * np.pi * variance) + 1)
    information = columns.T @ (columns * weight[:, None])
    return Solution(parameters, float(value), information, columns * residual[:, None])


# ---- Binary logit by Newton's method, weighted -------------------------------------------


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
