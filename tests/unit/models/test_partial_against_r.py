"""Partial proportional odds under designs, contrasts and joint tests, against R."""

import numpy as np
import pytest
from survey_of_models import CODEBOOK, designs, given_by_r, model, name_in_r, respondents

from tsunagari.estimate.design import Design
from tsunagari.models.contrasts import contrasts_table, joint_tests
from tsunagari.models.effects import predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.proportional_odds import by_threshold, partial_fit

DATA = respondents()
DESIGNS = designs(DATA)
GIVEN = given_by_r("models_partial")
# Relative, and what a number near 0 may differ by. multcomp integrates by a random rule, to 1e-5 of
# a probability, so that what hangs on the largest |t| is held to that; the rule of ours is held to
# exact values in test_contrasts.
NEAR = {"estimate": (1e-6, 1e-8), "std_error": (1e-6, 0), "share": (1e-6, 0), "share_se": (1e-6, 0),
        "pair": (1e-6, 1e-7), "pair_se": (1e-6, 0), "joint": (1e-6, 0), "joint_df": (0, 0),
        "joint_p": (1e-5, 1e-12)}  # fmt: skip
NEAR |= {f"{which}_{many}": (1e-3, 2e-4)
         for which in ("p", "low", "high") for many in ("of_few", "of_many")}  # fmt: skip


def agree(ours: dict, case: str) -> None:
    given = GIVEN[GIVEN["case"] == case]
    assert len(given)
    wrong = []
    for row in given.itertuples():
        relative, absolute = NEAR[row.quantity]
        value = ours[row.quantity, row.key]
        if not np.isclose(value, row.value, rtol=relative, atol=absolute):
            wrong.append((row.quantity, row.key, value, row.value))
    assert not wrong


@pytest.mark.parametrize("design", ["clusters", "age_weights"])
@pytest.mark.parametrize("free", [("country",), ("sex", "age_band")])
def test_partial_odds_by_a_design(design, free):
    fitted = fit_model(CODEBOOK, model("ordered", "plain"), DATA, DESIGNS[design])
    table, ours = by_threshold(fitted, free), {}
    cuts = list(dict.fromkeys(table.loc[table["threshold"] != "all", "threshold"]))
    for row in table.itertuples():
        name = name_in_r((row.term, row.level))
        if row.threshold != "all":
            name = f"{name}:{cuts.index(row.threshold) + 1}"
        ours["estimate", name], ours["std_error", name] = row.estimate, row.std_error
    for row in predicted_shares(partial_fit(fitted, free)).itertuples():
        key = f"{row.term}/{row.level}/{row.category}"
        ours["share", key], ours["share_se", key] = row.estimate, row.std_error
    agree(ours, f"partial_{design}_{'country' if free == ('country',) else 'sex_age'}")


@pytest.mark.parametrize(
    ("outcome", "design"),
    [("ordered", "clusters"), ("logit", "clusters"), ("linear_score", None)],
)
def test_contrasts_of_any_two_levels(outcome, design):
    chosen = DESIGNS[design] if design else Design.unweighted(len(DATA))
    fitted = fit_model(CODEBOOK, model(outcome, "plain"), DATA, chosen)
    ours = {}
    for row in contrasts_table(fitted).itertuples():
        key = f"{row.term}/{row.level}-{row.reference}"
        ours["pair", key], ours["pair_se", key] = row.estimate, row.std_error
        many = "of_many" if row.pairs > 3 else "of_few"
        ours[f"p_{many}", key] = row.p_simultaneous
        ours[f"low_{many}", key] = row.simultaneous_low
        ours[f"high_{many}", key] = row.simultaneous_high
    agree(ours, "_".join(part for part in ("pairs", outcome, design) if part))


@pytest.mark.parametrize(
    ("outcome", "design"),
    [("ordered", None), ("logit", None), ("linear_score", None), ("logit", "clusters"),
     ("linear_score", "clusters")],
)  # fmt: skip
def test_joint_tests_of_terms(outcome, design):
    chosen = DESIGNS[design] if design else Design.unweighted(len(DATA))
    fitted = fit_model(CODEBOOK, model(outcome, "plain"), DATA, chosen)
    ours = {}
    for row in joint_tests(fitted).itertuples():
        ours["joint", row.term], ours["joint_df", row.term] = row.statistic, row.df
        ours["joint_p", row.term] = row.p_value
    agree(ours, "_".join(part for part in ("tests", outcome, design) if part))
