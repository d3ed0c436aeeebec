"""Fit a model of the configuration to respondents under a design."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.design import Design
from tsunagari.models import columns as coding
from tsunagari.models.columns import Label
from tsunagari.models.covariance import sandwich, score_covariance
from tsunagari.models.families import Family, cuts
from tsunagari.models.frame import Frame, build_frame
from tsunagari.models.identification import (
    check_columns,
    check_separation,
    check_several_units,
)
from tsunagari.models.newton import Solution
from tsunagari.models.ordered import Cumulative
from tsunagari.models.spec import FILE, ModelSpec
from tsunagari.models.terms import Atom


@dataclass(frozen=True, eq=False)
class Given:
    """Errors that the fit cannot know: of an outcome that was itself estimated.

    covariance  (p, p)        freedom  of t
    replicates  that they come from, and how many of those are kept
    """

    covariance: np.ndarray
    freedom: float
    replicates: int
    kept: int


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted model.

    columns    (m, k) columns of the cells, without an intercept
    free       (k,) columns whose coefficients differ by threshold (partial odds)
    solution   parameters, log-likelihood, information, scores of the cells
    by_design  whether errors come from the design (else from the likelihood)
    given      errors from outside, where the outcome was estimated; they stand before both
    """

    frame: Frame
    columns: np.ndarray
    free: np.ndarray
    solution: Solution
    by_design: bool
    given: Given | None = None

    @property
    def spec(self) -> ModelSpec:
        return self.frame.spec

    @property
    def family(self) -> Family:
        return self.spec.family

    @property
    def n(self) -> int:
        """Respondents in the model; weights do not change it."""
        return self.frame.n

    @property
    def parameters(self) -> np.ndarray:
        return self.solution.parameters

    @property
    def std_error(self) -> np.ndarray:
        return np.sqrt(np.diag(self.covariance))

    @property
    def left_out(self) -> pd.DataFrame:
        """variable, kind, n: respondents of the population that are not in the model."""
        return self.frame.left_out

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """(term, level) of each parameter: thresholds or intercept first, departures last."""
        names = coding.labels(self.spec.terms)
        departures = [
            (f"{term}@{cut}", level)
            for cut in cuts(self.spec.outcome)[1:]
            for (term, level), free in zip(names, self.free, strict=True) if free
        ]  # fmt: skip
        return (*self.family.constants(self.spec.outcome), *names, *departures)

    @cached_property
    def covariance(self) -> np.ndarray:
        """(p, p) of the parameters."""
        if self.given:
            return self.given.covariance
        if not self.by_design:
            return self.family.likelihood_covariance(self)
        frame = self.frame
        cell, scores = frame.cell_of_respondent, self.solution.scores
        meat = score_covariance(frame.design, cell, scores, frame.scale)
        return sandwich(self.solution.information, meat)

    @cached_property
    def degrees_of_freedom(self) -> float:
        """For t; infinite where the normal distribution is meant.

        ASSUME: clusters less strata less slopes, as `svyglm`; without a design t with the
        residuals' degrees of freedom for linear models and the normal distribution otherwise.
        """
        if self.given:
            return self.given.freedom
        slopes = self.columns.shape[1]
        if self.by_design:
            freedom, kind = self.frame.design.degrees_of_freedom - slopes, "clusters less strata"
        else:
            freedom, kind = self.family.freedom(self.n, slopes), "respondents"
        if freedom <= 0:
            raise ProblemsFound([
                Problem(FILE, self.spec.name, str(freedom + slopes),
                        f"too few {kind} for {slopes} coefficients",
                        "Use fewer terms, or sets of answers in place of categories.")
            ])  # fmt: skip
        return float(freedom)

    def columns_at(self, values: Mapping[Atom, np.ndarray]) -> np.ndarray:
        """(m, k) columns with other values of the variables."""
        return coding.matrix(self.spec.terms, values, len(self.frame.count))

    @property
    def cumulative(self) -> Cumulative:
        """The linear predictors; a logit is an ordered logit of two levels."""
        return Cumulative(self.columns, len(self.spec.outcome.levels), self.free)


def fit_model(
    codebook: Codebook, spec: ModelSpec, respondents: pd.DataFrame, design: Design
) -> Fitted:
    """Coefficients with their covariance.

    respondents  harmonised and derived, rows aligned with the design
    design       honoured by every family: weighted score, linearised covariance. Where it
                 declares nothing, errors come from the likelihood (`errors` of the model).

    Coefficients are differences from the reference level: log odds for the logits (of a more
    affirmative answer), outcome units for linear. Respondents without an answer to the
    outcome or a term are left out and counted in `left_out`.

    Raises ProblemsFound with unknown columns and answers, empty levels, collinear terms,
    perfect separation, and a design with fewer clusters than coefficients need.
    """
    return fit_frame(build_frame(codebook, spec, respondents, design))


def fit_frame(frame: Frame, free: np.ndarray | None = None) -> Fitted:
    """Fit collapsed respondents; `free` (k,) marks columns with coefficients by threshold."""
    spec = frame.spec
    columns = coding.matrix(spec.terms, frame.values, len(frame.count))
    check_columns(spec.name, coding.labels(spec.terms), columns)
    _check_varies(frame)
    free = np.zeros(columns.shape[1], dtype=bool) if free is None else free
    solution = spec.family.solve(columns, spec.outcome, frame.outcome, frame.weight, free)
    fitted = Fitted(frame, columns, free, solution, _by_design(frame))
    if fitted.by_design:
        check_several_units(spec.name, *_units_of_levels(frame, columns))
    if not spec.family.numeric:
        predictors = spec.family.predictors(fitted, columns)
        check_separation(spec.name, fitted.labels, fitted.cumulative, frame.outcome, predictors,
                         solution.converged)  # fmt: skip
    _ = fitted.degrees_of_freedom  # too few are refused here, not in the first table
    return fitted


def _check_varies(frame: Frame) -> None:
    """Raise ProblemsFound where a number that is to be explained is the same of everybody."""
    spec = frame.spec
    numbers = spec.outcome.numbers(frame.outcome) if spec.family.numeric else frame.outcome
    if np.ptp(numbers) == 0:
        raise refusal(FILE, f"{spec.name}.outcome", f"{numbers[0]:g}",
                      f"{spec.outcome.column} is the same of everybody in the population",
                      "Explain another number, or widen the population.")  # fmt: skip


def _units_of_levels(frame: Frame, columns: np.ndarray) -> tuple[list[Label], list[int]]:
    """Every level of the terms, the references and combinations too, and how many sampling
    units of the first stage have it."""
    first, cell = frame.design.stages[0], frame.cell_of_respondent
    unit, inside = first.cluster, cell >= 0
    pairs = np.unique(np.column_stack([unit, cell])[inside], axis=0)
    people = np.ones(first.clusters) if first.people is None else first.people
    labels = [(atom.text, level) for atom in frame.spec.atoms for level in atom.levels]
    held = [frame.values[atom] == code for atom in frame.spec.atoms
            for code in range(len(atom.levels))]  # fmt: skip
    labels += coding.labels(frame.spec.terms)
    held += list((columns != 0).T)
    return labels, [int(people[np.unique(pairs[some[pairs[:, 1]], 0])].sum()) for some in held]


def _by_design(frame: Frame) -> bool:
    """ASSUME: errors come from the likelihood only where the design declares nothing."""
    if frame.spec.errors == "model":
        frame.design.refuse(f"{frame.spec.name}: errors from the likelihood")
    return frame.spec.errors == "design" or (
        frame.spec.errors == "automatic" and frame.design.declared
    )
