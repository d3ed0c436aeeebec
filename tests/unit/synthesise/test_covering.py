"""Exactly so many different people over several items."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.synthesise.people.covering import CannotCover, choose_covering, covered


@st.composite
def lists(draw):
    people = draw(st.integers(1, 6))
    ranked = [
        np.array(draw(st.permutations(range(people))))[: draw(st.integers(0, people))]
        for _ in range(draw(st.integers(1, 3)))
    ]
    sizes = [draw(st.integers(0, len(own))) for own in ranked]
    return people, ranked, sizes


@settings(max_examples=300, deadline=None)
@given(lists(), st.integers(0, 6))
def test_covers_what_can_be_covered(case, wanted):
    people, ranked, sizes = case
    choices = product(
        *(combinations(own.tolist(), size) for own, size in zip(ranked, sizes, strict=True))
    )
    possible = {len(set().union(*choice)) for choice in choices}
    try:
        choice = choose_covering(ranked, sizes, wanted, people)
    except CannotCover as failure:
        # More than the largest number is refused exactly; the smallest is a greedy one.
        assert wanted not in possible or wanted < failure.reached
        return
    assert covered(choice, people) == wanted
    for own, size, chosen in zip(ranked, sizes, choice, strict=True):
        assert len(set(chosen.tolist())) == len(chosen) == size
        assert set(chosen.tolist()) <= set(own.tolist())


def test_the_inclined_stay_as_far_as_the_number_allows():
    ranked = [np.arange(10), np.arange(10)]
    choice = choose_covering(ranked, [5, 5], 6, 10)
    assert covered(choice, 10) == 6
    assert sum(len(np.intersect1d(chosen, np.arange(5))) for chosen in choice) == 9


def test_too_many_are_refused():
    with pytest.raises(CannotCover, match="2 different people are chosen, not 3"):
        choose_covering([np.array([0, 1])], [2], 3, 5)
