"""What must hold of every decomposition of any two waves."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waves_in_cells import permuted, swapped, two_waves

from tsunagari.compare.decompose.cells import Sample, Sums
from tsunagari.compare.decompose.delta import compute, derivatives
from tsunagari.compare.decompose.oaxaca_blinder import OaxacaBlinder, build_layout, fit_waves
from tsunagari.compare.decompose.rates import (
    das_gupta,
    kitagawa,
    kitagawa_parts,
    structure,
    symmetric_effects,
)
from tsunagari.compare.decompose.standardised import standardised
from tsunagari.estimate.design import Design
from tsunagari.models.families import FAMILIES
from tsunagari.models.terms import Atom

EXACT = 1e-12
SHAPE = (2, 3, 2)
CELLS = 12
FIRST, SECOND = (
    Atom(name, name, levels, {level: (level,) for level in levels})
    for name, levels in (("a", ("x", "y", "z")), ("b", ("p", "q")))
)
few = settings(max_examples=60, deadline=None)


def change(pair: tuple[Sums, Sums]) -> float:
    return pair[1].total - pair[0].total


def flipped(each: Sums) -> Sums:
    """The opposite outcome."""
    return Sums(each.weight, each.weight - each.outcome)


# --- Kitagawa -----------------------------------------------------------------
@given(two_waves(empty=True))
@few
def test_kitagawa_sums_to_the_change(pair):
    composition, within = kitagawa(*pair)
    assert composition.sum() + within.sum() == pytest.approx(change(pair), abs=EXACT)


@given(two_waves(empty=True))
@few
def test_kitagawa_flips_with_the_waves_and_with_the_outcome(pair):
    parts = np.concatenate(kitagawa(*pair))
    assert np.concatenate(kitagawa(*swapped(pair))) == pytest.approx(-parts, abs=EXACT)
    opposite = np.concatenate(kitagawa(*map(flipped, pair)))
    assert opposite == pytest.approx(-parts, abs=EXACT)


@given(two_waves(), st.permutations(range(4)))
@few
def test_kitagawa_follows_a_permutation_of_groups(pair, order):
    moved = kitagawa(*(permuted(each, order) for each in pair))
    for part, found in zip(kitagawa(*pair), moved, strict=True):
        assert found == pytest.approx(part[list(order)], abs=EXACT)


@given(two_waves(), st.floats(1e-3, 1e3))
@few
def test_scale_of_weights_means_nothing(pair, scale):
    larger = Sums(scale * pair[0].weight, scale * pair[0].outcome)
    assert kitagawa_parts(larger, pair[1]) == pytest.approx(kitagawa_parts(*pair), abs=EXACT)


@given(two_waves())
@few
def test_same_rates_leave_composition_and_same_shares_leave_within(pair):
    earlier, later = pair
    same_rates = Sums(later.weight, later.weight * earlier.rate())
    assert kitagawa(earlier, same_rates)[1] == pytest.approx(0, abs=EXACT)
    same_shares = Sums(earlier.weight, earlier.weight * later.rate())
    assert kitagawa(earlier, same_shares)[0] == pytest.approx(0, abs=EXACT)


# --- Das Gupta ----------------------------------------------------------------
@given(two_waves(CELLS, empty=True))
@few
def test_das_gupta_sums_to_the_change_and_to_kitagawas_parts(pair):
    within, effects = das_gupta(*pair, SHAPE)
    assert within + sum(effects) == pytest.approx(change(pair), abs=EXACT)
    composition, within_groups = kitagawa(*pair)
    assert [sum(effects), within] == pytest.approx(
        [composition.sum(), within_groups.sum()], abs=EXACT
    )


@given(two_waves(CELLS))
@few
def test_das_gupta_flips_with_the_waves(pair):
    within, effects = das_gupta(*pair, SHAPE)
    back, reverse = das_gupta(*swapped(pair), SHAPE)
    assert [back, *reverse] == pytest.approx([-within, *(-effect for effect in effects)], abs=EXACT)


@pytest.mark.parametrize("order", list(permutations(range(3))))
@given(pair=two_waves(CELLS))
@settings(max_examples=15, deadline=None)
def test_the_order_of_factors_means_nothing(order, pair):
    moved = [
        Sums(
            *(part.reshape(SHAPE).transpose(order).ravel() for part in (each.weight, each.outcome))
        )
        for each in pair
    ]
    within, effects = das_gupta(*pair, SHAPE)
    found, reordered = das_gupta(*moved, [SHAPE[axis] for axis in order])
    assert found == pytest.approx(within, abs=EXACT)
    assert reordered == pytest.approx([effects[axis] for axis in order], abs=EXACT)


@given(two_waves(CELLS), st.permutations(range(3)))
@few
def test_the_order_of_levels_means_nothing(pair, order):
    moved = [
        Sums(*(part.reshape(SHAPE)[:, order].ravel() for part in (each.weight, each.outcome)))
        for each in pair
    ]
    within, effects = das_gupta(*pair, SHAPE)
    found, same = das_gupta(*moved, SHAPE)
    assert [found, *same] == pytest.approx([within, *effects], abs=EXACT)


@given(st.integers(1, 5), st.data())
@few
def test_effects_of_any_number_of_factors_sum_and_a_constant_one_has_none(k, data):
    numbers = st.lists(st.floats(0.1, 3), min_size=k, max_size=k)
    earlier, later = data.draw(numbers), data.draw(numbers)
    later[0] = earlier[0]
    effects = symmetric_effects(np.prod, earlier, later)
    assert sum(effects) == pytest.approx(np.prod(later) - np.prod(earlier), abs=1e-9)
    assert effects[0] == pytest.approx(0, abs=1e-12)


@given(two_waves(CELLS, empty=True))
@few
def test_structures_multiply_to_the_shares(pair):
    weight = pair[0].weight.reshape(SHAPE)
    assert np.prod(structure(weight), axis=0) == pytest.approx(weight / weight.sum(), abs=EXACT)


# --- Oaxaca and Blinder -------------------------------------------------------
LEVELS = np.array(list(product(range(3), range(2))), dtype=float)


def as_sample(wave: str, each: Sums) -> Sample:
    """People whose weights give these sums: of each cell one who agrees and one who does not."""
    cells = np.arange(len(each.weight))
    weights = np.concatenate([each.outcome, each.weight - each.outcome])
    outcome = np.repeat([1.0, 0.0], len(cells))
    inside = weights > 0
    return Sample(
        wave, np.tile(cells, 2)[inside], outcome[inside], len(cells), Design(weights[inside])
    )


def plan_of(pair, family="linear", fold="two", reference="average", order=(0, 1, 2), crossed=False):
    first = Atom("a", "a", tuple(FIRST.levels[place] for place in order), FIRST.members)
    places = np.argsort(order)[LEVELS[:, 0].astype(int)]
    terms = [(first,), (SECOND,)] + ([(first, SECOND)] if crossed else [])
    layout = build_layout(terms, {first: places, SECOND: LEVELS[:, 1]})
    samples = [as_sample(wave, each) for wave, each in zip("ab", pair, strict=True)]
    plan = OaxacaBlinder(layout, FAMILIES[family], fold, reference)
    return fit_waves(plan, samples, ("", "")), samples


@st.composite
def moderate(draw):
    """Rates away from 0 and 1, where a logit has coefficients."""
    found = []
    for _ in range(2):
        weight = np.array(draw(st.lists(st.floats(1, 20), min_size=6, max_size=6)))
        rate = np.array(draw(st.lists(st.floats(0.1, 0.9), min_size=6, max_size=6)))
        found.append(Sums(weight, weight * rate))
    return tuple(found)


VARIANTS = [("linear", "two", "average"), ("linear", "two", "earlier"), ("linear", "three", "average"),
            ("logit", "two", "average"), ("logit", "two", "later")]  # fmt: skip


@pytest.mark.parametrize(("family", "fold", "reference"), VARIANTS)
@given(pair=moderate())
@settings(max_examples=20, deadline=None)
def test_contributions_sum_to_the_change(family, fold, reference, pair):
    plan, samples = plan_of(pair, family, fold, reference)
    sums = [sample.sums for sample in samples]
    assert plan.contributions(*sums).sum() == pytest.approx(change(pair), abs=EXACT)


@pytest.mark.parametrize("family", ["linear", "logit"])
@given(pair=moderate())
@settings(max_examples=20, deadline=None)
def test_oaxaca_blinder_flips_with_the_waves(family, pair):
    forth, samples = plan_of(pair, family)
    back, others = plan_of(swapped(pair), family)
    there = forth.contributions(*(sample.sums for sample in samples))
    again = back.contributions(*(sample.sums for sample in others))
    assert again == pytest.approx(-there, abs=1e-10)


@pytest.mark.parametrize("family", ["linear", "logit"])
@given(pair=moderate(), order=st.permutations(range(3)))
@settings(max_examples=20, deadline=None)
def test_the_base_level_means_nothing(family, pair, order):
    found = []
    for places in ((0, 1, 2), tuple(order)):
        plan, samples = plan_of(pair, family, order=places, crossed=True)
        parts = plan.contributions(*(sample.sums for sample in samples))
        found.append(dict(zip(plan.layout.names, parts.T, strict=True)))
    for name, parts in found[0].items():
        assert found[1][name] == pytest.approx(parts, abs=1e-9)


@given(pair=moderate())
@settings(max_examples=20, deadline=None)
def test_a_saturated_regression_has_kitagawas_parts(pair):
    plan, samples = plan_of(pair, crossed=True)
    parts = plan.contributions(*(sample.sums for sample in samples)).sum(axis=1)
    composition, within = kitagawa(*pair)
    assert parts == pytest.approx([composition.sum(), within.sum()], abs=1e-10)


def test_a_logit_of_groups_that_do_not_change():
    """Where composition does not change, its parts are 0 of 0; the errors of all of it stay."""
    weight = np.array([2.0, 3, 4, 3, 2, 5])
    rates = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [0.3, 0.3, 0.5, 0.4, 0.7, 0.8]
    pair = tuple(Sums(weight, weight * np.array(rate)) for rate in rates)
    plan, samples = plan_of(pair, "logit")
    found = compute(plan.parts, samples)
    by_term = found.values[[0, 2, 3, 4]]
    assert by_term == pytest.approx([0, 0, 0, 0], abs=1e-12)
    near, others = plan_of(
        (pair[0], Sums(weight + 1e-7 * (np.arange(6) == 5), pair[1].outcome)), "logit"
    )
    error = compute(near.parts, others).std_error
    assert found.std_error[:2] == pytest.approx(error[:2], rel=1e-4)
    assert found.std_error[2] == pytest.approx(0, abs=1e-12)  # an intercept has no composition


# --- errors -------------------------------------------------------------------
@given(two_waves())
@settings(max_examples=20, deadline=None)
def test_derivatives_are_those_of_finite_differences(pair):
    by_weight, by_outcome = derivatives(kitagawa_parts, list(pair), 1)
    step = 1e-6
    for cell in range(4):
        moved = pair[1].weight.copy()
        moved[cell] += step
        slope = (
            kitagawa_parts(pair[0], Sums(moved, pair[1].outcome)) - kitagawa_parts(*pair)
        ) / step
        assert by_weight[cell] == pytest.approx(slope, rel=1e-3, abs=1e-4)
        moved = pair[1].outcome.copy()
        moved[cell] += step
        slope = (
            kitagawa_parts(pair[0], Sums(pair[1].weight, moved)) - kitagawa_parts(*pair)
        ) / step
        assert by_outcome[cell] == pytest.approx(slope, rel=1e-3, abs=1e-4)


@given(two_waves())
@few
def test_a_population_is_a_weighted_mean(pair):
    earlier, later = pair
    assert standardised(earlier, earlier.weight) == pytest.approx(earlier.total)
    rate = standardised(later, earlier.weight)
    assert later.rate().min() - EXACT <= rate <= later.rate().max() + EXACT
