"""Which people give which answer: exact counts, chosen by inclination.

An answer is its place in the column's list of answers, and -1 where the question was not
put. Questions are placed in the order of the codebook (a base stands before the questions
that rest on it). Whatever is counted over items is settled for all its items at once, so
that the numbers of items come out exactly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tsunagari.codebook.variables import SELECTED, Codebook
from tsunagari.synthesise.counts.structure import item_cells
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.people.covering import CannotCover, choose_covering
from tsunagari.synthesise.people.matrices import fill, row_sums
from tsunagari.synthesise.statements.layout import CountingTable, Layout, Stratum, Table

NOT_PUT = -1
Inclination = Callable[..., np.ndarray]  # (variable, item, further names) -> score of everybody


class CannotPlace(Exception):
    """So many different people cannot be chosen, with so many people for each item.

    cells  the cells of the people of all items      total  their sum
    """

    def __init__(self, failure: CannotCover, cells: np.ndarray, total: int) -> None:
        super().__init__(str(failure))
        self.failure, self.cells, self.total = failure, cells, total

    def remedy(self, size: int) -> System:
        """A row that asks for fewer answers where too many people are reached, or for more."""
        wanted = self.total + self.failure.wanted - self.failure.reached
        fewer = wanted < self.total
        system = System(size)
        system.add(self.cells, 1, 0 if fewer else wanted, wanted if fewer else np.inf)
        return system


@dataclass
class Placement:
    """The answers of a sample's people, as far as they are placed.

    counts       people in every cell of the layout
    quota_cells  the quota cell of every person
    inclination  scores for a question, an item and further names
    answers      column -> everybody's answer
    members      column -> who is counted by a counting
    labels       derived variable -> everybody's answer
    """

    layout: Layout
    counts: np.ndarray
    quota_cells: np.ndarray
    inclination: Inclination
    answers: dict[str, np.ndarray] = field(default_factory=dict)
    members: dict[str, np.ndarray] = field(default_factory=dict)
    labels: dict[str, np.ndarray] = field(default_factory=dict)

    def within(self, stratum: Stratum, base: str | None) -> np.ndarray:
        """The people of a stratum: in its quota cells, with its answers to the base."""
        inside = np.isin(self.quota_cells, sorted(stratum.quotas))
        if base in self.layout.tables:
            given = self.layout.tables[base].answers
            inside &= np.isin(self.answers[base], [given.index(answer) for answer in stratum.base])
        elif base is not None:
            inside &= np.isin(self.labels[base], stratum.base)
        return np.flatnonzero(inside)


def place_answers(codebook: Codebook, placement: Placement) -> dict[str, np.ndarray]:
    """Everybody's answers to every question; column -> place of the answer."""
    layout = placement.layout
    for variable in codebook.asked:
        for counting in layout.countings:
            if variable.name == counting.counting.parts[0].variable:
                _place_counting(placement, counting)
        for item in layout.sample.asked.get(variable.name, ()):
            tables = layout.of_variable(variable.name, item)
            if variable.type == "multiple":
                _place_multiple(placement, tables, variable.exclusive)
            else:
                _place_single(placement, tables[0])
    return placement.answers


def check_placement(placement: Placement) -> None:
    """Raise RuntimeError unless the people, counted, give the counts that were sought."""
    for table in placement.layout.tables.values():
        for place, stratum in enumerate(table.strata):
            given = placement.answers[table.name][placement.within(stratum, table.base)]
            counted = np.bincount(given, minlength=len(table.answers))
            if (counted != placement.counts[table.cells[place]]).any():
                raise RuntimeError(f"people do not give the counts of {table.name}")


def _place_single(placement: Placement, table: Table) -> None:
    """The most inclined give the first answers; those whom a counting counts, its answers."""
    given = np.full(len(placement.quota_cells), NOT_PUT, dtype=np.int16)
    inclination = placement.inclination(table.variable, table.item)
    member = placement.members.get(table.name, np.zeros(len(given), dtype=bool))
    order = np.arange(len(table.answers))
    for counting in placement.layout.countings:
        for part in counting.counting.parts:
            if part.variable == table.variable:
                order = np.argsort(
                    [answer not in part.members for answer in table.answers], kind="stable"
                )
    for place, stratum in enumerate(table.strata):
        people = placement.within(stratum, table.base)
        ranked = people[np.lexsort((-inclination[people], ~member[people]))]
        given[ranked] = np.repeat(order, placement.counts[table.cells[place, order]])
    placement.answers[table.name] = given


