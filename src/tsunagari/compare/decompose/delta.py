"""Errors of anything that is computed from the cells of independent waves.

Linearised: a quantity that is a function of the cells' weights and weighted outcomes has the
variance of the total of its influence values under each wave's design (Demnati and Rao 2004).
Derivatives are taken by complex steps (Squire and Trapp 1998), which are exact to rounding,
so that each method is written once, as arithmetic.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from tsunagari.compare.decompose.cells import Sample, Sums
from tsunagari.estimate.intervals import CONFIDENCE

Quantity = Callable[..., np.ndarray]  # one Sums a wave -> (k,) numbers
_STEP = 1e-30


@dataclass(frozen=True, eq=False)
class Computed:
    """k quantities.

    values              (k,)
    variances           (w, k) what each wave's sampling adds
    degrees_of_freedom  (k,) by Satterthwaite (1946)
    """

    values: np.ndarray
    variances: np.ndarray
    degrees_of_freedom: np.ndarray

    @property
    def std_error(self) -> np.ndarray:
        """(k,), missing without a degree of freedom."""
        known = self.degrees_of_freedom > 0
        return np.where(known, np.sqrt(self.variances.sum(axis=0)), np.nan)

    def columns(self, name: str) -> dict[str, np.ndarray]:
        """`name`, std_error, ci_low and ci_high of shares, in percent, and degrees_of_freedom."""
        low, high = self.interval()
        return {name: 100 * self.values, "std_error": 100 * self.std_error, "ci_low": 100 * low,
                "ci_high": 100 * high, "degrees_of_freedom": self.degrees_of_freedom}  # fmt: skip

    def interval(self, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper ends (k,), by t; missing without a degree of freedom."""
        freedom = np.maximum(self.degrees_of_freedom, 1e-9)
        half = stdtrit(freedom, (1 + confidence) / 2) * self.std_error
        return self.values - half, self.values + half


def compute(quantity: Quantity, samples: Sequence[Sample]) -> Computed:
    """A quantity of the waves' sums, with what the sampling of each wave adds to its variance.

    ASSUME: the waves are independent samples.
    The quantity must be smooth arithmetic that takes complex numbers.
    """
    sums = [sample.sums for sample in samples]
    values = np.asarray(quantity(*sums))
    variances = np.stack([
        sample.design.total_variances(_influence(quantity, sums, place, sample))
        for place, sample in enumerate(samples)
    ])  # fmt: skip
    # What rounding leaves of a variance of nothing is nothing.
    scale = np.maximum(np.abs(values), 1e-3) ** 2
    variances = np.where(variances > 1e-24 * scale, variances, 0.0)
    freedom = np.array([sample.design.degrees_of_freedom for sample in samples], dtype=float)
    return Computed(values, variances, satterthwaite(variances, freedom))


def satterthwaite(variances: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """(k,) degrees of freedom of sums of (w, k) variances with (w,) degrees each.

    ASSUME: a quantity without error has all of them. Where a wave has none, nothing has any.
    """
    if not (freedom > 0).all():
        return np.zeros(variances.shape[1])
    total = variances.sum(axis=0)
    below = (variances**2 / freedom[:, None]).sum(axis=0)
    safe = np.where(total > 0, below, 1.0)
    return np.where(total > 0, total**2 / safe, freedom.sum())


def _influence(quantity: Quantity, sums: Sequence[Sums], place: int, sample: Sample) -> np.ndarray:
    """(n, k) weighted influence values of one wave's respondents."""
    by_weight, by_outcome = derivatives(quantity, sums, place)
    inside = sample.cell >= 0
    cell, outcome = sample.cell[inside], sample.outcome[inside, None]
    influence = np.zeros((len(sample.cell), by_weight.shape[1]))
    influence[inside] = by_weight[cell] + by_outcome[cell] * outcome
    return sample.design.weights[:, None] * influence


def derivatives(
    quantity: Quantity, sums: Sequence[Sums], place: int
) -> tuple[np.ndarray, np.ndarray]:
    """(m, k) derivatives by the weights and by the outcomes of one wave's cells.

    Cells without anybody have none: nobody's weight can move them.
    """
    wave = sums[place]
    parts = []
    for part in ("weight", "outcome"):
        rows = [None] * len(wave.weight)
        for cell in np.flatnonzero(wave.occupied):
            moved = {name: getattr(wave, name).astype(complex) for name in ("weight", "outcome")}
            moved[part][cell] += 1j * _STEP
            given = [*sums[:place], Sums(**moved), *sums[place + 1 :]]
            rows[cell] = np.imag(quantity(*given)) / _STEP
        size = len(next(row for row in rows if row is not None))
        parts.append(np.array([np.zeros(size) if row is None else row for row in rows]))
    return parts[0], parts[1]
