"""Tsunagari power: a case worked by hand, plain loops, and what must not change it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from survey_of_ties import CODEBOOK, SPEC, pick, plain_ties, random_sample

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.index.ties import (
    bonds_table,
    means_table,
    read_sample,
    replicate,
    respondents_table,
)
from tsunagari.index.ties.chain import consciousness, index, standardised_bonds
from tsunagari.index.ties.collapse import collapse, sums
from tsunagari.index.ties.components import first_component
from tsunagari.index.ties.sample import item_scores

SEEDS = st.integers(0, 2**32 - 1)
few = settings(max_examples=20, deadline=None)


@pytest.fixture
def people() -> pd.DataFrame:
    """Three items that always agree, so that the component is the standardised item."""
    answers = ["agree", "rather_not", "perhaps", "disagree"]
    return pd.DataFrame(
        {
            "respondent": list("pqrs"),
            "country": ["here", "here", "here", "there"],
            "trust": answers,
            "help": answers,
            "world": answers,
            "club.a": ["in", "out", "in", "in"],
            "club.b": ["in", "in", "out", "in"],
            "kind": ["many", "few", "few", "many"],
        }
    )


def chain(sample, **changes):
    """All quantities, with as few replicates as there can be."""
    counting = {"of": "many", "against": [], "least": 1, "shuffles": 1}
    spec = {"scores": ["pearson"], "replicates": 2, "counting": counting} | changes
    return replicate({"w": sample}, spec, 1)


def power_of(sample, found=None) -> np.ndarray:
    return respondents_table(found or chain(sample), "w", "kind")["ties"].to_numpy()


def test_hand_worked_case(people):
    sample = read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))
    assert list(sample.people["respondent"]) == ["p", "q", "r"]
    collapsed = collapse(sample)
    totals = sums(collapsed, sample.weights[:, None])
    rules = consciousness(collapsed, totals, ("pearson",)).scorings("pearson")
    made = index(collapsed, totals, rules)
    # Scores 4, 2, 3 standardised: sqrt(1.5), -sqrt(1.5), 0. Bond means: a (p, r), b (p, q).
    high = np.sqrt(1.5)
    score = sample.answers["offline"] @ rules["offline"].slope[0] + rules["offline"].intercept[0]
    np.testing.assert_allclose(score, [high, -high, 0], atol=1e-12)
    np.testing.assert_allclose(made.means[:, 0], [high / 2, 0], atol=1e-12)
    np.testing.assert_allclose(made.bonds[:, 0], [1, -1])  # two values standardise to +-1
    # p is in both (1 - 1), q in b (-1), r in a (1); shifted by the smallest.
    ties = collapsed.set_of.T @ made.power.shifted[:, 0]
    np.testing.assert_allclose(ties, [1, 0, 2], atol=1e-12)


@few
@given(SEEDS, st.booleans())
def test_the_same_as_plain_loops(seed, weighted):
    weights = np.random.default_rng(seed).uniform(0.3, 3, 120) if weighted else None
    sample = random_sample(seed, weights=weights)
    found, plain = chain(sample), plain_ties(sample)
    table = respondents_table(found, "w", "kind")
    for side, score in plain["scores"].items():
        np.testing.assert_allclose(table[f"consciousness_{side}"], score, atol=1e-9)
    np.testing.assert_allclose(bonds_table(found, "w")["bond"], plain["bonds"], atol=1e-9)
    np.testing.assert_allclose(table["ties"], plain["power"], atol=1e-9)
    np.testing.assert_allclose(means_table(found, "w")["mean"], plain["means"], atol=1e-9)


# --- what must not change it ---------------------------------------------------------
@few
@given(SEEDS)
def test_a_weight_of_k_is_being_asked_k_times(seed):
    times = np.random.default_rng(seed).integers(1, 4, 120)
    sample = random_sample(seed, weights=times.astype(float))
    repeated = pick(random_sample(seed), np.repeat(np.arange(120), times))
    ours, theirs = chain(sample), chain(repeated)
    for key, value in ours.estimates.items():
        np.testing.assert_allclose(value, theirs.estimates[key], atol=1e-9, err_msg=str(key))


@few
@given(SEEDS)
def test_the_order_of_respondents_does_not_matter(seed):
    order = np.random.default_rng(seed).permutation(120)
    sample = random_sample(seed)
    np.testing.assert_allclose(power_of(pick(sample, order)), power_of(sample)[order], atol=1e-9)


@few
@given(SEEDS, st.integers(1, 5))
def test_another_numbering_of_the_answers_does_not_matter(seed, constant):
    sample = random_sample(seed)
    shifted = {side: constant + answers for side, answers in sample.answers.items()}
    levels = {side: (4 + constant,) * len(items) for side, items in sample.items.items()}
    other = random_sample(seed, answers=shifted, levels=levels)
    np.testing.assert_allclose(power_of(other), power_of(sample), atol=1e-9)


@few
@given(SEEDS)
def test_reversing_all_items_reverses_consciousness_and_leaves_loadings(seed):
    """The sign follows what is affirmative: never the data, never the routine."""
    sample = random_sample(seed)
    turned = random_sample(
        seed, answers={side: 5 - answers for side, answers in sample.answers.items()}
    )
    ours, theirs = chain(sample), chain(turned)
    for side in sample.items:
        key = ("loadings", "w", "pearson", side)
        np.testing.assert_allclose(ours.estimates[key], theirs.estimates[key], atol=1e-9)
        score = respondents_table(ours, "w", "kind")[f"consciousness_{side}"]
        other = respondents_table(theirs, "w", "kind")[f"consciousness_{side}"]
        np.testing.assert_allclose(score, -other, atol=1e-9)
        total = sample.answers[side].sum(axis=1)
        assert np.corrcoef(score, total)[0, 1] > 0
        assert np.corrcoef(other, 5 * len(sample.items[side]) - total)[0, 1] > 0


def test_codes_that_run_the_other_way_in_the_file_do_not_matter(people):
    """Answers are harmonised to categories, and the codebook says which is affirmative."""
    assert item_scores(CODEBOOK, people, ["trust"])[:, 0].tolist() == [4, 2, 3, 1]


@few
@given(SEEDS)
def test_the_sign_of_every_replicate_is_that_of_the_sum_of_loadings(seed):
    found = chain(random_sample(seed), replicates=30)
    for key, values in found.replicates.items():
        if key[0] == "loadings":
            assert (values.sum(axis=0) > 0).all()


# --- what is refused ---------------------------------------------------------------
def test_a_missing_answer_is_refused_by_name(people):
    people.loc[0, "help"] = "_no_answer"
    people.loc[1:2, "world"] = "_not_asked"
    with pytest.raises(ProblemsFound) as caught:
        item_scores(CODEBOOK, people, ["trust", "help", "world"])
    assert "column help: 1 respondents have no answer" in str(caught.value)
    assert "column world: 2 respondents have no answer" in str(caught.value)


def test_a_membership_without_an_answer_is_refused_by_name(people):
    """Whoever left one out is not somebody who takes no part; elsewhere is no matter."""
    people.loc[[0, 3], "club.b"] = "_no_answer"
    with pytest.raises(ProblemsFound, match=r"column club\.b: 1 respondents have no answer"):
        read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))
    people["club.b"] = "_not_asked"  # a club that the wave does not know
    with pytest.raises(ProblemsFound, match="fewer than two have participants"):
        read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))


def test_who_left_something_unanswered_has_no_index_where_the_configuration_says_so(people):
    """As if they had never been asked; that they were left out is counted."""
    more = pd.concat([people, people.iloc[:2].assign(respondent=["u", "v"])], ignore_index=True)
    more.loc[4, "help"] = "_no_answer"
    more.loc[5, "club.b"] = "_no_answer"
    spec = SPEC | {"unanswered": "leave_out"}
    found = read_sample(CODEBOOK, spec, more, Design.unweighted(6))
    alone = read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))
    assert (found.left_out, alone.left_out) == (2, 0)
    np.testing.assert_array_equal(found.people["respondent"], alone.people["respondent"])
    np.testing.assert_array_equal(power_of(found), power_of(alone))
    assert found.design.degrees_of_freedom == alone.design.degrees_of_freedom
    assert set(means_table(chain(found), "w")["left_out"]) == {2}


def test_an_item_that_was_not_asked_is_no_unanswered_one(people):
    people["help"] = "_not_asked"
    with pytest.raises(ProblemsFound, match="column help: 3 respondents have no answer"):
        read_sample(CODEBOOK, SPEC | {"unanswered": "leave_out"}, people, Design.unweighted(4))


def test_degrees_of_freedom_are_of_the_people_of_the_index(people):
    """Three of four people are here: R's degf of a subset is 2."""
    sample = read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))
    assert sample.design.degrees_of_freedom == 2
    assert not sample.design.declared


