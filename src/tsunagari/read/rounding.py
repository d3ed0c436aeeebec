"""What printing does to a number, and what a printed number leaves open.

The arithmetic is exact, in fractions, because a check of one decimal must not depend on how a
computer stores 0.05.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Self


# --- exact arithmetic -------------------------------------------------------------
def rounding_interval(percent: str | Decimal, decimals: int = 1) -> tuple[Fraction, Fraction]:
    """Lower and upper end, in percent, of what rounds to the printed percentage.

    Both ends belong to it, because the rule for ties is not known.
    """
    printed, half = Fraction(percent), Fraction(1, 2 * 10**decimals)
    return printed - half, printed + half


def rounded(share: Fraction, decimals: int = 1) -> set[Fraction]:
    """What a number may be printed as: one value, or at a tie those of half up and half even."""
    scaled = share * 10**decimals
    half_up = floor(scaled + Fraction(1, 2))
    return {Fraction(number, 10**decimals) for number in (half_up, round(scaled))}


def possible_counts(percent: str | Decimal, n: int, decimals: int = 1) -> tuple[int, ...]:
    """Numbers of people out of `n` that would be printed as the percentage (GRIM).

    () when there is none, so that percentage and base contradict each other.
    Source: Brown and Heathers (2017), The GRIM test, for means of whole numbers.
    """
    low, high = (end * n / 100 for end in rounding_interval(percent, decimals))
    near = range(max(ceil(low), 0), min(floor(high), n) + 1)
    return tuple(k for k in near if Fraction(percent) in rounded(Fraction(100 * k, n), decimals))


def row_is_attainable(percents: Sequence[str | Decimal], n: int, decimals: int = 1) -> bool:
    """Whether some counts print as these percentages and sum to the base.

    Possible counts of a percentage are consecutive, so the sums are all that lie between
    the sum of the least and the sum of the greatest.
    """
    counts = [possible_counts(percent, n, decimals) for percent in percents]
    if not all(counts):
        return False
    return sum(map(min, counts)) <= n <= sum(map(max, counts))


# ---- Rounding as the book prints: half up, on the decimal value --------------------------


def printed(percent: float, decimals: int = 1) -> str:
    """A percentage as the book would print it, e.g. 48.25 as "48.3".

    The float is first cut to 9 decimals, so that 100 x 3 / 8 = 37.5 is a half however
    it was computed.
    """
    unit = Decimal(1).scaleb(-decimals)
    return str(Decimal(f"{percent:.9f}").quantize(unit, rounding=ROUND_HALF_UP))


# ---- Spans of numbers that a printed number leaves open, in exact arithmetic -------------

Exact = int | Fraction


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, both included."""

    low: Exact
    high: Exact

    def meets(self, other: Self) -> bool:
        """Whether a number lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Self) -> Self:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Self) -> Self:
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
