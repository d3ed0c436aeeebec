"""Any two levels of a term against each other, and whether a term matters at all."""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy.special import chdtrc, fdtrc

from tsunagari.models import columns as coding
from tsunagari.models.model import Fitted
from tsunagari.models.simultaneous import MaxT
from tsunagari.models.terms import Atom, term_name
from tsunagari.models.tidy import CONFIDENCE, inference, model_table

_KEYS = ("term", "level", "reference")


def contrasts_table(fitted: Fitted) -> pd.DataFrame:
    """Every two levels of each factor; a row a pair, on the scale of the coefficients.

    Columns: those of the model, term, level, reference (the other level), estimate, std_error,
    statistic, p_value, ci_low, ci_high (of this pair alone), p_simultaneous, simultaneous_low,
    simultaneous_high (with the others of its term: by the largest |t| of all of them), pairs (how
    many these are), n.

    ASSUME: the family of a pair is its term. A variable of an interaction is compared at the
    reference levels of the others, as its coefficients are.
    """
    parts = [_pairs(fitted, term[0]) for term in fitted.spec.terms
             if len(term) == 1 and not term[0].is_number]  # fmt: skip
    if parts:
        return pd.concat(parts, ignore_index=True)
    return model_table(fitted.spec, dict.fromkeys(_KEYS, pd.Series(dtype=str)))


def joint_tests(fitted: Fitted) -> pd.DataFrame:
    """Wald tests that all coefficients of a term are 0; a row a term.

    Columns: those of the model, term, method, statistic, df, df_denominator, p_value, n. Methods:
    `wald_chi_squared` where errors are normal, else `wald_f`, with the model's degrees of freedom
    in the denominator. A test of a variable of an interaction is one at the reference levels of
    the others.
    """
    owner, first = coding.owners(fitted.spec.terms), _first(fitted)
    rows = []
    for place, term in enumerate(fitted.spec.terms):
        at = first + np.flatnonzero(owner == place)
        covariance = fitted.covariance[np.ix_(at, at)]
        rows.append((term_name(term), *wald(fitted.parameters[at], covariance,
                                            fitted.degrees_of_freedom)))  # fmt: skip
    names = ("term", "method", "statistic", "df", "df_denominator", "p_value")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    return model_table(fitted.spec, {**columns, "n": fitted.n})


def wald(
    estimate: np.ndarray, covariance: np.ndarray, freedom: float
) -> tuple[str, float, int, float, float]:
    """method, statistic, df, df_denominator, p_value of a test that all estimates are 0."""
    df = int(np.linalg.matrix_rank(covariance, hermitian=True))
    square = float(estimate @ np.linalg.pinv(covariance, hermitian=True) @ estimate)
    if np.isinf(freedom):
        return "wald_chi_squared", square, df, freedom, float(chdtrc(df, square))
    return "wald_f", square / df, df, freedom, float(fdtrc(df, freedom, square / df))


def _pairs(fitted: Fitted, atom: Atom) -> pd.DataFrame:
    """The later level of each pair against the earlier one, in the order of the codebook."""
    at = [fitted.labels.index((atom.text, level)) for level in atom.levels[1:]]
    covariance = fitted.covariance[np.ix_(at, at)]
    coefficients = np.vstack([np.zeros(len(at)), np.eye(len(at))])  # the reference's is 0
    pairs = list(combinations(range(len(atom.levels)), 2))
    matrix = np.array([coefficients[late] - coefficients[early] for early, late in pairs])
    estimate = matrix @ fitted.parameters[at]
    error = np.sqrt(np.maximum(((matrix @ covariance) * matrix).sum(axis=1), 0.0))
    own = inference(estimate, error, fitted.degrees_of_freedom)
    largest = MaxT(covariance, matrix, fitted.degrees_of_freedom)
    half = largest.critical(CONFIDENCE) * error
    names = {"term": atom.text, "level": [atom.levels[late] for _, late in pairs],
             "reference": [atom.levels[early] for early, _ in pairs]}  # fmt: skip
    together = {"p_simultaneous": [largest.p_value(abs(t)) for t in own["statistic"]],
                "simultaneous_low": estimate - half, "simultaneous_high": estimate + half,
                "pairs": len(pairs)}  # fmt: skip
    return model_table(fitted.spec, {**names, **own, **together, "n": fitted.n})


def _first(fitted: Fitted) -> int:
    """Where the coefficients of the terms begin among the parameters."""
    return len(fitted.family.constants(fitted.spec.outcome))
