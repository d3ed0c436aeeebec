"""Replicate weights of a wave's respondents, a block of replicates at a time.

Everything is computed anew in each replicate (components, bonds, their standardisation,
sums, the shift), so intervals carry the whole chain.
"""

from collections.abc import Iterator
from dataclasses import replace
from zlib import crc32

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from tsunagari.estimate.design import Design
from tsunagari.estimate.replicates import Replicates, bootstrap
from tsunagari.index.ties.sample import Sample

CELLS = 8_000_000  # weights held at a time, 64 MB


def generator(seed: int, name: str) -> np.random.Generator:
    """Random numbers of one wave, which do not change when another is added."""
    return np.random.default_rng([seed, crc32(name.encode())])


def block_size(n: int, replicates: int) -> int:
    """Replicates at a time, so that memory does not grow with respondents."""
    return max(1, min(replicates, CELLS // n))


def blocks(
    sample: Sample, replicates: int, size: int, random: np.random.Generator
) -> Iterator[np.ndarray]:
    """(n, size) weights, until there are `replicates` in all.

    Under a declared design rescaled bootstrap weights of its clusters; without one, how
    often each of n draws with replacement hits a respondent. ASSUME: the number of
    respondents in the index's countries is fixed, as each country was sampled by itself.
    """
    for start in range(0, replicates, size):
        count = min(size, replicates - start)
        if sample.design.declared:
            drawn = _replicates(sample.design, count, random)
            cluster = drawn.cluster[sample.inside]
            yield sample.weights[:, None] * drawn.multipliers[cluster]
        else:
            yield multiplicities(sample.n, count, random)


def _replicates(design: Design, count: int, random: np.random.Generator) -> Replicates:
    """Replicates of a declared design; calibrated weights are calibrated anew in each.

    ASSUME: margins are those that the wave's weights were calibrated to; limits to which
    these were trimmed are not applied again.
    """
    known = design.calibration
    if known is None:
        return bootstrap(design, count, random)
    before = replace(design, weights=known.base, calibration=None)
    groups = {str(place): codes for place, codes in enumerate(known.margins)}
    targets = {
        name: dict(enumerate(np.bincount(codes, known.weights))) for name, codes in groups.items()
    }
    return bootstrap(before, count, random).calibrated(groups, targets)


def multiplicities(n: int, count: int, random: np.random.Generator) -> np.ndarray:
    """(n, count) how often each of n is among n draws with replacement."""
    hits = np.empty((count, n))
    for row in hits:
        row[:] = np.bincount(random.integers(0, n, n), minlength=n)
    return hits.T


# ---- Standard errors and 95 per cent intervals from replicates of an estimate ------------

CONFIDENCE = 0.95


def with_interval(
    name: str, estimates: np.ndarray, replicates: np.ndarray, freedom: float | np.ndarray
) -> pd.DataFrame:
    """Columns `name`, std_error, ci_low, ci_high of (k,) estimates with (k, R) replicates.

    freedom  of t, one or (k,); without a degree of freedom an error is unknown, and an
             estimate that no replicate moves is no estimate but what it is by definition:
             neither has an error or an interval

    ASSUME: the error is the root mean square of the replicates' deviations from the
    estimate (`mse = TRUE` of R's survey) and not from their own mean, and the interval is t.
    Standardising over communities whose means are noisy pulls bonds, and all that is summed
    from them, towards 0; deviations from the estimate hold that bias too, and the interval
    always holds the estimate, which a percentile one need not.
    Simulated coverage is in docs/evidence/coverage_ties.csv: about 95 percent where
    communities differ, as with percentile intervals; where they are nearly alike bonds are
    covered too seldom by either, and percentile intervals do a little better.
    ASSUME: a replicate in which a value does not exist (a community without participants)
    is left out of that value's error.
    """
    freedom = np.broadcast_to(np.asarray(freedom, dtype=float), estimates.shape)
    squares = (replicates - estimates[:, None]) ** 2
    there = np.isfinite(squares).sum(axis=1)
    error = np.sqrt(np.nansum(squares, axis=1) / np.where(there > 0, there, np.nan))
    error = np.where((freedom > 0) & (error > 0), error, np.nan)
    half = -stdtrit(np.where(freedom > 0, freedom, np.nan), (1 - CONFIDENCE) / 2) * error
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
    low, high = np.full((2, len(estimates)), np.nan)
    for row, values in enumerate(replicates):
        if len(values := values[np.isfinite(values)]):
            low[row], high[row] = np.percentile(values, tails)
    return pd.DataFrame({name: estimates, "std_error": np.nan, "ci_low": low, "ci_high": high})
