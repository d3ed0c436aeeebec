"""Counts nearest the assumed ones, in relative entropy, that meet all numbers on average.

The published numbers fix sums of cells and leave the rest open. Of all real counts that
have these sums, those are taken that least change the assumed counts in relative entropy:
smooth, everywhere positive, and without a trace of the order in which tables are met.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array, eye_array, vstack
from scipy.sparse.linalg import spsolve

from tsunagari.synthesise.linear import System

STIFFNESS = 300.0  # of the sums: how far, in people, a contradictory one may be missed
LARGEST_STEP = 2.0  # of the logarithm of a count, in one step of Newton's method
CLOSE = 1e-6
FAR = 0.5  # people by which counts may break an inequality


def nearest_counts(prior: np.ndarray, system: System, numbers: Sequence) -> np.ndarray:
    """Real counts near `prior` that meet the system and the middle of the numbers.

    Inequalities join as equations at their bounds where the counts would break them.
    """
    equations = System(len(prior))
    for number in numbers:
        number.middle(equations)
    low, high = np.array(system.low), np.array(system.high)
    matrix = system.matrix()
    bound = np.where(low == high, low, np.nan)
    while True:
        active = np.flatnonzero(~np.isnan(bound))
        joined = vstack([equations.matrix(), matrix[active]]).tocsr()
        counts = tilt(prior, joined, np.concatenate([equations.low, bound[active]]))
        sums = matrix @ counts
        under, over = np.isnan(bound) & (sums < low - FAR), np.isnan(bound) & (sums > high + FAR)
        if not (under | over).any():
            return counts
        bound = np.where(under, low, np.where(over, high, bound))


def tilt(prior: np.ndarray, matrix: csr_array, sums: np.ndarray) -> np.ndarray:
    """Minimise relative entropy to `prior` plus half `STIFFNESS` times squared misses.

    Newton's method on the dual, which is smooth and has no constraints: the solution is
    prior * exp(matrix' dual), with one dual number a sum.
    """
    transposed = matrix.T.tocsr()
    dual = np.zeros(matrix.shape[0])
    value, counts = _dual(prior, transposed, sums, dual)
    for _ in range(200):
        slope = matrix @ counts - sums + dual / STIFFNESS
        if np.abs(slope).max(initial=0) < CLOSE * np.abs(sums).max(initial=1):
            break
        curve = (matrix * counts) @ transposed
        step = -spsolve((curve + eye_array(len(dual)) / STIFFNESS).tocsc(), slope)
        size = min(1.0, LARGEST_STEP / max(np.abs(transposed @ step).max(), 1e-12))
        while True:
            tried = dual + size * step
            new, new_counts = _dual(prior, transposed, sums, tried)
            if new <= value + 1e-4 * size * (slope @ step) or size < 1e-8:
                break
            size /= 2
        dual, value, counts = tried, new, new_counts
    return counts


def _dual(prior, transposed, sums, dual) -> tuple[float, np.ndarray]:
    counts = prior * np.exp(np.minimum(transposed @ dual, 50.0))
    return counts.sum() - sums @ dual + dual @ dual / (2 * STIFFNESS), counts
