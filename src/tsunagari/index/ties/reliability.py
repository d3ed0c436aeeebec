"""How well the items of a scale hang together: Cronbach's alpha, omega total, categorical omega.

Matrices (..., k, k) may carry leading axes, one a replicate.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from tsunagari.config.problems import refusal
from tsunagari.index.ties.polychoric import both_below, thresholds

STEPS, HALVINGS, CLOSE = 500, 40, 1e-12
MOST = 0.995  # communality, as R's `fa` (uniqueness of at least 0.005)
FURTHEST = np.sqrt(MOST)


def alpha(matrix: np.ndarray) -> np.ndarray:
    """Cronbach's alpha (...): of a covariance raw, of a correlation standardised, of a
    polychoric correlation ordinal (Zumbo, Gadermann and Zeisser 2007)."""
    k = matrix.shape[-1]
    variances = np.trace(matrix, axis1=-2, axis2=-1)
    return k / (k - 1) * (1 - variances / matrix.sum(axis=(-2, -1)))


def omega_total(correlation: np.ndarray) -> np.ndarray:
    """Omega total (...) of one common factor: the share of the sum's variance that is not
    unique to an item, as `omega(nfactors = 1)` of R's psych; of a polychoric matrix it is
    the ordinal one (`poly = TRUE`), of the traits behind the answers."""
    loadings = one_factor(correlation)
    total = correlation.sum(axis=(-2, -1))
    return 1 - (1 - loadings**2).sum(axis=-1) / total


def one_factor(correlation: np.ndarray) -> np.ndarray:
    """(..., k) loadings of one factor by minimum residuals (unweighted least squares of the
    correlations off the diagonal; Harman and Jones 1966), by Gauss-Newton steps.

    ASSUME: communalities stay at 0.995 or below (a loading at that bound is held there
    while the others find their best).
    NaN where the steps do not end, as of items that share nothing in a replicate; raises
    ProblemsFound where they end nowhere.
    """
    k = correlation.shape[-1]
    rows, columns = np.triu_indices(k, 1)
    observed = correlation[..., rows, columns]
    values, vectors = np.linalg.eigh(correlation)
    vector = vectors[..., -1] * np.where(vectors[..., -1].sum(axis=-1) < 0, -1, 1)[..., None]
    loadings = vector * np.sqrt(values[..., -1])[..., None] * 0.9
    for _ in range(STEPS):
        step = _gauss_newton(loadings, observed, rows, columns)
        moved = _no_worse(loadings, step, observed, rows, columns)
        ended = np.abs(moved - loadings).max(axis=-1, keepdims=True) < CLOSE
        loadings = moved
        if ended.all():
            return loadings
    if ended.any():
        return np.where(ended, loadings, np.nan)
    message = f"no common factor is found in {STEPS} steps"
    remedy = "Choose items that agree with each other more than by chance."
    raise refusal("config/indices.yaml", "ties.consciousness", "", message, remedy)


def _gauss_newton(
    loadings: np.ndarray, observed: np.ndarray, rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """The step (..., k) to the optimum of the linearised residuals.

    A loading at its bound that would go beyond it stays, and the step is of the others.
    """
    pairs, k = len(rows), loadings.shape[-1]
    slopes = np.zeros((*loadings.shape[:-1], pairs, k))
    slopes[..., np.arange(pairs), rows] = loadings[..., columns]
    slopes[..., np.arange(pairs), columns] = loadings[..., rows]
    residual = observed - loadings[..., rows] * loadings[..., columns]
    downhill = (np.swapaxes(slopes, -1, -2) @ residual[..., None])[..., 0]
    held = (np.abs(loadings) >= FURTHEST) & (np.sign(downhill) == np.sign(loadings))
    slopes = np.where(held[..., None, :], 0.0, slopes)
    transposed = np.swapaxes(slopes, -1, -2)
    gram = transposed @ slopes + 1e-12 * np.eye(k)
    return np.linalg.solve(gram, transposed @ residual[..., None])[..., 0]


def _no_worse(
    loadings: np.ndarray,
    step: np.ndarray,
    observed: np.ndarray,
    rows: np.ndarray,
    columns: np.ndarray,
) -> np.ndarray:
    """The loadings after the step, halved where the residuals would grow."""

    def lack(of: np.ndarray) -> np.ndarray:
        return ((observed - of[..., rows] * of[..., columns]) ** 2).sum(axis=-1, keepdims=True)

    most = lack(loadings) * (1 + 1e-12) + 1e-20  # what is only rounding is no worse
    size = np.ones_like(most)
    for _ in range(HALVINGS):
        moved = np.clip(loadings + size * step, -FURTHEST, FURTHEST)
        worse = lack(moved) > most
        if not worse.any():
            break
        size = np.where(worse, size / 2, size)
    return np.where(worse, loadings, moved)


# ---- Of the sum of the answers as given (Green and Yang 2009) ----------------------------
#
# Alpha and omega of polychoric correlations are of the normal traits behind the answers, which
# nobody observed; this is of the numbered answers. As `compRelSEM(ord.scale = TRUE)` of R's
# semTools, with one factor by unweighted least squares.


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
