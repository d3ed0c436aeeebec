"""Printed numbers, read as numbers of people who meet conditions."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import pandas as pd

from tsunagari.audit.source.people import People, Space, exact_cover
from tsunagari.codebook.queries import Base
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import Row, read_rows, tabulated
from tsunagari.read.rounding import Span, people_span

DERIVED = "derived"  # numbers worked out of others, which are no evidence about those
PROVENANCES = ("seed", "secondary")
PEOPLE = "people"


@dataclass(frozen=True, eq=False)
class Count:
    """One printed number about people of one wave and country.

    row      the published row
    people   those whom it counts     asked  those of whom it is a percentage
    printed  the percentage, or the base of a row when `is_base`
    n        people asked: as printed or, failing that, as other numbers fix it
    source   those other numbers
    """

    row: Row
    people: People
    asked: People
    printed: str
    is_base: bool
    n: int | None
    source: tuple[Self, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """figure, wave, country, group, item, category; a base has no category."""
        return (*self.table_row, "") if self.is_base else self.row.keys

    @property
    def table_row(self) -> tuple[str, ...]:
        """The row of a table that it stands in."""
        return self.row.table_row

    @property
    def base(self) -> Base:
        """What its figure tabulates there."""
        return self.row.base

    @property
    def about(self) -> dict[str, object]:
        """What every finding about it names."""
        return {**self.row.about, "keys": self.keys, "printed": self.printed}

    @property
    def unit(self) -> Hashable:
        """What it is counted in: people, or percent of people of unknown number."""
        return PEOPLE if self.is_base or self.n else self.asked

    @cached_property
    def span(self) -> Span:
        """What it can be, in its unit."""
        if self.is_base:
            return Span(int(self.printed), int(self.printed))
        return people_span(self.printed, self.n) if self.n else self.row.span

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
        counts = sorted(self.counts, key=lambda count: PROVENANCES.index(count.row.provenance))
        return _grouped(counts, lambda count: count.people)

    @cached_property
    def inside(self) -> dict[People, list[People]]:
        """For each group of people, the counted groups that are parts of it."""
        return {p: [part for part in self.of_people if part.inside(p)] for p in self.of_people}

    @cached_property
    def around(self) -> dict[People, list[People]]:
        """For each group of people, the counted groups that it is a part of."""
        wholes: dict[People, list[People]] = {people: [] for people in self.of_people}
        for whole, parts in self.inside.items():
            for part in parts:
                wholes[part].append(whole)
        return wholes

    @cached_property
    def covers(self) -> dict[People, tuple[People, ...]]:
        """For each group of people, counted groups that have no one in common and sum to it."""
        return {p: exact_cover(self.space, p, parts) for p, parts in self.inside.items()}

    @cached_property
    def table_rows(self) -> dict[tuple[str, ...], list[Count]]:
        """The percentages of each row of a table, in printed order."""
        shares = (count for count in self.counts if not count.is_base)
        return _grouped(shares, lambda count: count.table_row)

    def best(self, people: People, like: Count) -> Count | None:
        """The count of these people, in the unit of another one, that stands nearest to it."""
        alike = self.in_unit(people, like.unit)
        return min(alike, key=lambda count: _distance(count, like), default=None)

    def in_unit(self, people: People, unit: Hashable) -> list[Count]:
        """The counts of these people in one unit, the text's own first."""
        return [count for count in self.of_people.get(people, ()) if count.unit == unit]

    def size(self, people: People) -> tuple[int | None, tuple[Count, ...]]:
        """How many people they are by printed bases (or sums of these), and by which."""
        stated = [count for count in self.of_people.get(people, ()) if count.is_base]
        if stated:
            return int(stated[0].printed), (stated[0],)
        printed = {p: c for p, cs in self.of_people.items() for c in reversed(cs) if c.is_base}
        parts = tuple(printed[part] for part in exact_cover(self.space, people, printed))
        return (sum(int(count.printed) for count in parts) or None), parts


@dataclass(frozen=True)
class Publication:
    """All rows, ledgers by wave and country, orphans, rows of which no table tells the meaning."""

    rows: Sequence[Row]
    ledgers: Mapping[tuple[str, str], Ledger]
    orphans: Sequence[Row] = ()
    unread: Sequence[Row] = ()
    derived: Sequence[Row] = ()


def read_counts(codebook: Codebook, published: pd.DataFrame, figures: Mapping) -> Publication:
    """All published numbers of people, by wave and country (see Publication).

    ASSUME: everybody who was asked a question answered it, as the publication's bases say.
    """
    space = Space(codebook)
    counts: dict[tuple[str, str], dict[object, Count]] = {}
    orphans, unread, derived = [], [], []
    rows = read_rows(published, tabulated(codebook, figures))
    for row in rows:
        wave, _ = row.survey
        if not row.has_place:
            orphans.append(row)
        elif not wave or row.base is None or row.value is not None:
            unread.append(row)
        elif row.provenance == DERIVED:
            derived.append(row)
        if not wave:
            continue
        of_survey = counts.setdefault(row.survey, {})
        if row.base is not None and row.provenance != DERIVED:
            for count in _counts(space, row):
                key = (*count.table_row, count.printed) if count.is_base else row.place
                of_survey.setdefault(key, count)
    ledgers = {
        survey: _with_sizes(Ledger(space, list(each.values()))) for survey, each in counts.items()
    }
    return Publication(rows, ledgers, orphans, unread, derived)


def _counts(space: Space, row: Row) -> Iterable[Count]:
    """The base of a row, if it prints one, and its percentage, if it has one and a place."""
    base = row.base
    where = {key: value for key, value in base.where.items() if key != "country"}
    conditions = [space.where(where, base.item), space.base(base.variable, base.item)]
    asked = space.people(*conditions)
    if row.n is not None:
        yield Count(row, asked, asked, str(row.n), True, row.n)
    if row.printed and row.has_place and row.value is None:
        wanted = space.condition(base.variable, base.item, row.categories)
        people = space.people(*conditions, wanted)
        yield Count(row, people, asked, row.printed, False, row.n)


def _with_sizes(ledger: Ledger) -> Ledger:
    """Percentages without a printed base get the one that other numbers fix."""
    sized = []
    for count in ledger.counts:
        n, source = (count.n, ()) if count.n is not None else ledger.size(count.asked)
        sized.append(replace(count, n=n, source=source))
    return Ledger(ledger.space, sized)


def _distance(count: Count, like: Count) -> tuple[bool, bool, bool]:
    """Of another kind (base or share), of another figure, of another row."""
    return (
        count.is_base != like.is_base,
        count.keys[0] != like.keys[0],
        count.table_row != like.table_row,
    )


def _grouped(counts: Iterable[Count], key: Callable[[Count], Hashable]) -> dict:
    """Counts by a key, in their order."""
    groups: dict[Hashable, list[Count]] = {}
    for count in counts:
        groups.setdefault(key(count), []).append(count)
    return groups
