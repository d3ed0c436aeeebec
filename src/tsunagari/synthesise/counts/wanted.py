"""The percentages that the figures show of a sample, and counts that meet what is published.

Numbers whose place in a figure is only assumed do not count as published here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tsunagari.codebook.queries import Base, bases
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import Row
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.priors import prior_counts
from tsunagari.synthesise.counts.settling import Settled, settle_counts
from tsunagari.synthesise.statements.counting import is_put
from tsunagari.synthesise.statements.layout import base_answers
from tsunagari.synthesise.statements.numbers import base_of, cells_of, constraints_of
from tsunagari.synthesise.statements.sample import Sample
from tsunagari.synthesise.statements.statements import Statement, statements, subgroup
from tsunagari.synthesise.traits import generator


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is asked about a sample.

    codebook, model
    printed      the published rows about it         settled  counts that meet them
    percentages  those of the figures, as statements without a number
    """

    codebook: Codebook
    model: Model
    printed: Sequence[Statement]
    percentages: Sequence[Statement]
    settled: Settled

    def cells(self, claim: Statement) -> tuple[np.ndarray, np.ndarray]:
        """Places of the people whom a percentage counts, and of its base, among the counts."""
        layout = self.model.layout
        return cells_of(layout, self.codebook, claim), base_of(layout, self.codebook, claim)


def wanted_of(
    codebook: Codebook, rows: Sequence[Row], figures: Mapping, assumptions: Mapping, sample: Sample
) -> Wanted:
    """All percentages that the figures show of the sample, with counts near assumed ones.

    No loadings are assumed: which counts they are does not matter, as long as they meet all.
    """
    printed = [claim for claim in statements(codebook, rows, sample) if not claim.row.assumed]
    percentages = list(estimates(codebook, figures, sample))
    constraints = constraints_of(codebook, rows, assumptions, sample, printed, also=percentages)
    model = Model(codebook, constraints.layout)
    random = generator(0, "basis", sample.country)
    plain = {**assumptions, "loadings": []}
    prior = prior_counts(codebook, model.layout, plain, {}, random)
    order = assumptions.get("relaxations", ())
    settled = settle_counts(model, constraints.numbers, prior, order)
    return Wanted(codebook, model, printed, percentages, settled)


def estimates(codebook: Codebook, figures: Mapping, sample: Sample) -> Iterable[Statement]:
    """Every estimate of the figures about the sample, as a statement without a number."""
    for figure, entry in figures.items():
        if sample.wave in entry.get("waves", ()):
            for base in bases(codebook, figure, entry.get("estimates", ())):
                if base.country == sample.country and is_put(codebook, sample, base.variable):
                    yield from _of_base(codebook, sample, base)


def _of_base(codebook: Codebook, sample: Sample, base: Base) -> Iterable[Statement]:
    if base.item is not None and base.item not in sample.asked[base.variable]:
        return
    quotas, within = subgroup(codebook, sample, base)
    if within is not None and not set(within) <= set(base_answers(codebook, base.variable)):
        return
    for category in base.categories:
        keys = (base.figure, sample.wave, sample.country, base.group, base.item_key, category)
        members = codebook[base.variable].members(category)
        yield Statement(Row(-1, keys, base), base.variable, base.item, members, quotas, within)
