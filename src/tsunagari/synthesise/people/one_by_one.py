"""The last resort: every answer of every person as an unknown of its own.

Counts leave open whether people can be found for them in one case: a question put to some,
item by item, must have a given answer for so many different people. Where moving the counts
does not help, the same rows are written for single people, each a quota cell of one, and
the published numbers for their sums. That decides the matter, in small samples.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.synthesise.counts.contradictions import smallest_conflict
from tsunagari.synthesise.counts.findings import describe
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.structure import structure, sums_agree
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.people.placement import NOT_PUT
from tsunagari.synthesise.statements.layout import CountingTable, Layout, Stratum, Table
from tsunagari.synthesise.statements.sample import Sample

LARGEST = 30_000  # unknowns: beyond it one solution takes minutes


class OneByOne:
    """The model of single people, with the cells of single people for every cell."""

    def __init__(self, codebook: Codebook, layout: Layout, quota_cells: np.ndarray) -> None:
        sample = layout.sample
        people = sample.quotas.iloc[quota_cells].reset_index(drop=True)
        ones = np.ones(len(people), dtype=np.int64)
        self.layout = Layout(Sample(sample.wave, sample.country, people, ones, sample.asked))
        self.cells: list[np.ndarray] = [np.empty(0, np.int64)] * layout.size
        for name, table in layout.tables.items():
            self.layout.tables[name] = self._apart(table, quota_cells)
        for table in layout.countings:
            self.layout.countings.append(self._apart(table, quota_cells))
        self.always = structure(codebook, self.layout).joined(sums_agree(self.layout))

    def solve(self, wanted: System) -> np.ndarray | None:
        """Answers of single people that meet rows over the cells of all people."""
        rows = System(self.layout.size)
        for cells, signs, low, high in wanted.rows():
            single = [self.cells[cell] for cell in cells]
            lengths = [len(own) for own in single]
            rows.add(np.concatenate(single), np.repeat(signs, lengths), low, high)
        bounds = np.zeros(self.layout.size), np.ones(self.layout.size)
        return solve(self.always.joined(rows), *bounds)

    def answers(self, counts: np.ndarray) -> dict[str, np.ndarray]:
        """Column -> the place of everybody's answer, -1 where the question was not put."""
        found = {}
        for name, table in self.layout.tables.items():
            given = np.full(len(self.layout.sample.sizes), NOT_PUT, dtype=np.int16)
            strata, places = np.nonzero(counts[table.cells])
            persons = [next(iter(table.strata[stratum].quotas)) for stratum in strata]
            given[persons] = places
            found[name] = given
        return found

    def _apart(self, table: Table | CountingTable, quota_cells: np.ndarray):
        """The table with a stratum for every person of each of its strata."""
        strata, claimed = [], []
        for own, stratum in zip(table.cells, table.strata, strict=True):
            persons = np.flatnonzero(np.isin(quota_cells, sorted(stratum.quotas)))
            single = self.layout.claim(len(persons), len(own))
            strata += [Stratum(frozenset({int(person)}), stratum.base) for person in persons]
            claimed.append(single)
            for cell, cells in zip(own, single.T, strict=True):
                self.cells[cell] = cells
        return replace(table, strata=tuple(strata), cells=np.concatenate(claimed))


def place_one_by_one(
    codebook: Codebook, model: Model, numbers: Sequence, quota_cells: np.ndarray
) -> dict[str, np.ndarray] | None:
    """Everybody's answers; None in samples too large for it.

    Raises ProblemsFound with a smallest set of contradicting numbers if there are none.
    """
    if model.layout.size * len(quota_cells) > LARGEST:
        return None
    single = OneByOne(codebook, model.layout, quota_cells)
    counts = single.solve(model.wanted(numbers))
    if counts is None:
        culprits = smallest_conflict(
            numbers, lambda some: single.solve(model.wanted(some)) is not None
        )
        named = "; ".join(describe(getattr(number, "number", number)) for number in culprits)
        message = (
            "these published numbers contradict each other once people are looked at one by one"
        )
        remedy = "Correct one of them."
        raise ProblemsFound([Problem("resources/published", "", named, message, remedy)])
    return single.answers(counts)
