"""Spans of numbers that a printed number leaves open, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tsunagari.published import possible_counts, rounding_interval

Exact = int | Fraction


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, both included."""

    low: Exact
    high: Exact

    def meets(self, other: Span) -> bool:
        """Whether a number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    @property
    def text(self) -> str:
        """The one number or both ends; whole numbers as such, others with two decimals."""
        low, high = _shown(self.low), _shown(self.high)
        return low if low == high else f"{low}–{high}"


def total(spans: Iterable[Span]) -> Span:
    """What the sum can be."""
    return sum(spans, Span(0, 0))


def decimals_of(printed: str) -> int:
    """How many decimals a printed number has."""
    return len(printed.partition(".")[2])


def percent_span(printed: str) -> Span:
    """What rounds to a printed percentage."""
    return Span(*rounding_interval(printed, decimals_of(printed)))


def people_span(printed: str, n: int) -> Span:
    """How many of `n` people a printed percentage can be.

    Where no count gives it, the two nearest ones, so that what hangs on it can still be
    checked.
    """
    counts = possible_counts(printed, n, decimals_of(printed))
    return Span(min(counts), max(counts)) if counts else Span(*nearest_counts(printed, n))


def nearest_counts(printed: str, n: int) -> tuple[int, int]:
    """The whole numbers of people just below and just above a percentage of `n`."""
    exact = Fraction(printed) * n / 100
    return max(floor(exact), 0), min(ceil(exact), n)


def _shown(number: Exact) -> str:
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    return f"{float(exact):.2f}"
