"""The parts by themselves: conflicts, targets, priors, rounding, groups, random streams."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import betabinom, norm
from unit.synthesise import small_survey as small

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.synthesise.counts.contradictions import smallest_conflict
from tsunagari.synthesise.counts.priors import beta_binomial, shifted, varied
from tsunagari.synthesise.counts.targets import nearest_counts, tilt
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.respondents import build_respondents
from tsunagari.synthesise.statements.counting import countings
from tsunagari.synthesise.statements.layout import partition
from tsunagari.synthesise.statements.numbers import PERCENT, Number
from tsunagari.synthesise.statements.sample import samples_of
from tsunagari.synthesise.traits import draw_traits, generator

# --- conflicts -------------------------------------------------------------------------


@settings(max_examples=200)
@given(st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=5))
def test_conflict_is_one_of_the_smallest_infeasible_sets(infeasible):
    def feasible(some):
        return not any(bad <= set(some) for bad in infeasible)

    found = smallest_conflict(range(8), feasible)
    subsets = chain.from_iterable(combinations(range(8), size) for size in range(9))
    smallest = [
        set(s) for s in subsets if not feasible(s) and all(feasible(set(s) - {one}) for one in s)
    ]
    assert (found == []) == (smallest == [])
    assert not found or set(found) in smallest


def test_conflict_needs_few_questions():
    asked = []

    def feasible(some):
        asked.append(len(some))
        return not {17, 400} <= set(some)

    assert sorted(smallest_conflict(range(512), feasible)) == [17, 400]
    assert len(asked) < 45  # a plain deletion filter asks 512 times


def test_conflict_without_constraints_is_an_error():
    with pytest.raises(ValueError, match="without any"):
        smallest_conflict([1, 2], lambda some: False)


# --- targets ---------------------------------------------------------------------------


def test_target_is_what_iterative_fitting_finds_where_that_works():
    prior = np.array([[10.0, 20, 30], [40, 10, 50]])
    wanted_rows, wanted_columns = np.array([90.0, 70]), np.array([60.0, 40, 60])
    fitted = prior.copy()
    for _ in range(500):
        fitted *= (wanted_rows / fitted.sum(axis=1))[:, None]
        fitted *= wanted_columns / fitted.sum(axis=0)
    rows = np.kron(np.eye(2), np.ones(3)), np.kron(np.ones(2), np.eye(3))
    found = tilt(
        prior.ravel(), csr_array(np.vstack(rows)), np.concatenate([wanted_rows, wanted_columns])
    )
    assert np.allclose(found.reshape(2, 3), fitted, atol=0.02)


def test_target_of_contradictory_sums_lies_between_them():
    found = tilt(
        np.array([50.0, 50]), csr_array(np.array([[1.0, 0], [1, 0]])), np.array([30.0, 32])
    )
    assert found[0] == pytest.approx(31, abs=0.05) and found[1] == pytest.approx(50, abs=0.05)


def test_target_respects_inequalities():
    system = System(2)
    system.add([0, 1], [1, -1], -np.inf, 0)  # the first is at most the second
    found = nearest_counts(np.array([30.0, 10]), system, [])
    assert found[0] <= found[1] + 0.51


# --- priors ----------------------------------------------------------------------------


@given(st.integers(1, 12), st.floats(0.05, 0.95), st.floats(0.01, 0.6))
def test_beta_binomial_agrees_with_scipy(trials, share, correlation):
    a, b = share * (1 / correlation - 1), (1 - share) * (1 / correlation - 1)
    expected = betabinom.pmf(range(trials + 1), trials, a, b)
    assert np.allclose(beta_binomial(trials, share * trials, correlation), expected, atol=1e-9)


def test_shares_without_a_shift_stay_and_with_one_move_to_the_first_answers():
    shares = np.array([0.1, 0.3, 0.6])
    assert np.allclose(shifted(shares, np.zeros(4)), shares)
    moved = shifted(shares, np.array([0.5]))
    assert moved[0] == pytest.approx(norm.cdf(0.5 + norm.ppf(0.1)))
    assert moved.sum() == pytest.approx(1)


def test_varied_shares_have_the_spread():
    random = np.random.default_rng(3)
    drawn = np.array([varied(np.array([0.5, 0.5]), 0.1, random)[0] for _ in range(4000)])
    assert drawn.mean() == pytest.approx(0.5, abs=0.005)
    assert drawn.std() == pytest.approx(0.25 * 0.1 * np.sqrt(2), rel=0.1)


# --- rounding --------------------------------------------------------------------------


@given(st.integers(1, 3000), st.data())
def test_a_percentage_allows_exactly_the_counts_that_print_it(people, data):
    count = data.draw(st.integers(0, people))
    tenths = data.draw(
        st.sampled_from([small.tenths(count, people), data.draw(st.integers(0, 1000))])
    )
    number = Number(PERCENT, None, np.array([0]), np.array([0, 1]), tenths, ())
    system = System(2)
    number.constrain(system)
    assert system.holds(np.array([count, people - count])) == (
        small.tenths(count, people) == tenths
    )


def test_halves_are_rounded_up():
    assert small.tenths(65, 400) == 163  # 16.25, printed 16.3 in 4-3-5-2


# --- cells -----------------------------------------------------------------------------


@given(st.lists(st.frozensets(st.integers(0, 7)), max_size=4))
def test_partition_is_the_coarsest_of_which_masks_are_unions(masks):
    groups = partition(8, masks)
    assert sorted(chain.from_iterable(groups)) == list(range(8))
    for one, other in combinations(groups, 2):
        assert any((min(one) in mask) != (min(other) in mask) for mask in masks)
    for mask in masks:
        assert all(group <= mask or not group & mask for group in groups)


def test_countings_carry_what_the_codebook_derives():
    codebook = Codebook.from_config(small.CODEBOOK)
    (sample,) = samples_of(codebook, small.assumptions(5)["samples"], "w")
    by_part = {counting.parts[0].variable: counting for counting in countings(codebook, sample)}
    assert by_part["use"].labels["used_class"].tolist() == ["0", "1", "more", "more"]
    assert by_part["liked"].labels["likes"].tolist() == ["none", "some", "some", "some"]


def test_solve_refuses_what_only_fractions_meet():
    system = System(1)
    system.add([0], [2], 1, 1)
    assert solve(system, np.zeros(1), np.ones(1)) is None
    assert solve(system, np.zeros(1), np.ones(1), whole=np.zeros(1)) == pytest.approx([0.5])


# --- random streams and traits ---------------------------------------------------------


def test_streams_are_fixed_by_seed_and_names():
    assert generator(1, "a").integers(10**9) == generator(1, "a").integers(10**9)
    values = {
        generator(*key).integers(10**9) for key in ((1, "a"), (2, "a"), (1, "b"), (1, "a", "b"))
    }
    assert len(values) == 4


def test_traits_depend_as_declared(survey):
    people = survey.build("2017", seed=4)[0]
    entries = [{"name": "age", "number": "age"}, {"name": "zeal", "depends": {"age": -0.5}}]
    traits = draw_traits(people, entries, generator(1))
    assert np.corrcoef(traits["age"], traits["zeal"])[0, 1] == pytest.approx(-0.5, abs=0.05)
    assert traits["zeal"].std() == pytest.approx(1)


# --- mistakes --------------------------------------------------------------------------


def build_small(rows, **more):
    return build_respondents(
        small.codebook(), small.frame(rows), small.FIGURES, {**small.assumptions(5), **more}, "w", 1
    )


def test_a_row_without_a_meaning_is_named():
    row = small.row("1", "all", "view", "undecided", 1, 10)
    with pytest.raises(ProblemsFound, match="no query of the figure tabulates") as caught:
        build_small([row])
    assert "undecided" in str(caught.value)


def test_a_placement_without_an_orphan_is_named():
    placement = {"figure": "1", "percent": 12.3, "item": "view", "category": "for"}
    with pytest.raises(ProblemsFound, match=r"no orphan.*12\.3"):
        build_small([], placements=[placement])


def test_an_orphan_takes_its_assumed_place():
    orphan = {**small.row("1", "all", "", "", 3, 10), "placement": "orphan"}
    placement = {"figure": "1", "percent": 30.0, "item": "view", "category": "rather"}
    people, _ = build_small([orphan], placements=[placement])
    assert (people["view"] == "rather").sum() == 3


def test_a_published_question_that_is_not_asked_is_named():
    fewer = {**small.assumptions(5)["samples"][0], "asked": ["use", "why"]}
    with pytest.raises(ProblemsFound, match="view is published, but not asked"):
        build_small([small.row("1", "all", "view", "for", 3, 10)], samples=[fewer])
