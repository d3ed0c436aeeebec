"""What readers can read: average predicted shares and average marginal effects.

Predictions are averaged over the respondents of the model with one variable set to each
level in turn (average adjusted predictions; Williams 2012). Errors by the delta method.
ASSUME: the mix of respondents is taken as given, so errors are those of the coefficients, as
`emmeans` and `marginaleffects` of R do.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.models.model import Fitted
from tsunagari.models.terms import Atom, term_name
from tsunagari.models.tidy import critical, inference, model_table

_STEP = 1e-4  # of a standard deviation, for the slope along a number


def effects_table(fitted: Fitted, variables: Iterable[str] | None = None) -> pd.DataFrame:
    """Average marginal effects; a row a variable, level and category of the outcome.

    Columns: those of the model, term, level, reference, category, estimate, std_error,
    statistic, p_value, ci_low, ci_high, n. `category` is an answer, a set of the codebook
    that answers make up, or `mean` in a linear model.

    Of a factor: the difference of the average predicted share (0 to 1) between level and
    reference. Of a number: the average slope, in shares a unit. Interactions are in the
    effects of their variables and have none of their own. `variables`: only these.
    """
    wanted = None if variables is None else set(variables)
    names, predictions = [], []
    for atom in fitted.spec.atoms:
        if wanted is not None and atom.text not in wanted:
            continue
        if atom.is_number:
            names.append((atom.text, "", ""))
            predictions.append(_slope(fitted, atom))
            continue
        base, base_slopes = average_prediction(fitted, {atom: 0})
        for place, level in enumerate(atom.levels[1:], start=1):
            share, slopes = average_prediction(fitted, {atom: place})
            names.append((atom.text, level, atom.reference))
            predictions.append((share - base, slopes - base_slopes))
    columns = _names(fitted, names, ("term", "level", "reference"))
    estimate, error = _stack(fitted, predictions)
    numbers = inference(estimate, error, fitted.degrees_of_freedom)
    return model_table(fitted.spec, {**columns, **numbers, "n": fitted.n})


def predicted_shares(fitted: Fitted) -> pd.DataFrame:
    """Average predicted shares at each level of each factor and interaction of factors.

    Columns: those of the model, term, level, category, estimate (share, 0 to 1; the mean in
    a linear model), std_error, ci_low, ci_high (on the logit scale for shares), n. The term
    `all` is the average without setting a variable.
    """
    names, predictions = [("all", "")], [average_prediction(fitted, {})]
    for term in fitted.spec.terms:
        if any(atom.is_number for atom in term):
            continue
        for places in product(*(range(len(atom.levels)) for atom in term)):
            at = dict(zip(term, places, strict=True))
            level = ":".join(atom.levels[place] for atom, place in at.items())
            names.append((term_name(term), level))
            predictions.append(average_prediction(fitted, at))
    columns = _names(fitted, names, ("term", "level"))
    estimate, error = _stack(fitted, predictions)
    half = critical(fitted.degrees_of_freedom) * error
    low, high = fitted.family.interval(estimate, half)
    return model_table(fitted.spec, {**columns, "estimate": estimate, "std_error": error,
                                     "ci_low": low, "ci_high": high, "n": fitted.n})  # fmt: skip


def average_prediction(fitted: Fitted, at: Mapping[Atom, float]) -> tuple[np.ndarray, np.ndarray]:
    """Average predictions (c,) with variables set to a level code or number, and their
    derivatives (c, p) by the parameters.

    The c categories are those of the family (`Family.categories`).
    """
    values = dict(fitted.frame.values)
    for atom, value in at.items():
        values[atom] = np.full(len(fitted.frame.count), value)
    return _average(fitted, values)


def _average(fitted: Fitted, values: Mapping[Atom, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    weight = fitted.frame.weight / fitted.frame.weight.sum()
    return fitted.family.predict(fitted, fitted.columns_at(values), weight)


def _slope(fitted: Fitted, atom: Atom) -> tuple[np.ndarray, np.ndarray]:
    """Central difference along a number: its error is below 1e-8 of the slope."""
    numbers = fitted.frame.values[atom]
    step = _STEP * float(np.std(numbers))
    ends = []
    for shifted in (numbers + step, numbers - step):
        ends.append(_average(fitted, {**fitted.frame.values, atom: shifted}))
    (high, high_slopes), (low, low_slopes) = ends
    return (high - low) / (2 * step), (high_slopes - low_slopes) / (2 * step)


def _names(fitted: Fitted, names: Sequence[tuple], keys: Sequence[str]) -> dict[str, list]:
    """Columns that name the rows: each name once for each category."""
    shown = fitted.family.categories(fitted.spec.outcome)
    columns = {key: [name[place] for name in names for _ in shown]
               for place, key in enumerate(keys)}  # fmt: skip
    return {**columns, "category": shown * len(names)}


def _stack(fitted: Fitted, predictions: Sequence[tuple]) -> tuple[np.ndarray, np.ndarray]:
    """Estimates and delta-method errors of all rows."""
    estimate = np.concatenate([value for value, _ in predictions])
    slopes = np.vstack([slopes for _, slopes in predictions])
    variance = ((slopes @ fitted.covariance) * slopes).sum(axis=1)
    return estimate, np.sqrt(np.maximum(variance, 0.0))
