"""Numbers that only their different bases keep from contradicting each other.

Two figures print different percentages of one answer, one of them among a part of the
other's people. On one base they would contradict each other; what remains possible on the
bases that the figures name is a range for the rest of the people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from tsunagari.synthetic.conflicts import smallest_conflict
from tsunagari.synthetic.counts import Model
from tsunagari.synthetic.linear import solve
from tsunagari.synthetic.numbers import PERCENT, Number


@dataclass(frozen=True)
class TwoBases:
    """Two numbers, and how many of the people of the larger base only gave the answer.

    part   the number among fewer people      whole  the number among more people
    least, most  people of the rest who can have given the answer      rest  all of them
    """

    part: Number
    whole: Number
    least: int
    most: int
    rest: int


def two_bases(model: Model, numbers: Sequence) -> list[TwoBases]:
    """All such pairs among numbers that can hold together."""
    percents = [number for number in numbers if number.kind == PERCENT]
    found = []
    for part, whole in permutations(percents, 2):
        if _alike(part, whole) and _contradict_on_one_base(model, part, whole):
            found.append(_range(model, numbers, part, whole))
    return found


def _alike(part: Number, whole: Number) -> bool:
    a, b = part.statement, whole.statement
    same = (a.variable, a.item, a.members, a.within) == (b.variable, b.item, b.members, b.within)
    return same and a.quotas < b.quotas and a.figure != b.figure


def _contradict_on_one_base(model: Model, part: Number, whole: Number) -> bool:
    moved = replace(part, cells=whole.cells, base=whole.base)
    inside = _together(model, [moved, whole])
    always = model.separate.part(inside)
    bounds = np.zeros(len(inside)), np.full(len(inside), model.people)

    def feasible(some: list[Number]) -> bool:
        return solve(always.joined(model.wanted(some).part(inside)), *bounds) is not None

    return len(smallest_conflict([moved, whole], feasible)) == 2


def _range(model: Model, numbers: Sequence, part: Number, whole: Number) -> TwoBases:
    inside = _together(model, numbers, whole.base[0])
    rows = model.separate.joined(model.wanted(numbers)).part(inside)
    rest = np.isin(inside, np.setdiff1d(whole.cells, part.cells)).astype(float)
    bounds = np.zeros(len(inside)), np.full(len(inside), model.people)
    least, most = (solve(rows, *bounds, cost=sign * rest) @ rest for sign in (1, -1))
    sample = model.layout.sample
    people = sample.size(whole.statement.quotas) - sample.size(part.statement.quotas)
    return TwoBases(part, whole, int(least), int(most), people)


def _together(model: Model, numbers: Sequence, cell: int | None = None) -> np.ndarray:
    labels = model.separate.joined(model.wanted(numbers)).components()
    return np.flatnonzero(labels == labels[numbers[0].base[0] if cell is None else cell])
