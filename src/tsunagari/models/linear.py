"""Weighted least squares."""

from __future__ import annotations

import numpy as np

from tsunagari.models.newton import Solution


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


def residual_variance(
    columns: np.ndarray, outcome: np.ndarray, weight: np.ndarray, parameters: np.ndarray, n: int
) -> float:
    """Weighted mean square of residuals with n - k degrees of freedom."""
    residual = outcome - columns @ parameters
    return float(weight @ residual**2) / (n - columns.shape[1])
