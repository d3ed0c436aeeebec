"""The percentages of a figure, tidy: one row a cell, with base, error and interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook import Codebook
from tsunagari.proportions import proportion
from tsunagari.queries import KEYS, Base, bases

COLUMNS = (*KEYS, "n", "n_effective", "percent", "std_error", "ci_low", "ci_high")


def estimate(
    codebook: Codebook, figure: str, queries: Sequence[Mapping], respondents: pd.DataFrame
) -> pd.DataFrame:
    """All cells of a figure for one wave's respondents, in percent; columns COLUMNS.

    n  the people asked who answered. A base without anybody (the wave or country was not
       asked) keeps its rows, with n 0 and no percent, so that a figure can say so.
    """
    wave = respondents["wave"].iloc[0]
    rows = []
    for base in bases(codebook, figure, queries):
        rows.extend(_cells(codebook, wave, base, respondents))
    cells = pd.DataFrame(rows, columns=[*KEYS, "n", "count"])
    asked = (cells["n"] > 0).to_numpy()
    measured = proportion(cells["count"][asked], cells["n"][asked])
    for column, values in measured.items():
        cells[column] = np.nan
        cells.loc[asked, column] = values
    # ASSUME: without weights and clusters every respondent counts once.
    cells["n_effective"] = cells["n"].astype(float)
    return cells[list(COLUMNS)]


def _cells(codebook: Codebook, wave: str, base: Base, respondents: pd.DataFrame) -> list[tuple]:
    """(keys, n, count) of each category of one base."""
    inside = codebook.matches(respondents, base.where, base.item)
    inside &= codebook.answered(respondents, base.variable, base.item)
    chosen = respondents[inside]
    cells = []
    for category in base.categories:
        count = codebook.is_member(chosen, base.variable, base.item, category).sum()
        keys = (base.figure, wave, base.country, base.group, base.item_key, category)
        cells.append((*keys, len(chosen), int(count)))
    return cells
