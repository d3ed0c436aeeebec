"""The change of a share between two samples drawn independently, in points."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tsunagari.estimate.estimators import Estimates, independent_difference

COLUMNS = ("change", "std_error", "ci_low", "ci_high", "df", "statistic", "p_value")


def change(earlier: Mapping, later: Mapping) -> dict[str, float]:
    """The later share less the earlier, with error, interval and test; keys COLUMNS.

    earlier, later  `percent`, `std_error`, `n_effective` and `degrees_of_freedom` of a cell

    Two waves are independent samples, so the variances add, as `svycontrast` has it of
    stacked designs whose strata are the waves'. All in points; an interval ends at 100.
    """
    found = summary(independent_difference(side(later), side(earlier)))
    ends = {end: float(np.clip(found[end], -100, 100)) for end in ("ci_low", "ci_high")}
    return found | ends


def side(cell: Mapping) -> Estimates:
    """The share of one wave as an estimate, in percent; of none or all, see below."""
    error = cell["std_error"]
    if error == 0 and np.isfinite(cell["n_effective"]):
        error = error_of_none_or_all(cell["percent"], cell["n_effective"])
    value, variance = np.array([cell["percent"]]), np.array([[error**2]])
    return Estimates(("share",), value, variance, cell["degrees_of_freedom"])


def error_of_none_or_all(percent: float, people: float) -> float:
    """The error, in points, of a share of 0 or 100 percent of so many (effective) people.

    ASSUME: where the linearised error is 0 however few were asked, the error is that of one
    more person in each answer (Agresti and Caffo 2000).
    """
    share = (people * percent / 100 + 1) / (people + 2)
    return float(100 * np.sqrt(share * (1 - share) / (people + 2)))


def summary(estimate: Estimates) -> dict[str, float]:
    """The one estimate that is given, as the row of a table; keys COLUMNS."""
    (value,), (error,), (p_value,) = estimate.values, estimate.std_error, estimate.p_values()
    (low,), (high,) = estimate.interval()
    statistic = value / error if error > 0 else np.sign(value) * np.inf if value else 0.0
    values = (value, error, low, high, estimate.degrees_of_freedom, statistic, p_value)
    return dict(zip(COLUMNS, map(float, values), strict=True))
