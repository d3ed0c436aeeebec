"""Each model fitted again by statsmodels on the same people: a second opinion on our own code.

Ours takes designs and counts, which statsmodels' ordered logit does not; what it can say is asked
of it in every run, and what it cannot is left unsaid with the reason.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from statsmodels.discrete.discrete_model import Logit
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.regression.linear_model import OLS

from tsunagari.config.problems import refusal
from tsunagari.models.families import with_intercept
from tsunagari.models.model import Fitted
from tsunagari.models.spec import FILE
from tsunagari.models.tidy import model_table

TOLERANCE = 1e-6  # of a coefficient
MOST_PEOPLE = 200_000  # statsmodels takes a row a person
WHEN = re.compile(r"(?:Date|Time):\s+\S.*?(?=\s{2,}\S|$)", re.MULTILINE)  # in a summary
ITERATIONS = 200


@dataclass(frozen=True)
class Second:
    """What statsmodels says of a model.

    by         the class that fitted it; "" where none could
    estimate   (p,) in the order of our parameters      std_error  (p,), NaN where not said
    summary    its own words                            why_not    the reason, where it says nothing
    """

    by: str
    estimate: np.ndarray
    std_error: np.ndarray
    summary: str
    why_not: str = ""

    @property
    def words(self) -> str:
        """Its summary, or the reason why there is none."""
        return self.summary or f"statsmodels was not asked: {self.why_not}."


def ask(fitted: Fitted) -> Second:
    """Fit the model by statsmodels.

    A row a person, with our columns; where weights are declared points only, by a GLM whose
    variances are divided by the weights (an ordered logit with weights is not to be had there).
    Standard errors are said where ours come from the likelihood as well, not under a design.
    """
    weighted = not np.allclose(fitted.frame.weight, fitted.frame.count)
    if reason := _cannot(fitted, weighted):
        nothing = np.full(len(fitted.parameters), np.nan)
        return Second("", nothing, nothing, "", reason)
    fit = _fit_weighted if weighted else FITS[fitted.family.name]
    result, by, estimate, error = fit(fitted)
    if fitted.by_design or weighted:
        error = np.full(len(estimate), np.nan)
    return Second(by, estimate, error, WHEN.sub(_blank, result.summary().as_text()))


def second_table(fitted: Fitted, second: Second) -> pd.DataFrame:
    """model, wave, country, family, term, level, estimate, std_error, second_estimate,
    second_std_error, difference, second (what fitted it), not_said (why it did not).

    Raises ProblemsFound where a coefficient is more than TOLERANCE from ours.
    """
    difference = np.abs(second.estimate - fitted.parameters)
    if second.by and not (difference <= TOLERANCE).all():
        worst = int(np.nanargmax(difference))
        name = " ".join(fitted.labels[worst]).strip()
        raise refusal(FILE, f"{fitted.spec.name}: {name}", f"{fitted.parameters[worst]:.8g}",
                      f"{second.by} of statsmodels finds {second.estimate[worst]:.8g}",
                      "One of the two has not found the maximum: check for levels of few people, "
                      "and report it.")  # fmt: skip
    return model_table(fitted.spec, {
        "term": [term for term, _ in fitted.labels],
        "level": [level for _, level in fitted.labels],
        "estimate": fitted.parameters, "std_error": fitted.std_error,
        "second_estimate": second.estimate, "second_std_error": second.std_error,
        "difference": difference, "second": second.by, "not_said": second.why_not,
    })  # fmt: skip


def _cannot(fitted: Fitted, weighted: bool) -> str:
    if fitted.n > MOST_PEOPLE:
        return f"more than {MOST_PEOPLE:,} people"
    if weighted and fitted.family.ordered:
        return "statsmodels' ordered logit takes no weights"
    return ""


# ---- The fits: result, name, estimates and errors in our order -----------------------------

Fit = tuple[object, str, np.ndarray, np.ndarray]


def _people(fitted: Fitted) -> tuple[np.ndarray, np.ndarray]:
    """(n, k) columns and (n,) outcomes, a row a person."""
    cell = np.repeat(np.arange(len(fitted.frame.count)), fitted.frame.count.astype(int))
    return fitted.columns[cell], fitted.frame.outcome[cell]


def _names(fitted: Fitted) -> list[str]:
    return [" ".join(label).strip() for label in fitted.labels]


def _fit_linear(fitted: Fitted) -> Fit:
    columns, outcome = _people(fitted)
    numbers = fitted.spec.outcome.numbers(outcome)
    model = OLS(_outcome(fitted, numbers), _named(with_intercept(columns), _names(fitted)))
    result = model.fit()
    return result, "OLS", np.asarray(result.params), np.asarray(result.bse)


def _fit_logit(fitted: Fitted) -> Fit:
    columns, outcome = _people(fitted)
    model = Logit(_outcome(fitted, outcome), _named(with_intercept(columns), _names(fitted)))
    result = model.fit(method="newton", maxiter=ITERATIONS, disp=False)
    return result, "Logit", np.asarray(result.params), np.asarray(result.bse)


def _fit_ordered(fitted: Fitted) -> Fit:
    """Its thresholds are the first, and logarithms of the steps to the others."""
    columns, outcome = _people(fitted)
    cuts = len(fitted.spec.outcome.levels) - 1
    model = OrderedModel(
        _outcome(fitted, outcome), _named(columns, _names(fitted)[cuts:]), distr="logit"
    )
    result = model.fit(method="newton", maxiter=ITERATIONS, disp=False)
    parameters = np.asarray(result.params)
    steps = np.exp(parameters[-cuts:])
    thresholds = np.cumsum([parameters[-cuts], *steps[1:]])
    turn = np.tril(np.tile([1.0, *steps[1:]], (cuts, 1)))  # derivatives of the thresholds
    covariance = np.asarray(result.cov_params())
    of_thresholds = np.sqrt(np.diag(turn @ covariance[-cuts:, -cuts:] @ turn.T))
    errors = np.concatenate([of_thresholds, np.sqrt(np.diag(covariance))[:-cuts]])
    return result, "OrderedModel", np.concatenate([thresholds, parameters[:-cuts]]), errors


def _fit_weighted(fitted: Fitted) -> Fit:
    """Points under weights: cells stand for their people, so errors mean nothing."""
    frame = fitted.frame
    numeric = fitted.family.numeric
    outcome = fitted.spec.outcome.numbers(frame.outcome) if numeric else frame.outcome
    family = families.Gaussian() if numeric else families.Binomial()
    columns = _named(with_intercept(fitted.columns), _names(fitted))
    model = GLM(_outcome(fitted, outcome), columns, family=family, var_weights=frame.weight)
    result = model.fit(tol=1e-12, maxiter=ITERATIONS)
    return result, "GLM with var_weights", np.asarray(result.params), np.asarray(result.bse)


def _outcome(fitted: Fitted, numbers: np.ndarray) -> pd.Series:
    return pd.Series(numbers, name=fitted.spec.outcome.column)


def _named(columns: np.ndarray, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, columns=names)


def _blank(match: re.Match) -> str:
    """A summary says when it was made, which would differ in every run."""
    return " " * len(match[0])


FITS: Mapping[str, Callable[[Fitted], Fit]] = {
    "linear": _fit_linear, "logit": _fit_logit, "ordered_logit": _fit_ordered,
}  # fmt: skip
