"""Several outcomes, several tests: p-values adjusted within declared families."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.models.spec import FILE

KEYS = ("models", "terms", "levels")
_COLUMN = {"models": "model", "terms": "term", "levels": "level"}


def holm(p_values: np.ndarray) -> np.ndarray:
    """Adjusted p-values (Holm 1979): no false finding in the family with 1 - alpha."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    steps = np.arange(len(p), 0, -1) * p[order]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """Adjusted p-values (1995): the expected share of false findings among the found."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")[::-1]
    steps = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(steps), 1.0)
    return adjusted


def adjust_families(table: pd.DataFrame, families: Mapping[str, Mapping]) -> pd.DataFrame:
    """The rows of each declared family with family, tests, p_holm and p_benjamini_hochberg.

    families  name -> {models: [...], terms: [...], levels: [...]}; what is not named is not
              restricted. A row of two families stands in both, a row of none is not given.

    Raises ProblemsFound for names that the table does not have, families without a row and
    p-values that are missing.
    """
    problems, found = [], []
    for name, family in families.items():
        chosen = pd.Series(True, index=table.index)
        for key, wanted in family.items():
            if key not in KEYS:
                where = f"families.{name}"
                problems.append(Problem(FILE, where, str(key), "is not a part of a family",
                                        nearest(str(key), KEYS)))  # fmt: skip
                continue
            column = table[_COLUMN[key]]
            problems += _unknown(name, key, wanted, column)
            chosen &= column.isin([str(value) for value in wanted])
        rows = table[chosen]
        if rows.empty or rows["p_value"].isna().any():
            problems.append(Problem(FILE, f"families.{name}", "", "has no test, or one without p",
                                    "Name models and terms that were fitted."))  # fmt: skip
            continue
        p = rows["p_value"].to_numpy()
        found.append(rows.assign(family_of_tests=name, tests=len(rows), p_holm=holm(p),
                                 p_benjamini_hochberg=benjamini_hochberg(p)))  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return pd.concat(found, ignore_index=True)


def _unknown(name: str, key: str, wanted, column: pd.Series) -> list[Problem]:
    valid = column.unique()
    return [
        Problem(FILE, f"families.{name}.{key}", str(value), "is not in the fitted models",
                nearest(str(value), valid))
        for value in wanted if str(value) not in valid
    ]  # fmt: skip
