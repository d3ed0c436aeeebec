"""Standard errors and 95 per cent intervals from replicates of an estimate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

CONFIDENCE = 0.95


def with_interval(
    name: str, estimates: np.ndarray, replicates: np.ndarray, freedom: float
) -> pd.DataFrame:
    """Columns `name`, std_error, ci_low, ci_high of (k,) estimates with (k, R) replicates.

    ASSUME: the error is the root mean square of the replicates' deviations from the
    estimate (`mse = TRUE` of R's survey) and not from their own mean, and the interval is t.
    Standardizing over communities whose means are noisy pulls bonds, and all that is summed
    from them, towards 0; deviations from the estimate hold that bias too, and the interval
    always holds the estimate, which a percentile one need not.
    Simulated coverage is in docs/evidence/coverage_ties.csv: about 95 percent where
    communities differ, as with percentile intervals; where they are nearly alike bonds are
    covered too seldom by either, and percentile intervals do a little better.
    ASSUME: a replicate in which a value does not exist (a community without participants)
    is left out of that value's error.
    """
    squares = (replicates - estimates[:, None]) ** 2
    there = np.isfinite(squares).sum(axis=1)
    error = np.sqrt(np.nansum(squares, axis=1) / np.where(there > 0, there, np.nan))
    half = -stdtrit(freedom, (1 - CONFIDENCE) / 2) * error
    return pd.DataFrame(
        {
            name: estimates,
            "std_error": error,
            "ci_low": estimates - half,
            "ci_high": estimates + half,
        }
    )


def with_range(name: str, estimates: np.ndarray, replicates: np.ndarray) -> pd.DataFrame:
    """The same columns, the interval from the replicates' quantiles: of ratios, whose
    denominator may come near 0, and of what is random itself. No standard error."""
    tails = 50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)
    there = np.isfinite(replicates).any(axis=1)
    low, high = np.full((2, len(estimates)), np.nan)
    low[there], high[there] = np.nanpercentile(replicates[there], tails, axis=1)
    return pd.DataFrame({name: estimates, "std_error": np.nan, "ci_low": low, "ci_high": high})
