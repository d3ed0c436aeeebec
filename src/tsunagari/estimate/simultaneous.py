"""Simultaneous tests and intervals of correlated estimates, by the largest of them (max-t).

Hothorn, Bretz and Westfall (2008): where all k hypotheses hold, the chance that any of the k
standardised estimates is as large as seen is the adjusted p-value, and the level at which the
largest is reached gives intervals that hold all truths at once.

ASSUME: the estimates are jointly normal with the correlation that is given, and each is
brought to that scale by the p-value of its own t, since each has degrees of freedom of its
own. With many degrees of freedom this is `multcomp::glht`'s single step.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtrc, ndtri, stdtr, stdtrit
from scipy.stats import qmc

from tsunagari.estimate.intervals import CONFIDENCE

DIRECTIONS = 2**15  # quasi-random: the chance of the largest is right to a few in ten thousand
SEED = 20180301
_NONE = 1e-10  # of an eigenvalue: a direction in which nothing varies
_LARGEST = 39.0  # of a normal: beyond it no p-value can be told from 0


@dataclass(frozen=True, eq=False)
class Largest:
    """The largest, in size, of k standard normals with a (k, k) correlation."""

    correlation: np.ndarray

    @cached_property
    def _reach(self) -> tuple[np.ndarray, int]:
        """How far the largest reaches for a normal vector of length 1, by direction; the rank.

        Directions are Sobol points with a fixed seed, so that a table is the same again.
        """
        values, vectors = np.linalg.eigh(self.correlation)
        kept = values > _NONE * values.max()
        root = vectors[:, kept] * np.sqrt(values[kept])
        rank = root.shape[1]
        points = qmc.Sobol(rank, seed=SEED).random(DIRECTIONS)
        normal = ndtri(np.clip(points, 1e-12, 1 - 1e-12))
        directions = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        return np.abs(directions @ root.T).max(axis=1), rank

    def beyond(self, size: float) -> float:
        """The chance that the largest is at least this large.

        The length of the normal vector is integrated exactly (its square is a chi-square), so
        only directions are sampled. Never below the chance of one, nor above that of k apart.
        """
        one = 2 * float(stdtr(np.inf, -size))
        reach, rank = self._reach
        chance = float(chdtrc(rank, (size / np.maximum(reach, 1e-300)) ** 2).mean())
        return min(max(chance, one), len(self.correlation) * one, 1.0)

    def level(self, confidence: float = CONFIDENCE) -> float:
        """The confidence that each needs for all k to have this one."""
        size = brentq(lambda x: self.beyond(x) - (1 - confidence), 0, _LARGEST, xtol=1e-10)
        return 1 - 2 * float(stdtr(np.inf, -size))


def adjusted(p_values: np.ndarray, largest: Largest) -> np.ndarray:
    """(k,) two-sided p-values, each the chance that the least of k is as small."""
    sizes = np.minimum(-ndtri(np.asarray(p_values, dtype=float) / 2), _LARGEST)
    return np.array([largest.beyond(size) for size in sizes])


def ends(
    values: np.ndarray, errors: np.ndarray, freedoms: np.ndarray, largest: Largest,
    confidence: float = CONFIDENCE,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Lower and upper ends (k,) of intervals by t that hold all k truths at once."""
    half = stdtrit(freedoms, (1 + largest.level(confidence)) / 2) * errors
    return values - half, values + half
