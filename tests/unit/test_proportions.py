"""Percentages against R's survey (tests/reference/r/proportions.R), and at the ends."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tsunagari.proportions import proportion

REFERENCE = pd.read_csv(Path(__file__).parents[1] / "reference" / "r" / "proportions.csv")


@pytest.mark.parametrize("column", ["percent", "std_error", "ci_low", "ci_high"])
def test_agrees_with_svyciprop(column):
    ours = proportion(REFERENCE["count"].to_numpy(), REFERENCE["n"].to_numpy())[column]
    np.testing.assert_allclose(ours, REFERENCE[column], rtol=1e-8)


def test_zero_of_n_has_the_interval_of_clopper_and_pearson():
    # Upper bound 1 - 0.025 ** (1 / n), by hand from (1 - p) ** n = 0.025.
    bounds = proportion(np.array([0, 10]), np.array([10, 10]))
    expected = 100 * (1 - 0.025**0.1)
    np.testing.assert_allclose(bounds["ci_high"], [expected, 100])
    np.testing.assert_allclose(bounds["ci_low"], [0, 100 - expected])


def test_one_respondent_tells_nothing():
    bounds = proportion(np.array([1]), np.array([1]))
    assert (bounds["ci_low"][0], bounds["ci_high"][0]) == (0, 100)
