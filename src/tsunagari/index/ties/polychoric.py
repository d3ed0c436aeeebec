"""Polychoric correlations: of the normal traits behind two ordered answers.

Two steps (Olsson 1979), as `polychoric` of R's psych and `polychor` of polycor: thresholds
from each item's own shares, then the correlation of greatest likelihood given these.
Tables may carry leading axes, one a replicate.
"""

import numpy as np
from scipy.special import ndtr, ndtri

FURTHEST = 8.0  # thresholds of an empty end category, standard deviations
LARGEST = 0.999
STEPS, CLOSE = 100, 1e-12
NOTHING = 1e-14  # shares below are rounding of differences
# 32 nodes give the distribution to 1e-12 up to a correlation of 0.995, 1e-9 up to 0.999.
NODES, NODE_WEIGHTS = np.polynomial.legendre.leggauss(32)


def polychoric(tables: np.ndarray) -> np.ndarray:
    """Correlations (...) from tables (..., K, L) of weights of two items' answers.

    ASSUME: no correction of empty cells; their likelihood is 1 whatever the correlation.
    ASSUME: correlations beyond 0.999 are cut there, as a table without any disagreement
    has no finite solution.
    """
    shares = tables / tables.sum(axis=(-2, -1), keepdims=True)
    rows, columns = thresholds(shares.sum(axis=-1)), thresholds(shares.sum(axis=-2))
    correlation = np.zeros(tables.shape[:-2])
    for _ in range(STEPS):
        step = _step(shares, rows, columns, correlation)
        moved = np.tanh(np.arctanh(correlation) + step)
        moved = np.clip(moved, -LARGEST, LARGEST)
        done = np.abs(moved - correlation).max(initial=0.0) < CLOSE
        correlation = moved
        if done:
            break
    return correlation


def thresholds(shares: np.ndarray) -> np.ndarray:
    """(..., K - 1) normal quantiles between the K answers, from their shares (..., K)."""
    below = np.cumsum(shares, axis=-1)[..., :-1]
    return np.clip(ndtri(np.clip(below, 0.0, 1.0)), -FURTHEST, FURTHEST)


def cell_shares(rows: np.ndarray, columns: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """(..., K, L) shares of the answers under the normal model."""
    joint = both_below(rows[..., :, None], columns[..., None, :], correlation[..., None, None])
    right, below = ndtr(rows)[..., :, None], ndtr(columns)[..., None, :]
    body = np.concatenate([joint, right], axis=-1)
    last = np.concatenate([below, np.ones((*below.shape[:-1], 1))], axis=-1)
    return _cells(np.concatenate([body, last], axis=-2))


def _step(
    shares: np.ndarray, rows: np.ndarray, columns: np.ndarray, correlation: np.ndarray
) -> np.ndarray:
    """A step of Fisher scoring on the inverse hyperbolic tangent of the correlation."""
    expected = np.maximum(cell_shares(rows, columns, correlation), NOTHING)
    density = _density(rows[..., :, None], columns[..., None, :], correlation[..., None, None])
    # The distribution's derivative by the correlation is the density; 0 at the edges.
    padding = [(0, 0)] * (density.ndim - 2) + [(0, 1), (0, 1)]
    slope = _cells(np.pad(density, padding))
    score = np.where(shares > 0, shares * slope / expected, 0.0).sum(axis=(-2, -1))
    information = (slope**2 / expected).sum(axis=(-2, -1))
    step = score / np.maximum(information, NOTHING) / (1 - correlation**2)
    return np.clip(step, -1.0, 1.0)


def _cells(cumulative: np.ndarray) -> np.ndarray:
    """Differences of a cumulative table along its last two axes."""
    by_row = np.diff(cumulative, axis=-2, prepend=0.0)
    return np.diff(by_row, axis=-1, prepend=0.0)


def _density(x: np.ndarray, y: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    rest = 1 - correlation**2
    squares = (x * x + y * y - 2 * correlation * x * y) / (2 * rest)
    return np.exp(-squares) / (2 * np.pi * np.sqrt(rest))


def both_below(x: np.ndarray, y: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """P(X < x, Y < y) of the bivariate normal, arrays of one shape or that broadcast:
    Gauss-Legendre over the angle (Genz 2004)."""
    angle = np.arcsin(correlation)
    total = np.zeros(np.broadcast_shapes(x.shape, y.shape, correlation.shape))
    product, squares = x * y, x * x + y * y
    for node, weight in zip(NODES, NODE_WEIGHTS, strict=True):
        sine = np.sin(angle * (node + 1) / 2)
        total += weight * np.exp((2 * product * sine - squares) / (2 * (1 - sine * sine)))
    return ndtr(x) * ndtr(y) + angle / (4 * np.pi) * total
