"""The percentages of a figure, tidy: one row a cell, with base, error and interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook import Codebook
from tsunagari.design import Design
from tsunagari.queries import KEYS, Base, bases
from tsunagari.survey.percentages import percentages

COLUMNS = (*KEYS, "n", "n_effective", "percent", "std_error", "ci_low", "ci_high")


def estimate(
    codebook: Codebook,
    figure: str,
    queries: Sequence[Mapping],
    respondents: pd.DataFrame,
    design: Design,
) -> pd.DataFrame:
    """All cells of a figure for one wave's respondents, in percent; columns COLUMNS.

    n  the people asked who answered. A base without anybody (the wave or country was not
       asked) keeps its rows, with n 0 and no percent, so that a figure can say so.
    """
    wave = respondents["wave"].iloc[0]
    tables = [
        _cells(codebook, wave, base, respondents, design)
        for base in bases(codebook, figure, queries)
    ]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def _cells(
    codebook: Codebook, wave: str, base: Base, respondents: pd.DataFrame, design: Design
) -> pd.DataFrame:
    """The rows of one base, a category each."""
    inside = codebook.matches(respondents, base.where, base.item)
    inside &= codebook.answered(respondents, base.variable, base.item)
    chosen = np.column_stack(
        [
            codebook.is_member(respondents, base.variable, base.item, category)
            for category in base.categories
        ]
    )
    table = _measured(design, chosen, inside.to_numpy(), base.categories)
    keys = (base.figure, wave, base.country, base.group, base.item_key)
    return table.assign(**dict(zip(KEYS, keys, strict=False)))


def _measured(
    design: Design, chosen: np.ndarray, inside: np.ndarray, categories: Sequence[str]
) -> pd.DataFrame:
    """Percent of those inside who chose each category, under the design.

    ASSUME: where no design is declared, those asked are taken as the sample; where one is,
    they are a subpopulation of it, and its other clusters count.
    """
    if design.declared or not inside.any():
        group = np.where(inside, 0, -1)
        return percentages(design, chosen, group, 1, categories)
    those = Design(np.ones(int(inside.sum())), weighted=False, lonely="certainty")
    return percentages(those, chosen[inside], groups=1, categories=categories)
