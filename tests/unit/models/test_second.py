"""The second opinion: statsmodels agrees on the same people, and a slip of ours stops the run."""

from dataclasses import replace

import numpy as np
import pytest
from survey_of_models import CODEBOOK, designs, model, respondents

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.models.model import fit_model
from tsunagari.models.second import TOLERANCE, ask, second_table

OUTCOMES = ("ordered", "logit", "linear_score", "linear_ties")


@pytest.fixture(scope="module")
def people():
    return respondents()


def fitted(people, outcome: str, design: str | None = None, terms: str = "plain"):
    found = designs(people)[design] if design else Design.unweighted(len(people))
    return fit_model(CODEBOOK, model(outcome, terms), people, found)


@pytest.mark.parametrize("terms", ["plain", "interaction", "number"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_points_and_errors_agree_without_a_design(people, outcome, terms):
    ours = fitted(people, outcome, terms=terms)
    theirs = ask(ours)
    assert theirs.by in ("OrderedModel", "Logit", "OLS")
    np.testing.assert_allclose(theirs.estimate, ours.parameters, atol=TOLERANCE)
    np.testing.assert_allclose(theirs.std_error, ours.std_error, rtol=1e-3)


@pytest.mark.parametrize("outcome", ["logit", "linear_score"])
def test_under_weights_points_are_said_and_errors_are_not(people, outcome):
    table = second_table(ours := fitted(people, outcome, "weights"), ask(ours))
    assert set(table["second"]) == {"GLM with var_weights"}
    assert (table["difference"] <= TOLERANCE).all()
    assert table["second_std_error"].isna().all()


def test_equal_weights_in_clusters_leave_the_errors_unsaid(people):
    theirs = ask(fitted(people, "ordered", "equal"))
    assert theirs.by == "OrderedModel"
    assert np.isnan(theirs.std_error).all()


def test_what_statsmodels_cannot_say_stands_as_not_said(people):
    table = second_table(ours := fitted(people, "ordered", "weights"), ask(ours))
    assert set(table["not_said"]) == {"statsmodels' ordered logit takes no weights"}
    assert table["second_estimate"].isna().all()
    assert "was not asked" in ask(ours).words


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_coefficient_that_is_off_stops_the_run_by_name(people, outcome):
    ours = fitted(people, outcome)
    theirs, moved = ask(ours), ours.parameters.copy()
    moved[-1] += 2 * TOLERANCE
    wrong = replace(ours, solution=replace(ours.solution, parameters=moved))
    with pytest.raises(ProblemsFound, match=" ".join(ours.labels[-1])):
        second_table(wrong, theirs)


def test_its_words_do_not_tell_the_time(people):
    words = ask(fitted(people, "linear_score")).words
    assert "OLS Regression Results" in words and "country germany" in words
    assert "Date:" not in words and "Time:" not in words
