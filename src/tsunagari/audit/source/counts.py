"""Printed numbers, read as numbers of people who meet conditions."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

import pandas as pd

from tsunagari.audit.source.people import People, Space, exact_cover
from tsunagari.codebook.queries import KEYS, Base, bases
from tsunagari.codebook.variables import Codebook
from tsunagari.read.rounding import Span, people_span, percent_span

JOINED = "+"  # between answers that a text adds up
DERIVED = "derived"  # numbers worked out of others, which are no evidence about those
PROVENANCES = ("seed", "secondary")
PEOPLE = "people"


@dataclass(frozen=True, eq=False)
class Count:
    """One printed number about people of one wave and country.

    row      the published row        base   what its figure tabulates there
    people   those whom it counts     asked  those of whom it is a percentage
    printed  the percentage, or the base of a row when `is_base`
    n        people asked: as printed or, failing that, as other numbers fix it
    source   those other numbers
    """

    row: Mapping[str, object]
    base: Base
    people: People
    asked: People
    printed: str
    is_base: bool
    n: int | None
    source: tuple[Self, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """figure, wave, country, group, item, category; a base has no category."""
        keys = tuple(str(self.row[key]) for key in KEYS)
        return (*keys[:-1], "") if self.is_base else keys

    @property
    def survey(self) -> tuple[str, str]:
        """Its wave and country."""
        return self.keys[1], self.keys[2]

    @property
    def table_row(self) -> tuple[str, ...]:
        """The row of a table that it stands in."""
        return self.keys[:-1]

    @property
    def unit(self) -> Hashable:
        """What it is counted in: people, or percent of people of unknown number."""
        return PEOPLE if self.is_base or self.n else self.asked

    @cached_property
    def span(self) -> Span:
        """What it can be, in its unit."""
        if self.is_base:
            return Span(int(self.printed), int(self.printed))
        return people_span(self.printed, self.n) if self.n else percent_span(self.printed)

    @property
    def text(self) -> str:
        """The span for people: how many of them, or a percentage."""
        return self.span.text if self.unit == PEOPLE else f"{self.span.text}%"

    @property
    def whole(self) -> Span:
        """Everybody asked, in its unit."""
        return Span(self.n, self.n) if self.n else Span(100, 100)


@dataclass(frozen=True)
class Ledger:
    """All counts of one wave and country, by whom they count."""

    space: Space
    counts: Sequence[Count]

    @cached_property
    def of_people(self) -> dict[People, list[Count]]:
        """The counts of each group of people: the text's own first, then other sources'."""
        found: dict[People, list[Count]] = {}
        for count in sorted(self.counts, key=_precedence):
            found.setdefault(count.people, []).append(count)
        return found

    @cached_property
    def inside(self) -> dict[People, list[People]]:
        """For each group of people, the counted groups that are parts of it."""
        return {p: [part for part in self.of_people if part.inside(p)] for p in self.of_people}

    @cached_property
    def around(self) -> dict[People, list[People]]:
        """For each group of people, the counted groups that it is a part of."""
        found: dict[People, list[People]] = {people: [] for people in self.of_people}
        for whole, parts in self.inside.items():
            for part in parts:
                found[part].append(whole)
        return found

    @cached_property
    def covers(self) -> dict[People, tuple[People, ...]]:
        """For each group of people, counted groups that have no one in common and sum to it."""
        return {p: exact_cover(self.space, p, parts) for p, parts in self.inside.items()}

    @cached_property
    def table_rows(self) -> dict[tuple[str, ...], list[Count]]:
        """The percentages of each row of a table, in printed order."""
        found: dict[tuple[str, ...], list[Count]] = {}
        for count in self.counts:
            if not count.is_base:
                found.setdefault(count.table_row, []).append(count)
        return found

    def best(self, people: People, like: Count) -> Count | None:
        """The count of these people, in the unit of another one, that stands nearest to it."""
        found = [count for count in self.of_people.get(people, ()) if count.unit == like.unit]
        return min(found, key=lambda count: _distance(count, like), default=None)

    def size(self, people: People) -> tuple[int | None, tuple[Count, ...]]:
        """How many people they are by printed bases (or sums of these), and by which."""
        stated = [count for count in self.of_people.get(people, ()) if count.is_base]
        if stated:
            return int(stated[0].printed), (stated[0],)
        printed = {p: c for p, cs in self.of_people.items() for c in reversed(cs) if c.is_base}
        parts = exact_cover(self.space, people, printed)
        found = tuple(printed[part] for part in parts)
        return (sum(int(count.printed) for count in found) or None), found


@dataclass(frozen=True)
class Reading:
    """Ledgers by wave and country, orphans and rows of which no table tells the meaning."""

    ledgers: Mapping[tuple[str, str], Ledger]
    orphans: Sequence[Mapping] = ()
    unread: Sequence[Mapping] = ()
    derived: Sequence[Mapping] = ()
    meanings: Mapping[tuple, Base] = field(default_factory=dict)


def read_counts(codebook: Codebook, published: pd.DataFrame, figures: Mapping) -> Reading:
    """All published numbers of people, by wave and country (see Reading).

    ASSUME: everybody who was asked a question answered it, as the publication's bases say.
    """
    space, meanings = Space(codebook), _meanings(codebook, figures)
    counts: dict[tuple[str, str], dict[tuple, Count]] = {}
    orphans, unread, derived = [], [], []
    for row in published.to_dict("records"):
        base = meanings.get(tuple(str(row[key]) for key in ("figure", "country", "group", "item")))
        if row["placement"] == "orphan":
            orphans.append(row)
        elif not row["wave"] or base is None or not pd.isna(row["value"]):
            unread.append(row)
        elif row["provenance"] == DERIVED:
            derived.append(row)
        if not row["wave"]:
            continue
        found = counts.setdefault((row["wave"], row["country"]), {})
        if base is None or row["provenance"] == DERIVED:
            continue
        for count in _counts(space, row, base):
            key = (*count.table_row, count.printed) if count.is_base else id(row)
            found.setdefault(key, count)
    ledgers = {
        survey: _with_sizes(Ledger(space, list(found.values()))) for survey, found in counts.items()
    }
    return Reading(ledgers, orphans, unread, derived, meanings)


def _meanings(codebook: Codebook, figures: Mapping) -> dict[tuple, Base]:
    """What each row of each figure tabulates, by figure, country, group and item."""
    return {
        (base.figure, base.country, base.group, base.item_key): base
        for figure, entry in figures.items()
        for base in bases(codebook, figure, entry.get("estimates", ()))
    }


def _counts(space: Space, row: Mapping, base: Base) -> Iterable[Count]:
    """The base of a row, if it prints one, and its percentage, if it has one and a place."""
    where = {key: value for key, value in base.where.items() if key != "country"}
    conditions = [space.where(where, base.item), space.base(base.variable, base.item)]
    asked = space.people(*conditions)
    n = None if pd.isna(row["n"]) else int(row["n"])
    if n is not None:
        yield Count(row, base, asked, asked, str(n), True, n)
    if row["printed"] and row["placement"] != "orphan" and pd.isna(row["value"]):
        wanted = space.condition(base.variable, base.item, row["category"].split(JOINED))
        people = space.people(*conditions, wanted)
        yield Count(row, base, people, asked, row["printed"], False, n)


def _with_sizes(ledger: Ledger) -> Ledger:
    """Percentages without a printed base get the one that other numbers fix."""
    filled = []
    for count in ledger.counts:
        if count.n is None:
            n, source = ledger.size(count.asked)
            count = replace(count, n=n, source=source)
        filled.append(count)
    return Ledger(ledger.space, filled)


def _distance(count: Count, like: Count) -> tuple[bool, bool, bool]:
    """Of another kind (base or share), of another figure, of another row."""
    return (
        count.is_base != like.is_base,
        count.keys[0] != like.keys[0],
        count.table_row != like.table_row,
    )


def _precedence(count: Count) -> int:
    return PROVENANCES.index(str(count.row["provenance"]))
