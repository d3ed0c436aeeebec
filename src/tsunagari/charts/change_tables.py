"""Tables of decompositions and of age curves, as their charts take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound

WORDS = ("name", "component", "factor", "category", "view", "wave", "bound", "verdict", "basis")


def load_decomposition(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/decomposition_<name>.csv`: a row a part, in points."""
    path = Path(folder) / f"decomposition_{name}.csv"
    return _load(path, ["component", "factor", "category"], ["points", "ci_low", "ci_high"])


def load_age_curve(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/age_curves_<name>.csv`: a row a band and wave, in percent."""
    path = Path(folder) / f"age_curves_{name}.csv"
    return _load(path, ["view", "wave", "category"], ["percent", "ci_low", "ci_high"])


def load_bounds(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/age_curves_<name>.bounds.csv`: a row a bound and band; no limit is infinite."""
    return _load(Path(folder) / f"age_curves_{name}.bounds.csv", ["bound", "view", "category"], [])


def _load(path: Path, keys: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Words stay words, so that a category "none" is no gap.

    Raises ProblemsFound for a file that is missing, for keys that stand twice and for
    numbers that are missing or infinite; they could not be drawn.
    """
    if not path.is_file():
        remedy = "Run `make`, which computes the tables before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {column: str for column in columns if column in WORDS}
    gaps = {column: [""] for column in columns if column not in WORDS}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    bad = table[list(numbers)]
    undrawable = (bad.isna() | (bad.abs() == float("inf"))).any(axis="columns")
    problems = [
        Problem(str(path), f"row {row + 2}", ", ".join(table.loc[row, list(keys)]), said, remedy)
        for rows, said, remedy in (
            (table.duplicated(list(keys)), "stands twice", "Keep one row a key."),
            (undrawable, "lacks a number", "Compute the table again."),
        )
        for row in table.index[rows]
    ]
    if problems:
        raise ProblemsFound(problems)
    return table
