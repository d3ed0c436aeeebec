"""Contrasts of levels, the largest |t| of several, and joint tests of terms."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import f, multivariate_t, studentized_range, t
from survey_of_models import CODEBOOK, designs, model, respondents

from tsunagari.models.contrasts import contrasts_table, joint_tests, wald
from tsunagari.models.model import fit_model
from tsunagari.models.simultaneous import MaxT
from tsunagari.models.tidy import tidy

DATA = respondents()
DESIGNS = designs(DATA)


def all_pairs(k: int) -> np.ndarray:
    return np.array([np.eye(k)[late] - np.eye(k)[early]
                     for early, late in combinations(range(k), 2)])  # fmt: skip


@pytest.mark.parametrize(
    ("k", "freedom", "within"), [(3, 20, 1e-9), (4, 30, 2e-5), (5, 40, 1e-4), (6, 1000, 2e-4)]
)
def test_means_of_one_variance_have_the_studentized_range(k, freedom, within):
    largest = MaxT(np.eye(k), all_pairs(k), freedom)
    truth = studentized_range.ppf(0.95, k, freedom) / np.sqrt(2)
    assert largest.critical(0.95) == pytest.approx(truth, rel=within)
    assert largest.p_value(truth) == pytest.approx(0.05, rel=10 * within)


def test_one_combination_is_the_t_distribution():
    largest = MaxT(np.array([[4.0]]), np.array([[1.0]]), 9)
    assert largest.critical(0.95) == pytest.approx(t.ppf(0.975, 9), rel=1e-10)
    assert largest.p_value(2.0) == pytest.approx(2 * t.sf(2.0, 9), rel=1e-10)
    same = MaxT(np.eye(1), np.array([[1.0], [-2.0], [0.5]]), 9)
    assert same.critical(0.95) == pytest.approx(t.ppf(0.975, 9), rel=1e-10)


def test_correlated_estimates_against_the_multivariate_t():
    covariance = np.array([[1.0, 0.3], [0.3, 2.0]])
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    largest = MaxT(covariance, np.eye(2), 7)
    bound = largest.critical(0.95)
    inside = multivariate_t(shape=correlation, df=7, seed=1).cdf([bound] * 2, lower_limit=-bound)
    assert inside == pytest.approx(0.95, abs=5e-4)  # it is simulated


def test_pairs_with_the_reference_are_the_coefficients():
    fitted = fit_model(CODEBOOK, model("ordered", "plain"), DATA, DESIGNS["clusters"])
    table = contrasts_table(fitted).set_index(["term", "level", "reference"])
    own = tidy(fitted)
    for row in own[own["reference"] != ""].itertuples():
        pair = table.loc[(row.term, row.level, row.reference)]
        assert pair["estimate"] == pytest.approx(row.estimate, rel=1e-12)
        assert pair["p_value"] == pytest.approx(row.p_value, rel=1e-12)
    assert (table["p_simultaneous"] >= table["p_value"] - 1e-12).all()
    assert (table["simultaneous_low"] <= table["ci_low"] + 1e-12).all()
    single = table.loc[("sex", "female", "male")]
    assert single["simultaneous_high"] == pytest.approx(single["ci_high"], rel=1e-9)


def test_pairs_do_not_depend_on_the_reference():
    first = fit_model(CODEBOOK, model("ordered", "plain"), DATA, DESIGNS["clusters"])
    spec = model("ordered", "plain", reference={"country": "germany", "age_band": "50s"})
    second = fit_model(CODEBOOK, spec, DATA, DESIGNS["clusters"])
    one, other = (
        {frozenset((row.level, row.reference)): row for row in contrasts_table(fit).itertuples()}
        for fit in (first, second)
    )
    assert set(one) == set(other)
    for pair, row in one.items():
        assert abs(row.estimate) == pytest.approx(abs(other[pair].estimate), abs=1e-9)
        assert row.p_simultaneous == pytest.approx(other[pair].p_simultaneous, rel=1e-3, abs=1e-12)


def test_a_model_of_numbers_has_no_pairs():
    fitted = fit_model(CODEBOOK, model("linear_ties", ["hours"]), DATA, DESIGNS["clusters"])
    assert contrasts_table(fitted).empty
    assert list(joint_tests(fitted)["term"]) == ["hours"]


def test_a_joint_test_by_hand():
    method, statistic, df, below, p = wald(np.array([2.0, 1.0]), np.diag([4.0, 0.5]), 10)
    assert (method, statistic, df, below) == ("wald_f", pytest.approx(1.5), 2, 10)
    assert p == pytest.approx(f.sf(1.5, 2, 10))
    # a coefficient that repeats another one adds no degree of freedom
    method, statistic, df, *_ = wald(np.array([2.0, 2.0]), np.full((2, 2), 4.0), np.inf)
    assert (method, statistic, df) == ("wald_chi_squared", pytest.approx(1.0), 1)
