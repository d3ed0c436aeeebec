"""Fit a model of the configuration to respondents under a design."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.models import columns as coding
from tsunagari.models.columns import Label
from tsunagari.models.covariance import sandwich, score_covariance
from tsunagari.models.frame import Frame, build_frame, outcome_scores
from tsunagari.models.identification import check_columns, check_separation
from tsunagari.models.newton import Solution, fit_linear, fit_logit, residual_variance
from tsunagari.models.ordered import Cumulative, fit_ordered
from tsunagari.models.spec import FILE, ModelSpec
from tsunagari.models.terms import Atom

THRESHOLD = "threshold"
INTERCEPT = "intercept"


@dataclass(frozen=True, eq=False)
class Fitted:
    """A fitted model.

    labels              (term, level) of each parameter: thresholds or intercept first
    solution            parameters, log-likelihood, information, scores of the cells
    covariance          (p, p) of the parameters
    degrees_of_freedom  for t; infinite where the normal distribution is meant
    by_design           whether errors come from the design (else from the likelihood)
    free                columns whose coefficients differ by threshold (partial odds)
    """

    frame: Frame
    labels: tuple[Label, ...]
    solution: Solution
    covariance: np.ndarray
    degrees_of_freedom: float
    by_design: bool
    free: np.ndarray

    @property
    def spec(self) -> ModelSpec:
        return self.frame.spec

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
    def columns(self) -> np.ndarray:
        """(m, k) columns of the cells, without an intercept."""
        return self.columns_at(self.frame.values)

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
    frame = build_frame(codebook, spec, respondents, design)
    return fit_frame(frame)


def fit_frame(frame: Frame, free: np.ndarray | None = None) -> Fitted:
    """Fit collapsed respondents; `free` (k,) marks columns with coefficients by threshold."""
    spec = frame.spec
    columns = coding.matrix(spec.terms, frame.values, len(frame.count))
    names = coding.labels(spec.terms)
    check_columns(spec.name, names, columns)
    free = np.zeros(columns.shape[1], dtype=bool) if free is None else free
    labels = _labels(spec, names, free)
    solution = _solve(frame, columns, free)
    if spec.family != "linear":
        _check_finite(frame, labels, columns, free, solution)
    by_design = _by_design(frame)
    freedom = _freedom(frame, columns.shape[1], by_design)
    covariance = (
        _design_covariance(frame, solution) if by_design
        else _likelihood_covariance(frame, columns, solution)
    )  # fmt: skip
    return Fitted(frame, labels, solution, covariance, freedom, by_design, free)


def _labels(spec: ModelSpec, names: list[Label], free: np.ndarray) -> tuple[Label, ...]:
    if spec.family != "ordered_logit":
        return ((INTERCEPT, ""), *names)
    cuts = thresholds(spec)
    labels = [(THRESHOLD, cut) for cut in cuts] + names
    for cut in cuts[1:]:
        labels += [(f"{term}@{cut}", level) for (term, level), own in
                   zip(names, free, strict=True) if own]  # fmt: skip
    return tuple(labels)


def thresholds(spec: ModelSpec) -> list[str]:
    """Names of the thresholds: the level below | the level above."""
    levels = spec.outcome.levels
    return [f"{low}|{high}" for low, high in pairwise(levels)]


def _solve(frame: Frame, columns: np.ndarray, free: np.ndarray) -> Solution:
    spec = frame.spec
    if spec.family == "ordered_logit":
        levels = len(spec.outcome.levels)
        return fit_ordered(columns, frame.outcome, frame.weight, levels, free)
    with_intercept = np.hstack([np.ones((len(columns), 1)), columns])
    if spec.family == "logit":
        return fit_logit(with_intercept, frame.outcome, frame.weight)
    scores = outcome_scores(spec.outcome, frame.outcome)
    return fit_linear(with_intercept, scores, frame.weight)


def _check_finite(frame: Frame, labels, columns, free, solution: Solution) -> None:
    spec = frame.spec
    model = Cumulative(columns, len(spec.outcome.levels), free)
    parameters = solution.parameters.copy()
    if spec.family == "logit":
        parameters[0] *= -1  # an intercept is minus the threshold
        labels = ((THRESHOLD, thresholds(spec)[0]), *labels[1:])
    check_separation(spec.name, labels, model, frame.outcome, parameters, solution.converged)


def _by_design(frame: Frame) -> bool:
    """ASSUME: errors come from the likelihood only where the design declares nothing."""
    declared = frame.design.weighted or frame.design.strata or frame.design.clusters
    declared = bool(declared or frame.design.population)
    if frame.spec.errors == "model" and declared:
        frame.design.refuse(f"{frame.spec.name}: errors from the likelihood")
    return frame.spec.errors == "design" or (frame.spec.errors == "automatic" and declared)


def _freedom(frame: Frame, slopes: int, by_design: bool) -> float:
    """ASSUME: clusters less strata less slopes, as `svyglm`; without a design t with the
    residuals' degrees of freedom for linear models and the normal distribution otherwise."""
    if by_design:
        found = frame.design.degrees_of_freedom - slopes
    elif frame.spec.family == "linear":
        found = frame.n - slopes - 1
    else:
        return np.inf
    if found <= 0:
        kind = "clusters less strata" if by_design else "respondents"
        raise ProblemsFound([
            Problem(FILE, frame.spec.name, str(found + slopes),
                    f"too few {kind} for {slopes} coefficients",
                    "Use fewer terms, or sets of answers in place of categories.")
        ])  # fmt: skip
    return float(found)


def _design_covariance(frame: Frame, solution: Solution) -> np.ndarray:
    meat = score_covariance(frame.design, frame.cell_of_respondent, solution.scores, frame.scale)
    return sandwich(solution.information, meat)


def _likelihood_covariance(frame: Frame, columns: np.ndarray, solution: Solution) -> np.ndarray:
    inverse = np.linalg.inv(solution.information)
    if frame.spec.family != "linear":
        return (inverse + inverse.T) / 2
    scores = outcome_scores(frame.spec.outcome, frame.outcome)
    full = np.hstack([np.ones((len(columns), 1)), columns])
    return inverse * residual_variance(full, scores, frame.weight, solution.parameters, frame.n)
