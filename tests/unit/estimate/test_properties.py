"""What must hold of every estimator and any survey."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_reference import DATA, design

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import rake, rake_and_trim, trim
from tsunagari.estimate.crosstabs import association
from tsunagari.estimate.declared import declared_design
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import (
    domain_means,
    independent_difference,
    means,
    ratios,
    totals,
)
from tsunagari.estimate.percentages import COLUMNS, percentages
from tsunagari.estimate.replicates import bootstrap, jackknife

TRUSTS = (DATA["trust"] >= 3).to_numpy()
AGE, SCORE, HOURS = (DATA[name].to_numpy() for name in ("age", "score", "hours"))
ESTIMATORS = {
    "percentages": lambda d: percentages(d, TRUSTS)[["percent", "std_error"]].to_numpy().ravel(),
    "percentages by age": lambda d: percentages(d, TRUSTS, AGE - 1)["std_error"].to_numpy(),
    "means": lambda d: _both(means(d, SCORE)),
    "totals": lambda d: _both(totals(d, SCORE)) / d.weights.sum(),
    "ratios": lambda d: _both(ratios(d, SCORE, HOURS)),
    "domain_means": lambda d: _both(domain_means(d, SCORE, AGE)),
    "association": lambda d: np.array([association(d, DATA["trust"], AGE).f]),
    "jackknife": lambda d: _both(jackknife(d).means(SCORE)),
    "bootstrap": lambda d: _both(bootstrap(d, 20, np.random.default_rng(1)).means(SCORE)),
    "rake": lambda d: _both(means(rake(d, DATA[["age"]], {"age": {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4}}), SCORE)),
}  # fmt: skip


def _both(estimates):
    return np.concatenate([estimates.values, estimates.std_error])


@st.composite
def surveys(draw):
    """A design of 2 to 4 strata with at least two clusters each, and answers 0 and 1."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    strata, clusters, n = (
        draw(st.integers(2, 4)),
        draw(st.integers(2, 5)),
        draw(st.integers(60, 200)),
    )
    stratum = np.concatenate(
        [np.repeat(np.arange(strata), clusters), generator.integers(0, strata, n)]
    )
    cluster = np.concatenate(
        [np.tile(np.arange(clusters), strata), generator.integers(0, clusters, n)]
    )
    weights = generator.uniform(0.2, 5, len(stratum))
    answers = generator.random(len(stratum)) < generator.uniform(0.2, 0.8)
    return Design(weights, (stratum,), (cluster,)), answers, generator


@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize("case", ["weights", "strata_clusters"])
def test_doubling_one_groups_weights_moves_it(name, case):
    if name == "jackknife" and case == "weights":
        case = "clusters"
    drawn = design(case)
    doubled = replace(drawn, weights=np.where(DATA["sex"] == "male", 2, 1) * drawn.weights)
    before, after = (ESTIMATORS[name](d) for d in (drawn, doubled))
    assert (np.abs(after / before - 1) > 1e-6).all()


@pytest.mark.parametrize("name", ESTIMATORS)
@given(scale=st.floats(1e-3, 1e6))
@settings(max_examples=10, deadline=None)
def test_scaling_all_weights_changes_nothing(name, scale):
    drawn = design("strata_clusters")
    scaled = replace(drawn, weights=scale * drawn.weights)
    np.testing.assert_allclose(ESTIMATORS[name](scaled), ESTIMATORS[name](drawn), rtol=1e-8)


@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize("case", ["clusters", "strata_clusters", "one_stage_population"])
def test_a_subset_of_everybody_is_everybody(name, case):
    drawn = design(case)
    part = drawn.subset(np.ones(drawn.n, bool))
    np.testing.assert_array_equal(ESTIMATORS[name](part), ESTIMATORS[name](drawn))


def test_the_order_of_respondents_does_not_matter():
    order = np.random.default_rng(3).permutation(len(DATA))
    drawn = design("strata_clusters")
    moved = Design(drawn.weights[order], (drawn.strata[0][order],), (drawn.clusters[0][order],))
    a = percentages(drawn, TRUSTS, AGE - 1).to_numpy()
    b = percentages(moved, TRUSTS[order], AGE[order] - 1).to_numpy()
    np.testing.assert_allclose(a, b, rtol=1e-10)


@given(surveys())
@settings(max_examples=40, deadline=None)
def test_replicate_and_linearised_errors_agree_roughly(survey):
    drawn, answers, generator = survey
    linear = means(drawn, answers).std_error
    left_out = jackknife(drawn).means(answers).std_error
    drawn_again = bootstrap(drawn, 400, generator).means(answers).std_error
    np.testing.assert_allclose(left_out, linear, rtol=0.3)
    np.testing.assert_allclose(drawn_again, linear, rtol=0.4)


