"""A wave as delivered, and what was made of it beside what its maker knows."""

from pathlib import Path

import pandas as pd

from twenty import deliveries, more_deliveries
from twenty.truth import respondents


def deliver(year: int, folder: Path) -> pd.DataFrame:
    """Write a wave's raw files; the respondents that must be found in them."""
    folder.mkdir(parents=True)
    module = deliveries if year <= 2010 else more_deliveries
    return getattr(module, f"wave_{year}")(respondents(year), folder)


def wrong_cells(known: pd.DataFrame, found: pd.DataFrame) -> tuple[int, int]:
    """Cells that are not as known, and all that were compared.

    Of a respondent who is missing, or who should not be there, every cell is wrong.
    """
    known, found = known.set_index("respondent"), found.set_index("respondent")
    both = known.index.intersection(found.index)
    wrong = (len(known) + len(found) - 2 * len(both)) * known.shape[1]
    for column in known:
        kind = float if column == "design.weight" else str
        same = known.loc[both, column].astype(kind) == found.loc[both, column].astype(kind)
        wrong += int((~same).sum())
    return wrong, known.size
