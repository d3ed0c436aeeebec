"""Surveys drawn with one slip each give the true percentages or stop: some of `make misreadings`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from misreadings import FORMATS, SLIPS, none, tried


@settings(max_examples=6, deadline=None)
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
@given(seed=st.integers(0, 10**6), form=st.sampled_from(FORMATS))
def test_the_true_percentages_or_a_stop(slip, seed, form):
    # "": the slip has no place in what was drawn
    assert tried(seed, slip, form) in (("true", "") if slip is none else ("true", "stops", ""))