@given(surveys(), st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_fast_percentages_are_means_of_the_subset(survey, seed):
    drawn, answers, generator = survey
    group = generator.integers(-1, 3, drawn.n)
    table = percentages(drawn, np.column_stack([answers, ~answers]), group, 3)
    for g in range(3):
        mean = means(drawn.subset(group == g), np.column_stack([answers, ~answers]))
        rows = table[table["group"] == g]
        np.testing.assert_allclose(rows["percent"], 100 * mean.values, rtol=1e-9)
        np.testing.assert_allclose(rows["std_error"], 100 * mean.std_error, rtol=1e-8, atol=1e-9)
        assert (rows["degrees_of_freedom"] == mean.degrees_of_freedom).all()


@pytest.mark.parametrize("case", ["weights", "strata", "two_stage_population"])
def test_percentages_of_respondents_as_clusters_are_means_of_the_subset(case):
    drawn = design(case)
    table = percentages(drawn, TRUSTS, AGE - 1)
    for age in (1, 2, 3, 4):
        mean = means(drawn.subset(age == AGE), TRUSTS)
        row = table.iloc[age - 1]
        np.testing.assert_allclose(row["std_error"], 100 * mean.std_error.item(), rtol=1e-9)


def test_percentages_under_raked_weights_are_means_of_the_subset():
    raked = rake(design("strata_clusters"), DATA[["sex"]], {"sex": {"female": 0.6, "male": 0.4}})
    table = percentages(raked, TRUSTS, AGE - 1)
    for age in (1, 2, 3, 4):
        mean = means(raked.subset(age == AGE), TRUSTS)
        np.testing.assert_allclose(table["std_error"][age - 1], 100 * mean.std_error.item())


@given(st.integers(2, 500), st.data())
@settings(max_examples=60, deadline=None)
def test_equal_weights_give_the_textbook_error(n, data):
    count = data.draw(st.integers(0, n))
    ours = percentages(Design(np.full(n, 3.0)), np.arange(n) < count).iloc[0]
    share = count / n
    expected = 100 * np.sqrt(share * (1 - share) / (n - 1))
    np.testing.assert_allclose(ours[["percent", "std_error"]], [100 * share, expected], atol=1e-9)
    np.testing.assert_allclose(ours["n_effective"], n, rtol=1e-9)


def test_unequal_weights_widen_the_interval_of_nobody():
    equal, unequal = Design(np.ones(20)), Design(np.r_[np.ones(10), np.full(10, 9.0)])
    nobody = np.zeros(20, bool)
    a, b = percentages(equal, nobody), percentages(unequal, nobody)
    # Kish: (10 + 90)^2 / (10 + 810)
    assert b["n_effective"].item() == pytest.approx(10000 / 820)
    assert b["ci_high"].item() == pytest.approx(100 * (1 - 0.025 ** (820 / 10000)))
    assert b["ci_high"].item() > a["ci_high"].item()


def test_few_clusters_widen_the_interval_of_nobody():
    nobody = np.zeros(40, bool)
    clustered = percentages(Design(np.ones(40), clusters=(np.arange(40) // 10,)), nobody)
    assert clustered["ci_high"].item() > percentages(Design(np.ones(40)), nobody)["ci_high"].item()


def test_a_group_without_anybody_keeps_its_row():
    table = percentages(design("strata_clusters"), TRUSTS, AGE - 1, groups=5)
    assert table["n"].tolist()[-1] == 0
    assert table.loc[4, list(COLUMNS[1:6])].isna().all()
    assert table.loc[:3, list(COLUMNS)].notna().all(axis=None)


def test_one_cluster_tells_nothing():
    drawn = design("strata_clusters")
    inside = ((DATA["stratum"] == 2) & (DATA["cluster"] == 1)).to_numpy()
    row = percentages(drawn, TRUSTS, np.where(inside, 0, -1)).iloc[0]
    assert row["degrees_of_freedom"] == 0
    assert row[["std_error", "ci_low", "ci_high"]].isna().all()
    alone = means(drawn.subset(inside), SCORE)
    assert np.isnan([*alone.interval(), alone.std_error, alone.p_values()]).all()


def test_a_group_has_the_degrees_of_freedom_of_its_own_people():
    """A wave of 100 people tells of a group of two with one degree of freedom, of one with none."""
    drawn, group = Design.unweighted(100), np.repeat(["many", "two", "one"], [97, 2, 1])
    found = domain_means(drawn, np.arange(100.0), group)
    assert found.names == ("many", "one", "two")
    assert list(found.freedoms) == [96, 0, 1]
    assert list(np.isnan(found.std_error)) == [False, True, False]
    assert np.isnan(found.difference("many", "one").p_values()).all()
    assert found.difference("many", "two").freedoms == [1]


def test_waves_of_which_one_has_no_degree_of_freedom_have_no_test():
    one, many = (means(Design.unweighted(n), np.arange(float(n))) for n in (1, 50))
    apart = independent_difference(many, one)
    assert (apart.freedoms, apart.values) == ([0], [24.5])
    assert np.isnan([*apart.std_error, *apart.p_values(), *np.ravel(apart.interval())]).all()


def test_a_census_has_no_error():
    people = np.full(50, 50)
    row = percentages(Design(np.ones(50), population=(people,)), np.arange(50) < 20).iloc[0]
    assert (row["std_error"], row["n_effective"]) == (0, np.inf)
    assert row[["percent", "ci_low", "ci_high"]].tolist() == pytest.approx([40, 40, 40])


def test_independent_waves_differ_with_the_sum_of_variances():
    first, second = (means(design(case), SCORE) for case in ("weights", "strata_clusters"))
    change = independent_difference(first, second)
    variance = first.covariance + second.covariance
    np.testing.assert_allclose(change.covariance, variance)
    assert change.degrees_of_freedom > second.degrees_of_freedom
    assert change.p_values().item() == pytest.approx(1)
    # Satterthwaite with two equal variances of 52 degrees of freedom each is 104.
    assert independent_difference(second, second).degrees_of_freedom == pytest.approx(104)


def test_bootstrap_of_a_finite_population_shrinks_with_it():
    errors = {
        case: bootstrap(design(case), 2000, np.random.default_rng(0)).means(SCORE).std_error
        for case in ("strata_clusters", "one_stage_population")
    }
    linear = means(design("one_stage_population"), SCORE).std_error
    np.testing.assert_allclose(errors["one_stage_population"], linear, rtol=0.06)
    assert errors["one_stage_population"] < errors["strata_clusters"]


def test_bootstrap_keeps_the_clusters_of_a_stratum_on_average():
    drawn = bootstrap(design("strata_clusters"), 30, np.random.default_rng(0))
    (stage,) = drawn.design.stages
    for replicate in drawn.multipliers.T:
        sums = np.bincount(stage.stratum, replicate)
        np.testing.assert_allclose(sums, stage.count)


@given(st.floats(0.2, 0.9), st.floats(1.1, 4), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_trimming_keeps_the_sum_within_the_limits(lower, upper, seed):
    weights = np.random.default_rng(seed).lognormal(size=50)
    cut = trim(weights, lower * weights.mean(), upper * weights.mean())
    assert cut.sum() == pytest.approx(weights.sum(), rel=1e-9)
    assert cut.min() >= lower * weights.mean() * (1 - 1e-12)
    assert cut.max() <= upper * weights.mean() * (1 + 1e-12)


def test_raked_and_trimmed_weights_hold_both():
    targets = {"age": {1: 0.25, 2: 0.25, 3: 0.25, 4: 0.25}, "sex": {"female": 0.5, "male": 0.5}}
    raked = rake_and_trim(design("strata_clusters"), DATA[["age", "sex"]], targets, 0.3, 2.5)
    relative = raked.weights / raked.weights.mean()
    assert (relative.min() > 0.2999, relative.max() < 2.5001) == (True, True)
    for margin, target in targets.items():
        shares = np.array([relative[DATA[margin] == label].sum() for label in target]) / len(DATA)
        np.testing.assert_allclose(shares, list(target.values()), rtol=1e-9)
    with pytest.raises(ProblemsFound, match="no weights within the limits"):
        rake_and_trim(
            design("strata_clusters"),
            DATA[["age"]],
            {"age": {1: 0.97, 2: 0.01, 3: 0.01, 4: 0.01}},
            0.5,
            2,
        )


def test_a_missing_value_inside_is_named_and_outside_is_not_asked_for():
    score = np.where(DATA["sex"] == "male", SCORE, np.nan)
    with pytest.raises(ProblemsFound, match="a value is needed"):
        means(design("weights"), score)
    male = design("weights").subset((DATA["sex"] == "male").to_numpy())
    assert means(male, score).values == means(male, SCORE).values


def test_a_design_from_configuration():
    declared = {
        "weight": "weight",
        "strata": "stratum",
        "clusters": ["cluster", "person"],
        "population": ["clusters", "people"],
        "nested": True,
    }
    ours = means(declared_design(DATA, declared, "wave.yaml"), SCORE)
    np.testing.assert_allclose(
        ours.std_error, means(design("two_stage_population"), SCORE).std_error
    )
    assert not declared_design(DATA, {}, "wave.yaml").weighted
    margins = {"margins": {"sex": {"female": 0.6, "male": 0.4}}, "trim": [0.1, 5]}
    raked = declared_design(DATA, {"weight": "weight", "calibrate": margins}, "wave.yaml")
    female = percentages(raked, (DATA["sex"] == "female").to_numpy())
    assert female["percent"].item() == pytest.approx(60)
    assert female["std_error"].item() == pytest.approx(0, abs=1e-9)
