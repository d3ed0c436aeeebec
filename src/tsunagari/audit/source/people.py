"""Groups of people by the conditions that they meet, and how such groups lie to each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Self

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook

Dimension = tuple[str, str, str]  # variable, item or "", category of multiple answers or ""
Conditions = Mapping[Dimension, frozenset[str]]


@dataclass(frozen=True)
class People:
    """Everybody whose answers lie in the given ones, on each of some dimensions."""

    conditions: frozenset[tuple[Dimension, frozenset[str]]] = frozenset()

    @classmethod
    def of(cls, conditions: Conditions) -> Self:
        return cls(frozenset(conditions.items()))

    @cached_property
    def answers(self) -> dict[Dimension, frozenset[str]]:
        """The answers allowed on each dimension that restricts these people."""
        return dict(self.conditions)

    def inside(self, other: Self) -> bool:
        """Whether every one of them is one of the others, and not all others are."""
        own, wanted = self.answers, other.answers
        if not wanted.keys() <= own.keys() or self.conditions == other.conditions:
            return False
        return all(own[dimension] <= answers for dimension, answers in wanted.items())

    def beyond(self, other: Self) -> frozenset[Dimension]:
        """The dimensions on which they are restricted more than the others are."""
        return frozenset(dimension for dimension, _ in self.conditions - other.conditions)


@dataclass(frozen=True)
class Space:
    """The dimensions of a codebook."""

    codebook: Codebook

    def everything(self, dimension: Dimension) -> frozenset[str]:
        """All answers of a dimension."""
        variable, _, category = dimension
        if category:
            return frozenset((SELECTED, NOT_SELECTED))
        return frozenset(self.codebook[variable].categories)

    def condition(self, variable: str, item: str | None, wanted: object) -> Conditions:
        """`wanted` as a `where` of the registry says it: an answer, a set, a list, {not: ...}."""
        entry = self.codebook[variable]
        members = entry.meeting(wanted)
        if entry.type == "multiple":
            return {(variable, item or "", "|".join(sorted(members))): frozenset((SELECTED,))}
        return {(variable, item or "", ""): members}

    def people(self, *conditions: Conditions) -> People:
        """Those who meet all conditions, and with them those of the questions' bases.

        People who answered a question belong to its base, so conditions that follow from
        others are always there, and those that restrict nobody never: the same people are
        the same object however a figure comes by them.
        """
        found: dict[Dimension, frozenset[str]] = {}
        waiting = list(conditions)
        while waiting:
            for dimension, answers in waiting.pop().items():
                found[dimension] = found.get(dimension, self.everything(dimension)) & answers
                waiting.append(self.base(dimension[0], dimension[1]))
        return People.of({d: a for d, a in found.items() if a != self.everything(d)})

    def base(self, variable: str, item: str | None) -> Conditions:
        """Who is asked a question (about an item)."""
        return self.where(self.codebook[variable].base or {}, item)

    def where(self, where: Mapping[str, object], item: str | None) -> Conditions:
        """The conditions of a `where`; a repeated variable without an item is meant at `item`."""
        found: dict[Dimension, frozenset[str]] = {}
        for key, wanted in where.items():
            name, _, own = key.partition(".")
            at = own or (item if self.codebook[name].items else "")
            for dimension, answers in self.condition(name, at, wanted).items():
                found[dimension] = found.get(dimension, answers) & answers
        return found


def exact_cover(space: Space, whole: People, parts: Iterable[People]) -> tuple[People, ...]:
    """Parts that have no one in common and are the whole together; () when none are.

    The parts must divide the whole by the same dimensions (sex by age band, the answers of
    one question ...). Of several divisions the finest is taken.
    """
    grouped: dict[frozenset[Dimension], list[People]] = {}
    for part in dict.fromkeys(parts):
        if part.inside(whole):
            grouped.setdefault(part.beyond(whole), []).append(part)
    found: list[Sequence[People]] = []
    for dimensions, candidates in grouped.items():
        ordered = sorted(dimensions)
        within = [whole.answers.get(d, space.everything(d)) for d in ordered]
        cells = frozenset(product(*within))
        taken = {part: _cells(part, ordered) for part in candidates}
        smallest = sorted(taken, key=lambda part: len(taken[part]))
        cover = next(_covers(cells, smallest, taken), None)
        if cover:
            found.append(cover)
    return tuple(max(found, key=len)) if found else ()


def _cells(part: People, dimensions: Sequence[Dimension]) -> frozenset[tuple[str, ...]]:
    return frozenset(product(*(part.answers[dimension] for dimension in dimensions)))


def _covers(
    cells: frozenset, candidates: Sequence[People], taken: Mapping[People, frozenset]
) -> Iterator[list[People]]:
    """All exact covers of the cells: the first open cell goes to each part that fits."""
    if not cells:
        yield []
        return
    first = min(cells)
    for part in candidates:
        if first in taken[part] and taken[part] <= cells:
            for rest in _covers(cells - taken[part], candidates, taken):
                yield [part, *rest]
