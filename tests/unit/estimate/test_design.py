"""The declaration of a design: what it refuses, what it counts, hand-worked variances."""

import numpy as np
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design


def test_variance_of_a_total_by_hand():
    # Two strata of two clusters; cluster totals 1, 3 and 10, 14.
    # With replacement: 2 / 1 x ((1 - 2)^2 + (3 - 2)^2) = 4, and 2 x (4 + 4) = 16.
    influence = np.array([0.5, 0.5, 3.0, 10.0, 7.0, 7.0])
    strata = (np.array([1, 1, 1, 2, 2, 2]),)
    clusters = (np.array([1, 1, 2, 1, 2, 2]),)
    design = Design(np.ones(6), strata, clusters)
    assert design.total_covariance(influence).item() == pytest.approx(20)
    assert design.degrees_of_freedom == 2
    # Half of the first stratum's clusters were sampled, a quarter of the second's.
    finite = Design(np.ones(6), strata, clusters, (np.array([4, 4, 4, 8, 8, 8]),))
    assert finite.total_covariance(influence).item() == pytest.approx(4 / 2 + 16 * 3 / 4)


def test_two_stages_by_hand():
    # 2 of 4 clusters, 2 of 10 people in each: 1/2 x 4 between, 1/2 x (8/10 x 2 x 0.5 x 2) within.
    influence = np.array([0.0, 1.0, 1.0, 2.0])
    cluster = np.array([1, 1, 2, 2])
    population = (np.full(4, 4), np.full(4, 10))
    design = Design(np.ones(4), clusters=(cluster,), population=population)
    between, within = 0.5 * 2 * (1 + 1), 0.5 * 2 * (0.8 * 2 * (0.25 + 0.25))
    assert design.total_covariance(influence).item() == pytest.approx(between + within)


def test_clusters_of_equal_label_in_two_strata_are_two():
    design = Design(np.ones(8), (np.repeat([1, 2], 4),), (np.tile([1, 1, 2, 2], 2),))
    assert design.stages[0].clusters == 4


def test_a_subset_keeps_its_clusters_and_loses_degrees_of_freedom():
    clusters = (np.repeat(np.arange(5), 2),)
    design = Design(np.full(10, 2.0), clusters=clusters)
    part = design.subset(np.arange(10) < 4)
    assert (part.stages[0].count.item(), part.degrees_of_freedom) == (5, 1)
    assert part.weights.tolist() == [2.0] * 4 + [0.0] * 6


def test_a_lonely_cluster_that_is_all_of_its_population_is_no_problem():
    strata = (np.array([1, 2, 2]),)
    population = (np.array([1, 5, 5]),)
    design = Design(np.ones(3), strata, population=population)
    # Only the second stratum varies: (1 - 2/5) x 2 x (1/4 + 1/4).
    assert design.total_covariance(np.array([7.0, 1.0, 2.0])).item() == pytest.approx(0.6)


def test_units_give_what_rows_give():
    draw = np.random.default_rng(0)
    cluster = draw.integers(0, 9, 60)
    design = Design(draw.uniform(1, 2, 60), (cluster % 2,), (cluster,))
    influence = draw.normal(size=60)
    unit, (stage,) = design.units
    sums = np.bincount(unit, influence)[:, None]
    deviations = stage.deviations(stage.totals(sums))
    factor = stage.multipliers("fail", np.ones((2, 1), bool))
    variance = (factor[stage.stratum] * deviations**2).sum()
    assert variance == pytest.approx(design.total_covariance(influence).item())


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        ({"weights": [1, -2, 1]}, r"weights, row 2 .*must be a number of at least 0 \[-2.0\]"),
        ({"weights": [1, np.nan, 1]}, "weights, row 2"),
        ({"weights": [0, 0, 0]}, "nobody has a weight above 0"),
        ({"weights": [1, 1, 1], "lonely": "averag"}, "Did you mean 'average'"),
        ({"weights": [1, 1, 1], "strata": ([1, 2],)}, "strata, stage 1: must have 3 rows"),
        ({"weights": [1, 1, 1], "clusters": ([1, np.nan, 2],)}, "clusters, stage 1, row 2"),
        ({"weights": [1, 1, 1], "clusters": (["a", None, "b"],)}, "the label is missing"),
        ({"weights": [1, 1, 1], "population": ([9] * 3, [9] * 3)}, "clusters of at least 1 stages"),
    ],
)
def test_impossible_declarations_are_named(declaration, message):
    with pytest.raises(ProblemsFound, match=message):
        Design(**declaration)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ProblemsFound) as raised:
        Design([1, -1, 1], strata=([1, 2],), lonely="no")
    assert len(raised.value.problems) == 3


@pytest.mark.parametrize(
    ("population", "message"),
    [([9, 9, 8], "row 3.* differs from others"), ([2, 2, 2], "fewer than the 3 units sampled")],
)
def test_populations_that_cannot_be_are_named(population, message):
    with pytest.raises(ProblemsFound, match=message):
        _ = Design(np.ones(3), population=(population,)).stages


def test_influence_must_fit():
    design = Design.unweighted(3)
    with pytest.raises(ProblemsFound, match="must have 3 rows"):
        design.total_covariance(np.ones(2))
    with pytest.raises(ProblemsFound, match="row 2"):
        design.total_covariance(np.array([1.0, np.nan, 1.0]))


def test_an_estimator_that_cannot_honour_a_design_refuses():
    Design.unweighted(3).refuse("Polychoric correlation")
    with pytest.raises(ProblemsFound, match="weights, strata: Polychoric correlation cannot"):
        Design([1, 2, 3], strata=([1, 1, 1],)).refuse("Polychoric correlation")
