"""Rounding as the book prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.read.rounding import printed


@pytest.mark.parametrize(
    ("percent", "text"),
    [(100 * 3 / 8, "37.5"), (48.25, "48.3"), (0.05, "0.1"), (100 * 7 / 11, "63.6"), (100, "100.0")],
)
def test_half_is_rounded_up(percent, text):
    assert printed(percent) == text


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_agrees_with_exact_integer_arithmetic(counts):
    count, n = counts
    tenths = (2 * 1000 * count + n) // (2 * n)  # round half up of 1000 k / n
    assert printed(100 * count / n) == f"{tenths // 10}.{tenths % 10}"
