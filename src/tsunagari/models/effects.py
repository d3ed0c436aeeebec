"""What readers can read: average predicted shares and average marginal effects.

Predictions are averaged over the respondents of the model with one variable set to each
level in turn (average adjusted predictions; Williams 2012), but for those who could not be at it.
Errors by the delta method.
ASSUME: the mix of respondents is taken as given, so errors are those of the coefficients, as
`emmeans` and `marginaleffects` of R do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.models.model import Fitted
from tsunagari.models.terms import WAVE, Atom, term_name
from tsunagari.models.tidy import critical, inference, model_table

_STEP = 1e-4  # of a standard deviation, for the slope along a number


def effects_table(fitted: Fitted, variables: Iterable[str] | None = None) -> pd.DataFrame:
    """Average marginal effects; a row a variable, level and category of the outcome; of `wave`
    first.

    Columns: those of the model, term, level, reference, category, estimate, std_error,
    statistic, p_value, ci_low, ci_high, n, impossible. `category` is an answer, a set of the
    codebook that answers make up, or `mean` in a linear model.

    Of a factor: the difference of the average predicted share (0 to 1) between level and
    reference. Of a number: the average slope, in shares a unit. Interactions are in the
    effects of their variables and have none of their own. `variables`: only these.

    n are those averaged over: who, their other answers as they are, could be at both levels, or
    at another number; `impossible` are the model's others (see models.linked). Where they are
    all, there is no effect, and its numbers are missing.
    """
    wanted = None if variables is None else set(variables)
    names, predictions = [], []
    for atom in sorted(fitted.spec.atoms, key=lambda atom: atom.text != WAVE):
        if wanted is not None and atom.text not in wanted:
            continue
        if atom.is_number:
            names.append((atom.text, "", ""))
            predictions.append(_slope(fitted, atom))
            continue
        for place, level in enumerate(atom.levels[1:], start=1):
            names.append((atom.text, level, atom.reference))
            predictions.append(_difference(fitted, atom, place))
    columns = _names(fitted, names, ("term", "level", "reference"))
    estimate, error, people = _stack(fitted, predictions)
    numbers = inference(estimate, error, fitted.degrees_of_freedom)
    return model_table(fitted.spec, {**columns, **numbers, **people})


def predicted_shares(fitted: Fitted) -> pd.DataFrame:
    """Average predicted shares at each level of each factor and interaction of factors.

    Columns: those of the model, term, level, category, estimate (share, 0 to 1; the mean in
    a linear model), std_error, ci_low, ci_high (on the logit scale for shares), n, impossible,
    observed, observed_n. The term `all` is the average without setting a variable.

    n are those averaged over: who could be at the level, their other answers as they are;
    `impossible` are the model's others (see models.linked). A combination of levels that nobody
    could be at has no row. `observed` is the share among those who are at the level, observed_n.
    """
    names, predictions, observed = [], [], []
    for name, level, at in settings(fitted):
        prediction = average_prediction(fitted, at)
        if prediction.people:
            names.append((name, level))
            predictions.append(prediction)
            observed.append(_observed(fitted, at))
    columns = _names(fitted, names, ("term", "level"))
    estimate, error, people = _stack(fitted, predictions)
    half = critical(fitted.degrees_of_freedom) * error
    low, high = fitted.family.interval(estimate, half)
    seen = {"observed": np.concatenate([shares for shares, _ in observed]),
            "observed_n": _repeated(fitted, [people for _, people in observed])}  # fmt: skip
    return model_table(fitted.spec, {**columns, "estimate": estimate, "std_error": error,
                                     "ci_low": low, "ci_high": high, **people, **seen})  # fmt: skip


def settings(fitted: Fitted) -> Iterator[tuple[str, str, dict[Atom, int]]]:
    """term, level, and what everybody is set to: nothing (`all`), then the levels of the terms."""
    yield "all", "", {}
    for term in fitted.spec.terms:
        if any(atom.is_number for atom in term):
            continue
        for places in product(*(range(len(atom.levels)) for atom in term)):
            at = dict(zip(term, places, strict=True))
            yield term_name(term), ":".join(atom.levels[place] for atom, place in at.items()), at


@dataclass(frozen=True, eq=False)
class Prediction:
    """Averages of the c categories of the family (`Family.categories`) over some respondents.

    values  (c,), missing where there are no people      slopes  (c, p) by the parameters
    people  how many respondents it is averaged over
    """

    values: np.ndarray
    slopes: np.ndarray
    people: int

    def __sub__(self, other: "Prediction") -> "Prediction":
        return Prediction(self.values - other.values, self.slopes - other.slopes, self.people)


def average_prediction(
    fitted: Fitted, at: Mapping[Atom, float], among: np.ndarray | None = None
) -> Prediction:
    """Average predictions with variables set to a level code or number.

    among  (m,) the cells that are averaged over; without it those for whom that is possible
    """
    values = set_to(fitted, at)
    return _average(fitted, values, fitted.frame.possible(values) if among is None else among)


def set_to(fitted: Fitted, at: Mapping[Atom, float]) -> dict[Atom, np.ndarray]:
    """atom -> (m,) the respondents' values with variables set to a level code or number."""
    cells = len(fitted.frame.count)
    return fitted.frame.values | {atom: np.full(cells, value) for atom, value in at.items()}


