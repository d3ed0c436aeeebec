"""P-values adjusted within the declared families, and the verdict that follows."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import EMPTY
from tsunagari.comparisons.equivalence import verdict
from tsunagari.models.multiplicity import holm


def adjust(table: pd.DataFrame, adjusted: Mapping[str, str]) -> pd.DataFrame:
    """Add p-values by Holm (1979) within `family`, over all comparisons of the table.

    adjusted  column of p-values -> column of the adjusted ones; each column is a set of
              tests of its own. Cells without a number are no tests.
    """
    found = table.copy()
    asked = ~found["basis"].isin(EMPTY)
    for raw, column in adjusted.items():
        found[column] = np.nan
        for _, rows in found[asked].groupby("family"):
            found.loc[rows.index, column] = holm(rows[raw].to_numpy())
    return found


def judge(table: pd.DataFrame) -> pd.DataFrame:
    """Add `verdict`, from the adjusted p-values; empty where a wave has no number."""
    verdicts = [
        "" if basis in EMPTY else verdict(p_holm, p_equivalence)
        for basis, p_holm, p_equivalence in zip(
            table["basis"], table["p_holm"], table["p_equivalence_holm"], strict=True
        )
    ]
    return table.assign(verdict=verdicts)
