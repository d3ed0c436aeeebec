"""How well a model fits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tsunagari.models.frame import outcome_scores
from tsunagari.models.model import Fitted
from tsunagari.models.tidy import model_table


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
    found = {"n": n, "population": fitted.frame.population,
             "left_out": fitted.frame.population - n, "parameters": size,
             "log_likelihood": value}  # fmt: skip
    if fitted.spec.family == "linear":
        size += 1  # the error variance is a parameter of the likelihood
        found |= _r_squared(fitted)
    else:
        null = _null_log_likelihood(fitted)
        cox_snell = 1 - np.exp(2 / n * (null - value))
        found |= {"null_log_likelihood": null, "deviance": -2 * value,
                  "mcfadden": 1 - value / null,
                  "nagelkerke": cox_snell / (1 - np.exp(2 / n * null))}  # fmt: skip
    if not fitted.by_design:
        found |= {"aic": 2 * size - 2 * value, "bic": np.log(n) * size - 2 * value}
    values = [float(value) for value in found.values()]
    return model_table(fitted.spec, {"measure": list(found), "value": values})


def _null_log_likelihood(fitted: Fitted) -> float:
    """Of the model without terms, whose shares are those observed."""
    frame = fitted.frame
    totals = np.bincount(frame.outcome, frame.weight)
    return float(totals @ np.log(totals / totals.sum()))


def _r_squared(fitted: Fitted) -> dict[str, float]:
    frame = fitted.frame
    outcome = outcome_scores(frame.spec.outcome, frame.outcome)
    columns = np.hstack([np.ones((len(outcome), 1)), fitted.columns])
    residual = outcome - columns @ fitted.parameters
    mean = frame.weight @ outcome / frame.weight.sum()
    explained = 1 - float(frame.weight @ residual**2) / float(frame.weight @ (outcome - mean) ** 2)
    variance = float(frame.weight @ residual**2) / (fitted.n - columns.shape[1])
    return {"r_squared": explained, "residual_std_error": float(np.sqrt(variance))}
