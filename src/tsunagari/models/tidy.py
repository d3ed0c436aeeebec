"""Coefficients as a tidy table, one row a coefficient."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from tsunagari.models.families import CONSTANTS
from tsunagari.models.model import Fitted
from tsunagari.models.spec import ModelSpec

CONFIDENCE = 0.95


def keys(spec: ModelSpec) -> dict[str, str]:
    """The columns that say which model a row is of; waves and countries joined by a dot."""
    country = spec.where.get("country", "all")
    country = country if isinstance(country, str) else ".".join(country)
    return {"model": spec.name, "wave": ".".join(spec.waves), "country": country,
            "family": spec.family.name}  # fmt: skip


def model_table(spec: ModelSpec, columns: Mapping[str, object]) -> pd.DataFrame:
    """A table that begins with the columns that say which model its rows are of."""
    return pd.DataFrame({**keys(spec), **columns})


def inference(estimate: np.ndarray, error: np.ndarray, freedom: float) -> dict[str, np.ndarray]:
    """estimate, std_error, statistic, p_value (two-sided, of 0), ci_low, ci_high.

    By t with `freedom` degrees, by the normal distribution where they are infinite. An
    estimate that the design leaves no error has an infinite statistic.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(estimate == 0, 0.0, estimate / error)
    half = critical(freedom) * error
    distance = -np.abs(statistic)
    tail = ndtr(distance) if np.isinf(freedom) else stdtr(freedom, distance)
    return {"estimate": estimate, "std_error": error, "statistic": statistic,
            "p_value": 2 * tail, "ci_low": estimate - half, "ci_high": estimate + half}  # fmt: skip


def critical(freedom: float, confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to each side."""
    tail = (1 + confidence) / 2
    return float(ndtri(tail) if np.isinf(freedom) else stdtrit(freedom, tail))


def tidy(fitted: Fitted) -> pd.DataFrame:
    """model, wave, country, family, term, level, reference, estimate, std_error, statistic,
    p_value, ci_low, ci_high, n.

    `term` is a variable or an interaction, `threshold` or `intercept`; `reference` is what
    the level is compared with, the reference levels of all variables of the term. A
    coefficient above 0 means more affirmative than the reference.
    """
    numbers = inference(fitted.parameters, fitted.std_error, fitted.degrees_of_freedom)
    return model_table(fitted.spec, {
        "term": [term for term, _ in fitted.labels],
        "level": [level for _, level in fitted.labels],
        "reference": [_reference(fitted.spec, term) for term, _ in fitted.labels],
        **numbers, "n": fitted.n,
    })  # fmt: skip


def _reference(spec: ModelSpec, term: str) -> str:
    if term in CONSTANTS:
        return ""
    of = {atom.text: atom.reference for atom in spec.atoms}
    parts = [of[part] for part in term.partition("@")[0].split(":")]
    return ":".join(part for part in parts if part)


# ---- How well a model fits ---------------------------------------------------------------


def fit_measures(fitted: Fitted) -> pd.DataFrame:
    """model, wave, country, family, measure, value.

    n, population, left_out, parameters; for the logits log_likelihood, null_log_likelihood,
    deviance, mcfadden, nagelkerke (1991), for linear models also r_squared. aic and bic only
    where errors come from the likelihood: with a design the weighted sum of log-likelihoods
    is no likelihood, so they are left out rather than given wrongly (the pseudo ones keep
    their meaning as descriptions; weights are scaled to add up to n).
    """
    n, size = fitted.n, len(fitted.parameters)
    value = fitted.solution.log_likelihood
    measures = {"n": n, "population": fitted.frame.population,
             "left_out": fitted.frame.population - n, "parameters": size,
             "log_likelihood": value}  # fmt: skip
    measures |= fitted.family.measures(fitted)
    if not fitted.by_design:
        size += fitted.family.numeric  # the error variance is a parameter of the likelihood
        measures |= {"aic": 2 * size - 2 * value, "bic": np.log(n) * size - 2 * value}
    if fitted.given:
        measures |= {"replicates": fitted.given.replicates, "replicates_kept": fitted.given.kept}
    values = [float(value) for value in measures.values()]
    return model_table(fitted.spec, {"measure": list(measures), "value": values})
