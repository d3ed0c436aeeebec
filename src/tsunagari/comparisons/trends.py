"""The table of trends of a comparison over three and more waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import EMPTY, NOT_ASKED, weakest
from tsunagari.comparisons import trend
from tsunagari.comparisons.change import side
from tsunagari.comparisons.compare import CELL
from tsunagari.waves.comparability import GRADES

LEAST = 3  # waves


def trends(
    name: str,
    entry: Mapping,
    measured: Mapping[str, pd.DataFrame],
    waves: Mapping[str, Mapping],
    changes: pd.DataFrame,
) -> pd.DataFrame:
    """The trend of every cell over the waves that asked it, in points a year, a row each.

    measured  wave -> its cells (compare.measure_wave), earliest first
    changes   the comparison's changes (compare.compare), for their grades

    `grade` is the worst of all pairs of the waves that asked. A cell that fewer than three
    waves asked has basis `not_asked`, no slope and no grade. P-values are not adjusted yet
    (families.adjust).
    """
    tables = {wave: table.to_dict("records") for wave, table in measured.items()}
    graded = changes.groupby(list(CELL), sort=False)
    rows = []
    for cells in zip(*tables.values(), strict=True):
        key = tuple(cells[0][part] for part in CELL)
        asked = {
            wave: cell
            for wave, cell in zip(tables, cells, strict=True)
            if cell["basis"] not in EMPTY
        }
        row = {"comparison": name, "waves": " ".join(asked), **dict(zip(CELL, key, strict=True))}
        found, basis, worst = dict.fromkeys(trend.COLUMNS, np.nan), NOT_ASKED, ""
        if len(asked) >= LEAST:
            years = [waves[wave]["year"] for wave in asked]
            found = trend.trend(years, [side(cell) for cell in asked.values()])
            basis = weakest([cell["basis"] for cell in asked.values()])
            worst = _worst(graded.get_group(key)["grade"])
        rows.append({**row, **found, "family": entry["family"], "grade": worst, "basis": basis})
    return pd.DataFrame(rows)


def _worst(grades: Sequence[str]) -> str:
    """The worst grade of the pairs that have one."""
    return max((each for each in grades if each), key=GRADES.index)
