"""A difference of means as composition and coefficients of a regression.

Oaxaca (1973) and Blinder (1973), with the design's weights; a logit by Yun (2004). Factors are
coded so that the coefficients of their levels sum to zero (Gardeazabal and Ugidos 2004, Yun
2005): then it does not matter which level is the base.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from scipy.linalg import block_diag

from tsunagari.compare.decompose.cells import Sample, Sums
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.models import columns as coding
from tsunagari.models.families import INTERCEPT, Family, with_intercept
from tsunagari.models.identification import check_separation
from tsunagari.models.newton import Solution, fit_logit
from tsunagari.models.ordered import Cumulative
from tsunagari.models.terms import Atom, Term

_NOTHING = 1e-12  # a linear predictor that changes by no more does not change


@dataclass(frozen=True, eq=False)
class Layout:
    """Terms of a regression over m cells.

    names      (q,) term and level of each contribution; the intercept first
    values     (m, q) indicators of the levels, products of them, numbers
    expansion  (q, p) contributions' coefficients from the p fitted ones
    """

    names: tuple[tuple[str, str], ...]
    values: np.ndarray
    expansion: np.ndarray

    @property
    def columns(self) -> np.ndarray:
        """(m, p) columns of the regression."""
        return self.values @ self.expansion

    @property
    def terms(self) -> list[str]:
        """The terms, each once, the intercept first."""
        return list(dict.fromkeys(term for term, _ in self.names))


def build_layout(terms: Sequence[Term], values: Mapping[Atom, np.ndarray]) -> Layout:
    """Terms over cells; `values` are level codes of factors and numbers, (m,) each."""
    rows = len(next(iter(values.values())))
    expansions = [np.ones((1, 1))]
    expansions += [reduce(np.kron, map(_sum_to_zero, term)) for term in terms]
    names = ((INTERCEPT, ""), *coding.labels(terms, first=0))
    columns = with_intercept(coding.matrix(terms, values, rows, first=0))
    return Layout(names, columns, block_diag(*expansions))


def _sum_to_zero(atom: Atom) -> np.ndarray:
    """(L, L - 1) coefficients of all levels from those of all but the last."""
    if atom.is_number:
        return np.ones((1, 1))
    size = len(atom.levels) - 1
    return np.vstack([np.eye(size), -np.ones(size)])


@dataclass(frozen=True, eq=False)
class OaxacaBlinder:
    """A decomposition of later less earlier into contributions.

    family     of the regression: linear or logit
    fold       two: composition and within; three: at the earlier wave, and interaction
    reference  whose coefficients weigh composition, in two folds: earlier, later, or average
               (the mean of both; swapping the waves then flips every sign)
    start      (p,) fitted coefficients of each wave
    """

    layout: Layout
    family: Family
    fold: str = "two"
    reference: str = "average"
    start: tuple[np.ndarray, ...] = ()

    @property
    def components(self) -> tuple[str, ...]:
        return ("composition", "within", *(("interaction",) if self.fold == "three" else ()))

    def contributions(self, earlier: Sums, later: Sums) -> np.ndarray:
        """(c, q) of each component; they sum to the change."""
        sums = (earlier, later)
        fitted = [self._coefficients(*pair) for pair in zip(sums, self.start, strict=True)]
        if self.fold == "three":
            means = [self._means(each) for each in sums]
            expanded = [self.layout.expansion @ each for each in fitted]
            apart, change = means[1] - means[0], expanded[1] - expanded[0]
            return np.stack([apart * expanded[0], means[0] * change, apart * change])
        at_earlier = self._two_fold(sums, fitted, 0)
        at_later = self._two_fold(sums, fitted, 1)
        if self.reference == "average":
            return (at_earlier + at_later) / 2
        return at_earlier if self.reference == "earlier" else at_later

    def parts(self, earlier: Sums, later: Sums) -> np.ndarray:
        """(c + c t + c q,) components, then by term, then by level, component by component."""
        by_level = self.contributions(earlier, later)
        terms = self.layout.terms
        of_term = np.array([[term == name for name, _ in self.layout.names] for term in terms])
        by_term = by_level @ of_term.T.astype(float)
        return np.concatenate([by_level.sum(axis=1), by_term.ravel(), by_level.ravel()])

    # --- arithmetic that takes complex numbers ------------------------------------
    def _means(self, sums: Sums) -> np.ndarray:
        return sums.share @ self.layout.values

    def _predicted(self, sums: Sums, coefficients: np.ndarray) -> np.ndarray:
        return sums.share @ self._mean(self.layout.columns @ coefficients)

    def _mean(self, linear: np.ndarray) -> np.ndarray:
        return linear if self.family.numeric else 1 / (1 + np.exp(-linear))

    def _slope(self, sums: Sums, coefficients: np.ndarray) -> np.ndarray:
        mean = self._mean(self.layout.columns @ coefficients)
        return sums.share @ (mean * (1 - mean))

    def _coefficients(self, sums: Sums, start: np.ndarray) -> np.ndarray:
        """One step of Newton's method from the fit: the fit itself, and how it moves."""
        columns = self.layout.columns
        mean = self._mean(columns @ start)
        slope = np.ones(len(mean)) if self.family.numeric else mean * (1 - mean)
        score = columns.T @ (sums.outcome - sums.weight * mean)
        information = columns.T @ (columns * (sums.weight * slope)[:, None])
        return start + np.linalg.solve(information, score)

    def _two_fold(self, sums, fitted, at: int) -> np.ndarray:
        """(2, q) composition at one wave's coefficients, coefficients at the other's means."""
        means = [self._means(each) for each in sums]
        expanded = [self.layout.expansion @ each for each in fitted]
        composition = (means[1] - means[0]) * expanded[at]
        within = means[1 - at] * (expanded[1] - expanded[0])
        if self.family.numeric:
            return np.stack([composition, within])
        at_means = [self._predicted(each, fitted[at]) for each in sums]
        at_fits = [self._predicted(sums[1 - at], each) for each in fitted]
        slopes = [self._slope(sums[1 - at], fitted[place]) for place in (at, 1 - at)]
        return np.stack(
            [
                _shared_out(at_means[1] - at_means[0], composition, slopes[0], first=1),
                _shared_out(at_fits[1] - at_fits[0], within, slopes[1], first=0),
            ]
        )


