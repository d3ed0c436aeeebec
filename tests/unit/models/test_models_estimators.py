"""Estimators by hand-worked cases, derivatives and invariances; the design by brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_of_models import CODEBOOK, designs, harmonised, model, respondents

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import rake
from tsunagari.estimate.design import Design
from tsunagari.models.covariance import score_covariance
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.newton import fit_logit
from tsunagari.models.ordered import Cumulative, fit_ordered, interval_share
from tsunagari.models.proportional_odds import proportional_odds_test
from tsunagari.models.tidy import tidy

DATA = respondents()
FAMILIES = ["ordered", "logit", "linear_score", "linear_ties"]


def estimates(fitted) -> np.ndarray:
    return tidy(fitted)["estimate"].to_numpy()


def test_logit_of_a_two_by_two_table_by_hand():
    """30 of 50 against 20 of 70: the log odds ratio, and the root of the summed reciprocals."""
    columns = np.array([[1, 0], [1, 0], [1, 1], [1, 1]], float)
    found = fit_logit(columns, np.array([0, 1, 0, 1]), np.array([50.0, 20, 20, 30]))
    np.testing.assert_allclose(found.parameters[1], np.log(30 * 50 / (20 * 20)), rtol=1e-12)
    error = np.sqrt(np.linalg.inv(found.information)[1, 1])
    np.testing.assert_allclose(error, np.sqrt(1 / 30 + 1 / 20 + 1 / 20 + 1 / 50), rtol=1e-12)


def test_thresholds_without_terms_are_cumulative_logits():
    weight = np.array([10.0, 30.0, 40.0, 20.0])
    found = fit_ordered(np.zeros((4, 0)), np.arange(4), weight, 4)
    below = np.array([0.1, 0.4, 0.8])
    np.testing.assert_allclose(found.parameters, np.log(below / (1 - below)), rtol=1e-12)


def test_a_linear_coefficient_is_a_difference_of_means():
    fitted = fit_model(CODEBOOK, model("linear_ties", "sex"), DATA, Design.unweighted(len(DATA)))
    means = DATA.groupby("sex", observed=True)["ties"].mean()
    np.testing.assert_allclose(estimates(fitted), [means["male"], means["female"] - means["male"]])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 5), st.booleans())
def test_scores_and_information_are_derivatives(seed, levels, partial):
    """Against central differences of the log-likelihood, at the maximum."""
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(60, 2))
    outcome = np.append(rng.integers(0, levels, 60 - levels), np.arange(levels))
    weight = rng.uniform(0.5, 2, 60)
    free = np.array([partial, False])
    found = fit_ordered(columns, outcome, weight, levels, free)
    shape = Cumulative(columns, levels, free)
    cells = np.arange(60)

    def value(parameters):
        ends = shape.predictors(parameters)
        return weight @ np.log(interval_share(ends[cells, outcome], ends[cells, outcome + 1]))

    np.testing.assert_allclose(weight @ found.scores, 0, atol=1e-9)
    size, step = shape.size, 1e-4
    unit = step * np.eye(size)
    at = found.parameters
    numeric = np.array([
        [value(at + a + b) - value(at + a - b) - value(at - a + b) + value(at - a - b) for b in unit]
        for a in unit
    ]) / (4 * step**2)  # fmt: skip
    np.testing.assert_allclose(-numeric, found.information, atol=2e-5 * np.abs(numeric).max())


@pytest.mark.parametrize("outcome", FAMILIES)
def test_doubling_the_weights_of_one_group_moves_every_estimate(outcome):
    doubled = np.where(DATA["hours"] > 2, 2.0, 1.0)
    spec = model(outcome, "plain")
    before = estimates(fit_model(CODEBOOK, spec, DATA, Design.unweighted(len(DATA))))
    after = estimates(fit_model(CODEBOOK, spec, DATA, Design(doubled)))
    assert (np.abs(after - before) > 1e-4).all()


@pytest.mark.parametrize("outcome", FAMILIES)
def test_the_unit_of_weights_does_not_matter(outcome):
    spec, design = model(outcome, "plain"), designs(DATA)["clusters"]
    larger = Design(design.weights * 1000, design.strata, design.clusters)
    one, other = (fit_model(CODEBOOK, spec, DATA, given) for given in (design, larger))
    np.testing.assert_allclose(other.parameters, one.parameters, rtol=1e-9)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-8)


@pytest.mark.parametrize("outcome", FAMILIES)
def test_integer_weights_are_repeated_people(outcome):
    times = DATA["hours"].to_numpy() % 3 + 1
    repeated = DATA.loc[DATA.index.repeat(times)].reset_index(drop=True)
    spec = model(outcome, "plain")
    weighted = fit_model(CODEBOOK, spec, DATA, Design(times.astype(float)))
    copies = fit_model(CODEBOOK, spec, repeated, Design.unweighted(len(repeated)))
    np.testing.assert_allclose(estimates(weighted), estimates(copies), rtol=1e-9)


def unusual_designs() -> dict[str, Design]:
    """Lonely clusters under each rule, populations of two stages, raked weights."""
    weights, person = DATA["uneven"].to_numpy(), np.arange(len(DATA))
    alone = np.where(person < 20, 99, DATA["stratum"])
    lonely = np.where(person == 0, 99, DATA["stratum"])
    clusters = (DATA["cluster"].to_numpy(),)
    found = {}
    for rule in ("remove", "adjust", "average"):
        found[f"lonely_{rule}"] = Design(weights, (alone,), clusters, lonely=rule)
        found[f"lonely_person_{rule}"] = Design(weights, (lonely,), lonely=rule)
    populations = (DATA["clusters"].to_numpy(), np.full(len(DATA), 35))
    found["two_stages"] = Design(weights, (DATA["stratum"].to_numpy(),), clusters, populations)
    targets = {"country": {"japan": 0.4, "germany": 0.4, "united_kingdom": 0.2}}
    groups = {"country": DATA["country"].astype(str).to_numpy()}
    found["raked"] = rake(designs(DATA)["clusters"], groups, targets)
    return found


COLLAPSED = designs(DATA) | unusual_designs()


@pytest.mark.parametrize("name", list(COLLAPSED))
@pytest.mark.parametrize("outcome", FAMILIES)
def test_collapsing_leaves_the_covariance_of_the_score(name, outcome):
    """Summed by unit and pattern, or respondent by respondent: the same."""
    terms = ["sex", "hours"]
    fitted = fit_model(CODEBOOK, model(outcome, terms), DATA, COLLAPSED[name])
    frame, scores = fitted.frame, fitted.solution.scores
    collapsed = score_covariance(frame.design, frame.cell_of_respondent, scores)
    padded = np.vstack([scores, np.zeros(scores.shape[1])])
    each = frame.design.weights[:, None] * padded[frame.cell_of_respondent]
    expected = frame.design.total_covariance(each)
    np.testing.assert_allclose(collapsed, expected, rtol=1e-9, atol=1e-11 * expected.max())


@pytest.mark.parametrize("outcome", FAMILIES)
def test_the_order_of_respondents_does_not_matter(outcome):
    order = np.random.default_rng(3).permutation(len(DATA))
    shuffled = DATA.iloc[order].reset_index(drop=True)
    spec = model(outcome, "interaction")
    one = fit_model(CODEBOOK, spec, DATA, designs(DATA)["clusters"])
    other = fit_model(CODEBOOK, spec, shuffled, designs(shuffled)["clusters"])
    np.testing.assert_allclose(other.parameters, one.parameters, rtol=1e-8)
    np.testing.assert_allclose(other.covariance, one.covariance, rtol=1e-7, atol=1e-12)


def test_exchanging_the_reference_exchanges_the_sign():
    design = designs(DATA)["clusters"]
    one = tidy(fit_model(CODEBOOK, model("ordered", "sex"), DATA, design)).iloc[-1]
    turned = model("ordered", "sex", reference={"sex": "female"})
    other = tidy(fit_model(CODEBOOK, turned, DATA, design)).iloc[-1]
    assert (one["level"], one["reference"]) == (other["reference"], other["level"])
    np.testing.assert_allclose([one["estimate"], one["std_error"]],
                               [-other["estimate"], other["std_error"]])  # fmt: skip


def test_shares_sum_to_one_and_effects_to_nothing():
    fitted = fit_model(CODEBOOK, model("ordered", "interaction"), DATA, designs(DATA)["clusters"])
    for table, total in ((predicted_shares(fitted), 1.0), (effects_table(fitted), 0.0)):
        answers = table[table["category"] != "affirmative"]
        sums = answers.groupby(["term", "level"])["estimate"].sum()
        np.testing.assert_allclose(sums, total, atol=1e-12)
        both = answers[answers["category"].isin(["agree", "somewhat_agree"])]
        united = table[table["category"] == "affirmative"].set_index(["term", "level"])["estimate"]
        parts = both.groupby(["term", "level"])["estimate"].sum()
        np.testing.assert_allclose(parts, united.reindex(parts.index), atol=1e-12)
    shares = predicted_shares(fitted)
    assert (shares["ci_low"] > 0).all() and (shares["ci_high"] < 1).all()


def test_a_positive_coefficient_means_more_affirmative():
    fitted = fit_model(CODEBOOK, model("ordered", "sex"), DATA, Design.unweighted(len(DATA)))
    agreeing = DATA["answer"].isin(["agree", "somewhat_agree"]).groupby(DATA["sex"], observed=True)
    assert agreeing.mean()["female"] > agreeing.mean()["male"]
    assert estimates(fitted)[-1] > 0


@pytest.mark.parametrize("outcome", FAMILIES)
def test_errors_from_the_likelihood_refuse_a_design(outcome):
    spec = model(outcome, "plain", errors="model")
    fit_model(CODEBOOK, spec, DATA, Design.unweighted(len(DATA)))
    with pytest.raises(ProblemsFound, match="cannot honour"):
        fit_model(CODEBOOK, spec, DATA, designs(DATA)["weights"])


def test_a_design_of_other_rows_is_refused():
    with pytest.raises(ProblemsFound, match="are not the 2000 respondents"):
        fit_model(CODEBOOK, model("ordered", "sex"), DATA, Design.unweighted(5))


def test_too_few_clusters_for_the_terms_are_refused():
    coarse = Design(np.ones(len(DATA)), (), (DATA["cluster"].to_numpy() % 4,))
    with pytest.raises(ProblemsFound, match="too few clusters less strata"):
        fit_model(CODEBOOK, model("ordered", "plain"), DATA, coarse)


def test_weights_that_are_set_aside_leave_the_clusters():
    design = designs(DATA)["clusters"]
    aside = fit_model(CODEBOOK, model("ordered", "sex", weights="none"), DATA, design)
    equal = fit_model(CODEBOOK, model("ordered", "sex"), DATA, designs(DATA)["equal"])
    np.testing.assert_allclose(aside.covariance, equal.covariance, rtol=1e-10)


@pytest.mark.parametrize("name", ["unweighted", "clusters"])
def test_the_test_of_proportional_odds_rejects_as_often_as_it_says(name):
    """300 surveys with proportional odds: near 5% below 0.05, and most where they fail."""
    rng = np.random.default_rng(11)
    rejected, found_out = [], []
    cluster = np.repeat(np.arange(100), 10)
    for _ in range(300):
        sex, hours = rng.integers(0, 2, 1000), rng.integers(0, 4, 1000)
        latent = (
            0.5 * sex + 0.2 * hours + rng.normal(0, 0.3, 100)[cluster] + rng.logistic(size=1000)
        )
        spread = np.where(sex == 1, 1.6, 1.0) * latent
        for values, kept in ((latent, rejected), (spread, found_out)):
            answer = 3 - np.digitize(values, (-0.8, 0.7, 2.2))
            people = harmonised(DATA.head(1000).assign(
                sex=np.array(["male", "female"])[sex], hours=hours,
                answer=np.array(CODEBOOK["answer"].categories)[answer]))  # fmt: skip
            weights = rng.uniform(0.5, 1.5, 1000)
            design = (
                Design(weights, (), (cluster,)) if name == "clusters" else Design.unweighted(1000)
            )
            fitted = fit_model(CODEBOOK, model("ordered", ["sex", "hours"]), people, design)
            kept.append(proportional_odds_test(fitted)["p_value"].iloc[0] < 0.05)
    # three standard errors of 5% of 300 are 3.8 points
    assert 0.012 < np.mean(rejected) < 0.088
    assert np.mean(found_out) > 0.5
