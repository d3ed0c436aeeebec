"""Which model is read where proportional odds fail, and what is said where none may be."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from survey_of_models import ANSWERS, CODEBOOK, harmonised, model

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.models import allowed as module
from tsunagari.models.allowed import NEGATIVE_SHARE, NO_MAXIMUM, PARTIAL, REJECTED, allowed
from tsunagari.models.effects import predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.proportional_odds import proportional_odds_test
from tsunagari.models.spec import PROPORTIONAL

# Answers of 100 a country and sex: Japan is moderate, Germany is not, sexes are alike.
JAPAN, GERMANY = (5, 35, 40, 20), (30, 12, 8, 50)


def people(japan=JAPAN, germany=GERMANY) -> pd.DataFrame:
    rows = []
    for country, counts in (("japan", japan), ("germany", germany)):
        for sex in ("male", "female"):
            for answer, count in zip(ANSWERS, counts, strict=True):
                rows += [(country, sex, answer)] * count
    frame = pd.DataFrame(rows, columns=["country", "sex", "answer"])
    return harmonised(frame.assign(age_band="20s"))


def fitted(data: pd.DataFrame, design: Design | None = None, **more):
    where = {"country": ["japan", "germany"]}
    spec = model("ordered", ["country", "sex"], where=where, **more)
    return fit_model(CODEBOOK, spec, data, design or Design.unweighted(len(data)))


def share(fit, level: str, category: str) -> pd.Series:
    table = predicted_shares(fit).set_index(["term", "level", "category"])
    return table.loc[("country", level, category)]


def test_the_partial_model_gives_what_was_observed():
    """By hand: with thresholds free for the country, its shares are those of the survey."""
    fit = fitted(people())
    read = allowed(fit)
    assert (read.odds, read.free, read.why) == (PARTIAL, ("country",), "")
    for country, counts in (("japan", JAPAN), ("germany", GERMANY)):
        for answer, count in zip(ANSWERS, counts, strict=True):
            row = share(read.fitted, country, answer)
            assert row["estimate"] == pytest.approx(count / 100, abs=1e-4)
            assert row["observed"] == pytest.approx(count / 100)
            assert row["observed_n"] == 200
    contradicted = share(fit, "japan", "agree")
    assert abs(contradicted["estimate"] - contradicted["observed"]) > 0.05


def test_by_a_design_the_same_terms_are_free():
    data = people()
    design = Design(np.where(data["sex"] == "male", 2.0, 0.5), (), (np.arange(len(data)) // 2,))
    read = allowed(fitted(data, design))
    assert (read.odds, read.free) == (PARTIAL, ("country",))
    assert read.fitted.by_design


def test_odds_that_hold_stay():
    fit = fitted(people(JAPAN, JAPAN))
    assert allowed(fit).columns == {"odds": PROPORTIONAL, "free": "", "odds_reason": ""}
    assert allowed(fit).fitted is fit


def test_the_configuration_decides():
    kept = allowed(fitted(people(), odds="proportional"))
    assert kept.columns == {"odds": REJECTED, "free": "", "odds_reason": "declared"}
    named = allowed(fitted(people(JAPAN, JAPAN), odds=["sex"]))
    assert (named.odds, named.free) == (PARTIAL, ("sex",))
    with pytest.raises(ProblemsFound, match="is not a term of the model"):
        fitted(people(), odds=["age_band"])


def test_the_term_with_the_smallest_p_is_free_where_none_is_below():
    fit = fitted(people())
    tests = pd.DataFrame({"term": ["all", "country", "sex"], "method": "brant",
                          "p_value": [0.04, 0.07, 0.06]})  # fmt: skip
    assert allowed(fit, tests).free == ("sex",)
    assert allowed(fit, tests.assign(p_value=[0.05, 0.01, 0.01])).odds == PROPORTIONAL


def test_a_negative_share_keeps_proportional_odds_and_says_so():
    """Departures that cross: set to Germany, somebody's thresholds would run backwards."""
    partial = allowed(fitted(people())).fitted
    assert not module.gives_negative_shares(partial)
    crossed = partial.parameters.copy()
    crossed[partial.cumulative.slot(1)] = -30.0
    solution = replace(partial.solution, parameters=crossed)
    assert module.gives_negative_shares(replace(partial, solution=solution))


@pytest.mark.parametrize("why", [NEGATIVE_SHARE, NO_MAXIMUM])
def test_what_the_partial_model_cannot_give_is_said(monkeypatch, why):
    fit = fitted(people())
    if why == NEGATIVE_SHARE:
        monkeypatch.setattr(module, "gives_negative_shares", lambda partial: True)
    else:
        monkeypatch.setattr(module, "partial_fit", lambda fit, free: fitted(people(), odds=["no"]))
    read = allowed(fit)
    assert read.columns == {"odds": REJECTED, "free": "", "odds_reason": why}
    assert read.fitted is fit


def test_a_likelihood_ratio_without_a_maximum_is_missing(monkeypatch):
    def no_maximum(frame, free=None):
        raise ProblemsFound([])

    fit = fitted(people())
    monkeypatch.setattr("tsunagari.models.proportional_odds.fit_frame", no_maximum)
    tests = proportional_odds_test(fit).set_index(["method", "term"])
    assert tests.loc["likelihood_ratio", "p_value"].isna().all()
    assert tests.loc["brant", "p_value"].notna().all()


def test_other_families_have_no_odds():
    data = people()
    fit = fit_model(CODEBOOK, model("logit", ["country"], where={"country": ["japan", "germany"]}),
                    data, Design.unweighted(len(data)))  # fmt: skip
    assert allowed(fit).columns == {"odds": "", "free": "", "odds_reason": ""}
