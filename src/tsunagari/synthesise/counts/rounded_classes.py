"""Percentages that were added up from rounded classes.

Such a sum need not be a share of its base: 9.1 + 27.3 + 27.3 = 63.7, though 1 + 3 + 3 of 11
is 63.6. Where the declared order says so, a number that gave way is met in this way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from tsunagari.synthesise.counts.contradictions import first_entry
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.statements.numbers import PERCENT, Attained, Number, tenths_of

TRIED = 50  # splits, the nearest to the assumed one first


@dataclass(frozen=True, eq=False)
class Split:
    """People of each class whose rounded percentages add up to a printed number."""

    attained: Attained
    classes: tuple[np.ndarray, ...]
    counts: tuple[int, ...]

    @property
    def number(self) -> Number:
        """The number that is met in this way."""
        return self.attained.number

    @property
    def printed(self) -> str:
        """The sum of the classes, as printed."""
        people = self.attained.people
        return " + ".join(f"{tenths_of(count, people) / 10:.1f}" for count in self.counts)

    def constrain(self, system: System) -> None:
        """Exactly these people in each class."""
        for cells, count in zip(self.classes, self.counts, strict=True):
            system.add(cells, 1, count, count)

    middle = constrain  # they are not rounded


def splits_as_printed(
    model: Model,
    kept: Sequence,
    attained: Sequence[Attained],
    prior: np.ndarray,
    order: Sequence[Mapping],
) -> list[Split]:
    """For each number that may be a sum of rounded classes, the classes nearest the assumed."""
    found: list[Split] = []
    for entry in attained:
        declared = first_entry(entry.number, order)
        if entry.number.kind == PERCENT and declared.get("instead") == "rounded_classes":
            possible = islice(_nearest_first(model, entry, prior), TRIED)
            met = [*kept, *attained, *found]
            found.extend(islice((s for s in possible if _feasible(model, [*met, s])), 1))
    return found


def _nearest_first(model: Model, entry: Attained, prior: np.ndarray) -> Iterable[Split]:
    claim = entry.number.statement
    (table,) = model.layout.of_variable(claim.variable, claim.item)
    classes = tuple(table.select(claim.quotas, [name], claim.within) for name in claim.members)
    sizes = np.indices([entry.count + 1] * (len(classes) - 1)).reshape(len(classes) - 1, -1)
    counts = np.vstack([sizes, entry.count - sizes.sum(axis=0)])
    counts = counts[:, counts[-1] >= 0]
    counts = counts[:, tenths_of(counts, entry.people).sum(axis=0) == entry.number.value]
    assumed = np.array([prior[cells].sum() for cells in classes])
    distance = np.abs(counts.T - entry.count * assumed / assumed.sum()).sum(axis=1)
    for column in np.argsort(distance, kind="stable"):
        yield Split(entry, classes, tuple(int(count) for count in counts[:, column]))


def _feasible(model: Model, numbers: Sequence) -> bool:
    return model.part(numbers, numbers[-1].classes[0][0]).feasible(numbers)