def _shared_out(whole: np.ndarray, linear: np.ndarray, slope: np.ndarray, first: int) -> np.ndarray:
    """A whole on the scale of shares, by the parts of the linear predictor (Yun 2004).

    slope  shares per unit of the linear predictor
    first  the first part that can be other than 0 (an intercept has no composition)

    ASSUME: where no part differs from 0, Yun's quotients are 0 / 0. The parts are then 0, and
    their errors those of slope x part, with what is left of the whole's shared evenly.
    """
    total, size = linear.sum(), np.abs(np.real(linear)).sum()
    if size <= _NOTHING:
        even = (np.arange(len(linear)) >= first) / (len(linear) - first)
        return slope * linear + (whole - slope * total) * even
    if abs(np.real(total)) <= _NOTHING * size:
        raise ProblemsFound([
            Problem("oaxaca_blinder", "logit", f"{np.real(total):g}",
                    "the parts of the linear predictor cancel, so that the whole cannot be "
                    "shared out among them", "Use the family linear.")
        ])  # fmt: skip
    return whole * (linear / total)


# --- fits ---------------------------------------------------------------------
def fit_waves(
    plan: OaxacaBlinder, samples: Sequence[Sample], where: tuple[str, str]
) -> OaxacaBlinder:
    """The plan with each wave's own coefficients.

    Raises ProblemsFound for a level that nobody of a wave has, for terms that cannot be told
    apart in a wave, and for a logit that a level separates perfectly.
    """
    problems = [problem for sample in samples for problem in _missing(plan.layout, sample, where)]
    if problems:
        raise ProblemsFound(problems)
    return replace(plan, start=tuple(_fit(plan, sample, where) for sample in samples))


def _missing(layout: Layout, sample: Sample, where: tuple[str, str]) -> list[Problem]:
    there = (layout.values[sample.sums.occupied] != 0).any(axis=0)
    return [
        Problem(*where, f"{term}: {level}", f"nobody in wave {sample.wave} is in this level",
                "Leave the term out, or the level with `where`.")
        for (term, level), somebody in zip(layout.names, there, strict=True)
        if not somebody and level
    ]  # fmt: skip


def _fit(plan: OaxacaBlinder, sample: Sample, where: tuple[str, str]) -> np.ndarray:
    occupied = sample.sums.occupied
    columns = plan.layout.columns[occupied]
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise ProblemsFound([
            Problem(*where, ", ".join(plan.layout.terms[1:]),
                    f"the terms cannot be told apart in wave {sample.wave}", "Leave one out.")
        ])  # fmt: skip
    if plan.family.numeric:
        return np.zeros(columns.shape[1])
    sums = sample.sums
    scale = sample.count.sum() / sums.weight.sum()
    if not 0 < sums.total < 1:
        raise ProblemsFound([
            Problem(*where, f"wave {sample.wave}", "everybody gave the same answer",
                    "Use the family linear.")
        ])  # fmt: skip
    fitted = fit_logit(columns, sums.rate()[occupied], sums.weight[occupied] * scale)
    _check_finite(plan.layout, columns, sums, fitted, (where[0], f"{where[1]}, wave {sample.wave}"))
    return fitted.parameters


def _check_finite(
    layout: Layout, columns: np.ndarray, sums: Sums, fitted: Solution, where: tuple[str, str]
) -> None:
    """Raise ProblemsFound, naming the levels, if no coefficients are the best."""
    yes, no = (part[sums.occupied] > 0 for part in (sums.outcome, sums.weight - sums.outcome))
    rows = np.vstack([columns[yes], columns[no]])[:, 1:]
    outcome = np.repeat([1, 0], [yes.sum(), no.sum()])
    owner = np.argmax(layout.expansion == 1, axis=0)
    labels = [layout.names[place] for place in owner]
    model = Cumulative(rows, 2, np.zeros(rows.shape[1], dtype=bool))
    try:
        predictors = columns @ fitted.parameters
        check_separation("", labels, model, outcome, predictors, fitted.converged)
    except ProblemsFound as problems:
        raise ProblemsFound(
            replace(problem, file=where[0], where=where[1]) for problem in problems.problems
        ) from None
