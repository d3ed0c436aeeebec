"""What cannot be estimated is a named error with a remedy; who is left out is counted."""

import numpy as np
import pandas as pd
import pytest
from survey_of_models import ANSWERS, CODEBOOK, harmonised, model

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.models.model import fit_model
from tsunagari.models.tidy import tidy


@pytest.fixture
def people() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    n = 600
    choose = {name: rng.choice(CODEBOOK[name].categories, n) for name in
              ("country", "sex", "age_band", "answer")}  # fmt: skip
    return pd.DataFrame({**choose, "hours": pd.array(rng.integers(0, 9, n), "Int64"),
                         "ties": rng.normal(size=n)})  # fmt: skip


def fit(people: pd.DataFrame, outcome: str, terms, design: Design | None = None, **more):
    design = design or Design.unweighted(len(people))
    return fit_model(CODEBOOK, model(outcome, terms, **more), harmonised(people), design)


def refused(*given, **more) -> str:
    with pytest.raises(ProblemsFound) as found:
        fit(*given, **more)
    return str(found.value)


def test_perfect_separation_names_the_term(people):
    people.loc[people["sex"] == "female", "answer"] = "agree"
    for outcome in ("logit", "ordered"):
        text = refused(people, outcome, "plain")
        assert "sex = female" in text and "separates the answers perfectly" in text
        assert "age_band" not in text and "country" not in text


def test_separation_by_a_combination_is_found(people):
    """Neither variable alone separates the answers, both together do."""
    low, high = people["hours"] < 4, people["sex"] == "female"
    people = people[~(low & high)].copy()
    score = people["hours"].astype(int) + 20 * (people["sex"] == "female")
    people["answer"] = np.where(score > 4, "agree", "disagree")
    assert "separates the answers perfectly" in refused(people, "logit", ["sex", "hours"])


def test_small_shares_are_no_separation(people):
    """One answer out of hundreds: far out, and finite."""
    female = people["sex"] == "female"
    people.loc[female, "answer"] = "agree"
    people.loc[female[female].index[0], "answer"] = "disagree"
    fitted = fit(people, "logit", "sex")
    chosen = people.loc[~female, "answer"].isin(["agree", "somewhat_agree"]).mean()
    expected = np.log(female.sum() - 1) - np.log(chosen / (1 - chosen))
    np.testing.assert_allclose(tidy(fitted)["estimate"].iloc[1], expected, rtol=1e-9)


def test_separation_with_a_design_too(people):
    people.loc[people["sex"] == "female", "answer"] = "disagree"
    design = Design(np.random.default_rng(1).uniform(0.5, 2, len(people)))
    assert "sex = female" in refused(people, "ordered", "plain", design)


def test_an_empty_cell_of_an_interaction_is_named(people):
    people = people[~((people["sex"] == "female") & (people["age_band"] == "40s"))]
    text = refused(people.reset_index(drop=True), "ordered", "interaction")
    assert "sex:age_band = female:40s" in text and "nobody in the population has this" in text


def test_an_empty_level_is_named(people):
    people = people[people["age_band"] != "40s"].reset_index(drop=True)
    assert "age_band: 40s" in refused(people, "ordered", "plain")
    answers = people[people["answer"] != "agree"].reset_index(drop=True)
    assert "answer: agree" in refused(answers, "ordered", "sex")


def test_collinear_terms_are_named(people):
    people["sex"] = np.where(people["age_band"].isin(["20s", "30s"]), "male", "female")
    for outcome in ("ordered", "logit", "linear_ties"):
        text = refused(people, outcome, ["sex", "age_band"])
        assert "age_band = 50s" in text and "collinear" in text


def test_a_number_that_does_not_vary_is_collinear(people):
    people["hours"] = pd.array([3] * len(people), "Int64")
    assert "hours" in refused(people, "logit", ["hours"])


def test_who_is_left_out_is_counted_by_kind(people):
    people.loc[:9, "answer"] = "_no_answer"
    people.loc[5:24, "country"] = "_not_asked"
    people.loc[30:33, "country"] = "_not_applicable"
    people["hours"] = people["hours"].where(people.index != 40)
    fitted = fit(people, "ordered", ["country", "hours"])
    assert fitted.left_out.to_numpy().tolist() == [
        ["answer", "no_answer", 10],
        ["country", "not_asked", 20],
        ["country", "not_applicable", 4],
        ["hours", "no_answer", 1],
    ]
    assert fitted.n == len(people) - 30  # five lack both
    assert fitted.frame.population == len(people)
    complete = people.drop(index=[*range(25), *range(30, 34), 40]).reset_index(drop=True)
    pd.testing.assert_frame_equal(
        tidy(fitted), tidy(fit(complete, "ordered", ["country", "hours"])), rtol=1e-9
    )


def test_missing_answers_as_least_or_most_affirmative_are_bounds(people):
    people.loc[people.index[people["sex"] == "female"][:40], "answer"] = "_no_answer"
    at = [tidy(fit(people, "logit", "sex", missing={"outcome": how}))["estimate"].iloc[1]
          for how in ("least", "leave_out", "most")]  # fmt: skip
    assert at[0] < at[1] < at[2]
    most = people.assign(answer=people["answer"].replace("_no_answer", "agree"))
    np.testing.assert_allclose(at[2], tidy(fit(most, "logit", "sex"))["estimate"].iloc[1])


