"""Tables of results, as charts take them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest

WORDS = ("figure", "wave", "country", "group", "item", "category", "basis")


def load_table(path: str | Path, waves: Sequence[str] = ()) -> pd.DataFrame:
    """A table of estimates or of an index, of the given waves or of all that it has.

    Keys stay words: a wave is not a number, and a category named "none" not a gap. Raises
    ProblemsFound for a file that is missing and for a wave that it does not have.
    """
    if not Path(path).is_file():
        remedy = "Run `make`, which computes the tables before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    words = {column: str for column in columns if column in WORDS}
    gaps = {column: [""] for column in columns if column not in WORDS}
    table = pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)
    known = sorted(table["wave"].unique())
    unknown = [wave for wave in waves if wave not in known]
    if unknown:
        message = "the table has no such wave"
        raise ProblemsFound(
            Problem(str(path), "column wave", wave, message, nearest(wave, known))
            for wave in unknown
        )
    return table[table["wave"].isin(list(waves))] if waves else table
