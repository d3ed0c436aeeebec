"""The least and the greatest percentage among all respondents who meet the published numbers.

A percentage is a quotient of two counts. Its extreme is sought by Dinkelbach's method (1967): the
whole-number programme that maximises count - value * base, until no counts have a greater quotient
than the last. That is exact after a few steps, and after one where the base is the same for all.

Most questions hang together with few others, as long as the items of a question are left unrelated.
So each extreme is sought there first, where it is quick, and is no less extreme than it is in the
whole model; it is one of the whole model's as soon as any counts of that have it. Such counts are
looked for; an extreme that is not found so is sought in the whole model itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.read.reading import read_rows, tabulated
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.settling import Settled
from tsunagari.synthesise.counts.structure import broken_conditions
from tsunagari.synthesise.counts.wanted import wanted_of
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.statements.sample import samples_of

GREATEST, LEAST = 1, -1
STARTS = {GREATEST: Fraction(0), LEAST: Fraction(1)}  # what no counts are less extreme than
NEAR_ENOUGH = 0.05  # relative gap of counts that have many extremes at once: any that have some do


BOUNDS = ("bound_low", "bound_high")


def bounds_by_constraints(
    codebook: Codebook,
    published: pd.DataFrame,
    figures: Mapping,
    assumptions: Mapping,
    wave: str,
    basis: pd.DataFrame,
) -> pd.DataFrame:
    """The bounds of every percentage of a wave that is assumed: KEYS and BOUNDS, in percent.

    basis  what each percentage stands on, as `fixed_by_constraints` gives it

    They are the least and the greatest value over all sets of respondents, as many as were
    asked, who meet the published numbers; nothing that is assumed of answers narrows them.
    """
    rows = read_rows(published, tabulated(codebook, figures), assumptions.get("placements", ()))
    open_ones = set(
        basis.loc[basis["basis"] == ASSUMED, list(KEYS)].itertuples(index=False, name=None)
    )
    found: list[tuple] = []
    for sample in samples_of(codebook, assumptions["samples"], wave):
        wanted = wanted_of(codebook, rows, figures, assumptions, sample)
        claims = [claim for claim in wanted.percentages if tuple(claim.row.keys) in open_ones]
        percentages = [Percentage.of(*wanted.cells(claim)) for claim in claims]
        bounds = Bounds(wanted.model, wanted.settled).of(percentages)
        found += [(*claim.row.keys, *ends) for claim, ends in zip(claims, bounds, strict=True)]
    return pd.DataFrame(found, columns=[*KEYS, *BOUNDS])


@dataclass(frozen=True)
class Percentage:
    """People in `cells` out of those in `base`: places in the vector of counts."""

    cells: tuple[int, ...]
    base: tuple[int, ...]

    @classmethod
    def of(cls, cells: np.ndarray, base: np.ndarray) -> "Percentage":
        return cls(tuple(map(int, cells)), tuple(map(int, base)))

    def share(self, counts: np.ndarray) -> Fraction | None:
        """The quotient; None where nobody is in the base."""
        people = round(float(counts[list(self.base)].sum()))
        return Fraction(round(float(counts[list(self.cells)].sum())), people) if people else None

    def gain(self, size: int, sign: int, value: Fraction) -> np.ndarray:
        """(size,) coefficients of count - value * base, or of its opposite."""
        gain = np.zeros(size)
        np.add.at(gain, list(self.cells), float(sign))
        np.add.at(gain, list(self.base), -sign * float(value))
        return gain


Extremes = dict[tuple[Percentage, int], Fraction]  # (percentage, LEAST or GREATEST) -> it


class Bounds:
    """Extremes of percentages, given what a sample's counts have to meet."""

    def __init__(self, model: Model, settled: Settled) -> None:
        self.model, self.numbers, self.start = model, settled.published, settled.counts
        self.separate = model.separate.joined(model.wanted(self.numbers))
        self.labels = self.separate.components()

    def of(self, wanted: Sequence[Percentage]) -> list[tuple[float, float]]:
        """Of each its least and greatest value in percent, over counts with anybody in its base.

        Missing where no counts have anybody in it.
        """
        keys = [(each, sign) for each in dict.fromkeys(wanted) for sign in (LEAST, GREATEST)]
        in_parts = {key: self._in_part(*key) for key in keys}
        found = {key: None for key, value in in_parts.items() if value is None}
        found |= self._confirmed({key: v for key, v in in_parts.items() if v is not None})
        return [tuple(_percent(found[each, s]) for s in (LEAST, GREATEST)) for each in wanted]

    def _confirmed(self, pending: Extremes) -> Extremes:
        """Each extreme as counts of the whole model have it.

        Counts are turned towards an extreme where they hang together with it, all others staying
        as they are; if that does not reach it, other counts are, that have some of them already.
        """
        found, counts = {}, self.start
        while pending:
            found |= self._beside_others(pending, counts)
            pending = {key: value for key, value in pending.items() if key not in found}
            if pending:
                counts, new = self._some(pending)
                found |= new
                pending = {key: value for key, value in pending.items() if key not in found}
        return found

    def _some(self, pending: Extremes) -> tuple[np.ndarray, Extremes]:
        """Counts of the whole model that have some of the extremes, and those."""
        counts = self._towards(pending)
        if new := _attained(pending, counts):
            return counts, new
        first = next(iter(pending))
        value, counts = self._in_whole(*first)
        return counts, _attained({**pending, first: value}, counts)

    # ---- Where an extreme is sought --------------------------------------------------------

    def _inside(self, each: Percentage) -> np.ndarray:
        """The cells that hang together with a percentage, the items of questions unrelated."""
        labels = np.unique(self.labels[[*each.cells, *each.base]])
        return np.flatnonzero(np.isin(self.labels, labels))

    def _in_part(self, each: Percentage, sign: int) -> Fraction | None:
        """The extreme with the items of questions unrelated."""
        inside = self._inside(each)
        return self._of_cells(each, sign, inside, self.separate.part(inside), self.start)[0]

    def _beside_others(self, pending: Extremes, start: np.ndarray) -> Extremes:
        """The extremes that are reached while all that does not hang together stays as counted."""
        whole = self.model.always.joined(self.model.wanted(self.numbers))
        found = {}
        for (each, sign), value in pending.items():
            inside = self._inside(each)
            rows = whole.given(inside, start)
            reached, counts = self._of_cells(each, sign, inside, rows, start)
            if reached == value and not broken_conditions(self.model.layout, counts).cells:
                found[each, sign] = value
        return found

    def _towards(self, pending: Extremes) -> np.ndarray:
        """Counts of the whole model near many of the extremes at once: of each table, one."""
        size = self.model.layout.size
        cost, taken = np.zeros(size), np.zeros(size, dtype=bool)
        for (each, sign), value in pending.items():
            cells = [*each.cells, *each.base]
            if not taken[cells].any():
                taken[cells] = True
                cost -= each.gain(size, sign, value)
        return self.model.solve(self.numbers, cost=cost, gap=NEAR_ENOUGH)

    def _in_whole(self, each: Percentage, sign: int) -> tuple[Fraction, np.ndarray]:
        """The extreme in the whole model, and counts that have it."""
        somebody = System(self.model.layout.size)
        somebody.add(each.base, 1, 1, np.inf)
        return self._dinkelbach(
            each, sign, lambda gain: self.model.solve(self.numbers, somebody, cost=-gain)
        )

    def _of_cells(
        self, each: Percentage, sign: int, inside: np.ndarray, rows: System, start: np.ndarray
    ) -> tuple[Fraction | None, np.ndarray]:
        """The extreme over some cells that meet the rows, and counts that have it."""
        rows.add(np.searchsorted(inside, each.base), 1, 1, np.inf)
        limits = np.zeros(len(inside)), np.full(len(inside), self.model.people)

        def extreme(gain: np.ndarray) -> np.ndarray | None:
            cells = solve(rows, *limits, cost=-gain[inside])
            if cells is None:
                return None
            counts = np.array(start, dtype=float)
            counts[inside] = cells
            return counts

        return self._dinkelbach(each, sign, extreme)

    def _dinkelbach(
        self, each: Percentage, sign: int, extreme: Callable[[np.ndarray], np.ndarray | None]
    ) -> tuple[Fraction | None, np.ndarray]:
        """The extreme quotient and counts that have it; None where `extreme` finds no counts.

        extreme  (p,) gains -> counts, with somebody in the base, of the greatest gain
        """
        size, value, best = self.model.layout.size, STARTS[sign], self.start
        while True:
            counts = extreme(each.gain(size, sign, value))
            if counts is None:
                return None, best
            further, best = each.share(counts), counts
            if sign * (further - value) <= 0:
                return value, best
            value = further


def _attained(pending: Extremes, counts: np.ndarray) -> Extremes:
    """The extremes that counts have."""
    return {key: value for key, value in pending.items() if key[0].share(counts) == value}


def _percent(share: Fraction | None) -> float:
    return float("nan") if share is None else 100 * float(share)
