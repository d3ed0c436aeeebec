"""The trend of a share over three and more waves, in points a year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import fdtrc

from tsunagari.comparisons.change import summary
from tsunagari.estimate.estimators import Estimates

COLUMNS = ("slope", "std_error", "ci_low", "ci_high", "df", "statistic", "p_value", "p_line")


def trend(years: Sequence[float], shares: Sequence[Estimates]) -> dict[str, float]:
    """Slope of the least-squares line through the waves' shares; keys COLUMNS.

    shares  one estimate a wave, in percent, of samples drawn independently
    p_line  of the hypothesis that the shares lie on a line (Wald F)

    ASSUME: every wave counts once, whatever its size, and the errors are those of the
    designs: the slope is a contrast of the waves, as `svycontrast` has it of stacked
    designs. Degrees of freedom by Satterthwaite (1946).
    """
    time = np.asarray(years, dtype=float) - np.mean(years)
    weights = time / (time @ time)
    values = np.array([share.values[0] for share in shares])
    variances = np.array([share.covariance[0, 0] for share in shares])
    freedoms = np.array([max(share.degrees_of_freedom, 1) for share in shares], dtype=float)
    parts = weights**2 * variances
    freedom = parts.sum() ** 2 / (parts**2 / freedoms).sum() if parts.any() else freedoms.sum()
    slope = Estimates(("slope",), np.array([weights @ values]), parts.sum().reshape(1, 1), freedom)
    found = summary(slope)
    p_line = _p_of_line(time, values, variances, freedoms.min())
    return {"slope": found.pop("change"), **found, "p_line": p_line}


def _p_of_line(
    time: np.ndarray, values: np.ndarray, variances: np.ndarray, freedom: float
) -> float:
    """Wald test that what the line leaves over is nil.

    ASSUME: the denominator has the fewest degrees of freedom of any wave.
    """
    line = np.column_stack([np.ones_like(time), time])
    # The directions in which shares can leave a line.
    off = np.linalg.svd(line.T)[2][2:]
    left, covariance = off @ values, (off * variances) @ off.T
    if np.linalg.matrix_rank(covariance) < len(left):  # a census: what is left over is certain
        return float(np.allclose(left, 0))
    wald = left @ np.linalg.solve(covariance, left) / len(left)
    return float(fdtrc(len(left), freedom, wald))
