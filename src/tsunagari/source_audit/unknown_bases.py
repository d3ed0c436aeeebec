"""Checks of percentages of people whose number nothing states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tsunagari.read.rounding import decimals_of, possible_counts, row_is_attainable
from tsunagari.source_audit.counts import Count, Ledger
from tsunagari.source_audit.findings import CONSISTENT, INCONSISTENT, Finding, found
from tsunagari.source_audit.people import exact_cover
from tsunagari.source_audit.wording import LANGUAGES, Places, Text, both

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
        values = {"k": str(len(counts)), "figures": both(", ".join(figures))}
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
        for language in LANGUAGES
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
