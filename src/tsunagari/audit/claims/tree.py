"""A predicate as a tree of contrasts, and its verdict on numbers that may be incomplete.

A contrast compares one quantity with a number or with another quantity; by its margin it
holds (0 and above) or fails (below). A node says that at least k of its parts hold: all of
them, any of them, most of them. Its margin is the k-th largest margin of its parts.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tsunagari.audit.claims.cells import Cell
from tsunagari.codebook.basis import weakest

TAIL = 0.025  # of each side of a 95% interval
NEARLY = 1e-9  # floating error, in points

Ends = tuple[float, float]  # the least and the greatest


@dataclass(frozen=True)
class Term:
    """One quantity: cells added up, or pooled (their mean, each counting with its base)."""

    cells: tuple[Cell, ...]
    pooled: bool = False

    def shares(self, base: Callable[[Cell], int | None]) -> dict[Cell, float | None]:
        """How much each cell counts: 1 in a sum; in a pool its share of all bases, if it has one.

        ASSUME: bases are taken as given.
        """
        if not self.pooled:
            return dict.fromkeys(self.cells, 1.0)
        bases = {cell: base(cell) for cell in self.cells}
        total = sum(n or 0 for n in bases.values())
        return {cell: n / total if n else None for cell, n in bases.items()}


@dataclass(frozen=True)
class Contrast:
    """left >= right + plus, or with another operator of >, <=, <.

    With `=` left is stated to be the number right, and is if it differs by at most `plus`.
    That is a matter of printing: it holds with an endless margin, whatever the error.
    """

    left: Term
    operator: str
    right: Term | float
    plus: float = 0.0

    @property
    def sign(self) -> int:
        return 1 if self.operator in (">=", ">", "=") else -1

    @property
    def strict(self) -> bool:
        return self.operator in (">", "<")

    @property
    def terms(self) -> tuple[tuple[int, Term], ...]:
        """The quantities of the margin with their signs."""
        right = ((-self.sign, self.right),) if isinstance(self.right, Term) else ()
        return ((self.sign, self.left), *right)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all its quantities."""
        return tuple(cell for _, term in self.terms for cell in term.cells)

    @property
    def constant(self) -> float:
        """What the margin is besides its quantities."""
        bound = 0.0 if isinstance(self.right, Term) else self.right
        return -self.sign * (bound + self.plus)

    def margin(self, left: float, right: float | None) -> float:
        """Points by which it holds (0 and above) or fails."""
        if self.operator == "=":
            distance = abs(left - self.right)
            return math.inf if distance <= self.plus + NEARLY else self.plus - distance
        return self.constant + self.sign * (left - (right or 0.0))

    def holds(self, margin: float) -> bool:
        return margin > NEARLY if self.strict else margin >= -NEARLY


@dataclass(frozen=True)
class AtLeast:
    """At least `least` of the parts hold; least = len(parts) is all, 1 is any."""

    least: int
    parts: tuple["Node", ...]


Node = Contrast | AtLeast


@dataclass(frozen=True)
class Judgement:
    """What numbers say to a predicate.

    verdict    True holds, False fails, None cannot be decided
    margin     points by which it holds or fails; None where a number is lacking
    std_error  of the binding contrast; None without one
    low, high  ends of the margin
    value      the binding contrast's numbers, e.g. "12.9 < 46.9"
    basis      of the weakest number used
    reasons    why it cannot be decided: (kind of reason, cell)
    ends       the least and greatest margin on a list of items common to all waves; None where
               their lists are the same, or nothing bounds it
    """

    verdict: bool | None
    margin: float | None = None
    std_error: float | None = None
    low: float | None = None
    high: float | None = None
    value: str = ""
    basis: str = ""
    reasons: tuple[tuple[str, Cell], ...] = ()
    ends: Ends | None = None

    @property
    def certain(self) -> bool | None:
        """Whether the whole interval agrees with the verdict; None without one of the two."""
        if self.verdict is None or self.low is None or self.high is None:
            return None
        return self.low >= -NEARLY if self.verdict else self.high < NEARLY


