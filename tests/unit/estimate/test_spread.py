"""What varies between seeds, by hand."""

import numpy as np
import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.spread import add_spread, spread_of_seeds

CELLS = [("1-1", "w", "here", "all", "use", "daily"), ("1-1", "w", "here", "all", "use", "never")]


def seed(daily: float, never: float) -> pd.DataFrame:
    return pd.DataFrame(CELLS, columns=list(KEYS)).assign(percent=[daily, never])


def test_fixed_numbers_have_no_range():
    table = spread_of_seeds([seed(10, 20), seed(10, 22), seed(10, 30)])
    assert list(table["range"]) == [0, 10]
    assert table.loc[1, ["seeds", "least", "median", "greatest"]].to_list() == [3, 20, 22, 30]


def test_only_assumed_numbers_get_the_range_and_rows_stay_as_they_were():
    estimates = seed(10, 22).assign(basis=["published", "assumed"])
    wide = add_spread(estimates, spread_of_seeds([seed(10, 20), seed(10, 30)]))
    np.testing.assert_allclose(wide["assumed_low"], [np.nan, 20.25])
    np.testing.assert_allclose(wide["assumed_high"], [np.nan, 29.75])
    pd.testing.assert_frame_equal(wide[estimates.columns], estimates)


def test_one_set_of_respondents_leaves_the_range_empty():
    wide = add_spread(seed(10, 22).assign(basis="assumed"), None)
    assert wide[["assumed_low", "assumed_high"]].isna().all(axis=None)
