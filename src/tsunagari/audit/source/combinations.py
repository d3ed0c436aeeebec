"""People by how many items of repeated questions they have, as a small linear programme.

Which derived answers go together is asked of the codebook itself: for every combination of
numbers of items (three media, two groups) it tells each derived answer. Numbers of people per
combination are the unknowns; every printed number is a row of bounds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from tsunagari.audit.source.counts import PEOPLE, Count, Ledger
from tsunagari.audit.source.people import People
from tsunagari.codebook.variables import Codebook
from tsunagari.read.rounding import Span
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.statements.counting import Counting, Part, countings
from tsunagari.synthesise.statements.sample import Sample


@dataclass(frozen=True)
class Group:
    """People about whom derived answers are printed, with what else is known of them.

    whole    how many they are, in the unit of the numbers: people, or 100 percent
    answers  printed numbers of derived answers
    items    part -> what the number of people of each of its items can be
    known    items that a printed number speaks of
    """

    people: People
    whole: Span
    answers: Sequence[Count]
    items: Mapping[str, Mapping[str | None, Span]]
    known: Mapping[str, Mapping[str | None, Count]]


def combinations(codebook: Codebook) -> list[Counting]:
    """What every combination of numbers of items means, as if every item had been asked."""
    everything = {v.name: v.items or (None,) for v in codebook.variables.values()}
    return countings(codebook, Sample("", "", pd.DataFrame(), np.empty(0), everything))


def groups_of(counting: Counting, ledger: Ledger) -> Iterator[Group]:
    """The groups of people about whom the derived answers are printed."""
    answers: dict[tuple, list[Count]] = {}
    for people in ledger.of_people:
        derived = [d for d in people.answers if d[0] in counting.labels]
        if len(derived) != 1:
            continue
        asked = People.of({d: a for d, a in people.answers.items() if d not in derived})
        size, _ = ledger.size(asked)
        for count in ledger.in_unit(people, PEOPLE if size else asked)[:1]:
            answers.setdefault((asked, size), []).append(count)
    for (asked, size), counts in answers.items():
        whole = Span(size, size) if size else Span(100, 100)
        unit = PEOPLE if size else asked
        known, items = {}, {}
        for part in counting.parts:
            boxes = {i: _item(ledger, asked, part, i) for i in part.items}
            stated = {i: ledger.in_unit(box, unit) for i, box in boxes.items()}
            known[part.variable] = {i: counts[0] for i, counts in stated.items() if counts}
            spans = {i: bounds(ledger, box, unit, whole, asked) for i, box in boxes.items()}
            items[part.variable] = spans
        yield Group(asked, whole, counts, items, known)


def _item(ledger: Ledger, asked: People, part: Part, item: str | None) -> People:
    """Those of a group who gave an item one of the answers that count."""
    condition = ledger.space.condition(part.variable, item, list(part.members))
    return ledger.space.people(asked.answers, condition)


def bounds(ledger: Ledger, people: People, unit: object, whole: Span, asked: People) -> Span:
    """What printed numbers of the same people, of parts of them and of more people allow."""
    low, high = Fraction(0), Fraction(whole.high)
    for other in ledger.of_people:
        same, part, more = other == people, other.inside(people), people.inside(other)
        for span in (count.span for count in ledger.in_unit(other, unit)):
            high = min(high, span.high) if same or more else high
            low = max(low, span.low) if same or part else low
            if part and unit == PEOPLE:
                high = min(high, span.high + _others(ledger, people, other, whole, asked))
    return Span(low, high)


def _others(ledger: Ledger, people: People, part: People, whole: Span, asked: People) -> int:
    """How many more than a part can have answered alike: all outside the part's own group."""
    alike = people.conditions <= part.conditions
    group = {d: answers for d, answers in part.answers.items() if d not in people.answers}
    size, _ = ledger.size(ledger.space.people(asked.answers, group))
    return whole.high - (size if alike and size else 0)


# --- the programme --------------------------------------------------------------------
def items_of(counting: Counting) -> list[tuple[str, str | None]]:
    """Every item of every part, in the order of the unknowns."""
    return [(part.variable, item) for part in counting.parts for item in part.items]


def programme_of(counting: Counting, group: Group, without: str = "", items: bool = True) -> System:
    """All that is printed of the group but the numbers of one derived answer, or of items.

    Unknowns: people of each combination of numbers, then people of each item of each part.
    """
    cells = np.arange(len(counting.grid))
    order = items_of(counting)
    programme = System(len(cells) + len(order))
    add_row(programme, cells, 1, group.whole)
    for count in group.answers:
        variable, members = answer_of(counting, count)
        if variable != without:
            chosen = np.flatnonzero(np.isin(counting.labels[variable], members))
            add_row(programme, chosen, 1, count.span)
    for place, part in enumerate(counting.parts):
        own = np.array([i for i, (name, _) in enumerate(order) if name == part.variable])
        _relate(programme, counting.grid[:, place], len(cells) + own, group.whole)
    for column, (variable, item) in enumerate(order, start=len(cells)):
        span = group.items[variable][item] if items else Span(0, group.whole.high)
        add_row(programme, [column], 1, span)
    return programme


def _relate(programme: System, numbers: np.ndarray, items: np.ndarray, whole: Span) -> None:
    """People of items sum to the numbers of items that people have, and each has at least one."""
    columns = np.concatenate([np.arange(len(numbers)), items])
    add_row(programme, columns, np.concatenate([numbers, -np.ones(len(items))]), Span(0, 0))
    some = np.flatnonzero(numbers > 0)
    for item in items:
        add_row(programme, [*some, item], [*-np.ones(len(some)), 1], Span(-whole.high, 0))


def add_row(programme: System, columns, weights, span: Span) -> None:
    """What a sum of unknowns can be."""
    programme.add(columns, weights, float(span.low), float(span.high))


def range_of(programme: System, columns: np.ndarray, weights=1.0) -> Span | None:
    """The least and the greatest value of a sum; None when no unknowns of 0 or more meet all rows.

    Raises RuntimeError when the sum has no bound.
    """
    cost, none = np.zeros(programme.size), np.zeros(programme.size)
    cost[columns] = weights
    ends = []
    for sign in (1, -1):
        values = solve(programme, none, none + np.inf, sign * cost, whole=none)
        if values is None:
            return None
        ends.append(Fraction(float(cost @ values)).limit_denominator(10**9))
    return Span(*ends)


def answer_of(counting: Counting, count: Count) -> tuple[str, list[str]]:
    """The derived variable of a number, and the answers that it counts."""
    ((dimension, members),) = [
        (d, a) for d, a in count.people.answers.items() if d[0] in counting.labels
    ]
    return dimension[0], sorted(members)
