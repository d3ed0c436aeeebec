"""The table of what was asked, as its picture takes it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound


def load_availability(path: str | Path) -> pd.DataFrame:
    """`availability.csv`; words stay words, and an empty word stays empty.

    Raises ProblemsFound for a file that is missing.
    """
    if not Path(path).is_file():
        remedy = "Run `make`, which tabulates what was asked before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    counts = [column for column in table if column.startswith("n_")]
    return table.astype(dict.fromkeys(counts, int))