def test_no_answer_as_a_level_of_its_own(people):
    people.loc[:29, "country"] = "_no_answer"
    table = tidy(fit(people, "ordered", "plain", missing={"terms": "own_level"}))
    assert "no_answer" in set(table["level"]) and (table["n"] == len(people)).all()
    without = people.assign(country="japan").assign(
        country=np.resize(CODEBOOK["country"].categories, len(people))
    )
    assert "no_answer" not in set(
        tidy(fit(without, "ordered", "plain", missing={"terms": "own_level"}))["level"]
    )


def test_not_applicable_as_a_level_of_its_own(people):
    """Those outside a question's base stay in the model, as a group of their own."""
    people.loc[people["sex"] == "female", "country"] = "_not_applicable"
    table = tidy(fit(people, "ordered", ["country"], missing={"terms": "own_level"}))
    assert table["level"].tolist()[-3:] == ["germany", "united_kingdom", "not_applicable"]
    people.loc[:9, "country"] = "_not_asked"
    fitted = fit(people, "ordered", ["country"], missing={"terms": "own_level"})
    assert fitted.left_out.to_numpy().tolist() == [["country", "not_asked", 10]]


def test_a_level_that_another_question_empties_says_which(people):
    people.loc[people["sex"] == "female", "country"] = "_not_applicable"
    text = refused(people, "ordered", ["sex", "country"])
    assert "sex: female" in text and "are without one to country" in text


def test_unknown_answers_and_absent_columns_are_refused(people):
    unknown = harmonised(people)
    unknown["sex"] = pd.Categorical(["other", *people["sex"][1:]])
    with pytest.raises(ProblemsFound, match="1 respondents have an answer that the codebook"):
        fit_model(CODEBOOK, model("ordered", "sex"), unknown, Design.unweighted(len(people)))
    with pytest.raises(ProblemsFound, match="is not a column"):
        fit(people.drop(columns="ties"), "linear_ties", "sex")


def test_a_population_of_nobody_is_refused(people):
    people["country"] = "japan"
    where = {"country": ["germany"]}
    assert "nobody is in the population" in refused(people, "ordered", ["sex"], where=where)
    people["answer"] = "_not_asked"
    assert "nobody answered" in refused(people, "ordered", ["sex"])


def test_only_the_waves_named_are_in_the_model(people):
    people["wave"] = np.resize(["2008", "2017", "2030"], len(people))
    pooled = fit(people, "ordered", ["wave*sex"], waves=["2008", "2017"])
    assert pooled.n == (people["wave"] != "2030").sum()
    assert ("wave:sex", "2017:female") in pooled.labels
    assert set(tidy(pooled)["wave"]) == {"2008.2017"}
    assert list(ANSWERS) == list(CODEBOOK["answer"].categories)


def test_a_wave_that_lacks_the_outcome_is_named(people):
    people["wave"] = np.repeat(["old", "new"], 300)
    people.loc[people["wave"] == "old", "answer"] = "_not_asked"
    text = refused(people, "logit", "plain", waves=["old", "new"])
    assert "nobody of wave old answered the outcome and all terms [answer]" in text
    assert fit(people, "logit", "plain", waves=["new"]).n == 300


@pytest.mark.parametrize("outcome", ["linear_score", "linear_ties", "ordered"])
def test_a_level_of_one_person_is_refused_under_linearised_errors(people, outcome):
    """Its residual is nothing, so that its error would be taken as none."""
    people.loc[people["country"] == "germany", "country"] = "japan"
    people.loc[0, ["country", "answer"]] = "germany", "somewhat_agree"
    weighted = Design(np.where(people["sex"] == "male", 1.0, 2.0))
    said = refused(people, outcome, ["country", "sex"], weighted)
    assert "country = germany" in said and "one person, or one cluster, alone" in said
    assert fit(people, outcome, ["country", "sex"]).n == 600  # of the likelihood it has an error


def test_a_level_of_one_cluster_is_refused_and_so_is_a_reference(people):
    cluster = np.arange(600) // 10
    people["sex"] = np.where(cluster == 7, "male", "female")
    drawn = Design(np.ones(600), clusters=(cluster,), weighted=False)
    said = refused(people, "linear_score", ["sex"], drawn)
    assert "sex = male" in said  # the reference; women are known from 59 clusters


def test_a_constant_number_is_no_outcome(people):
    people["ties"] = 3.0
    assert "ties is the same of everybody in the population" in refused(
        people, "linear_ties", ["sex"]
    )


def test_waves_count_by_their_people_in_the_population_and_not_by_their_weights(people):
    """Weights of 1 and 2 within the population, and of 9 outside, of one wave."""
    people["wave"] = np.repeat(["1", "2"], 300)
    weights = np.where(people["sex"] == "male", 1.0, 2.0)
    given = {"waves": ["1", "2"], "where": {"country": "japan"}}
    plain = fit(people, "linear_score", ["sex"], Design(weights), **given)
    outside = (people["wave"] == "1") & (people["country"] != "japan")
    scaled = weights * np.where(people["wave"] == "2", 10, 1) * np.where(outside, 9, 1)
    other = fit(people, "linear_score", ["sex"], Design(scaled), **given)
    assert other.parameters == pytest.approx(plain.parameters)
    assert other.std_error == pytest.approx(plain.std_error)
