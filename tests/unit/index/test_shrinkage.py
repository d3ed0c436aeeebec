"""Shrunken bonds: the formulas by hand, and what must hold of any means."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_of_ties import SPEC, plain_ties, random_sample

from tsunagari.index.ties import bonds_table, comparability_table, replicate
from tsunagari.index.ties.chain import (
    PEARSON,
    SHRUNKEN,
    consciousness,
    index,
    mean_consciousness,
    sampling_variances,
    standardised_bonds,
)
from tsunagari.index.ties.collapse import collapse, sums
from tsunagari.index.ties.shrinkage import shrunken

SHRINKING = {**SPEC, "scores": [PEARSON, SHRUNKEN]}


def test_three_communities_by_hand():
    """Means 0, 1, 5 around 2: squares 4 + 1 + 9 = 14; variances 1, 1, 4, of which 2/3 are 4. So
    A = (14 - 4) / 2 = 5, own shares 5/6, 5/6, 5/9; the centre weighs 1/6, 1/6, 1/9."""
    means, variances = np.array([[0.0], [1.0], [5.0]]), np.array([[1.0], [1.0], [4.0]])
    found = shrunken(means, variances)
    np.testing.assert_allclose(found.own[:, 0], [5 / 6, 5 / 6, 5 / 9])
    centre = (0 / 6 + 1 / 6 + 5 / 9) / (1 / 6 + 1 / 6 + 1 / 9)
    assert centre == pytest.approx(13 / 8)
    wanted = [13 / 48, 5 / 6 + 13 / 48, 25 / 9 + 4 / 9 * 13 / 8]
    np.testing.assert_allclose(found.means[:, 0], wanted)


def test_means_no_further_apart_than_their_errors_are_one_and_leave_no_bonds():
    means, variances = np.array([[0.0], [0.1], [0.2]]), np.ones((3, 1))
    found = shrunken(means, variances)
    assert found.own[:, 0].tolist() == [0, 0, 0]
    np.testing.assert_allclose(found.means, 0.1)
    assert standardised_bonds(found.means, or_none=True)[:, 0].tolist() == [0, 0, 0]


def test_a_community_that_a_replicate_lacks_counts_for_nothing():
    means, variances = np.array([[0.0], [1.0], [5.0], [np.nan]]), np.array([[1.0], [1], [4], [9]])
    found = shrunken(means, variances)
    np.testing.assert_allclose(found.means[:3], shrunken(means[:3], variances[:3]).means)
    assert np.isnan(found.means[3, 0]) and np.isnan(found.own[3, 0])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 9))
def test_a_mean_is_drawn_towards_the_centre_and_never_past_it(seed, count):
    rng = np.random.default_rng(seed)
    means, variances = rng.normal(size=(count, 3)), rng.uniform(0.01, 2, (count, 3))
    found = shrunken(means, variances)
    assert ((found.own >= 0) & (found.own <= 1)).all()
    assert (found.means >= means.min(axis=0) - 1e-12).all()
    assert (found.means <= means.max(axis=0) + 1e-12).all()
    order = np.argsort(variances, axis=0)
    assert (np.diff(np.take_along_axis(found.own, order, axis=0), axis=0) <= 1e-12).all()
    # Without error nothing is drawn anywhere.
    np.testing.assert_allclose(shrunken(means, 0 * variances).means, means)


def test_sampling_variances_are_pooled_within_communities_of_a_side():
    weights = np.random.default_rng(4).uniform(0.5, 2, 120)
    sample = random_sample(4, weights=weights)
    one = collapse(sample)
    totals = sums(one, weights[:, None])
    scorings = consciousness(one, totals, (PEARSON,)).scorings(SHRUNKEN)
    means = mean_consciousness(one, totals, scorings)
    found = sampling_variances(one, totals, scorings, means)[:, 0]
    scores = plain_ties(sample)["scores"]
    inside = [sample.members[:, place] == 1 for place in range(4)]
    effective = [weights[here].sum() ** 2 / (weights[here] ** 2).sum() for here in inside]
    for side, places in (("offline", (0, 1)), ("online", (2, 3))):
        squares = weight = 0.0
        for place in places:
            here = inside[place]
            away = scores[side][here] - np.average(scores[side][here], weights=weights[here])
            squares, weight = squares + weights[here] @ away**2, weight + weights[here].sum()
        people = sum(effective[place] for place in places)
        pooled = squares / weight * people / (people - 2)
        for place in places:
            assert found[place] == pytest.approx(pooled / effective[place])


def test_the_community_of_few_is_drawn_furthest_and_stands_beside_the_others():
    sample = random_sample(2, 3000)
    members = sample.members.copy()
    members[np.flatnonzero(members[:, 1])[40:], 1] = 0
    found = replicate({"w": replace(sample, members=members)}, SHRINKING, 1)
    one = found.collapsed["w"]
    totals = sums(one, one.sample.weights[:, None])
    scorings = consciousness(one, totals, (PEARSON,)).scorings(SHRUNKEN)
    made = index(one, totals, scorings, shrinks=True)
    np.testing.assert_allclose(found.estimates["bonds", "w", SHRUNKEN], made.bonds[:, 0])
    variances = sampling_variances(one, totals, scorings, made.means)
    own = shrunken(made.means, variances).own[:, 0]
    assert own.argmin() == 1
    assert 0 < own[1] < 0.95 < own[[0, 2, 3]].min()
    table = bonds_table(found, "w", few=41)
    assert table["few_members"].tolist() == ["", "few_members", "", ""]
    np.testing.assert_allclose(table["bond_shrunken"], made.bonds[:, 0])
    assert "shrunken" in set(comparability_table(found, "w")["scoring"])
