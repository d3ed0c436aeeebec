"""How well the items of a scale hang together: Cronbach's alpha and omega total.

Matrices (..., k, k) may carry leading axes, one a replicate.
"""

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound

STEPS, HALVINGS, CLOSE = 500, 40, 1e-12
MOST = 0.995  # communality, as R's `fa` (uniqueness of at least 0.005)
FURTHEST = np.sqrt(MOST)


def alpha(matrix: np.ndarray) -> np.ndarray:
    """Cronbach's alpha (...): of a covariance raw, of a correlation standardized, of a
    polychoric correlation ordinal (Zumbo, Gadermann and Zeisser 2007)."""
    k = matrix.shape[-1]
    own = np.trace(matrix, axis1=-2, axis2=-1)
    return k / (k - 1) * (1 - own / matrix.sum(axis=(-2, -1)))


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
    Raises ProblemsFound where the steps do not end, as of items that share nothing.
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
        if np.abs(moved - loadings).max() < CLOSE:
            return moved
        loadings = moved
    message = f"no common factor is found in {STEPS} steps, in the sample or in a replicate"
    remedy = "Choose items that agree with each other more than by chance."
    raise ProblemsFound([
        Problem("config/indices.yaml", "ties.consciousness", "", message, remedy)
    ])  # fmt: skip


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