def _place_multiple(
    placement: Placement, tables: Sequence[Table], exclusive: Sequence[str]
) -> None:
    """The least inclined give the exclusive answers; the others at least one of the rest."""
    alone = [table for table in tables if table.category in exclusive]
    others = [table for table in tables if table.category not in exclusive]
    first, selected = tables[0], tables[0].answers.index(SELECTED)
    given = {t.name: np.full(len(placement.quota_cells), NOT_PUT, dtype=np.int16) for t in tables}
    general = placement.inclination(first.variable, first.item)
    single = [placement.inclination(t.variable, t.item, t.category) for t in others]
    for place, stratum in enumerate(first.strata):
        people = placement.within(stratum, first.base)
        ranked = people[np.argsort(-general[people], kind="stable")]
        for table in tables:
            given[table.name][ranked] = table.answers.index("not_selected")
        for table in alone:
            size = placement.counts[table.cells[place, selected]]
            ranked, chosen = np.split(ranked, [len(ranked) - size])
            given[table.name][chosen] = selected
        sums = np.array([placement.counts[table.cells[place, selected]] for table in others])
        liking = np.stack([inclination[ranked] for inclination in single], axis=1)
        matrix = fill(row_sums(sums, len(ranked)), sums, liking)
        for table, column in zip(others, matrix.T, strict=True):
            given[table.name][ranked[column]] = selected
    placement.answers |= given


def _place_counting(placement: Placement, table: CountingTable) -> None:
    """Who is counted for which items, and thereby everybody's derived answers."""
    parts = table.counting.parts
    for part in parts:
        for column in part.columns:
            placement.members[column] = np.zeros(len(placement.quota_cells), dtype=bool)
    based = any(placement.layout.tables[column].base for part in parts for column in part.columns)
    for place in range(len(table.strata)):
        (_cover if based else _spread)(placement, table, place)
    numbers = np.stack(
        [sum(placement.members[column].astype(int) for column in part.columns) for part in parts],
        axis=1,
    )
    shape = [len(part.columns) + 1 for part in parts]
    combination = np.ravel_multi_index(tuple(numbers.T), shape)
    for name, labels in table.counting.labels.items():
        placement.labels[name] = labels[combination]


def _spread(placement: Placement, table: CountingTable, place: int) -> None:
    """Questions put to everybody: numbers of items go to people, items to the numbers."""
    stratum, parts = table.strata[place], table.counting.parts
    people = placement.within(stratum, None)
    general = [placement.inclination(part.variable, None)[people] for part in parts]
    counts = placement.counts[table.cells[place]]
    numbers = _numbers(np.arange(len(people)), table.counting.grid, counts, general)
    for number, part in enumerate(parts):
        items = item_cells(placement.layout, table, number, stratum.quotas)
        sums = np.array([placement.counts[cells].sum() for cells in items])
        liking = [placement.inclination(part.variable, item)[people] for item in part.items]
        matrix = fill(numbers[:, number], sums, np.stack(liking, axis=1))
        for column, chosen in zip(part.columns, matrix.T, strict=True):
            placement.members[column][people] = chosen


def _numbers(
    people: np.ndarray, grid: np.ndarray, counts: np.ndarray, general: Sequence[np.ndarray]
) -> np.ndarray:
    """The numbers of items of each of the people: the more inclined, the more items.

    Part by part: those with the same number of the first part share out the second.
    """
    numbers = np.zeros((len(people), len(general)), dtype=np.int64)
    if not general:
        return numbers
    order = np.argsort(-general[0][people], kind="stable")
    done = 0
    for value in sorted(set(grid[:, 0]), reverse=True):
        rows = grid[:, 0] == value
        group = order[done : done + counts[rows].sum()]
        done += len(group)
        numbers[group, 0] = value
        numbers[group, 1:] = _numbers(people[group], grid[rows, 1:], counts[rows], general[1:])
    return numbers


def _cover(placement: Placement, table: CountingTable, place: int) -> None:
    """A question put to some only, item by item: exactly so many people for any item."""
    stratum, (part,) = table.strata[place], table.counting.parts
    ranked = []
    for item, column in zip(part.items, part.columns, strict=True):
        of = placement.layout.tables[column]
        (own,) = [s for s in of.strata if s.quotas == stratum.quotas]
        people = placement.within(own, of.base)
        inclination = placement.inclination(part.variable, item)[people]
        ranked.append(people[np.argsort(-inclination, kind="stable")])
    items = item_cells(placement.layout, table, 0, stratum.quotas)
    sizes = [int(placement.counts[cells].sum()) for cells in items]
    anybody = placement.counts[table.cells[place]][table.counting.grid[:, 0] > 0].sum()
    try:
        chosen = choose_covering(ranked, sizes, int(anybody), len(placement.quota_cells))
    except CannotCover as failure:
        raise CannotPlace(failure, np.concatenate(items), sum(sizes)) from failure
    for column, people in zip(part.columns, chosen, strict=True):
        placement.members[column][people] = True
