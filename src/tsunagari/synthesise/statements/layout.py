"""The cells whose counts are sought: who answers what, in groups no finer than needed.

Every column of the harmonised layout is a table of strata by answers. Strata are groups of
quota cells, and of answers to the question's base, just fine enough for every published
row that touches the column, the questions that rest on it, and what counts its items.
Countings (see counting.py) add tables of strata by numbers of items.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook
from tsunagari.synthesise.statements.counting import Counting, countings
from tsunagari.synthesise.statements.sample import Sample
from tsunagari.synthesise.statements.statements import Statement

Quotas = frozenset[int]


@dataclass(frozen=True)
class Stratum:
    """People of some quota cells, or those among them who gave one of the base answers."""

    quotas: Quotas
    base: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Table:
    """The cells of one column: `cells[stratum, answer]` are places in the vector of counts.

    base  the column that the question's base looks at, None when everybody is asked
    """

    name: str
    variable: str
    item: str | None
    category: str | None
    answers: tuple[str, ...]
    base: str | None
    strata: tuple[Stratum, ...]
    cells: np.ndarray

    def select(
        self,
        quotas: Quotas | None = None,
        answers: Iterable[str] | None = None,
        within: Iterable[str] | None = None,
    ) -> np.ndarray:
        """Cells in these quota cells, with these answers, of people with these base answers."""
        rows = [
            (quotas is None or stratum.quotas <= quotas)
            and (within is None or stratum.base is None or set(stratum.base) <= set(within))
            for stratum in self.strata
        ]
        wanted = [answers is None or answer in answers for answer in self.answers]
        return self.cells[np.ix_(rows, wanted)].ravel()


@dataclass(frozen=True)
class CountingTable:
    """The cells of a counting: `cells[stratum, combination of numbers]`."""

    counting: Counting
    strata: tuple[Stratum, ...]
    cells: np.ndarray

    def select(
        self, variable: str, quotas: Quotas | None = None, answers: Iterable[str] | None = None
    ) -> np.ndarray:
        """Cells of a derived variable's answers in these quota cells."""
        rows = [quotas is None or stratum.quotas <= quotas for stratum in self.strata]
        labels = self.counting.labels[variable]
        wanted = np.isin(labels, list(answers)) if answers is not None else labels == labels
        return self.cells[np.ix_(rows, wanted)].ravel()


@dataclass
class Layout:
    """All tables of a sample, over one vector of `size` counts."""

    sample: Sample
    tables: dict[str, Table] = field(default_factory=dict)
    countings: list[CountingTable] = field(default_factory=list)
    size: int = 0

    def claim(self, rows: int, columns: int) -> np.ndarray:
        """New cells."""
        cells = np.arange(self.size, self.size + rows * columns).reshape(rows, columns)
        self.size += rows * columns
        return cells

    def of_variable(self, variable: str, item: str | None = None) -> list[Table]:
        """The tables of a question, about one item."""
        found = self.tables.values()
        return [table for table in found if table.variable == variable and table.item == item]

    def answered(
        self, name: str, quotas: Quotas | None = None, answers: Iterable[str] | None = None
    ) -> np.ndarray:
        """Cells of a column's, or a derived variable's, answers."""
        if name in self.tables:
            return self.tables[name].select(quotas, answers)
        for table in self.countings:
            if name in table.counting.labels:
                return table.select(name, quotas, answers)
        raise KeyError(name)


def make_layout(codebook: Codebook, sample: Sample, claims: Sequence[Statement]) -> Layout:
    """Tables for all questions asked and all countings of the sample."""
    layout = Layout(sample)
    found = countings(codebook, sample)
    groups = _groups(codebook, sample, found, claims)
    split = {claim.variable for claim in claims if claim.within is not None}
    for name, items in sample.asked.items():
        strata = tuple(
            Stratum(quotas, base)
            for quotas in groups[name]
            for base in _base_groups(codebook, name, name in split)
        )
        for item in items:
            _add_tables(codebook, layout, name, item, strata)
    for counting in found:
        strata = tuple(Stratum(quotas) for quotas in groups[counting.parts[0].variable])
        cells = layout.claim(len(strata), len(counting.grid))
        layout.countings.append(CountingTable(counting, strata, cells))
    return layout


def _add_tables(
    codebook: Codebook, layout: Layout, name: str, item: str | None, strata: tuple[Stratum, ...]
) -> None:
    variable = codebook[name]
    multiple = variable.type == "multiple"
    answers = (SELECTED, NOT_SELECTED) if multiple else variable.categories
    columns = variable.columns(item)
    for column, category in zip(columns, variable.categories if multiple else [None], strict=True):
        cells = layout.claim(len(strata), len(answers))
        base = base_column(codebook, name, item)
        layout.tables[column] = Table(column, name, item, category, answers, base, strata, cells)


def base_column(codebook: Codebook, name: str, item: str | None) -> str | None:
    """The column that decides who is asked: of the same item when the base is repeated."""
    base = codebook[name].base
    if not base:
        return None
    (source,) = base
    return f"{source}.{item}" if codebook[source].items else source


def base_answers(codebook: Codebook, name: str) -> tuple[str, ...]:
    """The answers to the base that bring the question about."""
    ((source, wanted),) = codebook[name].base.items()
    return codebook[source].members(wanted)


def _base_groups(codebook: Codebook, name: str, split: bool) -> list[tuple[str, ...] | None]:
    if not codebook[name].base:
        return [None]
    answers = base_answers(codebook, name)
    return [(answer,) for answer in answers] if split else [answers]


def _groups(
    codebook: Codebook,
    sample: Sample,
    found: Sequence[Counting],
    claims: Sequence[Statement],
) -> dict[str, list[Quotas]]:
    """The groups of quota cells of each variable: fine enough for its rows and dependants."""
    masks: dict[str, set[Quotas]] = {name: set() for name in sample.asked}
    together: list[set[str]] = []
    for counting in found:
        joined = {part.variable for part in counting.parts} | set(counting.labels)
        together.append(joined)
        masks |= {name: set() for name in joined if name not in masks}
    for claim in claims:
        masks[claim.variable].add(claim.quotas)
    for _ in masks:  # as many rounds as a chain of bases can be long
        for joined in together:
            shared = set().union(*(masks[name] for name in joined))
            masks |= {name: set(shared) for name in joined}
        for name in sample.asked:
            for source in codebook[name].base or ():
                masks[source] |= masks[name]
    return {name: partition(len(sample.sizes), wanted) for name, wanted in masks.items()}


def partition(cells: int, masks: Iterable[Quotas]) -> list[Quotas]:
    """The coarsest groups of `cells` cells of which every mask is a union."""
    ordered = sorted(masks, key=sorted)
    groups: dict[tuple[bool, ...], list[int]] = {}
    for cell in range(cells):
        groups.setdefault(tuple(cell in mask for mask in ordered), []).append(cell)
    return [frozenset(group) for group in groups.values()]
