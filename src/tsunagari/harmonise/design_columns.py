"""The raw columns of a wave's sampling design."""

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem
from tsunagari.harmonise.cells import categorical, cell_problems, looked_up
from tsunagari.waves.codes import as_number
from tsunagari.waves.design import is_number


def design_column(
    column: str, raw_name: str, file: str, frame: pd.DataFrame, problems: list[Problem]
) -> pd.Series:
    """Weights and population sizes as numbers above 0, strata and clusters as labels."""
    raw = frame[raw_name]
    if not is_number(column):
        blank = raw[looked_up(raw, lambda cell: cell == "", bool)]
        message = "blank in the design"
        problems += cell_problems(file, raw_name, blank, message, lambda _: "Fill it.")
        labels = categorical(raw).remove_unused_categories()
        ordered = labels.set_categories(sorted(labels.categories))
        return pd.Series(ordered, index=frame.index)
    number = looked_up(raw, _positive, float)
    bad = raw[np.isnan(number)]
    remedy = "Mend the cell, or exclude the row."
    message = "no number above 0 in the design"
    problems += cell_problems(file, raw_name, bad, message, lambda _: remedy)
    return pd.Series(number, index=frame.index)


def _positive(cell: str) -> float:
    number = as_number(cell)
    return number if number is not None and number > 0 else np.nan