def _average(fitted: Fitted, values: Mapping[Atom, np.ndarray], among: np.ndarray) -> Prediction:
    weight = np.where(among, fitted.frame.weight, 0.0)
    people = int(fitted.frame.count[among].sum())
    if not people:
        size = len(fitted.family.categories(fitted.spec.outcome)), len(fitted.parameters)
        return Prediction(np.full(size[0], np.nan), np.full(size, np.nan), 0)
    weight = weight / weight.sum()
    return Prediction(*fitted.family.predict(fitted, fitted.columns_at(values), weight), people)


def _difference(fitted: Fitted, atom: Atom, place: int) -> Prediction:
    """Of a level and the reference, over those who could be at both."""
    ends = [set_to(fitted, {atom: level}) for level in (place, 0)]
    both = np.logical_and(*(fitted.frame.possible(values) for values in ends))
    level, reference = (_average(fitted, values, both) for values in ends)
    return level - reference


def _slope(fitted: Fitted, atom: Atom) -> Prediction:
    """Central difference along a number: its error is below 1e-8 of the slope."""
    numbers, among = fitted.frame.values[atom], fitted.frame.movable(atom)
    step = _STEP * float(np.std(numbers))
    high, low = (
        _average(fitted, fitted.frame.values | {atom: shifted}, among)
        for shifted in (numbers + step, numbers - step)
    )
    change = high - low
    return Prediction(change.values / (2 * step), change.slopes / (2 * step), change.people)


def _observed(fitted: Fitted, at: Mapping[Atom, int]) -> tuple[np.ndarray, int]:
    """What those at the levels answered, and how many they are; missing of nobody."""
    frame = fitted.frame
    here = np.ones(len(frame.count), dtype=bool)
    for atom, place in at.items():
        here &= frame.values[atom] == place
    weight = np.where(here, frame.weight, 0.0)
    if not here.any():
        return np.full(len(fitted.family.categories(fitted.spec.outcome)), np.nan), 0
    shares = fitted.family.observed(fitted.spec.outcome, frame.outcome, weight / weight.sum())
    return shares, int(frame.count[here].sum())


def _names(fitted: Fitted, names: Sequence[tuple], keys: Sequence[str]) -> dict[str, list]:
    """Columns that name the rows: each name once for each category."""
    shown = fitted.family.categories(fitted.spec.outcome)
    columns = {key: [name[place] for name in names for _ in shown]
               for place, key in enumerate(keys)}  # fmt: skip
    return {**columns, "category": shown * len(names)}


def _repeated(fitted: Fitted, values: Sequence) -> np.ndarray:
    """Each once for each category."""
    return np.repeat(values, len(fitted.family.categories(fitted.spec.outcome)))


def _stack(
    fitted: Fitted, predictions: Sequence[Prediction]
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Estimates and delta-method errors of all rows; how many people they are of and not of."""
    estimate = np.concatenate([prediction.values for prediction in predictions])
    slopes = np.vstack([prediction.slopes for prediction in predictions])
    variance = ((slopes @ fitted.covariance) * slopes).sum(axis=1)
    people = _repeated(fitted, [prediction.people for prediction in predictions])
    return estimate, np.sqrt(np.maximum(variance, 0.0)), {
        "n": people, "impossible": fitted.n - people
    }  # fmt: skip
