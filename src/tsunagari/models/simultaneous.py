"""The largest of several |t|: intervals that hold together (Hothorn, Bretz and Westfall 2008).

In polar coordinates the distance from no difference has an F distribution in every direction, so
only directions are to be averaged over: exactly in one dimension, on an even grid of a circle in
two, on a Sobol sequence with a fixed seed in more.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtr, chdtrc, fdtr, fdtrc, ndtri

ANGLES = 2**13  # of half a circle
POINTS = 2**16  # of a sphere
SEED = 20180703
_ROUNDING = 1e-7  # of the largest standard error, below which a direction has none


@dataclass(frozen=True, eq=False)
class MaxT:
    """The distribution of the largest |t| of linear combinations of estimates.

    covariance  (k, k) of the estimates      combinations  (q, k)
    freedom     degrees of freedom of t; infinite is normal
    """

    covariance: np.ndarray
    combinations: np.ndarray
    freedom: float

    @cached_property
    def _directions(self) -> np.ndarray:
        """(q, d) combinations as directions of length 1 in d independent dimensions."""
        values, vectors = np.linalg.eigh(self.covariance)
        scaled = self.combinations @ (vectors * np.sqrt(np.maximum(values, 0.0)))
        _, sizes, axes = np.linalg.svd(scaled, full_matrices=False)
        scaled = scaled @ axes[sizes > _ROUNDING * sizes.max(initial=0.0)].T
        length = np.linalg.norm(scaled, axis=1)
        return scaled[length > 0] / length[length > 0, None]

    @cached_property
    def _largest(self) -> np.ndarray:
        """The largest |t| at distance 1, direction by direction."""
        return np.abs(_sphere(self._directions.shape[1]) @ self._directions.T).max(axis=1)

    def p_value(self, statistic: float) -> float:
        """How likely the largest |t| is as large as the statistic, if no difference exists."""
        if not len(self._directions):
            return float("nan")
        dimensions = self._directions.shape[1]
        square = np.square(statistic / self._largest)
        if np.isinf(self.freedom):
            return float(chdtrc(dimensions, square).mean())
        return float(fdtrc(dimensions, self.freedom, square / dimensions).mean())

    def critical(self, confidence: float) -> float:
        """What the largest |t| stays below with this probability."""
        if not len(self._directions):
            return float("nan")
        return float(brentq(lambda c: self._below(c) - confidence, 0.0, 1e6, xtol=1e-12))

    def _below(self, bound: float) -> float:
        dimensions = self._directions.shape[1]
        square = np.square(bound / self._largest)
        if np.isinf(self.freedom):
            return float(chdtr(dimensions, square).mean())
        return float(fdtr(dimensions, self.freedom, square / dimensions).mean())


def _sphere(dimensions: int) -> np.ndarray:
    """(m, d) directions, evenly spread; one of each two that are opposite is enough."""
    if dimensions == 1:
        return np.ones((1, 1))
    if dimensions == 2:
        angle = (np.arange(ANGLES) + 0.5) * np.pi / ANGLES
        return np.column_stack([np.cos(angle), np.sin(angle)])
    from scipy.stats import qmc  # imported where it is needed: it takes long

    points = ndtri(qmc.Sobol(dimensions, rng=SEED).random(POINTS))
    return points / np.linalg.norm(points, axis=1, keepdims=True)
