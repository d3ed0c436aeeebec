"""A row that stands for several people counts as each of them with a row of his own."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import rake, rake_and_trim
from tsunagari.estimate.crosstabs import association
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import design_effects, domain_means, means, ratios, totals
from tsunagari.estimate.percentages import percentages
from tsunagari.estimate.replicates import bootstrap, jackknife

RULES = ("fail", "remove", "certainty", "adjust", "average")
KINDS = ("none", "weights", "strata", "clusters", "strata and clusters", "finite", "two stages")
TARGETS = {"group": {0: 0.3, 1: 0.3, 2: 0.4}}


def both(estimates):
    return np.concatenate([estimates.values, estimates.std_error, estimates.freedoms])


ESTIMATORS = {
    "percentages": lambda d, x, g: percentages(d, np.column_stack([x > 1, x > 2]), g - 1).to_numpy(),
    "means": lambda d, x, g: both(means(d, x)),
    "totals": lambda d, x, g: both(totals(d, x)),
    "ratios": lambda d, x, g: both(ratios(d, x, 1.0 + g)),
    "domain_means": lambda d, x, g: both(domain_means(d, x, g)),
    "design_effects": lambda d, x, g: design_effects(d, x),
    "association": lambda d, x, g: np.r_[(a := association(d, x > 1, g)).f, a.pearson, a.f_freedom],
    "subset": lambda d, x, g: both(means(d.subset(g > 0), x)),
    "rake": lambda d, x, g: both(means(rake(d, {"group": g}, TARGETS), x)),
    "trim": lambda d, x, g: both(
        means(rake_and_trim(d, {"group": g}, TARGETS, 0.25, 4), x)
    ),
    "jackknife": lambda d, x, g: both(jackknife(d).means(x)),
    "jackknife, raked": lambda d, x, g: both(
        jackknife(d).calibrated({"group": g}, TARGETS).means(x)
    ),
    "bootstrap": lambda d, x, g: both(bootstrap(d, 9, np.random.default_rng(1)).means(x)),
}  # fmt: skip


@st.composite
def surveys(draw, kinds=KINDS, rules=RULES):
    """A design of rows, how many people each is, an answer of 0 to 3, a group of 0 to 2."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    kind, m = draw(st.sampled_from(kinds)), draw(st.integers(12, 60))
    people = random.integers(1, 5, m).astype(float)
    stratum, cluster = random.integers(0, 3, m), random.integers(0, 4, m)
    each = np.ones(m) if kind == "none" else random.choice([0.5, 1.0, 3.0], m)
    design = Design(
        each * people,
        strata=(stratum,) if kind in ("strata", "strata and clusters", "finite") else (),
        clusters=(cluster,) if kind in ("clusters", "strata and clusters", "two stages") else (),
        population={"finite": (np.full(m, 400),), "two stages": (np.full(m, 9), np.full(m, 99))}.get(kind, ()),
        lonely=draw(st.sampled_from(rules)),
        weighted=kind != "none",
        people=people,
    )  # fmt: skip
    return design, random.integers(0, 4, m), random.integers(0, 3, m)


def repeated(design: Design) -> tuple[Design, np.ndarray]:
    """Each person with a row, and the row of `design` that it was."""
    row = np.repeat(np.arange(design.n), (np.ones(design.n) if design.people is None else design.people).astype(int))  # fmt: skip
    people = 1 if design.people is None else design.people[row]
    labels = {
        name: tuple(part[row] for part in getattr(design, name))
        for name in ("strata", "clusters", "population")
    }
    apart = replace(design, weights=design.weights[row] / people, people=None, effective=None,
                    **labels)  # fmt: skip
    return apart, row


def outcome(estimator, design, answers, groups):
    """What it gives, or that it refuses."""
    try:
        return estimator(design, answers, groups)
    except ProblemsFound:
        return None


@pytest.mark.parametrize("name", ESTIMATORS)
@given(survey=surveys())
@settings(max_examples=60, deadline=None)
def test_rows_of_several_people_are_each_of_them(name, survey):
    design, answers, groups = survey
    assume(len(set(zip(answers > 1, groups, strict=True))) == 6)
    if name == "bootstrap":  # respondents are drawn by row: the same only in distribution
        assume(design.clusters)
    apart, row = repeated(design)
    ours = outcome(ESTIMATORS[name], design, answers, groups)
    theirs = outcome(ESTIMATORS[name], apart, answers[row], groups[row])
    assert (ours is None) == (theirs is None)
    if theirs is not None:
        np.testing.assert_allclose(ours.astype(float), theirs.astype(float), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(
    "name", [name for name in ESTIMATORS if name not in ("trim", "jackknife", "jackknife, raked")]
)
@given(survey=surveys(KINDS[1:]), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_people_of_a_row_may_have_weights_of_their_own(name, survey, seed):
    design, answers, groups = survey
    assume(len(set(zip(answers > 1, groups, strict=True))) == 6)
    if name == "bootstrap":
        assume(design.clusters)
    apart, row = repeated(design)
    weights = np.random.default_rng(seed).uniform(0.2, 4, len(row))
    apart = replace(apart, weights=weights)
    sums, squares = (np.bincount(row, weights**power, design.n) for power in (1, 2))
    design = replace(design, weights=sums, people=np.bincount(row).astype(float),
                     effective=sums**2 / squares)  # fmt: skip
    ours = outcome(ESTIMATORS[name], design, answers, groups)
    theirs = outcome(ESTIMATORS[name], apart, answers[row], groups[row])
    assert (ours is None) == (theirs is None)
    if theirs is not None:
        np.testing.assert_allclose(ours.astype(float), theirs.astype(float), rtol=1e-9, atol=1e-9)


def test_what_must_know_each_person_refuses_rows_of_unlike_weights():
    unlike = Design(np.full(6, 5.0), people=np.full(6, 3), effective=np.full(6, 2.5))
    groups = {"group": np.arange(6) % 3}
    with pytest.raises(ProblemsFound, match="must know each of several people of a row"):
        jackknife(unlike)
    with pytest.raises(ProblemsFound, match="must know each of several people of a row"):
        rake_and_trim(unlike, groups, TARGETS, 0.5, 2)


def test_the_bootstrap_draws_people_and_not_rows():
    people = np.array([1.0, 9.0, 90.0])
    drawn = bootstrap(Design(people, people=people), 4000, np.random.default_rng(0))
    apart = bootstrap(repeated(drawn.design)[0], 4000, np.random.default_rng(1))
    values = np.array([0.0, 1.0, 3.0])
    row = np.repeat([0, 1, 2], people.astype(int))
    np.testing.assert_allclose(
        drawn.means(values).std_error, apart.means(values[row]).std_error, rtol=0.06
    )


def test_by_hand():
    # Three said yes and one no: p = 3/4, and its variance p (1 - p) / (n - 1) is 1/16.
    found = percentages(Design(np.array([3.0, 1.0]), people=[3, 1]), np.array([True, False]))
    assert found.loc[0, ["n", "percent", "std_error"]].tolist() == pytest.approx([4, 75, 25])
