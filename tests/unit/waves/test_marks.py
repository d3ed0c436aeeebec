"""Ranges of marks, and names beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.waves.marks import marked, marks_between


def test_ranges():
    assert marks_between("9..11") == ["9", "10", "11"]
    assert marks_between("08..11") == ["08", "09", "10", "11"]
    assert marks_between("a..d") == list("abcd")
    assert marks_between("0..2") == ["0", "1", "2"]


@pytest.mark.parametrize("text", ["3..1", "1..b", "a..C", "1-3", "1..", "aa..bb"])
def test_what_is_no_range(text):
    with pytest.raises(ValueError, match="range"):
        marks_between(text)


@given(st.integers(0, 500), st.integers(0, 60))
def test_as_many_marks_as_numbers(first, more):
    assert [int(mark) for mark in marks_between(f"{first}..{first + more}")] == list(
        range(first, first + more + 1)
    )


def test_names_and_marks_must_be_equally_many():
    assert marked(["x", "y"], "1..2", "abc") == {"x": "1", "y": "2"}
    assert marked(None, "1..3", "abc") == {"a": "1", "b": "2", "c": "3"}
    with pytest.raises(ValueError, match=r"3 marks for 2 names \(1=x, 2=y, \.\.\.\)"):
        marked(["x", "y"], "1..3", "abc")
