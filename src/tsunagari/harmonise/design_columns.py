"""The raw columns of a wave's sampling design."""

import numpy as np
import pandas as pd

from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.waves.codes import as_number
from tsunagari.waves.design import is_number


def design_column(column: str, raw_name: str, raw: RawRows) -> pd.Series:
    """Weights and population sizes as numbers above 0, strata and clusters as labels."""
    if is_number(column):
        values = raw.looked_up(raw_name, _positive, float)
        message, remedy = "no number above 0 in the design", "Mend the cell, or exclude the row."
        raw.complain(raw_name, np.isnan(values), message, remedy)
    else:
        raw.complain(raw_name, raw.blank(raw_name), "blank in the design", "Fill it.")
        labels = raw.categorical(raw_name).remove_unused_categories()
        values = labels.set_categories(sorted(labels.categories))
    return pd.Series(values, index=raw.frame.index)


def _positive(cell: str) -> float:
    number = as_number(cell)
    return number if number is not None and number > 0 else np.nan
