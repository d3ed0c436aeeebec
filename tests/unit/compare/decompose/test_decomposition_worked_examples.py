"""Decompositions worked by hand, and those of the literature."""

import numpy as np
import pytest
from waves_in_cells import drawn, sums

from tsunagari.compare.decompose.delta import compute
from tsunagari.compare.decompose.rates import (
    das_gupta,
    kitagawa,
    kitagawa_parts,
    structure,
    symmetric_effects,
)
from tsunagari.compare.decompose.standardised import standardised


def test_kitagawa_by_hand():
    # 0.30 -> 0.45: half of each group, then a quarter and three quarters; each rises by 0.1.
    earlier, later = sums([0.5, 0.5], [0.2, 0.4]), sums([0.25, 0.75], [0.3, 0.5])
    composition, within = kitagawa(earlier, later)
    # Mean rates 0.25 and 0.45, less the mean 0.375 of 0.30 and 0.45; shares change by 0.25.
    assert composition == pytest.approx([0.125 * 0.25, 0.075 * 0.25])
    assert within == pytest.approx([0.1 * 0.375, 0.1 * 0.625])
    assert composition.sum() == pytest.approx(0.05)  # 0.25 x (0.45 - 0.25)


def test_das_gupta_of_two_numbers_by_hand():
    # Mean earnings of earners times the share of earners.
    effects = symmetric_effects(np.prod, [10930, 0.717892], [16591, 0.825974])
    assert effects == pytest.approx([5661 * 0.771933, 0.108082 * 13760.5])


def test_das_gupta_of_three_numbers_by_hand():
    # (1, 1, 1) -> (2, 3, 5). The first: (1 x 1 + 3 x 5) / 3 + (1 x 5 + 3 x 1) / 6 = 20 / 3.
    effects = symmetric_effects(np.prod, [1, 1, 1], [2, 3, 5])
    assert effects == pytest.approx([20 / 3, 29 / 3, 38 / 3])


def test_das_gupta_of_any_function():
    # A ratio: 6 / 2 = 3 -> 12 / 3 = 4. The numerator adds 6 x (1/2 + 1/3) / 2 = 2.5.
    effects = symmetric_effects(lambda f: f[0] / f[1], [6, 2], [12, 3])
    assert effects == pytest.approx([2.5, -1.5])


def test_crude_death_rates_of_the_united_states():
    """Das Gupta (1993), example 5.3: deaths per 1,000 in 1970 and 1985 by race and age, with
    the effects that the R package DasGuptR publishes for it."""
    size = {
        1985: [3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472,
               707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236],
        1970: [2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315,
               535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117],
    }  # fmt: skip
    rate = {
        1985: [9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570,
               17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161],
        1970: [18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837,
               36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205],
    }  # fmt: skip
    earlier, later = (sums(size[year], rate[year]) for year in (1970, 1985))
    assert [earlier.total, later.total] == pytest.approx([9.421833, 8.735618], abs=5e-7)
    within, (race, age) = das_gupta(earlier, later, (2, 11))
    assert [within, race, age] == pytest.approx([-2.2277254, 0.0197749, 1.5217347], abs=5e-8)
    assert within + race + age == pytest.approx(-0.6862158, abs=5e-8)


def test_structure_of_two_factors_is_the_published_formula():
    weight = np.array([[1.0, 2.0, 3.0], [4.0, 0.5, 6.0]])
    row, column = weight.sum(axis=1, keepdims=True), weight.sum(axis=0, keepdims=True)
    first, second = structure(weight)
    assert first == pytest.approx(np.sqrt(weight / column * (row / weight.sum())))
    assert second == pytest.approx(np.sqrt(weight / row * (column / weight.sum())))


def test_structure_of_three_factors_is_the_published_formula():
    weight = np.random.default_rng(3).uniform(1, 9, (2, 3, 4))

    def total(*axes):
        return weight.sum(axis=axes, keepdims=True)

    first = (
        (weight / total(0)) ** (1 / 3)
        * (total(2) / total(0, 2) * total(1) / total(0, 1)) ** (1 / 6)
        * (total(1, 2) / weight.sum()) ** (1 / 3)
    )
    found = structure(weight)
    assert found[0] == pytest.approx(first)
    assert np.prod(found, axis=0) == pytest.approx(weight / weight.sum())


def test_structure_of_independent_factors_is_their_shares():
    shares = [np.array([0.3, 0.7]), np.array([0.2, 0.3, 0.5]), np.array([0.9, 0.1])]
    weight = 50 * np.einsum("i,j,k->ijk", *shares)
    for axis, found in enumerate(structure(weight)):
        wanted = np.expand_dims(shares[axis], [other for other in range(3) if other != axis])
        assert found == pytest.approx(np.broadcast_to(wanted, weight.shape))


def test_das_gupta_when_one_factor_alone_changes():
    shares = np.array([0.4, 0.6])
    rates = np.array([[0.1, 0.2], [0.5, 0.8]])
    before = sums((np.array([0.5, 0.5])[:, None] * shares).ravel(), rates.ravel())
    after = sums((np.array([0.2, 0.8])[:, None] * shares).ravel(), rates.ravel())
    within, effects = das_gupta(before, after, (2, 2))
    # Rates of the two groups: 0.16 and 0.68; 0.3 of everybody moved to the second.
    assert [within, *effects] == pytest.approx([0, 0.3 * 0.52, 0], abs=1e-15)


def test_standardisation_by_hand():
    # 0.2 x 30 + 0.6 x 10 of 40 people.
    assert standardised(sums([7, 1], [0.2, 0.6]), np.array([30, 10])) == pytest.approx(0.3)


def test_intervals_cover_the_truth():
    """95 of 100 intervals of composition and within hold what the populations have."""
    generator = np.random.default_rng(7)
    shares, rates = ([0.5, 0.3, 0.2], [0.3, 0.2, 0.5]), ([0.2, 0.6, 0.7], [0.3, 0.5, 0.9])
    populations = list(zip(shares, rates, strict=True))
    truth = kitagawa_parts(*(sums(*population) for population in populations))
    hits, surveys = np.zeros(len(truth)), 400
    for _ in range(surveys):
        samples = [
            drawn(generator, n, *population, "w")
            for n, population in zip((300, 200), populations, strict=True)
        ]
        low, high = compute(kitagawa_parts, samples).interval()
        hits += (low <= truth) & (truth <= high)
    # Three standard errors of a share of 0.95 of 400 are 0.033.
    assert (hits / surveys > 0.95 - 0.034).all()
    assert (hits / surveys < 0.984).all()
