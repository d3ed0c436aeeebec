"""Waves below each other, as independent samples."""

import numpy as np
import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import independent_difference, means
from tsunagari.models.pooling import pool

FRAMES = {
    "1": pd.DataFrame({"wave": "1", "y": [1.0, 0, 1, 1]}),
    "2": pd.DataFrame({"wave": "2", "y": [0.0, 0, 1, 0, 1, 0]}),
}


def test_undeclared_designs_stay_undeclared():
    frame, design = pool(FRAMES, {"1": Design.unweighted(4), "2": Design.unweighted(6)})
    assert list(frame["wave"]) == ["1"] * 4 + ["2"] * 6
    assert not design.declared


def test_a_difference_in_the_stack_is_that_of_independent_samples():
    designs = {
        "1": Design(np.array([1.0, 2, 1, 3]), clusters=(np.array([1, 1, 2, 2]),)),
        "2": Design(np.array([10.0, 10, 20, 20, 10, 10]), clusters=(np.array([1, 1, 2, 2, 3, 3]),)),
    }
    frame, design = pool(FRAMES, designs)
    apart = independent_difference(
        *(means(designs[wave], FRAMES[wave][["y"]].to_numpy()) for wave in ("1", "2"))
    )
    errors = []
    for wave in ("1", "2"):
        inside = (frame["wave"] == wave).to_numpy()
        errors.append(means(design.subset(inside), frame[["y"]].to_numpy()).std_error[0])
    assert np.hypot(*errors) == pytest.approx(apart.std_error[0])


def test_a_finite_population_that_the_stack_would_ignore_is_refused():
    small = Design(np.ones(4), population=(np.full(4, 10),))
    with pytest.raises(ProblemsFound, match="cannot be pooled"):
        pool(FRAMES, {"1": small, "2": Design.unweighted(6)})


def test_waves_with_different_rules_for_lonely_strata_are_refused():
    clusters = {wave: (np.arange(len(frame)) // 2,) for wave, frame in FRAMES.items()}
    designs = {wave: Design(np.ones(len(FRAMES[wave])), clusters=clusters[wave], lonely=rule)
               for wave, rule in (("1", "fail"), ("2", "adjust"))}  # fmt: skip
    with pytest.raises(ProblemsFound, match="fail of 1, adjust of 2"):
        pool(FRAMES, designs)
    # A wave that declares neither strata nor clusters has no rule that counts.
    _, pooled = pool(FRAMES, designs | {"1": Design(np.full(4, 2.0))})
    assert pooled.lonely == "adjust"
