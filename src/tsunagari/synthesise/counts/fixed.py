"""Which percentages of the figures the publications fix, and which are assumed.

A percentage is fixed when every set of respondents that meets the published numbers gives
the same printed value: because it is printed itself, or because other numbers imply it (the
last class of a printed row, a sum of printed classes). Two sets that differ are a proof that
it is not fixed; otherwise a whole-number programme looks for a set in which it would be
higher, or lower.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED, PUBLISHED
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import read_rows, tabulated
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.settling import Settled
from tsunagari.synthesise.counts.wanted import wanted_of
from tsunagari.synthesise.linear import solve
from tsunagari.synthesise.statements.numbers import PERCENT, tenths_of
from tsunagari.synthesise.statements.sample import Sample, samples_of
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
    wanted = wanted_of(codebook, rows, figures, assumptions, sample)
    model, settled = wanted.model, wanted.settled
    solutions, proof = _solutions(model, settled), Proof(model, settled)
    kept = {row for n in settled.kept if n.kind == PERCENT for row in n.rows}
    printed = {claim.row.keys for claim in wanted.printed if claim.row.place in kept}
    return [
        _row(claim, claim.row.keys in printed, *wanted.cells(claim), solutions, proof)
        for claim in wanted.percentages
    ]


def _solutions(model: Model, settled: Settled) -> list[np.ndarray]:
    """Counts that meet all numbers, and others about them that random preferences choose."""
    random = generator(0, "others", model.layout.sample.country)
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
    return [settled.counts, *others]


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
