"""Tsunagari power: the sum of the bonds of one's communities, shifted so that none is below 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tsunagari.ties.collapse import Collapsed


@dataclass(frozen=True, eq=False)
class Power:
    """Sums of bonds of each distinct set of memberships, and their means.

    unshifted  (s, r) sum of the set's bonds
    smallest   (r,) of those that anybody has
    weight     (s, r) of the sets
    """

    unshifted: np.ndarray
    smallest: np.ndarray
    weight: np.ndarray

    @property
    def shifted(self) -> np.ndarray:
        """(s, r) power as the appendix gives it.

        ASSUME: the smallest is that of the sample's respondents; with more of them it
        falls, so levels of two samples share no origin. Differences do not depend on it.
        """
        return self.unshifted - self.smallest


def power(collapsed: Collapsed, bonds: np.ndarray, weight: np.ndarray) -> Power:
    """Power under (C, r) bonds and (s, r) weights of the sets of memberships."""
    total = collapsed.sets @ np.nan_to_num(bonds)
    smallest = np.where(weight > 0, total, np.inf).min(axis=0)
    return Power(total, smallest, weight)


def means_by(codes: np.ndarray, size: int, values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """(size, r) weighted means of (s, r) values by code; NaN where a code has no weight."""
    belongs = (np.arange(size)[:, None] == codes).astype(float)
    total = belongs @ weight
    return belongs @ (values * weight) / np.where(total > 0, total, np.nan)
