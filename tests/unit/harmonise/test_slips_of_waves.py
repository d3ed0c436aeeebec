"""Surveys drawn with one slip each give the true percentages or stop: some of `make misreadings`."""

import random

import pytest
from misreadings import FORMATS, SLIPS, tried


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
@pytest.mark.parametrize("form", FORMATS)
def test_the_true_percentages_or_a_stop(slip, form):
    seeds = range(40)
    came = next(filter(None, (tried(seed, slip, form) for seed in seeds)), "")
    assert came in ("true", "stops", "")  # "": the slip has no place in the format


def test_without_a_slip_every_format_gives_the_true_percentages():
    seed = random.Random(7)
    for form in FORMATS:
        assert tried(seed.randrange(10_000), SLIPS[0], form) == "true"
