"""All defensible choices for one coefficient, and families of tests."""

import time

import numpy as np
import pandas as pd
import pytest
from survey_of_models import CODEBOOK, designs, model, respondents

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.respondents import Held
from tsunagari.models.effects import effects_table
from tsunagari.models.model import fit_model
from tsunagari.models.multiplicity import adjust_families, benjamini_hochberg, holm
from tsunagari.models.specification_curve import specification_curve, specifications
from tsunagari.models.tidy import tidy

DATA = respondents()
DESIGN = designs(DATA)["clusters"]
MODELS = {"base": {"outcome": "answer", "family": "ordered_logit", "terms": ["sex"],
                   "reference": {"age_band": "30s"}}}  # fmt: skip
CURVE = {
    "model": "base", "term": "sex", "level": "female", "share": "affirmative",
    "choices": {
        "scale": {
            "ordered": {},
            "split": {"family": "logit", "outcome": {"variable": "answer", "answers": "affirmative"}},
            "linear_share": {"family": "linear",
                             "outcome": {"variable": "answer", "answers": "affirmative"}},
            "top": {"family": "logit", "outcome": {"variable": "answer", "answers": "agree"}},
        },
        "missing": {"left_out": {}, "least": {"missing": {"outcome": "least"}},
                    "most": {"missing": {"outcome": "most"}}},
        "covariates": {
            "none": {}, "age": {"terms": ["sex", "age_band"]},
            "country": {"terms": ["sex", "country"]},
            "all": {"terms": ["sex", "age_band", "country"]},
            "hours": {"terms": ["sex", "age_band", "country", "hours"]},
        },
        "weights": {"declared": {}, "none": {"weights": "none"}},
        "ages": {"all": {}, "under_50": {"where": {"age_band": "under_50"}}},
    },
}  # fmt: skip


def curve_of(**more) -> pd.DataFrame:
    data = DATA.copy()
    data.loc[::17, "answer"] = "_no_answer"
    return specification_curve(
        CODEBOOK, "trust", {**CURVE, **more}, MODELS, {"w": Held(data, DESIGN)}
    )


def test_every_combination_stands_once_and_in_seconds():
    began = time.perf_counter()
    table = curve_of()
    assert time.perf_counter() - began < 20
    assert len(table) == 4 * 3 * 5 * 2 * 2
    choices = list(CURVE["choices"])
    assert not table.duplicated(choices).any()
    assert table["effect"].is_monotonic_increasing
    assert (table["effect_ci_low"] < table["effect"]).all()
    assert (table["effect_unit"] == "share").all()
    assert set(table["left_out"] > 0) == {True, False}


def test_a_row_is_the_fit_of_its_specification():
    row = curve_of().set_index([*CURVE["choices"]]).loc[
        ("ordered", "left_out", "all", "none", "under_50")
    ]  # fmt: skip
    data = DATA.copy()
    data.loc[::17, "answer"] = "_no_answer"
    spec = model("ordered", ["sex", "age_band", "country"], weights="none",
                 where={"age_band": "under_50"}, reference={"age_band": "30s"})  # fmt: skip
    fitted = fit_model(CODEBOOK, spec, data, DESIGN)
    table = tidy(fitted).set_index(["term", "level"])
    effects = effects_table(fitted).set_index(["term", "level", "category"])
    expected = table.loc[("sex", "female")]
    np.testing.assert_allclose(
        [row["estimate"], row["std_error"], row["p_value"]],
        [expected["estimate"], expected["std_error"], expected["p_value"]],
    )
    assert row["effect"] == effects.loc[("sex", "female", "affirmative"), "estimate"]
    assert row["n"] == fitted.n


def test_choices_add_to_the_population_and_replace_the_terms():
    base = {"where": {"country": "japan"}, "terms": ["sex"]}
    choices = {"a": {"x": {"where": {"age_band": "20s"}}}, "b": {"y": {"terms": ["age_band"]}}}
    (found,) = specifications(base, choices)
    assert found.entry == {"where": {"country": "japan", "age_band": "20s"}, "terms": ["age_band"]}
    assert found.options == {"a": "x", "b": "y"}
    assert base == {"where": {"country": "japan"}, "terms": ["sex"]}


def test_a_specification_that_fails_is_named_not_dropped():
    choices = {"covariates": {"plain": {"terms": ["sex"]}, "typo": {"terms": ["sex", "hous"]}}}
    with pytest.raises(ProblemsFound) as found:
        curve_of(choices=choices)
    assert "trust 2 (typo)" in str(found.value) and "Did you mean 'hours'?" in str(found.value)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"level": "femal"}, "is not one coefficient"),
        ({"share": "affirmativ"}, "is not one coefficient"),
        ({"model": "bas"}, "Did you mean 'base'?"),
        ({"chocies": {}}, "Did you mean 'choices'?"),
    ],
)
def test_a_curve_that_cannot_be_is_refused(more, message):
    with pytest.raises(ProblemsFound) as found:
        curve_of(**{"choices": {"scale": {"ordered": {}}}, **more})
    assert message in str(found.value)


def test_holm_and_benjamini_hochberg_by_hand():
    p = np.array([0.04, 0.01, 0.03])
    np.testing.assert_allclose(holm(p), [0.06, 0.03, 0.06])
    np.testing.assert_allclose(benjamini_hochberg(p), [0.04, 0.03, 0.04])


def test_families_are_adjusted_apart():
    table = pd.DataFrame({
        "model": ["a", "a", "b", "b"], "term": ["sex", "threshold", "sex", "age_band"],
        "level": ["female", "x|y", "female", "30s"], "p_value": [0.02, 0.5, 0.04, 0.01],
    })  # fmt: skip
    families = {"sexes": {"terms": ["sex"]}, "b": {"models": ["b"]}}
    found = adjust_families(table, families)
    assert found["family_of_tests"].tolist() == ["sexes", "sexes", "b", "b"]
    np.testing.assert_allclose(found["p_holm"], [0.04, 0.04, 0.04, 0.02])
    with pytest.raises(ProblemsFound, match="Did you mean 'sex'"):
        adjust_families(table, {"x": {"terms": ["sexx"]}})
    with pytest.raises(ProblemsFound, match="has no test"):
        adjust_families(table, {"x": {"models": ["a"], "terms": ["age_band"]}})
