"""Tables of models, as their charts take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound

CHOICE = "choice."  # how the columns of a specification's choices begin
WORDS = ("model", "wave", "country", "term", "level", "reference", "category", "basis")
WORDS += ("specification", "headline")
TRUTH = {"true": True, "false": False}


def load_coefficients(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.csv`: a row a coefficient, on the scale of the model."""
    numbers = ["estimate", "ci_low", "ci_high", "p_value"]
    return _load(Path(folder) / f"{model}.csv", ["term", "level"], numbers)


def load_shares(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.shares.csv`: a row a term, level and category, in per cent."""
    numbers = ["percent", "ci_low", "ci_high"]
    return _load(Path(folder) / f"{model}.shares.csv", ["term", "level", "category"], numbers)


def load_specifications(folder: str | Path, model: str) -> pd.DataFrame:
    """`<folder>/<model>.specifications.csv`: a row a specification, `headline` as bool."""
    path = Path(folder) / f"{model}.specifications.csv"
    table = _load(path, ["specification"], ["estimate", "ci_low", "ci_high"])
    headline = table["headline"].str.lower().map(TRUTH)
    if headline.isna().any() or headline.sum() != 1:
        message = "not exactly one specification is the headline"
        remedy = "Write true for the model as shipped and false for all others."
        found = ", ".join(sorted(set(table["headline"])))
        raise ProblemsFound([Problem(str(path), "column headline", found, message, remedy)])
    return table.assign(headline=headline.astype(bool))


def _load(path: Path, keys: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Words stay words, so that a level "2017" is no number and "none" no gap.

    Raises ProblemsFound for a file that is missing, for keys that stand twice and for
    numbers that are missing or infinite; they could not be drawn.
    """
    if not path.is_file():
        remedy = "Run `make`, which fits the models before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {name: str for name in columns if name in WORDS or name.startswith(CHOICE)}
    gaps = {name: [""] for name in columns if name not in words}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    problems = [
        Problem(str(path), f"row {row + 2}", ", ".join(table.loc[row, list(keys)]), said, remedy)
        for rows, said, remedy in (
            (table.duplicated(list(keys)), "stands twice", "Keep one row a key."),
            (_undrawable(table[list(numbers)]), "lacks a number", "Fit the model again."),
        )
        for row in table.index[rows]
    ]
    if problems:
        raise ProblemsFound(problems)
    return table


def _undrawable(numbers: pd.DataFrame) -> pd.Series:
    return (numbers.isna() | (numbers.abs() == float("inf"))).any(axis="columns")
