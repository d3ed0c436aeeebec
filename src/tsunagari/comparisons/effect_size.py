"""The size of a change on the scale on which all shares vary alike."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from tsunagari.estimate.intervals import CONFIDENCE


def cohens_h(
    earlier: float, later: float, people: tuple[float, float], freedom: float
) -> tuple[float, float, float]:
    """Cohen's h of two shares (0 to 1) and the ends of its interval.

    people  effective numbers of people of both: the arcsine of a share has the variance
            1 / n whatever the share, so the design enters by them alone

    Source: Cohen (1988), chapter 6; `cohens_h` of R's effectsize, with t for the normal.
    """
    h = 2 * (np.arcsin(np.sqrt(later)) - np.arcsin(np.sqrt(earlier)))
    error = np.sqrt(sum(1 / n for n in people))
    half = stdtrit(freedom, (1 + CONFIDENCE) / 2) * error
    return float(h), float(h - half), float(h + half)
