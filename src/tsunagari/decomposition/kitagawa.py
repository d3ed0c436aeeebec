"""A difference of two rates as composition and change within the groups (Kitagawa 1955)."""

from __future__ import annotations

import numpy as np

from tsunagari.decomposition.cells import Sums, both_rates


def kitagawa(earlier: Sums, later: Sums) -> tuple[np.ndarray, np.ndarray]:
    """What each group (m,) adds to later less earlier: by composition, and within.

    composition  change of the group's share x (its rate, less that of everybody)
    within       change of the group's rate x its share
    where what does not change is the mean of both waves, so that no interaction is left and
    swapping the waves flips every sign. All 2m parts sum to the change.

    ASSUME: a group's composition part counts from the mean of everybody. The sum over groups
    is the same as without, but a group that grows then adds only as far as it differs, and
    the parts of an outcome and of its opposite are opposite.
    """
    first, second = both_rates(earlier, later)
    everybody = (earlier.total + later.total) / 2
    composition = ((first + second) / 2 - everybody) * (later.share - earlier.share)
    within = (second - first) * (earlier.share + later.share) / 2
    return composition, within


def kitagawa_parts(earlier: Sums, later: Sums) -> np.ndarray:
    """(2 + 2m,) the two sums, then composition and within of each group."""
    composition, within = kitagawa(earlier, later)
    return np.concatenate([[composition.sum(), within.sum()], composition, within])
