"""Checks of one number with its base."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from tsunagari.audit.source.combinations import add_row
from tsunagari.audit.source.counts import Count, Ledger, Publication
from tsunagari.audit.source.findings import Finding, finding
from tsunagari.audit.source.places import Places
from tsunagari.codebook.variables import Variable
from tsunagari.config.words import joined, language_of_tables, same
from tsunagari.read.reading import DEVIATION, MEAN, Row, candidates
from tsunagari.read.rounding import Span, decimals_of, nearest_counts, possible_counts
from tsunagari.synthesise.linear import System, solve


def counts_of(count: Count) -> tuple[int, ...]:
    """The whole numbers of people that a percentage can be (see possible_counts)."""
    return possible_counts(count.printed, count.n, count.row.decimals)


# --- a number and its base ----------------------------------------------------------
def check_count(count: Count, places: Places) -> Iterator[Finding]:
    """`grim`: whether a number of people gives the percentage; and which."""
    if count.n is None:
        yield finding("grim", "no_base", **count.about)
        return
    counts, about = counts_of(count), {**count.about, "n": f"{count.n:,}"}
    if not counts:
        yield finding("grim", "no_count", implied=_beside(count.printed, count.n), **about)
        yield from _rounded_classes(count, places)
        return
    exact = Fraction(100 * counts[0], count.n)
    template = "count"
    if len(counts) == 1 and exact in (count.row.span.low, count.row.span.high):
        template = "tie_up" if exact < Fraction(count.printed) else "tie_down"
        about["exact"] = str(Decimal(exact.numerator) / Decimal(exact.denominator))
    elif count.source:
        template, about["source"] = "count_by_others", places.several(count.source)
    yield finding("grim", template, implied=Span(min(counts), max(counts)).text, **about)


def _beside(printed: str, n: int) -> str:
    """The shares of the two whole numbers of people that are nearest."""
    near = dict.fromkeys(nearest_counts(printed, n))
    return ", ".join(f"{k}: {100 * k / n:.2f}%" for k in near)


def _rounded_classes(count: Count, places: Places) -> Iterator[Finding]:
    """`rounded_classes`: whether a share that no count gives is a sum of rounded shares."""
    k = len(places.codebook[count.base.variable].members(count.row.categories))
    if k < 2:
        return
    about = {**count.about, "n": f"{count.n:,}"}
    split = split_of_rounded(count.printed, count.n, k)
    if split is None:
        yield finding("rounded_classes", "no_rounded_classes", k=str(k), **about)
        return
    example = " + ".join(rounded_share(part, count.n, count.printed) for part in split)
    about |= {"implied": str(sum(split)), "example": example}
    yield finding("rounded_classes", "rounded_classes", **about)


def rounded_share(part: int, n: int, like: str) -> str:
    """A share of people as printed, ties rounded up, with the decimals of another number."""
    decimals = decimals_of(like)
    scale = 10**decimals
    scaled = (200 * scale * part + n) // (2 * n)
    return f"{Decimal(scaled) / scale:.{decimals}f}"


def split_of_rounded(printed: str, n: int, k: int) -> tuple[int, ...] | None:
    """`k` numbers of `n` people whose rounded shares sum to a printed one; the most even.

    None when there are none. The counts tried are those whose own share is near enough for
    `k` roundings to make up the difference.
    """
    slack = Fraction(k + 1, 2 * 10 ** decimals_of(printed))
    exact = Fraction(printed)
    low, high = ((exact + sign * slack) * n / 100 for sign in (-1, 1))
    sums = [c for c in range(n + 1) if low <= c <= high]
    wanted = Decimal(printed)
    for people in sorted(sums, key=lambda c: abs(Fraction(100 * c, n) - exact)):
        for split in _splits(people, k, people):
            if sum(Decimal(rounded_share(part, n, printed)) for part in split) == wanted:
                return split
    return None


def _splits(people: int, k: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to deal people to `k` classes, larger first, the most even way first."""
    if k == 1:
        if people <= most:
            yield (people,)
        return
    for first in range(-(-people // k), min(people, most) + 1):
        for rest in _splits(people - first, k - 1, first):
            yield (first, *rest)


# --- numbers whose place is lost ------------------------------------------------------
def check_orphan(row: Row, publication: Publication) -> Finding:
    """`grim` of a number whose cell is not known, at its base or at those it may have."""
    printed, n, about = row.printed, row.n, row.about
    if n is not None:
        counts = possible_counts(printed, n, row.decimals)
        implied = Span(min(counts), max(counts)).text if counts else _beside(printed, n)
        template = "orphan_count" if counts else "no_count"
        return finding("grim", template, implied=implied, n=f"{n:,}", **about)
    tried = list(_bases_of_candidates(row, publication))
    if not tried:
        return finding("grim", "no_base", **about)
    fitting = [n for n in tried if possible_counts(printed, n, row.decimals)]
    template = "orphan_possible" if fitting else "orphan_impossible"
    return finding("grim", template, implied=str(len(fitting)), tried=str(len(tried)), **about)


def _bases_of_candidates(row: Row, publication: Publication) -> Iterator[int]:
    """The base of each cell that the number may belong to, where one is printed."""
    ledger = publication.ledgers.get(row.survey)
    for place in candidates(row.note):
        item = place.split(".")[0] if "." in place else row.item
        for count in ledger.counts if ledger else ():
            if count.is_base and (count.keys[0], count.keys[4]) == (row.figure, item):
                yield int(count.printed)
                break


# ---- Checks of printed means and standard deviations of a scale of answers ---------------


def check_moments(ledger: Ledger, rows: Sequence[Row], places: Places) -> Iterator[Finding]:
    """`moments`: whether shares of the answers give the mean, deviation and printed shares.

    rows  published rows of one wave and country with a statistic of an ordered answer

    ASSUME: answers score 1, 2, 3 ... in either direction; the deviation is that of all
    respondents (divided by n), which at survey size no printed digit tells from n - 1.
    """
    stated: dict[str, dict[str, Row]] = {}
    for row in rows:
        stated.setdefault(row.item, {})[row.category] = row
    for name, statistics in stated.items():
        variable = places.codebook.variables.get(name)
        if variable is None or variable.type != "single" or not variable.ordered:
            continue
        shares = [c for c in ledger.counts if c.base.variable == name and not c.is_base]
        shares = [c for c in shares if not c.asked.conditions]
        size = len(variable.categories)
        scores = {"1": np.arange(1, size + 1), str(size): np.arange(size, 0, -1)}
        printed = [(_places_of(variable, share), share.row.span) for share in shares]
        fitting = [first for first, s in scores.items() if _possible(s, statistics, printed)]
        template = "moments_agree" if fitting else "moments_disagree"
        named = [places.several(shares)] if shares else []
        for row in statistics.values():
            others = [same(_name(other)) for other in statistics.values() if other is not row]
            words = joined([*others, *named], same(", "))
            about = {**row.about, "against": words[language_of_tables()], "others": words}
            yield finding("moments", template, implied=" / ".join(fitting), **about)


def _name(row: Row) -> str:
    return f"{row.category} {row.text}"


def _places_of(variable: Variable, count: Count) -> np.ndarray:
    """Where on the scale the answers of a number stand."""
    members = count.people.answers[(variable.name, "", "")]
    return np.flatnonzero([category in members for category in variable.categories])


def _possible(
    scores: np.ndarray,
    stated: Mapping[str, Row],
    printed: Sequence[tuple[np.ndarray, Span]],
) -> bool:
    """Whether shares (in percent) of the answers exist that agree with all that is printed."""
    programme, none = System(len(scores)), np.zeros(len(scores))
    every = np.arange(len(scores))
    add_row(programme, every, 1, Span(100, 100))
    for places, span in printed:
        add_row(programme, places, 1, span)
    mean = stated[MEAN].span if MEAN in stated else Span(1, len(scores))
    add_row(programme, every, scores, Span(100 * mean.low, 100 * mean.high))
    if DEVIATION in stated:
        deviation = stated[DEVIATION].span
        low, high = deviation.low**2 + mean.low**2, deviation.high**2 + mean.high**2
        add_row(programme, every, scores**2, Span(100 * low, 100 * high))
    return solve(programme, none, none + 100, whole=none) is not None
