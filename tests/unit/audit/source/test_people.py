"""Groups of people: the same, parts of each other, and exact covers found by trying all."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_publication import codebook

from tsunagari.audit.source.people import People, Space, exact_cover

SPACE = Space(codebook())


def people(**conditions) -> People:
    """People by `variable` or `variable__item`."""
    found = []
    for key, wanted in conditions.items():
        variable, _, item = key.partition("__")
        found.append(SPACE.condition(variable, item, wanted))
    return SPACE.people(*found)


def test_the_same_people_are_the_same_however_they_are_described():
    assert people(mood="fine") == people(mood=["good", "fair"]) == people(mood={"not": "bad"})
    assert people(sex=["man", "woman"]) == people()
    # Who answered what came after is in that question's base: those in a bad mood.
    assert people(after="better") == people(after="better", mood="bad")
    assert people(after=["better", "same"]) == people(mood="bad")
    assert people(use__letter="users") != people(use__phone="users")
    assert people(mood="fine", sex="man") == people(sex="man", mood="fine")


def test_parts_of_each_other():
    assert people(mood="good").inside(people(mood="fine"))
    assert people(mood="good", sex="man").inside(people(mood="fine"))
    assert people(after="same").inside(people(mood="bad"))
    assert not people(mood="good").inside(people(mood="good"))
    assert not people(mood="fine").inside(people(mood="good"))
    assert not people(sex="man").inside(people(mood="fine"))
    assert people(mood="bad").inside(people())


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        (["good", "fair", "bad"], people(), 3),
        (["fine", "bad"], people(), 2),
        (["fine", "good", "fair", "bad"], people(), 3),
        (["good", "bad"], people(), 0),
        (["good", "fair"], people(mood="fine"), 2),
        (["fine", "fair", "bad"], people(), 2),
    ],
)
def test_covers_of_answers(parts, whole, expected):
    cover = exact_cover(SPACE, whole, [people(mood=part) for part in parts])
    assert len(cover) == expected


def test_a_cover_of_two_dimensions_and_none_of_mixed_ones():
    cells = [people(sex=s, mood=m) for s in ("man", "woman") for m in ("good", "fair", "bad")]
    assert set(exact_cover(SPACE, people(), cells)) == set(cells)
    assert exact_cover(SPACE, people(), cells[:-1]) == ()
    assert exact_cover(SPACE, people(mood="good"), cells) == (cells[0], cells[3])
    mixed = [people(sex="man"), people(sex="woman", mood="fine"), people(sex="woman", mood="bad")]
    assert exact_cover(SPACE, people(), mixed) == ()


SETS = [c for k in (1, 2) for c in combinations(("good", "fair", "bad"), k)]


@given(st.lists(st.sampled_from(SETS), unique=True))
def test_a_cover_is_found_whenever_there_is_one(sets):
    every = {"good", "fair", "bad"}
    tried = [
        chosen
        for k in range(1, len(sets) + 1)
        for chosen in combinations(sets, k)
        if sum(map(len, chosen)) == 3 and set().union(*chosen) == every
    ]
    cover = exact_cover(SPACE, people(), [people(mood=list(s)) for s in sets])
    assert bool(cover) == bool(tried)
    if cover:
        assert len(cover) == max(map(len, tried))
        answers = [next(iter(p.conditions))[1] for p in cover]
        assert sorted(answer for each in answers for answer in each) == sorted(every)
