"""What holds for any respondents, whatever is published: bases, exclusive answers, counting."""

from collections.abc import Iterator

import numpy as np

from tsunagari.codebook.variables import SELECTED, Codebook
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.statements.layout import CountingTable, Layout, Table

NO_LIMIT = np.inf


def structure(codebook: Codebook, layout: Layout) -> System:
    """Everybody asked answers, nobody else does, and an exclusive answer stands alone."""
    system = System(layout.size)
    for table in layout.tables.values():
        _everybody_answers(layout, table, system)
    for name, items in layout.sample.asked.items():
        if codebook[name].type == "multiple":
            for item in items:
                _at_least_one(codebook, layout.of_variable(name, item), system)
    for counting in layout.countings:
        for cells, stratum in zip(counting.cells, counting.strata, strict=True):
            people = layout.sample.size(stratum.quotas)
            system.add(cells, 1, people, people)
    return system


def sums_agree(layout: Layout) -> System:
    """What joins the items of a question: sums over items agree with the countings.

    People times their number of items are the items' people, and no item has more people
    than take part in anything (the rest of the conditions of Gale and Ryser is added where
    a solution breaks it).
    """
    system = System(layout.size)
    for numbers, people, items in _parts_of_countings(layout):
        system.add_terms(0, 0, (people, numbers), *((cells, -1) for cells in items))
        for cells in items:
            system.add_terms(0, NO_LIMIT, (people, np.minimum(numbers, 1)), (cells, -1))
    return system


def base_cells(layout: Layout, table: Table, stratum: int) -> np.ndarray:
    """The cells of the base column that make up the people of a stratum."""
    of = table.strata[stratum]
    return layout.answered(table.base, of.quotas, of.base)


def _everybody_answers(layout: Layout, table: Table, system: System) -> None:
    for place, stratum in enumerate(table.strata):
        cells = table.cells[place]
        if table.base is None:
            people = layout.sample.size(stratum.quotas)
            system.add(cells, 1, people, people)
        else:
            system.add_terms(0, 0, (cells, 1), (base_cells(layout, table, place), -1))


def _at_least_one(codebook: Codebook, tables: list[Table], system: System) -> None:
    """Of several answers everybody gives at least one, and an exclusive one alone.

    ASSUME: nobody leaves a question with several answers empty.
    """
    exclusive = codebook[tables[0].variable].exclusive
    selected = tables[0].answers.index(SELECTED)
    for place in range(len(tables[0].strata)):
        people = tables[0].cells[place]
        alone = [t.cells[place, selected] for t in tables if t.category in exclusive]
        others = [t.cells[place, selected] for t in tables if t.category not in exclusive]
        system.add_terms(0, NO_LIMIT, ([*alone, *others], 1), (people, -1))
        for cell in others if alone else ():
            system.add_terms(-NO_LIMIT, 0, ([cell, *alone], 1), (people, -1))


def _parts_of_countings(layout: Layout) -> Iterator[tuple]:
    """Each part in each stratum: numbers of items, cells of them, and cells of each item."""
    for table in layout.countings:
        for number, numbers in enumerate(table.counting.grid.T):
            for people, stratum in zip(table.cells, table.strata, strict=True):
                yield numbers, people, item_cells(layout, table, number, stratum.quotas)


def item_cells(layout: Layout, table: CountingTable, number: int, quotas) -> list[np.ndarray]:
    """For each item of a part: the cells of the people whom it counts."""
    part = table.counting.parts[number]
    return [layout.tables[column].select(quotas, part.members) for column in part.columns]


def broken_conditions(layout: Layout, counts: np.ndarray, tolerance: float = 0) -> System:
    """Conditions of Gale and Ryser that the counts break, as further rows.

    People with given numbers of items can be spread over the items exactly if, for every
    m, the m largest items together have no more people than the sum of min(number, m).
    """
    system = System(layout.size)
    for numbers, people, items in _parts_of_countings(layout):
        sums = np.array([counts[cells].sum() for cells in items])
        order = np.argsort(-sums, kind="stable")
        for m in range(1, len(items)):
            room = np.minimum(numbers, m)
            if sums[order[:m]].sum() > counts[people] @ room + tolerance:
                largest = np.concatenate([items[k] for k in order[:m]])
                system.add_terms(0, NO_LIMIT, (people, room), (largest, -1))
    return system


def rounded_margins(layout: Layout, target: np.ndarray) -> System:
    """Rows that keep every distribution of numbers of items near its target as well.

    People with so many items of a part, and with so many of all parts, are at most one away
    from the target: without them, many tiny targets could add up to people in odd places.
    """
    system = System(layout.size)
    for table in layout.countings:
        grid = table.counting.grid
        for numbers in [*grid.T, grid.sum(axis=1)]:
            for value in np.unique(numbers):
                cells = table.cells[:, numbers == value].ravel()
                people = target[cells].sum()
                system.add(cells, 1, np.floor(people), np.ceil(people))
    return system
