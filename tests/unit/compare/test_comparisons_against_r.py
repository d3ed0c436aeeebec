"""Changes, tests, equivalence, effect sizes and trends against R (tests/reference/r)."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from waves_of_comparisons import ENTRY, apart, compared, over_time, respondents, wave_entry

from tsunagari.compare.change import COLUMNS as CHANGE
from tsunagari.estimate.design import Design

FOLDER = ROOT / "tests" / "reference" / "r"
DATA = pd.read_csv(FOLDER / "survey_data.csv")
EXPECTED = pd.read_csv(FOLDER / "comparisons.csv")
WAVES = {"1": wave_entry(2008), "2": wave_entry(2012), "3": wave_entry(2017)}
CASES = list(EXPECTED["case"].unique())


def agrees(ours, theirs) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-12)


def people_of(wave: str) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows of the made-up survey that are this wave, and who said yes."""
    if wave == "1":
        return DATA, (DATA["online"] == 1).to_numpy()
    rows = DATA[DATA["person"] >= 3] if wave == "2" else DATA[DATA["person"] <= 8]
    return rows, (rows["hours"] > 5 if wave == "2" else rows["trust"] >= 3).to_numpy()


def design(case: str, rows: pd.DataFrame) -> Design:
    weights = rows["weight"].to_numpy()
    strata, clusters = (rows["stratum"].to_numpy(),), (rows["cluster"].to_numpy(),)
    match case:
        case "plain":
            return Design.unweighted(len(rows))
        case "weights":
            return Design(weights)
        case "strata_clusters":
            return Design(weights, strata, clusters)
    people = rows["person"].to_numpy(), rows["people"].to_numpy()
    return Design(weights, strata, (*clusters, people[0]), (rows["clusters"].to_numpy(), people[1]))


@pytest.fixture(scope="module", params=CASES)
def case(request):
    """The case's respondents and designs by wave, and R's numbers by quantity and key."""
    people, designs = {}, {}
    for wave in WAVES:
        rows, answers = people_of(wave)
        people[wave] = respondents(wave, answers, sex=rows["sex"])
        designs[wave] = design(request.param, rows)
    theirs = EXPECTED[EXPECTED["case"] == request.param].set_index(["quantity", "key"])["value"]
    return people, designs, theirs


def test_changes_of_all_pairs(case):
    people, designs, theirs = case
    table = compared(ENTRY, people, WAVES, designs)
    keys = (table["earlier"] + "-" + table["later"]).to_list()
    assert keys == ["1-2", "1-3", "2-3"]
    wanted = [*(set(CHANGE) - {"statistic"}), "p_equivalence"]
    wanted += ["cohens_h", "cohens_h_low", "cohens_h_high"]
    for column in wanted:
        agrees(table[column], theirs[column][keys])


def test_trend_over_three_waves(case):
    people, designs, theirs = case
    (row,) = over_time(ENTRY, people, WAVES, designs).to_dict("records")
    agrees(row["slope"], theirs["slope"].item())
    agrees(row["std_error"], theirs["slope_se"].item())
    agrees(row["p_line"], theirs["p_line"].item())


def test_difference_of_changes_keeps_the_covariance_within_a_wave(case):
    people, designs, theirs = case
    two = {wave: people[wave] for wave in ("1", "2")}
    entry = ENTRY | {"by": ["sex"]}  # women less men
    (row,) = apart(entry, two, designs).to_dict("records")
    agrees(row["difference"], theirs["difference"].item())
    agrees(row["std_error"], theirs["difference_se"].item())
