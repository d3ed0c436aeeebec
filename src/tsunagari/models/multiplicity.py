"""Several outcomes, several tests: p-values adjusted within declared families."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, unknown
from tsunagari.models.spec import FILE

_COLUMN = {"models": "model", "terms": "term", "levels": "level"}


def holm(p_values: np.ndarray) -> np.ndarray:
    """Adjusted p-values (Holm 1979): no false finding in the family with 1 - alpha."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    return _in_place(order, np.maximum.accumulate(np.arange(len(p), 0, -1) * p[order]))


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Adjusted p-values (1995): the expected share of false findings among the found."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")[::-1]
    return _in_place(order, np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1)))


def _in_place(order: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The steps, none above 1, in the order that the p-values came in."""
    adjusted = np.empty_like(steps)
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted


def adjust_families(table: pd.DataFrame, families: Mapping[str, Mapping]) -> pd.DataFrame:
    """The rows of each declared family with family, tests, p_holm and p_benjamini_hochberg.

    families  name -> {models: [...], terms: [...], levels: [...]}; what is not named is not
              restricted. A row of two families stands in both, a row of none is not given.

    Raises ProblemsFound for names that the table does not have, families without a row and
    p-values that are missing.
    """
    problems, adjusted = [], []
    for name, family in families.items():
        where, chosen = f"families.{name}", pd.Series(True, index=table.index)
        for key, wanted in family.items():
            if key not in _COLUMN:
                problems += unknown(FILE, where, [key], _COLUMN, "is not a part of a family")
                continue
            column, at = table[_COLUMN[key]], f"{where}.{key}"
            problems += unknown(FILE, at, wanted, column.unique(), "is not in the fitted models")
            chosen &= column.isin([str(value) for value in wanted])
        rows = table[chosen]
        if rows.empty or rows["p_value"].isna().any():
            problems.append(Problem(FILE, where, "", "has no test, or one without p",
                                    "Name models and terms that were fitted."))  # fmt: skip
            continue
        p = rows["p_value"].to_numpy()
        adjusted.append(rows.assign(family_of_tests=name, tests=len(rows), p_holm=holm(p),
                                 p_benjamini_hochberg=benjamini_hochberg(p)))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return pd.concat(adjusted, ignore_index=True)
