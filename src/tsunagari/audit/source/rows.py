"""Checks of the numbers of one row of a table."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tsunagari.audit.source.counts import Count, Ledger
from tsunagari.audit.source.findings import CONSISTENT, NOTED, Finding, finding
from tsunagari.audit.source.people import exact_cover
from tsunagari.audit.source.places import Places
from tsunagari.audit.source.shares import counts_of
from tsunagari.audit.words import SOURCE
from tsunagari.config.words import same
from tsunagari.read.rounding import (
    Span,
    decimals_of,
    possible_counts,
    row_is_attainable,
    total,
)

HUNDRED = Decimal("100.0")


def check_row(row: Sequence[Count], ledger: Ledger, places: Places) -> Iterator[Finding]:
    """`row_sum`: whether the answers of a row sum to its base within what rounding allows."""
    variable = places.codebook[row[0].base.variable]
    if variable.type == "multiple":
        yield from _exclusive(row, places)
        return
    by_people = {count.people: count for count in row}
    cover = exact_cover(ledger.space, row[0].asked, by_people)
    answers = [by_people[people] for people in cover]
    about = {"keys": (*row[0].table_row, ""), "seed_line": row[0].row.seed_line}
    if not answers:
        yield _incomplete(row, about)
        return
    printed = [count.printed for count in answers]
    about |= {"printed": str(_sum(printed)), "k": str(len(printed))}
    n, decimals = answers[0].n, max(map(decimals_of, printed))
    if n is None:
        yield _row_of_unknown_base(answers, about)
    elif row_is_attainable(printed, n, decimals):
        template = "row_adds_up" if _sum(printed) == HUNDRED else "row_adds_up_oddly"
        yield finding("row_sum", template, n=f"{n:,}", implied=f"{n:,}", **about)
    else:
        yield _row_that_fails(answers, about)


def _sum(printed: Iterable[str]) -> Decimal:
    return sum((Decimal(number) for number in printed), Decimal(0))


def _row_of_unknown_base(answers: Sequence[Count], about: dict) -> Finding:
    most = total(count.row.span for count in answers)
    about |= {"most": str(Decimal(str(float((most.high - most.low) / 2))))}
    if not most.meets(Span(100, 100)):
        return finding("row_sum", "row_misses_unknown", **about)
    verdict = CONSISTENT if Decimal(about["printed"]) == HUNDRED else NOTED
    return finding("row_sum", "row_of_unknown_base", verdict=verdict, **about)


def _row_that_fails(answers: Sequence[Count], about: dict) -> Finding:
    n = answers[0].n
    nearest = nearest_base([count.printed for count in answers], n)
    words = SOURCE.text("nearest_to_all", n=f"{nearest:,}") if nearest else same("")
    about |= {"n": f"{n:,}", "nearest": words}
    culprits = [same(f"{count.printed}%") for count in answers if not counts_of(count)]
    if not culprits:
        implied = total(count.span for count in answers).text
        return finding("row_sum", "row_misses", implied=implied, **about)
    about |= {"implied": f"n={nearest:,}" if nearest else "", "culprits": SOURCE.joined(culprits)}
    return finding("row_sum", "row_has_no_counts", **about)


def nearest_base(printed: Sequence[str], n: int) -> int | None:
    """The base nearest to `n` of which a row's numbers are shares; None up to twice `n`."""
    decimals = max(map(decimals_of, printed))
    for distance in range(1, n + 1):
        for base in (n - distance, n + distance):
            if base > 0 and row_is_attainable(printed, base, decimals):
                return base
    return None


def _incomplete(row: Sequence[Count], about: dict) -> Finding:
    """A row of which some answers are lost: what is there must not exceed the base."""
    apart: list[Count] = []
    for count in sorted(row, key=lambda c: -c.span.low):
        own = count.people.answers
        others = (other.people.answers for other in apart)
        if all(any(own[d].isdisjoint(o[d]) for d in own.keys() & o.keys()) for o in others):
            apart.append(count)
    too_large = total(count.span for count in apart).low > apart[0].whole.high
    about |= {"printed": str(_sum(count.printed for count in apart))}
    return finding("row_sum", "row_too_large" if too_large else "row_incomplete", **about)


def _exclusive(row: Sequence[Count], places: Places) -> Iterator[Finding]:
    """`exclusive_answer`: room for the other answers beside one that excludes them.

    Whoever did not give the exclusive answer may have given any of the others; if some gave
    none at all, that is noted.
    """
    variable = places.codebook[row[0].base.variable]
    answers = {count.row.category: count for count in row}
    others = [answers[key] for key in variable.categories if key in answers]
    others = [count for count in others if count.row.category not in variable.exclusive]
    lacking = set(variable.categories) - answers.keys()
    most = max((count.span for count in others), key=lambda span: span.low, default=None)
    every = total(count.span for count in others)
    for key in variable.exclusive:
        if key not in answers or not others:
            continue
        alone = answers[key]
        rest = alone.whole - alone.span
        about = {**alone.about, "implied": rest.text, "answer": places.answer(alone, key)}
        template = "exclusive"
        if most.low > rest.high:
            template = "exclusive_exceeded"
        elif every.high < rest.low and not lacking:
            template = "exclusive_unfilled"
        yield finding("exclusive_answer", template, most=most.text, sum=every.text, **about)


# ---- Checks of percentages of people whose number nothing states -------------------------

MOST = 5000  # bases tried


def check_unknown_base(ledger: Ledger, places: Places) -> Iterator[Finding]:
    """`possible_base`: whether one number of people gives all percentages of the same people."""
    groups: dict[object, list[Count]] = {}
    for count in ledger.counts:
        if not count.is_base and count.n is None:
            groups.setdefault(count.asked, []).append(count)
    for counts in groups.values():
        base, first = smallest_base(ledger, counts), counts[0]
        figures = ", ".join(dict.fromkeys(count.keys[0] for count in counts))
        about = {"keys": (*first.keys[:4], "", ""), "figures": figures, "k": str(len(counts))}
        about |= {"asked": places.group(first), "implied": f"{base:,}" if base else ""}
        template = "possible_base" if base else "no_possible_base"
        yield finding("possible_base", template, most=f"{MOST:,}", **about)


def smallest_base(ledger: Ledger, counts: Sequence[Count]) -> int | None:
    """The smallest number of people that gives all these percentages, complete rows included."""
    rows: dict[tuple, dict] = {}
    for count in counts:
        rows.setdefault(count.table_row, {})[count.people] = count
    asked = counts[0].asked
    covers = [(row, exact_cover(ledger.space, asked, row)) for row in rows.values()]
    complete = [[row[people].printed for people in cover] for row, cover in covers if cover]
    printed = list(dict.fromkeys(count.printed for count in counts))
    decimals = max(map(decimals_of, printed))
    for base in range(1, MOST + 1):
        if all(possible_counts(p, base, decimals) for p in printed) and all(
            row_is_attainable(row, base, decimals) for row in complete
        ):
            return base
    return None
