"""Computed numbers as claims see them: margins of respondents with their errors."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import fsum

import numpy as np
from scipy.special import ndtri, stdtrit

from tsunagari.audit.claims.answers_of_cells import AnswersOfWave, Choice, Share
from tsunagari.audit.claims.cells import Cell
from tsunagari.audit.claims.index_tables import IndexTables
from tsunagari.audit.claims.tree import Contrast, Judgement, shown
from tsunagari.codebook.basis import ASSUMED, weakest
from tsunagari.estimate.intervals import share_interval
from tsunagari.read.rounding import printed as as_printed


@dataclass(frozen=True)
class Measured:
    """One cell: its value, what it stands on, and its error.

    share  of respondents; None of an index, whose error comes with its table (None: unknown)
    """

    value: float
    basis: str
    share: Share | None
    error: float | None


class ComputedNumbers:
    """Contrasts of respondents' shares and of indices.

    answers  wave -> its respondents under the choice
    basis    a figure's cell -> delivered, published or assumed
    """

    def __init__(
        self,
        answers: Mapping[str, AnswersOfWave],
        indices: IndexTables,
        basis: Callable[[Cell], str],
        choice: Choice,
    ) -> None:
        self.answers, self.indices, self.choice = answers, indices, choice
        self.basis = basis
        self.measure = cache(self._measure)  # claims share most of their cells

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        """Verdict by the point; none where the contrast rests on an assumed cell.

        low, high  probabilities of missing the lower and upper end of the margin's interval
        """
        if contrast.operator == "=" and not self.choice.same_people:
            return Judgement(True, math.inf, None, math.inf, math.inf)  # stated of the figure
        cells = contrast.cells
        found = {cell: self.measure(cell) for cell in cells}
        if lacking := [cell for cell in cells if found[cell] is None]:
            kinds = ["not_of_surveys" if c.table == "file" else "not_computed" for c in lacking]
            return Judgement(None, reasons=tuple(zip(kinds, lacking, strict=True)))
        weights = dict.fromkeys(cells, 0.0)
        values = []
        for sign, term in contrast.terms:
            shares = term.shares(lambda cell: found[cell].share.n)
            values.append(fsum(shares[cell] * found[cell].value for cell in term.cells))
            for cell in term.cells:
                weights[cell] += sign * shares[cell]
        right = values[1] if len(values) > 1 else None
        margin = contrast.margin(values[0], right)
        error = self._error(weights, found)
        ends = self._ends(contrast, margin, error, weights, found, low, high)
        basis = weakest(found[cell].basis for cell in cells)
        assumed = [cell for cell in cells if found[cell].basis == ASSUMED]
        reasons = tuple(("assumed", cell) for cell in assumed)
        verdict = None if assumed else contrast.holds(margin)
        error = None if contrast.operator == "=" else error
        text = shown(contrast, values[0], right)
        return Judgement(verdict, margin, error, *ends, text, basis, reasons)

    def people(self, cell: Cell) -> tuple[float, int] | None:
        """A cell's percentage and base; None of an index, and where nobody was asked."""
        found = self.measure(cell)
        return (found.value, found.share.n) if found and found.share else None

    def _measure(self, cell: Cell) -> Measured | None:
        """One cell; None where it cannot be computed."""
        if cell.table == "index":
            row = self.indices.row(cell) if self.choice == Choice() else None
            if row is None:
                return None
            error = row.get(f"{cell.category}_std_error", row.get("std_error"))
            known = error is not None and not np.isnan(error)
            error = float(error) if known else None
            return Measured(float(row[cell.category]), str(row["basis"]), None, error)
        share = self.answers[cell.wave].share(cell) if cell.wave in self.answers else None
        if share is None:
            return None
        value = float(as_printed(share.percent)) if self.choice.printed else share.percent
        return Measured(value, self.basis(cell), share, share.error)

    def _error(self, weights: Mapping[Cell, float], found: Mapping[Cell, Measured]) -> float | None:
        """The margin's standard error; None where an index comes without one.

        ASSUME: numbers of an index are independent of each other, but where its table of
        differences says otherwise, and of shares.
        """
        if len(found) == 2 and all(cell.table == "index" for cell in found):
            own = self.indices.error_of_difference(*found)
            if own is not None:
                return own
        if any(part.error is None for part in found.values()):
            return None
        variance = fsum((weights[c] * p.error) ** 2 for c, p in found.items() if p.share is None)
        for wave, answers in self.answers.items():
            own = [c for c, part in found.items() if part.share is not None and c.wave == wave]
            if own:
                variance += answers.variance({cell: weights[cell] for cell in own})
        return variance**0.5

    def _ends(
        self, contrast: Contrast, margin: float, error: float | None,
        weights: Mapping[Cell, float], found: Mapping[Cell, Measured], low: float, high: float,
    ) -> tuple[float | None, float | None]:  # fmt: skip
        """Ends of the margin: of one share as the figures' intervals, else by t.

        ASSUME: t has the degrees of freedom of the cell that has the fewest.
        """
        if contrast.operator == "=":
            return margin, margin
        if error is None:
            return None, None
        (only, *others) = found.values()
        if not others and only.share is not None:
            return _ends_of_share(contrast, next(iter(weights.values())), only.share, low, high)
        freedom = min((p.share.freedom for p in found.values() if p.share), default=np.inf)
        if freedom <= 0:
            return -np.inf, np.inf
        reach = [-ndtri(t) if np.isinf(freedom) else -stdtrit(freedom, t) for t in (low, high)]
        return margin - float(reach[0]) * error, margin + float(reach[1]) * error


def _ends_of_share(
    contrast: Contrast, weight: float, share: Share, low: float, high: float
) -> tuple[float, float]:
    """Ends of the margin of one share, on the logit scale."""
    measures = share.percent / 100, share.error / 100, share.freedom, share.n_effective, share.n
    arrays = [np.array([measure]) for measure in measures]
    ends = [share_interval(*arrays, confidence=1 - 2 * tail) for tail in (low, high)]
    sides = (0, 1) if weight > 0 else (1, 0)
    lower, upper = (
        contrast.constant + weight * 100 * float(end[side][0])
        for end, side in zip(ends, sides, strict=True)
    )
    return lower, upper
