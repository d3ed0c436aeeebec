"""Unweighted percentages against R's survey (tests/reference/r/proportions.R), and at the ends."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tsunagari.estimate.design import Design
from tsunagari.estimate.percentages import percentages

REFERENCE = pd.read_csv(Path(__file__).parents[2] / "reference" / "r" / "proportions.csv")


def of(count: int, n: int) -> pd.Series:
    """`count` of `n` respondents, each counting once."""
    design = Design(np.ones(n), weighted=False, lonely="certainty")
    return percentages(design, np.arange(n) < count).iloc[0]


@pytest.mark.parametrize("column", ["percent", "std_error", "ci_low", "ci_high"])
def test_agrees_with_svyciprop(column):
    ours = [of(count, n)[column] for count, n in REFERENCE[["count", "n"]].to_numpy()]
    np.testing.assert_allclose(ours, REFERENCE[column], rtol=1e-8)


def test_zero_of_n_has_the_interval_of_clopper_and_pearson():
    # Upper bound 1 - 0.025 ** (1 / n), by hand from (1 - p) ** n = 0.025.
    expected = 100 * (1 - 0.025**0.1)
    np.testing.assert_allclose(of(0, 10)[["ci_low", "ci_high"]].astype(float), [0, expected])
    np.testing.assert_allclose(
        of(10, 10)[["ci_low", "ci_high"]].astype(float), [100 - expected, 100]
    )


def test_one_respondent_tells_nothing():
    """Without a degree of freedom its error is unknown, and not nothing."""
    assert of(1, 1)[["std_error", "ci_low", "ci_high"]].isna().all()
