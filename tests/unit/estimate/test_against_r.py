"""Every closed form against R's survey, to 1e-8 (tests/reference/r/README.md counts them)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from survey_reference import DATA, agrees, columns, design, reference

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import poststratify, rake, trim
from tsunagari.estimate.crosstabs import association
from tsunagari.estimate.estimators import design_effects, domain_means, means, ratios, totals
from tsunagari.estimate.percentages import percentages
from tsunagari.estimate.replicates import Replicates, jackknife

DESIGNS = reference("designs")
PERCENTAGES = reference("percentages")
CONTRASTS = reference("contrasts")
CROSSTABS = reference("crosstabs")
CALIBRATION = reference("calibration")
REPLICATES = reference("replicates")
AGES = {1: 1500, 2: 1300, 3: 1400, 4: 1100}
SEXES = {"female": 2800, "male": 2500}
MEANS = ["score", "hours", "online", "rare"]


@pytest.mark.parametrize("case", DESIGNS["case"].unique())
def test_means_totals_and_ratios_of_a_design(case):
    expected = DESIGNS[DESIGNS["case"] == case].set_index(["quantity", "key"])["value"]
    drawn = design(case)
    mean = means(drawn, DATA[MEANS], MEANS)
    total = totals(drawn, DATA[["score", "online"]])
    ratio = ratios(drawn, DATA["score"], DATA["hours"])
    agrees(mean.values, expected["mean"][MEANS])
    agrees(mean.std_error, expected["mean_se"][MEANS])
    agrees(design_effects(drawn, DATA[MEANS]), expected["deff"][MEANS])
    low, high = mean.interval()
    agrees(low, expected["mean_low"][MEANS])
    agrees(high, expected["mean_high"][MEANS])
    agrees(total.values, expected["total"][["score", "online"]])
    agrees(total.std_error, expected["total_se"][["score", "online"]])
    agrees(ratio.values, expected["ratio"])
    agrees(ratio.std_error, expected["ratio_se"])
    agrees(mean.covariance[0, 1], expected["covariance"].item())
    assert drawn.degrees_of_freedom == expected["degf"].item()


def test_a_lonely_cluster_fails_as_in_r():
    with pytest.raises(ProblemsFound, match="only one cluster of the stratum was sampled"):
        means(design("lonely_fail"), DATA["score"])


@pytest.mark.parametrize("case", PERCENTAGES["case"].unique())
def test_percentages_of_groups(case):
    expected = PERCENTAGES[PERCENTAGES["case"] == case]
    group = (2 * (DATA["age"] - 1) + (DATA["sex"] == "male")).to_numpy()
    chosen = pd.DataFrame({f"trust{k}": DATA["trust"] == k for k in (1, 2, 3, 4)})
    everybody_online = (DATA["age"] == 4) & (DATA["sex"] == "male")
    chosen["online"] = (DATA["online"] == 1) | everybody_online
    ours = percentages(design(case), chosen, group).set_index(["group", "category"])
    keys = 2 * (expected["age"] - 1) + (expected["sex"] == "male")
    ours = ours.loc[list(zip(keys, expected["variable"], strict=True))]
    for column in ("n", "percent", "std_error"):
        agrees(ours[column], expected[column])
    assert (ours["degrees_of_freedom"].to_numpy() == expected["degf"]).all()
    inner = expected["deff"].notna().to_numpy()
    for column in ("ci_low", "ci_high"):
        agrees(ours[column][inner], expected[column][inner])
    agrees((ours["n"] / ours["n_effective"])[inner], expected["deff"][inner])


@pytest.mark.parametrize("case", CONTRASTS["case"].unique())
@pytest.mark.parametrize("variable", ["online", "score"])
def test_differences_between_groups_that_share_clusters(case, variable):
    rows = CONTRASTS[(CONTRASTS["case"] == case) & (CONTRASTS["variable"] == variable)]
    by_age = domain_means(design(case), DATA[variable], DATA["age"])
    coefficients = {
        text: dict(zip(by_age.names, map(float, text.split()), strict=True))
        for text in rows["contrast"]
    }
    contrast = by_age.contrast(coefficients)
    agrees(contrast.values, rows["value"])
    agrees(contrast.std_error, rows["std_error"])


@pytest.mark.parametrize(
    "row", CROSSTABS.to_dict("records"), ids=lambda r: f"{r['case']}-{r['rows']}-{r['columns']}"
)
def test_rao_scott(row):
    strata_clusters = design("strata_clusters")
    chosen = (DATA["hours"] > 4).to_numpy()
    drawn = strata_clusters.subset(chosen) if row["case"] == "subset" else design(row["case"])
    test = association(drawn, *columns(row["rows"], row["columns"]))
    agrees([test.f, *test.f_freedom, test.f_p], [row["f"], row["ndf"], row["ddf"], row["f_p"]])
    agrees([test.pearson, test.freedom], [row["pearson"], row["freedom"]])
    agrees(test.chi_square_p, row["chi_square_p"])


def calibrated(case):
    drawn = design("two_stage_population" if case.endswith("two_stage") else "strata_clusters")
    if case.startswith("poststratified"):
        return poststratify(drawn, DATA["age"], AGES)
    return rake(drawn, DATA[["age", "sex"]], {"age": AGES, "sex": SEXES})


@pytest.mark.parametrize("case", CALIBRATION["case"].unique())
def test_errors_under_calibrated_weights(case):
    expected = CALIBRATION[CALIBRATION["case"] == case].set_index("quantity")
    drawn = calibrated(case)
    old = means(drawn.subset((DATA["age"] == 4).to_numpy()), DATA["online"])
    estimates = {f"mean {name}": means(drawn, DATA[name]) for name in MEANS}
    estimates["total online"] = totals(drawn, DATA["online"])
    estimates["ratio"] = ratios(drawn, DATA["score"], DATA["hours"])
    estimates["mean online of the old"] = old
    assert set(estimates) == set(expected.index)
    for quantity, estimate in estimates.items():
        agrees(estimate.values, expected.loc[quantity, "value"])
        agrees(estimate.std_error, expected.loc[quantity, "std_error"])


def test_calibrated_and_trimmed_weights():
    expected = reference("calibrated_weights")
    agrees(calibrated("poststratified").weights, expected["poststratified"])
    agrees(calibrated("raked").weights, expected["raked"])
    agrees(trim(DATA["weight"], upper=40), expected["trimmed"])
    agrees(trim(DATA["weight"], lower=8, upper=45), expected["trimmed_both"])


def replicates(case):
    margins = {"age": AGES, "sex": SEXES}
    match case:
        case "JK1":
            return jackknife(design("clusters"))
        case "JKn":
            return jackknife(design("strata_clusters"))
        case "JKn_population":
            return jackknife(design("one_stage_population"))
        case "JKn_poststratified":
            return replicates("JKn").calibrated(DATA[["age"]], {"age": AGES})
        case "JKn_raked":
            return replicates("JKn").calibrated(DATA[["age", "sex"]], margins)
        case "bootstrap":
            drawn = design("strata_clusters")
            multipliers = reference("bootstrap_multipliers").to_numpy()
            scale = np.full(multipliers.shape[1], 1 / (multipliers.shape[1] - 1))
            return Replicates(drawn, drawn.stages[0].cluster, multipliers, scale)
    rule = case.removeprefix("JKn_lonely_")
    return jackknife(replace(design("lonely_remove"), lonely=rule))


@pytest.mark.parametrize("case", REPLICATES["case"].unique())
def test_replicate_errors(case):
    expected = REPLICATES[REPLICATES["case"] == case].set_index("quantity")
    replicated = replicates(case)
    online, score, hours = (DATA[name].to_numpy() for name in ("online", "score", "hours"))

    def logit(weights):
        share = weights @ online / weights.sum()
        return np.log(share / (1 - share))

    estimates = {f"mean {name}": replicated.means(DATA[name]) for name in MEANS}
    estimates["total online"] = replicated.estimate(lambda weights: weights @ online)
    estimates["ratio"] = replicated.estimate(lambda w: (w @ score) / (w @ hours))
    estimates["logit online"] = replicated.estimate(logit)
    assert set(estimates) == set(expected.index)
    for quantity, estimate in estimates.items():
        agrees(estimate.values, expected.loc[quantity, "value"])
        agrees(estimate.std_error, expected.loc[quantity, "std_error"])
