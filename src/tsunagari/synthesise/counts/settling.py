"""All numbers that can hold together, held together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tsunagari.synthesise.counts.contradictions import (
    Contradiction,
    contradictions,
    nearest_attained,
    separate_contradictions,
)
from tsunagari.synthesise.counts.model import Model, counts_near
from tsunagari.synthesise.counts.rounded_classes import Split, splits_as_printed
from tsunagari.synthesise.statements.moments import Moments
from tsunagari.synthesise.statements.numbers import Attained, Number


@dataclass(frozen=True)
class Settled:
    """Counts, the numbers that they meet, and the contradictions that made others give way."""

    counts: np.ndarray
    kept: list[Number | Moments]
    attained: list[Attained]
    splits: list[Split]
    contradictions: list[Contradiction]

    @property
    def published(self) -> list[Number | Moments | Attained]:
        """What the publications fix: not how a sum is split into its classes."""
        return [*self.kept, *self.attained]

    @property
    def met(self) -> list[Number | Moments | Attained | Split]:
        """Everything that the counts meet."""
        return [*self.published, *self.splits]


def settle_counts(
    model: Model,
    numbers: Sequence[Number | Moments],
    prior: np.ndarray,
    order: Sequence[Mapping],
) -> Settled:
    """Counts near the assumed ones that meet all numbers but those that must give way.

    order  the `relaxations` of the assumptions

    Raises RuntimeError if no counts are found though nothing contradicts.
    """
    found = separate_contradictions(model, numbers, order)
    settled = _try(model, numbers, prior, order, found)
    if settled is None:
        kept = [number for number in numbers if number not in _relaxed(found)]
        # Slow: each question solves all of the model.
        found += contradictions(kept, lambda some: model.solve(some) is not None, order)
        settled = _try(model, numbers, prior, order, found)
    if settled is None:
        raise RuntimeError("no counts meet the numbers, though no contradiction was found")
    return settled


def _try(model, numbers, prior, order, found: Sequence[Contradiction]) -> Settled | None:
    relaxed = _relaxed(found)
    kept = [number for number in numbers if number not in relaxed]
    attained = nearest_attained(model, numbers, relaxed)
    splits = splits_as_printed(model, kept, attained, prior, order)
    counts = counts_near(model, [*kept, *attained, *splits], prior)
    return None if counts is None else Settled(counts, kept, attained, splits, list(found))


def _relaxed(found: Sequence[Contradiction]) -> list[Number]:
    return [contradiction.relaxed for contradiction in found if contradiction.decisive]
