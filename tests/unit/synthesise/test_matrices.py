"""Matrices with given sums: always filled when they exist, refused when they do not."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tsunagari.synthesise.people.matrices import attainable, fill, rounded, row_sums

SMALL = st.tuples(st.integers(1, 12), st.integers(1, 6)).flatmap(lambda shape: arrays(bool, shape))
NOISE = np.random.default_rng(1)


@settings(max_examples=300, deadline=None)
@given(SMALL)
def test_sums_of_any_matrix_can_be_filled(matrix):
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    filled = fill(rows, columns, NOISE.random(matrix.shape))
    assert (filled.sum(axis=1) == rows).all() and (filled.sum(axis=0) == columns).all()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=4),
    st.lists(st.integers(0, 4), min_size=1, max_size=3),
)
def test_attainable_is_what_some_matrix_attains(rows, columns):
    rows, columns = np.array(rows), np.array(columns)
    shape = (len(rows), len(columns))
    found = any(
        (np.reshape(bits, shape).sum(axis=1) == rows).all()
        and (np.reshape(bits, shape).sum(axis=0) == columns).all()
        for bits in product([0, 1], repeat=shape[0] * shape[1])
    )
    have = np.bincount(rows, minlength=len(columns) + 1)
    assert attainable(have, columns) == found


def test_impossible_sums_are_refused():
    with pytest.raises(ValueError, match="no matrix"):
        fill(np.array([2, 0]), np.array([2, 0]), np.zeros((2, 2)))


def test_the_inclined_are_chosen():
    inclination = np.linspace(1, 0, 100)[:, None] + np.zeros((100, 2))
    filled = fill(np.ones(100, dtype=int), np.array([40, 60]), inclination)
    assert filled[:60, 1].all() and filled[60:, 0].all()  # the larger column chooses first


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 60), st.data())
def test_row_sums_suit_their_columns(rows, data):
    columns = np.array(data.draw(st.lists(st.integers(0, rows), min_size=1, max_size=8)))
    if columns.sum() < rows:
        with pytest.raises(ValueError, match="cannot each have an answer"):
            row_sums(columns, rows)
        return
    sums = row_sums(columns, rows)
    assert len(sums) == rows and sums.min() >= 1 and sums.sum() == columns.sum()
    assert (np.diff(sums) <= 0).all()
    fill(sums, columns, NOISE.random((rows, len(columns))))


def test_row_sums_of_independent_answers_spread():
    sums = row_sums(np.array([500, 500, 500]), 1000)  # mean 1.5 of those with at least one
    one, two, three = (int((sums == k).sum()) for k in (1, 2, 3))
    assert one + two + three == 1000 and one + 2 * two + 3 * three == 1500
    # Binomial with p fitted to a mean of 1.5 given at least one: p = 0.4365.
    assert abs(one - 560) <= 30 and abs(two - 370) <= 60 and three > 20


@given(st.lists(st.floats(0, 50), min_size=1, max_size=8), st.data())
def test_rounded_adds_up_within_limits(shares, data):
    limits = np.array([int(share) + 5 for share in shares])
    total = data.draw(st.integers(0, int(limits.sum())))
    whole = rounded(np.array(shares), total, limits)
    assert whole.sum() == total and (whole >= 0).all() and (whole <= limits).all()


def test_rounded_gives_the_largest_remainders_the_rest():
    assert rounded(np.array([1.2, 2.7, 3.1]), 7, np.array([9, 9, 9])).tolist() == [1, 3, 3]
