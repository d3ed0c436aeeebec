"""Coefficients as a tidy table, one row a coefficient."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from tsunagari.models.model import INTERCEPT, THRESHOLD, Fitted
from tsunagari.models.spec import ModelSpec

CONFIDENCE = 0.95
KEYS = ("model", "wave", "country", "family")


def keys(spec: ModelSpec) -> dict[str, str]:
    """The columns that say which model a row is of; waves and countries joined by a dot."""
    country = spec.where.get("country", "all")
    country = country if isinstance(country, str) else ".".join(country)
    return {"model": spec.name, "wave": ".".join(spec.waves), "country": country,
            "family": spec.family}  # fmt: skip


def inference(estimate: np.ndarray, error: np.ndarray, freedom: float) -> pd.DataFrame:
    """estimate, std_error, statistic, p_value (two-sided, of 0), ci_low, ci_high.

    By t with `freedom` degrees, by the normal distribution where they are infinite.
    """
    statistic = estimate / np.where(error > 0, error, np.nan)
    half = critical(freedom) * error
    distance = -np.abs(statistic)
    tail = ndtr(distance) if np.isinf(freedom) else stdtr(freedom, distance)
    return pd.DataFrame({
        "estimate": estimate, "std_error": error, "statistic": statistic, "p_value": 2 * tail,
        "ci_low": estimate - half, "ci_high": estimate + half,
    })  # fmt: skip


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
    table = pd.DataFrame(list(fitted.labels), columns=["term", "level"])
    table["reference"] = [_reference(fitted.spec, term) for term in table["term"]]
    numbers = inference(fitted.parameters, fitted.std_error, fitted.degrees_of_freedom)
    table = pd.concat([table, numbers], axis=1).assign(n=fitted.n)
    for place, (key, value) in enumerate(keys(fitted.spec).items()):
        table.insert(place, key, value)
    return table


def _reference(spec: ModelSpec, term: str) -> str:
    if term in (INTERCEPT, THRESHOLD):
        return ""
    of = {atom.text: atom.reference for atom in spec.atoms}
    parts = [of[part] for part in term.partition("@")[0].split(":")]
    return ":".join(part for part in parts if part)
