"""Confidence intervals and effective sample sizes of shares under a design."""

import numpy as np
from scipy.special import expit, logit, stdtrit

CONFIDENCE = 0.95


def share_interval(
    share: np.ndarray, error: np.ndarray, freedom: np.ndarray, n_effective: np.ndarray,
    n: np.ndarray, confidence: float = CONFIDENCE,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Lower and upper end of shares (0 to 1) on the logit scale, t with `freedom` degrees.

    As `svyciprop(method = "logit")` of R's survey.
    ASSUME: at 0 and 1, where the logit has no interval, that of Clopper and Pearson (1934)
    with the effective n, less where few clusters leave few degrees of freedom (Korn and
    Graubard 1998). Without a degree of freedom there is no interval: both ends are missing.
    """
    tail = (1 - confidence) / 2
    known = freedom > 0
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    critical = -stdtrit(np.where(known, freedom, 1), tail)
    half = critical * np.where(inner, error, 0.0) / (safe * (1 - safe))
    shrink = (stdtrit(np.maximum(n - 1, 1), tail) / critical) ** 2
    reach = tail ** (1 / np.maximum(n_effective * shrink, 1e-300))
    low = np.where(inner, expit(logit(safe) - half), np.where(share == 1, reach, 0.0))
    high = np.where(inner, expit(logit(safe) + half), np.where(share == 0, 1 - reach, 1.0))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def effective_n(
    share: np.ndarray, variance: np.ndarray, n: np.ndarray, kish: np.ndarray
) -> np.ndarray:
    """n by the design effect against simple random sampling with replacement.

    Infinite where the design leaves no error at all, as in a census.
    ASSUME: at shares of 0 and 1, where the design effect cannot be measured, Kish's n, which
    counts unequal weights only.
    """
    inner = (share > 0) & (share < 1) & (n > 1)
    simple = share * (1 - share) / np.maximum(n - 1, 1)
    exact = np.where(inner & (variance == 0), np.inf, kish)
    safe = np.where(inner & (variance > 0), variance, 1.0)
    return np.where(inner & (variance > 0), n * simple / safe, exact)
