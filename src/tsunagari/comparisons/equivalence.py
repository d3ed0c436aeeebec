"""Whether a share stayed the same: two one-sided tests against a margin declared before."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtr

from tsunagari.estimate.intervals import CONFIDENCE

CHANGED, EQUIVALENT, UNDECIDED = "changed", "equivalent", "undecided"
VERDICTS = (CHANGED, EQUIVALENT, UNDECIDED)


def equivalence_p(change: float, std_error: float, freedom: float, margin: float) -> float:
    """The larger p-value of the tests that the change lies above -margin and below +margin.

    All in points. Below 5% just when the 90% interval lies within the margin.
    Source: Schuirmann (1987), two one-sided tests (TOST).
    """
    beyond = abs(change) - margin
    distance = beyond / std_error if std_error > 0 else np.copysign(np.inf, beyond)
    return float(stdtr(freedom, distance))


def verdict(p_change: float, p_equivalence: float) -> str:
    """What two adjusted p-values say of a change: changed, equivalent or undecided.

    ASSUME: a change that is surely smaller than the margin is none that counts, also where
    it is surely not nil.
    """
    if p_equivalence < 1 - CONFIDENCE:
        return EQUIVALENT
    return CHANGED if p_change < 1 - CONFIDENCE else UNDECIDED
