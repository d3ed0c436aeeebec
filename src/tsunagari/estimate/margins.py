"""What calibration to margins leaves of an estimate's error: residuals from the margins."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Weights that were calibrated to margins, and from what.

    base     (n,) weights before calibration
    weights  (n,) weights after it
    margins  codes 0, 1, ... of each respondent's group, (n,) each
    """

    base: np.ndarray
    weights: np.ndarray
    margins: tuple[np.ndarray, ...]

    def residuals(self, influence: np.ndarray) -> np.ndarray:
        """(n, k) weighted influence values less what the margins explain of them.

        The unweighted influence is regressed on the groups' indicators with the base
        weights (Deville and Sarndal 1992; `svyrecvar` after `calibrate` in R). As margins
        are known without error, only the residual varies from sample to sample.
        """
        weights = np.where(self.weights > 0, self.weights, 1.0)[:, None]
        values = np.asarray(influence, float) / weights
        moments = np.concatenate(
            [_sums(codes, self.base[:, None] * values) for codes in self.margins]
        )
        slopes = np.linalg.lstsq(self._gram, moments, rcond=1e-12)[0]
        starts = np.cumsum([0, *(codes.max() + 1 for codes in self.margins)])
        for start, codes in zip(starts, self.margins, strict=False):
            values = values - slopes[start + codes]
        return values * np.where(self.weights > 0, self.weights, 0.0)[:, None]

    @cached_property
    def _gram(self) -> np.ndarray:
        """Weighted cross-products of all groups' indicators."""
        blocks = [[self._cross(a, b) for b in self.margins] for a in self.margins]
        return np.block(blocks)

    def _cross(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        rows, columns = a.max() + 1, b.max() + 1
        counts = np.bincount(a * columns + b, self.base, rows * columns)
        return counts.reshape(rows, columns)


def _sums(codes: np.ndarray, values: np.ndarray) -> np.ndarray:
    size = codes.max() + 1
    return np.stack([np.bincount(codes, column, size) for column in values.T], axis=1)
