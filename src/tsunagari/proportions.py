"""A percentage with its standard error and interval, from counts of an unweighted design."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, expit, logit, stdtrit

CONFIDENCE = 0.95


def proportion(count: np.ndarray, n: np.ndarray) -> dict[str, np.ndarray]:
    """Percent, standard error and 95% interval, all in percent; n must be positive.

    Standard error as of a mean under simple random sampling with replacement,
    sqrt(p (1 - p) / (n - 1)); interval on the logit scale with n - 1 degrees of freedom
    (`svyciprop(method = "logit")` of R's survey).
    ASSUME: at 0 and 100 percent, where the logit has no interval, that of Clopper and
    Pearson (1934); with one respondent the interval is 0 to 100.
    """
    count, n = np.asarray(count, float), np.asarray(n, float)
    share = count / n
    freedom = np.maximum(n - 1, 1)
    error = np.sqrt(share * (1 - share) / freedom)
    tail = (1 - CONFIDENCE) / 2
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    half = -stdtrit(freedom, tail) * error / (safe * (1 - safe))
    low = np.where(inner, expit(logit(safe) - half), np.where(share == 1, tail ** (1 / n), 0.0))
    high = np.where(
        inner, expit(logit(safe) + half), np.where(share == 0, betaincinv(1, n, 1 - tail), 1.0)
    )
    alone = n < 2
    return {
        "percent": 100 * count / n,
        "std_error": 100 * error,
        "ci_low": 100 * np.where(alone, 0.0, low),
        "ci_high": 100 * np.where(alone, 1.0, high),
    }
