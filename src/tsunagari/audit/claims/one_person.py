"""Cells in which so few people decide a claim that another answer of theirs would turn it."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.tree import Contrast, Judgement, Node, Numbers, contrasts, judge


class Counted(Numbers, Protocol):
    """Numbers of which some are shares of so many people."""

    def people(self, cell: Cell) -> tuple[float, int] | None:
        """A cell's percentage and base; None where it is no share of a known base."""


@dataclass(frozen=True)
class Turn:
    """A cell that turns a claim: its count out of n, and the one that gives the other verdict."""

    cell: Cell
    count: int
    other: int
    n: int

    def __str__(self) -> str:
        parts = (
            f"{each}/{self.n} = {100 * each / self.n:.1f}" for each in (self.count, self.other)
        )
        return " → ".join(parts)


def turned_by(node: Node, numbers: Counted, people: int = 1) -> list[Turn]:
    """The cells of a predicate whose verdict is another one if `people` had answered otherwise.

    ASSUME: one cell moves and all others stay; what those people answer instead, and what they
    answer elsewhere, moves nothing.
    """
    usual, memory = judge(node, numbers).verdict, {}
    compared = [each for each in contrasts(node) if each.operator != "="]
    cells = dict.fromkeys(cell for each in compared for cell in each.cells)
    found = []
    for cell in cells if usual is not None else ():
        counted = numbers.people(cell)
        if counted is None:
            continue
        percent, n = counted
        count = round(percent * n / 100)
        for other in (count - people, count + people):
            moved = _Moved(numbers, cell, 100 * other / n - percent, memory)
            if 0 <= other <= n and judge(node, moved).verdict is (not usual):
                found.append(Turn(cell, count, other, n))
    return found


@dataclass(frozen=True)
class _Moved:
    """Numbers with one cell moved by so many points; `memory` holds what they say unmoved."""

    numbers: Counted
    cell: Cell
    by: float
    memory: dict[tuple, Judgement] = field(default_factory=dict)

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        key = contrast, low, high
        if key not in self.memory:
            self.memory[key] = self.numbers.judge(contrast, low, high)
        usual = self.memory[key]
        stays = usual.verdict is None or usual.margin is None or contrast.operator == "="
        if stays or self.cell not in contrast.cells:
            return usual
        terms = [(sign, term) for sign, term in contrast.terms if self.cell in term.cells]
        shift = sum(sign * (term.shares(self._n)[self.cell] or 0) for sign, term in terms)
        margin = usual.margin + shift * self.by
        return replace(usual, margin=margin, verdict=contrast.holds(margin))

    def _n(self, cell: Cell) -> int | None:
        counted = self.numbers.people(cell)
        return counted[1] if counted else None
