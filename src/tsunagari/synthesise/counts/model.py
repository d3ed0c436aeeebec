"""Whole counts that meet all numbers at once, near the targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tsunagari.codebook.variables import Codebook
from tsunagari.synthesise.counts.structure import (
    broken_conditions,
    rounded_margins,
    structure,
    sums_agree,
)
from tsunagari.synthesise.counts.targets import FAR, nearest_counts
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.statements.layout import Layout
from tsunagari.synthesise.statements.numbers import Attained, Number


@dataclass(frozen=True, eq=False)
class Part:
    """Some cells of a model, looked at alone: what hangs together with items unrelated."""

    model: "Model"
    cells: np.ndarray

    @cached_property
    def always(self) -> System:
        """What must hold of these cells, whatever is published."""
        return self.model.separate.part(self.cells)

    def solve(self, numbers: Iterable, cost: np.ndarray | None = None) -> np.ndarray | None:
        """Counts of these cells that meet the numbers at least cost, None if there are none."""
        rows = self.always.joined(self.model.wanted(numbers).part(self.cells))
        size = len(self.cells)
        return solve(rows, np.zeros(size), np.full(size, self.model.people), cost)

    def feasible(self, numbers: Iterable) -> bool:
        """Whether any counts of these cells meet the numbers."""
        return self.solve(numbers) is not None


BOXES = (1, 2, 4, 16)  # how far from its target a count may lie, where rounding is too near
GOOD_ENOUGH = 0.5  # relative gap of the distance to the target, on which nothing rests


class Model:
    """The counts of one sample: what must hold, whatever is published, and how to solve it.

    separate  rows that leave the items of a question unrelated
    always    these, and the rows that relate them
    """

    def __init__(self, codebook: Codebook, layout: Layout) -> None:
        self.layout = layout
        self.people = float(layout.sample.sizes.sum())
        self.separate = structure(codebook, layout)
        self.always = self.separate.joined(sums_agree(layout))

    def wanted(self, numbers: Iterable[Number | Attained]) -> System:
        """The rows of these numbers."""
        system = System(self.layout.size)
        for number in numbers:
            number.constrain(system)
        return system

    def labels(self, numbers: Iterable) -> np.ndarray:
        """For every cell the number of the part that the numbers join it to, items unrelated."""
        return self.separate.joined(self.wanted(numbers)).components()

    def part(self, numbers: Iterable, cell: int) -> Part:
        """The part of the model that a cell lies in."""
        labels = self.labels(numbers)
        return Part(self, np.flatnonzero(labels == labels[cell]))

    def solve(
        self, numbers: Iterable[Number | Attained], extra: System | None = None, **options
    ) -> np.ndarray | None:
        """Counts that meet the numbers; conditions of Gale and Ryser join where broken.

        extra    further rows, perhaps over further unknowns
        options  bounds and costs, as of `linear.solve`
        """
        size = extra.size if extra else self.layout.size
        lower = options.pop("lower", np.zeros(size))
        upper = options.pop("upper", np.full(size, self.people))
        wanted = self.wanted(numbers).joined(*([extra] if extra else []))
        while True:
            counts = solve(self.always.joined(wanted), lower, upper, **options)
            if counts is None:
                return None
            broken = broken_conditions(self.layout, counts[: self.layout.size])
            if not broken.cells:
                return counts
            self.always = self.always.joined(broken)


def counts_near(
    model: Model, numbers: Sequence[Number | Attained], prior: np.ndarray
) -> np.ndarray | None:
    """Whole counts that meet all numbers, in the smallest box about the targets that has any.

    The smallest box is controlled rounding: every count is its target rounded up or down.
    None when even the largest box has none.
    """
    # Rounded, so that the last bits of a machine's arithmetic do not choose among solutions.
    target = np.round(_target(model, numbers, prior), 3)
    low, high = np.floor(target), np.ceil(target)
    weights = 1 / np.sqrt(1 + target)
    upwards = (high - target) - (target - low)
    options = {"lower": low, "upper": high, "cost": weights * upwards, "gap": GOOD_ENOUGH}
    counts = model.solve(numbers, rounded_margins(model.layout, target), **options)
    if counts is None:
        counts = model.solve(numbers, **options)
    for box in BOXES if counts is None else ():
        counts = _in_box(model, numbers, target, weights, box)
        if counts is not None:
            break
    if counts is None:
        return None
    if not model.always.joined(model.wanted(numbers)).holds(counts):
        raise RuntimeError("HiGHS returned counts that do not meet the numbers exactly")
    return counts.astype(np.int64)


def _target(model: Model, numbers, prior: np.ndarray) -> np.ndarray:
    """Real counts that the items of a question can have together."""
    while True:
        target = nearest_counts(prior, model.always, numbers)
        broken = broken_conditions(model.layout, target, tolerance=FAR)
        if not broken.cells:
            return target
        model.always = model.always.joined(broken)


def _in_box(model, numbers, target, weights, box: int) -> np.ndarray | None:
    """Counts at most `box` from the rounded targets, at a small sum of distances."""
    size = len(target)
    distances = System(2 * size)
    for cell in range(size):
        for sign in (1, -1):
            distances.add([cell, size + cell], [sign, -1], -np.inf, sign * target[cell])
    counts = model.solve(
        numbers,
        distances,
        lower=np.concatenate([np.maximum(np.floor(target) - box, 0), np.zeros(size)]),
        upper=np.concatenate([np.ceil(target) + box, np.full(size, model.people)]),
        cost=np.concatenate([np.zeros(size), weights]),
        whole=np.repeat([1, 0], size),
        gap=GOOD_ENOUGH,
    )
    return None if counts is None else counts[:size]
