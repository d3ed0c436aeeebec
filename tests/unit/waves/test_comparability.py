"""Grades of comparability: the rule, case by case, and that worse never grades better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.waves.comparability import (
    ASPECTS,
    DIFFERS,
    GRADES,
    SAME,
    STATES,
    UNKNOWN,
    grade,
    relation,
    worst,
)

WORDS = {"ja": "5段階", "en": "five answers"}
OTHER = {"ja": "7段階", "en": "seven answers"}


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("same", "same", SAME),
        ("same", "unknown", UNKNOWN),
        (WORDS, "unknown", UNKNOWN),
        ("same", WORDS, DIFFERS),
        (WORDS, OTHER, DIFFERS),
        (WORDS, dict(WORDS), SAME),  # both differ from the reference, in the same way
    ],
)
def test_relation_of_two_statements(earlier, later, expected):
    assert relation(earlier, later) == expected
    assert relation(later, earlier) == expected


@pytest.mark.parametrize(
    ("wording", "scale", "base", "mode", "expected"),
    [
        (SAME, SAME, SAME, SAME, "A"),
        (SAME, SAME, SAME, UNKNOWN, "B"),
        (SAME, SAME, SAME, DIFFERS, "B"),
        (UNKNOWN, SAME, SAME, SAME, "C"),
        (SAME, UNKNOWN, UNKNOWN, DIFFERS, "C"),
        (SAME, SAME, DIFFERS, SAME, "D"),
        (DIFFERS, UNKNOWN, SAME, SAME, "D"),
    ],
)
def test_grades(wording, scale, base, mode, expected):
    states = (wording, scale, base, mode)
    assert grade(dict(zip(ASPECTS, states, strict=True))) == expected


def test_an_aspect_that_is_missing_is_no_grade():
    with pytest.raises(KeyError):
        grade({"wording": SAME, "scale": SAME, "base": SAME})


@given(st.fixed_dictionaries({aspect: st.sampled_from(STATES) for aspect in ASPECTS}), st.data())
def test_a_worse_aspect_never_gives_a_better_grade(states, data):
    aspect = data.draw(st.sampled_from(ASPECTS))
    worse = data.draw(st.sampled_from(STATES[STATES.index(states[aspect]) :]))
    assert GRADES.index(grade({**states, aspect: worse})) >= GRADES.index(grade(states))


def test_several_questions_are_as_comparable_as_the_least():
    assert worst([SAME, DIFFERS, UNKNOWN]) == DIFFERS
    assert worst([]) == SAME
