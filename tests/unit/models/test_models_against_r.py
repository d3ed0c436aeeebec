"""Coefficients, errors, tests and fit measures against R (tests/reference/r/models_*.R)."""

import numpy as np
import pandas as pd
import pytest
from survey_of_models import (
    CODEBOOK,
    FOLDER,
    designs,
    given_by_r,
    model,
    name_in_r,
    respondents,
)

from tsunagari.estimate.design import Design
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.multiplicity import benjamini_hochberg, holm
from tsunagari.models.proportional_odds import (
    binary_splits,
    by_threshold,
    partial_fit,
    proportional_odds_test,
)
from tsunagari.models.tidy import fit_measures, tidy

DATA = respondents()
DESIGNS = designs(DATA)
UNWEIGHTED = Design.unweighted(len(DATA))
CLOSED, MAXIMUM, ERROR = 1e-8, 1e-6, 1e-4  # relative
NEAR_ZERO = 1e-8  # absolute, for a coefficient that is nearly 0
TOLERANCE = {
    "estimate": MAXIMUM, "clm_estimate": MAXIMUM, "std_error": ERROR, "p_value": 10 * ERROR,
    "df": CLOSED, "measure": CLOSED, "binary_estimate": MAXIMUM, "binary_std_error": ERROR,
    "share": MAXIMUM, "share_se": ERROR, "effect": MAXIMUM, "effect_se": ERROR,
    "brant": MAXIMUM, "brant_p": 10 * MAXIMUM, "likelihood_ratio": MAXIMUM,
    "likelihood_ratio_p": 10 * MAXIMUM, "design_wald": MAXIMUM, "design_wald_p": 10 * MAXIMUM,
}  # fmt: skip


def agree(ours: dict, case: str, file: str) -> None:
    """Every number that R gave for the case is ours within the tolerance of its quantity."""
    table = given_by_r(file)
    table = table[table["case"] == case]
    assert len(table) > 0
    wrong = []
    for row in table.itertuples():
        value = ours[row.quantity, row.key]
        relative = CLOSED if case.startswith("linear") else TOLERANCE[row.quantity]
        absolute = NEAR_ZERO if row.quantity == "estimate" else 0.0
        if not np.isclose(value, row.value, rtol=relative, atol=absolute):
            wrong.append((row.quantity, row.key, value, row.value))
    assert not wrong


def coefficients(fitted) -> dict:
    table = tidy(fitted)
    names = [name_in_r(label) for label in zip(table["term"], table["level"], strict=True)]
    found = {}
    for quantity in ("estimate", "std_error", "p_value"):
        found |= {
            (quantity, name): value for name, value in zip(names, table[quantity], strict=True)
        }
    found |= {
        ("clm_estimate", name): value for name, value in zip(names, table["estimate"], strict=True)
    }
    return found | {("df", ""): fitted.degrees_of_freedom}


@pytest.mark.parametrize("terms", ["plain", "interaction", "number"])
@pytest.mark.parametrize("outcome", ["ordered", "logit", "linear_score", "linear_ties"])
def test_unweighted(outcome, terms):
    fitted = fit_model(CODEBOOK, model(outcome, terms), DATA, UNWEIGHTED)
    measures = fit_measures(fitted).set_index("measure")["value"]
    ours = coefficients(fitted) | {("measure", key): value for key, value in measures.items()}
    ours |= proportional_odds(fitted) if (outcome, terms) == ("ordered", "plain") else {}
    agree(ours, f"{outcome}_{terms}", "models_unweighted")


def proportional_odds(fitted) -> dict:
    """The tests, and the binary logits in R's order: threshold by threshold."""
    found = {}
    for row in proportional_odds_test(fitted).itertuples():
        found[row.method, row.term] = row.statistic
        found[f"{row.method}_p", row.term] = row.p_value
    table = by_threshold(fitted)
    for place, row in enumerate(table.itertuples(), start=1):
        found["binary_estimate", str(place)] = row.estimate
        found["binary_std_error", str(place)] = row.std_error
    return found


def test_brant_of_car_where_it_is_exact():
    fitted = fit_model(CODEBOOK, model("ordered", "sex"), DATA, UNWEIGHTED)
    agree(proportional_odds(fitted), "ordered_sex", "models_unweighted")


