"""Checks of the numbers of one row of a table."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tsunagari.audit.source.counts import Count, Ledger
from tsunagari.audit.source.findings import (
    CONSISTENT,
    INCONSISTENT,
    NOTED,
    UNATTAINABLE,
    UNKNOWN,
    Finding,
    found,
)
from tsunagari.audit.source.people import exact_cover
from tsunagari.audit.source.places import Places
from tsunagari.audit.source.shares import counts_of
from tsunagari.audit.words import SOURCE
from tsunagari.config.words import Text, languages, same
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
        yield from _exclusive(row, ledger, places)
        return
    by_people = {count.people: count for count in row}
    cover = exact_cover(ledger.space, row[0].asked, by_people)
    answers = [by_people[people] for people in cover]
    about = {"keys": (*row[0].table_row, ""), "seed_line": row[0].row.seed_line}
    if not answers:
        yield _incomplete(row, ledger, about)
        return
    printed = [count.printed for count in answers]
    about |= {"printed": str(_sum(printed)), "k": str(len(printed))}
    n, decimals = answers[0].n, max(map(decimals_of, printed))
    if n is None:
        yield _row_of_unknown_base(answers, about)
    elif row_is_attainable(printed, n, decimals):
        round_sum = _sum(printed) == HUNDRED
        verdict = CONSISTENT if round_sum else NOTED
        template = "row_adds_up" if round_sum else "row_adds_up_oddly"
        yield found("row_sum", verdict, template, n=f"{n:,}", implied=f"{n:,}", **about)
    else:
        yield _row_that_fails(answers, about, places)


def _sum(printed: Iterable[str]) -> Decimal:
    return sum((Decimal(number) for number in printed), Decimal(0))


def _row_of_unknown_base(answers: Sequence[Count], about: dict) -> Finding:
    most = total(count.row.span for count in answers)
    if not most.meets(Span(100, 100)):
        half = Decimal(str(float((most.high - most.low) / 2)))
        return found("row_sum", INCONSISTENT, "row_misses_unknown", most=str(half), **about)
    half = Decimal(str(float((most.high - most.low) / 2)))
    verdict = CONSISTENT if Decimal(about["printed"]) == HUNDRED else NOTED
    return found("row_sum", verdict, "row_of_unknown_base", most=str(half), **about)


def _row_that_fails(answers: Sequence[Count], about: dict, places: Places) -> Finding:
    n = answers[0].n
    nearest = nearest_base([count.printed for count in answers], n)
    words = same("") if nearest is None else SOURCE.text("nearest_to_all", n=f"{nearest:,}")
    culprits = [count for count in answers if not counts_of(count)]
    if culprits:
        return found(
            "row_sum",
            UNATTAINABLE,
            "row_has_no_counts",
            implied=f"n={nearest:,}" if nearest else "",
            n=f"{n:,}",
            culprits=SOURCE.joined(same(f"{count.printed}%") for count in culprits),
            nearest=words,
            **about,
        )
    implied = total(count.span for count in answers).text
    return found(
        "row_sum", INCONSISTENT, "row_misses", implied=implied, n=f"{n:,}", nearest=words, **about
    )


def nearest_base(printed: Sequence[str], n: int) -> int | None:
    """The base nearest to `n` of which a row's numbers are shares; None up to twice `n`."""
    decimals = max(map(decimals_of, printed))
    for distance in range(1, n + 1):
        for base in (n - distance, n + distance):
            if base > 0 and row_is_attainable(printed, base, decimals):
                return base
    return None


def _incomplete(row: Sequence[Count], ledger: Ledger, about: dict) -> Finding:
    """A row of which some answers are lost: what is there must not exceed the base."""
    apart: list[Count] = []
    for count in sorted(row, key=lambda c: -c.span.low):
        own = count.people.answers
        others = (other.people.answers for other in apart)
        if all(any(own[d].isdisjoint(o[d]) for d in own.keys() & o.keys()) for o in others):
            apart.append(count)
    printed = str(_sum(count.printed for count in apart))
    if total(count.span for count in apart).low > apart[0].whole.high:
        return found("row_sum", INCONSISTENT, "row_too_large", printed=printed, **about)
    return found("row_sum", UNKNOWN, "row_incomplete", printed=printed, **about)


def _exclusive(row: Sequence[Count], ledger: Ledger, places: Places) -> Iterator[Finding]:
    """`exclusive_answer`: room for the other answers beside one that excludes them.

    Whoever did not give the exclusive answer may have given any of the others; if some gave
    none at all, that is noted.
    """
    variable = places.codebook[row[0].base.variable]
    answers = {count.row.category: count for count in row}
    others = [answers[key] for key in variable.categories if key in answers]
    others = [count for count in others if count.row.category not in variable.exclusive]
    lacking = set(variable.categories) - answers.keys()
    for key in variable.exclusive:
        if key not in answers or not others:
            continue
        alone = answers[key]
        rest = alone.whole - alone.span
        most = max((count.span for count in others), key=lambda span: span.low)
        every = total(count.span for count in others)
        about = {**alone.about, "implied": rest.text, "answer": places.answer(alone, key)}
        about |= {"most": most.text, "sum": every.text}
        if most.low > rest.high:
            yield found("exclusive_answer", INCONSISTENT, "exclusive_exceeded", **about)
        elif every.high < rest.low and not lacking:
            yield found("exclusive_answer", NOTED, "exclusive_unfilled", **about)
        else:
            yield found("exclusive_answer", CONSISTENT, "exclusive", **about)


# ---- Checks of percentages of people whose number nothing states -------------------------

MOST = 5000  # bases tried


def check_unknown_base(ledger: Ledger, places: Places) -> Iterator[Finding]:
    """`possible_base`: whether one number of people gives all percentages of the same people."""
    groups: dict[object, list[Count]] = {}
    for count in ledger.counts:
        if not count.is_base and count.n is None:
            groups.setdefault(count.asked, []).append(count)
    for counts in groups.values():
        base = smallest_base(ledger, counts)
        figures = dict.fromkeys(count.keys[0] for count in counts)
        first = counts[0]
        keys = (first.keys[0], *first.keys[1:4], "", "")
        values = {"k": str(len(counts)), "figures": same(", ".join(figures))}
        values |= {"asked": _group_words(first, places), "most": f"{MOST:,}"}
        if base is None:
            yield found("possible_base", INCONSISTENT, "no_possible_base", keys, **values)
        else:
            yield found(
                "possible_base", CONSISTENT, "possible_base", keys, implied=f"{base:,}", **values
            )


def _group_words(count: Count, places: Places) -> Text:
    return {
        language: places.labels[count.keys[0]].text("group", count.keys[3], language)
        for language in languages()
    }


def smallest_base(ledger: Ledger, counts: Sequence[Count]) -> int | None:
    """The smallest number of people that gives all these percentages, complete rows included."""
    rows: dict[tuple, dict] = {}
    for count in counts:
        rows.setdefault(count.table_row, {})[count.people] = count
    complete = [
        [
            by_people[people].printed
            for people in exact_cover(ledger.space, counts[0].asked, by_people)
        ]
        for by_people in rows.values()
    ]
    complete = [row for row in complete if row]
    printed = list(dict.fromkeys(count.printed for count in counts))
    decimals = max(map(decimals_of, printed))
    for base in range(1, MOST + 1):
        if all(possible_counts(p, base, decimals) for p in printed) and all(
            row_is_attainable(row, base, decimals) for row in complete
        ):
            return base
    return None
