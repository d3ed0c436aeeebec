"""From published rows to the numbers that a sample's counts must meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.synthetic.layout import Layout, make_layout
from tsunagari.synthetic.moments import Moments, moments_of
from tsunagari.synthetic.numbers import BASE, Number, numbers_of
from tsunagari.synthetic.printed import Statement
from tsunagari.synthetic.sample import Sample

PROVENANCES = ("seed", "secondary", "derived")  # the first is blamed for a contradiction first


@dataclass(frozen=True)
class Reading:
    """The cells that statements speak of, and all numbers over them."""

    layout: Layout
    numbers: list[Number | Moments]


def read_numbers(
    codebook: Codebook,
    published: pd.DataFrame,
    assumptions: Mapping,
    sample: Sample,
    claims: Sequence[Statement],
    scale: int = 1,
    also: Sequence[Statement] = (),
) -> Reading:
    """All numbers of the statements: printed before derived ones, bases before percentages.

    also  statements without numbers, for whose groups the cells shall be fine enough too
    """
    layout = make_layout(codebook, sample, [*claims, *also])
    numbers = [
        *numbers_of(codebook, layout, claims, scale),
        *moments_of(layout, published, assumptions, sample),
    ]
    order = {provenance: place for place, provenance in enumerate(PROVENANCES)}
    numbers.sort(key=lambda n: (order[n.statement.provenance], n.kind != BASE))
    return Reading(layout, numbers)