def test_an_item_that_does_not_vary_is_refused(people):
    people["help"] = "agree"
    with pytest.raises(ProblemsFound, match="everybody answered the same"):
        item_scores(CODEBOOK, people, ["help"])


def test_a_single_community_is_refused(people):
    people["club.b"] = "out"
    with pytest.raises(ProblemsFound, match="fewer than two have participants"):
        read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))


def test_communities_of_the_same_people_have_no_bonds_and_the_wave_is_named(people):
    people["club.b"] = people["club.a"]
    sample = read_sample(CODEBOOK, SPEC, people, Design.unweighted(4))
    with pytest.raises(ProblemsFound) as caught:
        chain(sample)
    (problem,) = caught.value.problems
    assert (problem.file, problem.where) == ("config/indices.yaml", "wave w, ties.communities")
    assert problem.message.endswith("all communities have the same mean consciousness")
    assert problem.remedy == "Name communities in which different people take part."


def test_repetitions_in_which_communities_are_tied_are_counted():
    with pytest.raises(ProblemsFound, match=r"in 2 of 3 repetitions\. Leave out"):
        standardised_bonds(np.array([[1.0, 1.0, 1.0], [2.0, 1.0, np.nan]]))


def test_a_component_that_is_not_there_names_wave_and_side():
    sample = random_sample(1)
    one = sample.answers["online"][:, [0]]
    opposite = {**sample.answers, "online": np.hstack([one, one, 5 - one, 5 - one])}
    with pytest.raises(ProblemsFound, match=r"wave w, side online, ties\.consciousness: the comp"):
        chain(replace(sample, answers=opposite))


