"""Means of communities shrunken by their uncertainty (Fay and Herriot 1979)."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Shrunken:
    """What is left of (C, r) means.

    means  (C, r) own times the mean plus 1 - own times the centre
    own    (C, r) share of a community's own mean, 0 to 1
    """

    means: np.ndarray
    own: np.ndarray


def shrunken(means: np.ndarray, variances: np.ndarray) -> Shrunken:
    """Empirical Bayes of (C, r) means with known sampling variances, by the method of moments.

    A mean is the centre plus what sets its community apart, of variance A, plus sampling error
    of variance v. A = max(0, [sum (m - mean of m)^2 - (1 - 1/C) sum v] / (C - 1)) (Prasad and
    Rao 1990), the centre is the mean weighted by 1 / (A + v), and own = A / (A + v).
    A missing mean stays so and counts for nothing. ASSUME: one centre for all communities, as
    bonds are measured from the mean of all of them; a mean whose variance is unknown is left as
    it is.
    """
    there = np.isfinite(means)
    known = np.where(there, np.nan_to_num(variances), 0.0)
    count = there.sum(axis=0)
    squares = np.nansum((means - np.nanmean(means, axis=0)) ** 2, axis=0)
    excess = squares - (1 - 1 / count) * known.sum(axis=0)
    between = np.maximum(excess / np.maximum(count - 1, 1), 0.0)
    whole = between + known
    own = np.divide(between, whole, out=np.ones_like(whole), where=known > 0)
    precision = np.where(there, 1 / np.where(whole > 0, whole, 1.0), 0.0)
    centre = np.nansum(precision * np.nan_to_num(means), axis=0) / precision.sum(axis=0)
    return Shrunken(own * means + (1 - own) * centre, np.where(there, own, np.nan))
