"""Do coefficients of an ordered logit hold at every threshold? Tests, and what to read instead.

Brant (1990): binary logits of "above the threshold" for each threshold have equal
coefficients, by a Wald test with their joint covariance. With a design that covariance is
linearised; without one it is Brant's, and the likelihood-ratio test against coefficients
free by threshold is reported beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import block_diag
from scipy.special import chdtrc, expit, fdtrc

from tsunagari.config.problems import ProblemsFound, refusal, unknown
from tsunagari.models import columns as coding
from tsunagari.models.columns import Label
from tsunagari.models.covariance import sandwich, score_covariance
from tsunagari.models.families import THRESHOLD, cuts, with_intercept
from tsunagari.models.identification import check_separation
from tsunagari.models.model import Fitted, fit_frame
from tsunagari.models.newton import Solution, fit_logit
from tsunagari.models.ordered import Cumulative
from tsunagari.models.spec import FILE
from tsunagari.models.terms import term_name
from tsunagari.models.tidy import inference, model_table

ALL = "all"
WALD = ("brant", "design_wald")  # the methods of the test: there is one of them for every model


@dataclass(frozen=True, eq=False)
class Splits:
    """Binary logits of an ordered outcome, one a threshold.

    names         (term, level) of the k coefficients
    coefficients  (J - 1, k)
    covariance    ((J - 1) k, (J - 1) k), jointly over thresholds
    """

    names: list[Label]
    coefficients: np.ndarray
    covariance: np.ndarray


def proportional_odds_test(fitted: Fitted) -> pd.DataFrame:
    """model ..., term, method, statistic, df, df_denominator, p_value.

    For all terms together (`all`) and for each. Methods: `brant` and `likelihood_ratio`
    (chi-squared, df_denominator infinite) where errors come from the likelihood;
    `design_wald` (F, as `regTermTest`) with a design, where no likelihood ratio holds.

    A likelihood ratio is missing where the freer model has no maximum. Raises ProblemsFound for
    other families, and where a binary logit is separated.
    """
    splits = binary_splits(fitted)
    rows = []
    for name, chosen in _subsets(fitted):
        statistic, df = _wald(splits, chosen)
        if fitted.by_design:
            rows.append(_f_row(name, statistic, df, fitted.degrees_of_freedom))
            continue
        rows.append(_chi_row(name, "brant", statistic, df))
        rows.append(_chi_row(name, "likelihood_ratio", _gain(fitted, chosen), df))
    names = ("term", "method", "statistic", "df", "df_denominator", "p_value")
    columns = zip(*rows, strict=True)
    return model_table(fitted.spec, dict(zip(names, columns, strict=True)))


def _gain(fitted: Fitted, free: np.ndarray) -> float:
    """Twice what coefficients by threshold add to the log-likelihood."""
    try:
        freer = fit_frame(fitted.frame, free)
    except ProblemsFound:
        return np.nan
    return 2 * (freer.solution.log_likelihood - fitted.solution.log_likelihood)


def binary_splits(fitted: Fitted) -> Splits:
    """Binary logits at each threshold with their joint covariance."""
    _check_family(fitted)
    frame = fitted.frame
    columns = with_intercept(fitted.columns)
    names = coding.labels(fitted.spec.terms)
    solutions = []
    for threshold, cut in enumerate(cuts(fitted.spec.outcome)):
        above = (frame.outcome > threshold).astype(np.int64)
        solution = fit_logit(columns, above, frame.weight)
        model = Cumulative(fitted.columns, 2, np.zeros(len(names), dtype=bool))
        check_separation(f"{fitted.spec.name}, above {cut}", [(THRESHOLD, cut), *names], model,
                         above, columns @ solution.parameters, solution.converged)  # fmt: skip
        solutions.append(solution)
    information = block_diag(*(solution.information for solution in solutions))
    if fitted.by_design:
        scores = np.hstack([solution.scores for solution in solutions])
        meat = score_covariance(frame.design, frame.cell_of_respondent, scores, frame.scale)
    else:
        meat = _binomial_covariance(columns, frame.weight, solutions)
    covariance = sandwich(information, meat)
    size = columns.shape[1]
    slopes = np.tile(np.arange(size) > 0, len(solutions))
    coefficients = np.stack([solution.parameters[1:] for solution in solutions])
    return Splits(names, coefficients, covariance[np.ix_(slopes, slopes)])


def by_threshold(fitted: Fitted, free_terms: Iterable[str] | None = None) -> pd.DataFrame:
    """Coefficients where proportional odds do not hold; a row a coefficient and threshold.

    Columns: those of the model, method, threshold, term, level, estimate, std_error,
    statistic, p_value, ci_low, ci_high, n. A threshold `low|high` parts the answers up to
    `low` from those from `high` up.

    free_terms  terms with a coefficient a threshold, the others keep one (`all`): the
                partial proportional odds model (method `partial`). None: binary logits at
                each threshold (method `binary`), which always exist.

    Raises ProblemsFound for a term that is not in the model.
    """
    _check_family(fitted)
    parted = cuts(fitted.spec.outcome)
    if free_terms is None:
        splits = binary_splits(fitted)
        rows = [(cut, *name) for cut in parted for name in splits.names]
        estimate = splits.coefficients.ravel()
        return _coefficients(fitted, "binary", rows, estimate, splits.covariance)
    partial = partial_fit(fitted, free_terms)
    rows, picks = _partial_rows(partial, parted)
    estimate = picks @ partial.parameters
    covariance = picks @ partial.covariance @ picks.T
    return _coefficients(partial, "partial", rows, estimate, covariance)


def partial_fit(fitted: Fitted, free_terms: Iterable[str]) -> Fitted:
    """The partial proportional odds model, with the named terms free by threshold."""
    free_terms, valid = list(free_terms), [term_name(term) for term in fitted.spec.terms]
    message = "is not a term of the model"
    if problems := unknown(FILE, fitted.spec.name, free_terms, valid, message):
        raise ProblemsFound(problems)
    wanted = np.array([name in free_terms for name in valid])
    return fit_frame(fitted.frame, wanted[coding.owners(fitted.spec.terms)])


def _partial_rows(partial: Fitted, parted: list[str]) -> tuple[list, np.ndarray]:
    """Rows and the combinations of parameters that they are: b, or b + departure."""
    model, first = partial.cumulative, len(parted)
    departure = np.cumsum(partial.free) - 1
    rows, picks = [], []
    for place, name in enumerate(coding.labels(partial.spec.terms)):
        for threshold, cut in enumerate(parted if partial.free[place] else [ALL]):
            pick = np.zeros(model.size)
            pick[first + place] = 1.0
            if threshold > 0:
                pick[model.slot(threshold).start + departure[place]] = 1.0
            rows.append((cut, *name))
            picks.append(pick)
    return rows, np.array(picks)


def _coefficients(fitted: Fitted, method: str, rows, estimate, covariance) -> pd.DataFrame:
    error = np.sqrt(np.diag(covariance))
    numbers = inference(estimate, error, fitted.degrees_of_freedom)
    names = dict(zip(("threshold", "term", "level"), zip(*rows, strict=True), strict=True))
    return model_table(fitted.spec, {"method": method, **names, **numbers, "n": fitted.n})


def _subsets(fitted: Fitted) -> list[tuple[str, np.ndarray]]:
    """All columns, then those of each term (one term alone needs no second row)."""
    owner = coding.owners(fitted.spec.terms)
    subsets = [(ALL, np.ones(len(owner), dtype=bool))]
    for place, term in enumerate(fitted.spec.terms):
        subsets.append((term_name(term), owner == place))
    return subsets


def _wald(splits: Splits, chosen: np.ndarray) -> tuple[float, int]:
    """Wald statistic of equal coefficients over thresholds, of the chosen columns."""
    cuts, size = splits.coefficients.shape
    contrast = np.hstack([np.ones((cuts - 1, 1)), -np.eye(cuts - 1)])
    matrix = np.kron(contrast, np.eye(size)[chosen])
    differences = matrix @ splits.coefficients.ravel()
    covariance = matrix @ splits.covariance @ matrix.T
    return float(differences @ np.linalg.solve(covariance, differences)), len(differences)


def _binomial_covariance(
    columns: np.ndarray, weight: np.ndarray, solutions: list[Solution]
) -> np.ndarray:
    """Covariance of the stacked scores when answers are drawn from the fitted shares.

    Being above a higher threshold implies being above a lower one, so the covariance of the
    two indicators is share_high - share_low x share_high.
    """
    shares = [expit(columns @ solution.parameters) for solution in solutions]
    blocks = []
    for low, share_low in enumerate(shares):
        row = []
        for high, share_high in enumerate(shares):
            upper = share_high if high >= low else share_low
            spread = weight * (upper - share_low * share_high)
            row.append(columns.T @ (columns * spread[:, None]))
        blocks.append(row)
    return np.block(blocks)


def _chi_row(term: str, method: str, statistic: float, df: int) -> tuple:
    return term, method, statistic, df, np.inf, float(chdtrc(df, max(statistic, 0.0)))


def _f_row(term: str, statistic: float, df: int, freedom: float) -> tuple:
    """ASSUME: F with the model's degrees of freedom in the denominator, as `regTermTest`."""
    value = statistic / df
    return term, "design_wald", value, df, freedom, float(fdtrc(df, freedom, value))


def _check_family(fitted: Fitted) -> None:
    if not fitted.family.ordered:
        raise refusal(FILE, fitted.spec.name, fitted.family.name, "has no proportional odds",
                      "Use the family ordered_logit.")  # fmt: skip
