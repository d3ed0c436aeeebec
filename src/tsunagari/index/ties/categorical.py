"""Categorical omega: how reliable the sum of the answers as given is (Green and Yang 2009).

Alpha and omega of polychoric correlations are of the normal traits behind the answers, which
nobody observed; this is of the numbered answers. As `compRelSEM(ord.scale = TRUE)` of R's
semTools, with one factor by unweighted least squares.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from tsunagari.index.ties.polychoric import both_below, thresholds
from tsunagari.index.ties.reliability import one_factor


def omega_categorical(correlation: np.ndarray, shares: Sequence[np.ndarray]) -> np.ndarray:
    """Categorical omega (...): the variance of the sum of k items that their common factor
    makes, as a share of its variance.

    correlation  (..., k, k) polychoric correlations
    shares       of each item (..., K) shares of its answers, which may differ in number

    ASSUME: answers count 1, 2, 3 ... in the sum, and each item as much as another.
    """
    cuts, loadings = [thresholds(item) for item in shares], one_factor(correlation)
    common = total = 0.0
    for i in range(len(cuts)):
        common = common + covariance(cuts[i], cuts[i], loadings[..., i] ** 2)
        total = total + _variance(shares[i])
        for j in range(i):
            product = loadings[..., i] * loadings[..., j]
            common = common + 2 * covariance(cuts[i], cuts[j], product)
            total = total + 2 * covariance(cuts[i], cuts[j], correlation[..., i, j])
    return common / total


def covariance(rows: np.ndarray, columns: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """Covariance (...) of two numbered answers with thresholds (..., K - 1) of traits that
    correlate: an answer is its highest number less the thresholds above the trait."""
    x, y = rows[..., :, None], columns[..., None, :]
    joint = both_below(x, y, correlation[..., None, None])
    return (joint - ndtr(x) * ndtr(y)).sum(axis=(-2, -1))


def _variance(shares: np.ndarray) -> np.ndarray:
    """Variance (...) of a numbered answer from the shares (..., K)."""
    number = np.arange(shares.shape[-1])
    return shares @ number**2 - (shares @ number) ** 2