def test_components_without_a_first_one_or_without_an_affirmative_end_are_refused():
    with pytest.raises(ProblemsFound, match="no first component stands out"):
        first_component(np.eye(3))
    with pytest.raises(ProblemsFound, match="has no affirmative end"):
        first_component(np.array([[1.0, -0.5], [-0.5, 1.0]]))
    with pytest.raises(ProblemsFound, match="answered an item the same"):
        first_component(np.full((2, 2), np.nan))


def test_items_that_oppose_each_other_are_refused_by_name():
    """Two that trust, two that do not: which pair agrees a little more would decide the sign."""
    rng = np.random.default_rng(5)
    signs, trait = np.array([1, 1, -1, -1]), rng.normal(size=400)
    noise = rng.normal(size=(400, 4)) * [0.8, 0.8, 1, 1]
    answers = np.digitize(trait[:, None] * signs + noise, (-1, 0, 1)) + 1
    sample = random_sample(5, 400)
    opposed = random_sample(5, 400, answers={**sample.answers, "online": answers})
    with pytest.raises(ProblemsFound, match="affirmative answers would score low") as caught:
        chain(opposed)
    assert [problem.value for problem in caught.value.problems] == ["b3", "b4"]
    assert "ties.consciousness.online" in str(caught.value)
    assert "wave w" in str(caught.value)


# --- a known answer ------------------------------------------------------------------
def test_bonds_of_a_large_sample_are_those_of_the_population():
    """200,000 people by thresholds; communities that draw members above a cut of the trait."""
    rng = np.random.default_rng(3)
    n = 200_000
    trait = rng.normal(size=n)
    answers = {
        side: np.column_stack([
            np.digitize(0.7 * trait + np.sqrt(1 - 0.49) * rng.normal(size=n), (-1, 0, 1)) + 1
            for _ in items
        ])
        for side, items in random_sample(0).items.items()
    }  # fmt: skip
    cuts = np.array([-1.0, 0.0, 0.5, 1.0])
    members = (trait[:, None] > cuts).astype(float)
    sample = random_sample(
        0, n, answers=answers, members=members, kind=np.minimum(members.sum(axis=1), 2).astype(int)
    )
    found = chain(sample, scores=["pearson", "polychoric"])
    for side in sample.items:  # items of equal loadings: 0.7 of the trait each
        k = len(sample.items[side])
        wanted = np.sqrt((1 + (k - 1) * 0.49) / k)
        loadings = found.estimates["loadings", "w", "polychoric", side]
        np.testing.assert_allclose(loadings, wanted, atol=0.005)
    # Means of a trait above a cut: density over tail. Attenuation differs by side.
    above = norm.pdf(cuts) / norm.sf(cuts)
    reach = [np.corrcoef(respondents_table(found, "w", "kind")[f"consciousness_{side}"],
                         trait)[0, 1] for side in sample.items]  # fmt: skip
    means = above * np.repeat(reach, 2)
    # Coarse answers bend the relation a little, so not exactly.
    wanted = (means - means.mean()) / means.std()
    np.testing.assert_allclose(found.estimates["bonds", "w", "pearson"], wanted, atol=0.06)
