"""Which percentages of the figures the publications fix, and which are assumed.

A percentage is fixed when every set of respondents that meets the published numbers gives
the same printed value: because it is printed itself, or because other numbers imply it (the
last class of a printed row, a sum of printed classes). Two sets that differ are a proof that
it is not fixed; otherwise a whole-number programme looks for a set in which it would be
higher, or lower.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED, PUBLISHED
from tsunagari.codebook.queries import KEYS, Base, bases
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import Row, read_rows, tabulated
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.priors import prior_counts
from tsunagari.synthesise.counts.settling import Settled, settle_counts
from tsunagari.synthesise.linear import solve
from tsunagari.synthesise.statements.counting import is_put
from tsunagari.synthesise.statements.layout import Layout, base_answers
from tsunagari.synthesise.statements.numbers import (
    PERCENT,
    base_of,
    cells_of,
    constraints_of,
    tenths_of,
)
from tsunagari.synthesise.statements.sample import Sample, samples_of
from tsunagari.synthesise.statements.statements import Statement, statements, subgroup
from tsunagari.synthesise.traits import generator

TRIES = 6  # differing sets of counts that are looked at before anything is proved
NEAR = 8  # people by which they may differ from the first
ANY = 1.0  # relative gap: any counts that meet the numbers will do


def fixed_by_constraints(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping,
    assumptions: Mapping,
    wave: str,
) -> pd.DataFrame:
    """The basis of every estimate of a wave: keys, `basis` (published, assumed) and `why`.

    why  printed, implied (by other numbers), or open. The quotas count as given; numbers
         whose place in a figure is only assumed do not count as published.
    """
    rows = read_rows(published, tabulated(codebook, figures), assumptions.get("placements", ()))
    basis: list[dict] = []
    for sample in samples_of(codebook, assumptions["samples"], wave):
        basis.extend(_of_sample(codebook, rows, figures, assumptions, sample))
    return pd.DataFrame(basis, columns=[*KEYS, "basis", "why"])


def _of_sample(codebook, rows, figures, assumptions, sample: Sample) -> list[dict]:
    claims = statements(codebook, rows, sample)
    claims = [claim for claim in claims if not claim.row.assumed]
    wanted = list(estimates(codebook, figures, sample))
    constraints = constraints_of(codebook, rows, assumptions, sample, claims, also=wanted)
    layout, numbers = constraints.layout, constraints.numbers
    model = Model(codebook, layout)
    solutions, settled = _solutions(codebook, model, numbers, assumptions)
    kept = {row for n in settled.kept if n.kind == PERCENT for row in n.rows}
    printed = {claim.row.keys for claim in claims if claim.row.place in kept}
    proof = Proof(model, settled)
    return [
        _row(claim, claim.row.keys in printed, *_cells(codebook, layout, claim), solutions, proof)
        for claim in wanted
    ]


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


def _cells(codebook: Codebook, layout: Layout, claim: Statement) -> tuple[np.ndarray, np.ndarray]:
    return cells_of(layout, codebook, claim), base_of(layout, codebook, claim)


def _solutions(
    codebook: Codebook, model: Model, numbers: Sequence, assumptions: Mapping
) -> tuple[list[np.ndarray], Settled]:
    """Counts that meet all numbers, and others about them that random preferences choose."""
    random = generator(0, "basis", model.layout.sample.country)
    plain = {**assumptions, "loadings": []}
    prior = prior_counts(codebook, model.layout, plain, {}, random)
    settled = settle_counts(model, numbers, prior, assumptions.get("relaxations", ()))
    lower, upper = np.maximum(settled.counts - NEAR, 0), settled.counts + NEAR
    others = [
        model.solve(
            settled.published,
            lower=lower,
            upper=upper,
            cost=random.standard_normal(model.layout.size),
            gap=ANY,
        )
        for _ in range(TRIES)
    ]
    return [settled.counts, *others], settled


def _row(claim, printed: bool, cells, base, solutions, proof) -> dict:
    sums = [(int(counts[cells].sum()), int(counts[base].sum())) for counts in solutions]
    values = {tenths_of(count, people) if people else None for count, people in sums}
    if printed:
        why = "printed"
    elif len(values) == 1 and proof.fixed(cells, base, values.pop()):
        why = "implied"
    else:
        why = "open"
    basis = ASSUMED if why == "open" else PUBLISHED
    return {**dict(zip(KEYS, claim.row.keys, strict=True)), "basis": basis, "why": why}


class Proof:
    """Whether a percentage can differ from a value, among counts that meet everything.

    What cannot differ while the items of a question are left unrelated cannot differ at
    all; only otherwise is the whole model asked, which is slower.
    """

    def __init__(self, model: Model, settled: Settled) -> None:
        self.people = model.people
        wanted = model.wanted(settled.published)
        self.systems = [model.separate.joined(wanted), model.always.joined(wanted)]
        self.labels = [system.components() for system in self.systems]

    def fixed(self, cells: np.ndarray, base: np.ndarray, tenths: int | None) -> bool:
        """True when no counts print another value (nor leave the base empty)."""
        if tenths is None:
            return False
        # Higher: 2000 count >= (2 t + 1) base. Lower: (2 t - 1) base >= 2000 count + 1.
        for sign, least in ((1, 0), (-1, 1)):
            gain = np.zeros(len(self.labels[0]))
            np.add.at(gain, cells, float(sign))
            np.add.at(gain, base, -sign * (2.0 * tenths + sign) / 2000)
            if self._reached(gain, least / 2000):
                return False
        return True

    def _reached(self, gain: np.ndarray, least: float) -> bool:
        """Whether whole counts gain so much; whether real ones do is asked first."""
        for system, labels in zip(self.systems, self.labels, strict=True):
            inside = np.flatnonzero(np.isin(labels, labels[np.flatnonzero(gain)]))
            rows = system.part(inside)
            rows.add(np.arange(len(inside)), gain[inside], least, np.inf)
            bounds = np.zeros(len(inside)), np.full(len(inside), self.people)
            for whole in (np.zeros(len(inside)), np.ones(len(inside))):
                if solve(rows, *bounds, whole=whole) is None:
                    return False
        return True