@pytest.mark.parametrize(
    ("case", "free"), [("partial_country", ["country"]), ("partial_sex_age", ["sex", "age_band"])]
)
def test_partial_proportional_odds(case, free):
    fitted = fit_model(CODEBOOK, model("ordered", "plain"), DATA, UNWEIGHTED)
    table = by_threshold(fitted, free)
    cuts = list(dict.fromkeys(table.loc[table["threshold"] != "all", "threshold"]))
    ours = {("measure", "log_likelihood"): partial_fit(fitted, free).solution.log_likelihood}
    for row in table.itertuples():
        name = name_in_r((row.term, row.level))
        if row.threshold == "all":
            ours["estimate", name], ours["std_error", name] = row.estimate, row.std_error
        else:
            ours["estimate", f"{name}:{cuts.index(row.threshold) + 1}"] = row.estimate
            ours["std_error", f"{row.threshold}.{name}"] = row.std_error
    agree(ours, case, "models_unweighted")


@pytest.mark.parametrize("terms", ["plain", "number"])
@pytest.mark.parametrize("outcome", ["ordered", "logit", "linear_score", "linear_ties"])
@pytest.mark.parametrize("design", list(DESIGNS))
def test_by_design(design, outcome, terms):
    declared = ["sex", "hours", "sex:hours"] if terms == "number" else terms
    where = {}
    if design == "subset" and terms == "plain":
        where = {"age_band": "under_50", "country": ["japan", "germany"]}
    spec = model(outcome, declared, where=where)
    fitted = fit_model(CODEBOOK, spec, DATA, DESIGNS[design])
    agree(coefficients(fitted), f"{outcome}_{design}_{terms}", "models_design")


def test_a_subset_by_where_is_the_subset_of_the_design():
    """The whole design counts, whether a population is cut by the design or by the model."""
    where = {"age_band": "under_50", "country": ["japan", "germany"]}
    spec = model("ordered", "plain", where=where)
    fitted = fit_model(CODEBOOK, spec, DATA, DESIGNS["clusters"])
    agree(coefficients(fitted), "ordered_subset_plain", "models_design")


def test_the_fit_that_ignores_weights_is_a_tenth_off():
    spec = model("ordered", "sex")
    seeing = coefficients(fit_model(CODEBOOK, spec, DATA, DESIGNS["age_weights"]))
    blind = coefficients(fit_model(CODEBOOK, spec, DATA, UNWEIGHTED))
    agree(seeing, "honouring", "models_design")
    agree(blind, "ignoring", "models_design")
    assert seeing["estimate", "sexfemale"] / blind["estimate", "sexfemale"] > 1.1


@pytest.mark.parametrize("design", ["clusters", "age_weights", "population"])
def test_design_wald_of_proportional_odds(design):
    fitted = fit_model(CODEBOOK, model("ordered", "plain"), DATA, DESIGNS[design])
    assert set(proportional_odds_test(fitted)["method"]) == {"design_wald"}
    assert binary_splits(fitted).covariance.shape == (18, 18)
    agree(proportional_odds(fitted), f"splits_{design}", "models_design")


def shares_and_effects(fitted) -> dict:
    found = {}
    for quantity, table in (("share", predicted_shares(fitted)), ("effect", effects_table(fitted))):
        for row in table.itertuples():
            key = f"{row.term}/{row.level}/{row.category}"
            found[quantity, key] = row.estimate
            found[f"{quantity}_se", key] = row.std_error
    return found


@pytest.mark.parametrize(
    ("case", "outcome", "terms", "design"),
    [
        ("emmeans", "ordered", "two", UNWEIGHTED),
        ("interaction", "ordered", "interaction", UNWEIGHTED),
        ("design", "ordered", ["sex", "hours", "sex:hours"], DESIGNS["clusters"]),
        ("logit", "logit", "plain", DESIGNS["clusters"]),
    ],
)
def test_effects_and_shares(case, outcome, terms, design):
    fitted = fit_model(CODEBOOK, model(outcome, terms), DATA, design)
    agree(shares_and_effects(fitted), case, "models_effects")


def test_adjusted_p_values():
    table = pd.read_csv(FOLDER / "models_multiplicity.csv")
    for _, family in table.groupby("family"):
        p = family["p"].to_numpy()
        np.testing.assert_allclose(holm(p), family["holm"], rtol=1e-12)
        np.testing.assert_allclose(benjamini_hochberg(p), family["benjamini_hochberg"], rtol=1e-12)
