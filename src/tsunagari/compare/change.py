"""The change of a share between two samples drawn independently, in points."""

from collections.abc import Mapping
from math import fsum

import numpy as np
from scipy.special import stdtr, stdtrit

from tsunagari.estimate.estimators import Estimates, independent_difference
from tsunagari.estimate.intervals import CONFIDENCE

COLUMNS = ("change", "std_error", "ci_low", "ci_high", "df", "statistic", "p_value")


def change(earlier: Mapping, later: Mapping) -> dict[str, float]:
    """The later share less the earlier, with error, interval and test; keys COLUMNS.

    earlier, later  `percent`, `std_error`, `n_effective` and `degrees_of_freedom` of a cell

    Two waves are independent samples, so the variances add, as `svycontrast` has it of
    stacked designs whose strata are the waves'. All in points; an interval ends at 100.
    """
    row = summary(independent_difference(side(later), side(earlier)))
    ends = {end: float(np.clip(row[end], -100, 100)) for end in ("ci_low", "ci_high")}
    return row | ends


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
    certain = np.sign(value) * np.inf if value else 0.0
    statistic = certain if error == 0 else value / error
    values = (value, error, low, high, estimate.freedoms[0], statistic, p_value)
    return dict(zip(COLUMNS, map(float, values), strict=True))


# ---- The size of a change on the scale on which all shares vary alike --------------------


def cohens_h(
    earlier: float, later: float, people: tuple[float, float], freedom: float
) -> tuple[float, float, float]:
    """Cohen's h of two shares (0 to 1) and the ends of its interval.

    people  effective numbers of people of both: the arcsine of a share has the variance
            1 / n whatever the share, so the design enters by them alone

    Without a degree of freedom the ends are missing.
    Source: Cohen (1988), chapter 6; `cohens_h` of R's effectsize, with t for the normal.
    """
    h = 2 * (np.arcsin(np.sqrt(later)) - np.arcsin(np.sqrt(earlier)))
    error = np.sqrt(fsum(1 / n for n in people))
    half = stdtrit(freedom, (1 + CONFIDENCE) / 2) * error if freedom > 0 else np.nan
    return float(h), float(h - half), float(h + half)


# Whether a share stayed the same: two one-sided tests against a margin declared before.

CHANGED, EQUIVALENT, UNDECIDED = "changed", "equivalent", "undecided"
VERDICTS = (CHANGED, EQUIVALENT, UNDECIDED)


def equivalence_p(change: float, std_error: float, freedom: float, margin: float) -> float:
    """The larger p-value of the tests that the change lies above -margin and below +margin.

    All in points. Below 5% just when the 90% interval lies within the margin; missing without
    a degree of freedom.
    Source: Schuirmann (1987), two one-sided tests (TOST).
    """
    if not freedom > 0:
        return float("nan")
    beyond = abs(change) - margin
    distance = beyond / std_error if std_error > 0 else np.copysign(np.inf, beyond)
    return float(stdtr(freedom, distance))


def verdict(p_change: float, p_equivalence: float) -> str:
    """What two p-values say of a change: changed, equivalent or undecided.

    ASSUME: a change that is surely smaller than the margin is none that counts, also where
    it is surely not nil.
    """
    if p_equivalence < 1 - CONFIDENCE:
        return EQUIVALENT
    return CHANGED if p_change < 1 - CONFIDENCE else UNDECIDED