class Numbers(Protocol):
    """Where contrasts get their numbers from."""

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        """The contrast's verdict, its ends missed with probabilities `low` and `high`."""


def judge(node: Node, numbers: Numbers, low: float = TAIL, high: float = TAIL) -> Judgement:
    """The verdict of a predicate in Kleene's logic of three values, with its margin's interval.

    low, high  probabilities that the interval's lower, upper end lies on the wrong side

    Lower end: k parts reach it, and of the n-k+1 parts that do not exceed the true margin
    at least one would have to be missed; upper end: the k largest likewise. So the lower
    end of "all" and the upper end of "any" need no adjustment (intersection-union test,
    Berger 1982), the others are Bonferroni's. What is stated has no error, is never missed,
    and is not counted.
    """
    if isinstance(node, Contrast):
        return numbers.judge(node, low, high)
    k, n = node.least, len(node.parts)
    uncertain = n - sum(_is_stated(part) for part in node.parts)
    ways = min(n - k + 1, uncertain) or 1, min(k, uncertain) or 1
    parts = [judge(part, numbers, low / ways[0], high / ways[1]) for part in node.parts]
    known = [part for part in parts if part.verdict is not None]
    unknown = n - len(known)
    if sum(part.verdict for part in known) >= k:
        return _of_parts(known, k, True)
    if sum(not part.verdict for part in known) > n - k:
        return _of_parts(known, k - unknown, False)
    return _undecided(parts, k)


def _is_stated(node: Node) -> bool:
    return isinstance(node, Contrast) and node.operator == "="


def _of_parts(parts: Sequence[Judgement], k: int, verdict: bool) -> Judgement:
    """The k-th largest margin and ends; a part without an interval leaves none."""
    binding = sorted(parts, key=lambda part: part.margin, reverse=True)[k - 1]
    return replace(
        binding, verdict=verdict, reasons=(), basis=weakest(part.basis for part in parts),
        low=_largest([part.low for part in parts], k),
        high=_largest([part.high for part in parts], k),
        ends=_ends(parts, k),
    )  # fmt: skip


def _undecided(parts: Sequence[Judgement], k: int) -> Judgement:
    """No verdict, with the reasons and the margin that the numbers at hand would give."""
    reasons = tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
    if any(part.margin is None for part in parts):
        return Judgement(None, reasons=reasons, basis=weakest(part.basis for part in parts))
    return replace(_of_parts(parts, k, True), verdict=None, reasons=reasons)


def _largest(ends: Sequence[float | None], k: int) -> float | None:
    return None if None in ends else sorted(ends, reverse=True)[k - 1]


def _ends(parts: Sequence[Judgement], k: int) -> Ends | None:
    """The k-th largest ends, of a part without them its margin; None if no part has any."""
    if not any(part.ends for part in parts):
        return None
    sides = zip(*(part.ends or (part.margin, part.margin) for part in parts), strict=True)
    low, high = (_largest(list(side), k) for side in sides)
    return low, high


def contrasts(node: Node) -> tuple[Contrast, ...]:
    """All contrasts of a predicate, in its order."""
    if isinstance(node, Contrast):
        return (node,)
    return tuple(contrast for part in node.parts for contrast in contrasts(part))


def shown(contrast: Contrast, left: float, right: float | None) -> str:
    """The numbers of a contrast as text, e.g. "53.4 >= 50"."""
    bound = contrast.right if right is None else right
    plus = f" {contrast.plus:+g}" if contrast.plus and contrast.operator != "=" else ""
    text = f"{bound:g}" if right is None else f"{bound:.1f}"
    sign = {">=": "≥", "<=": "≤"}.get(contrast.operator, contrast.operator)
    return f"{left:.1f} {sign} {text}{plus}"
