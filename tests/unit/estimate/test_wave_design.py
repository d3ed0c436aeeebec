"""A declared design from raw columns to estimates."""

import numpy as np
import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.declared import wave_design
from tsunagari.harmonise.respondents import harmonise
from tsunagari.read.delivered_file import DeliveredFile

WAVE = {
    "design": {"weight": "W", "strata": ["S"], "clusters": ["C"], "nested": True},
    "files": [{"path": "a.csv", "constants": {"country": "here"}, "not_asked": ["reasons"]}],
    "source": "delivered",
    "respondent": "id",
    "missing": {},
    "exclude": [],
    "columns": {
        "age": {"column": "age"},
        "use": {
            "column": "u_{item}",
            "items": {"letter": "l", "phone": "p"},
            "codes": {"1": "daily", "2": "never"},
        },
    },
}


@pytest.fixture
def cells() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "id": list("abcd"),
            "age": ["20", "30", "40", "50"],
            "u_l": ["1", "1", "2", "2"],
            "u_p": ["1", "2", "1", "2"],
            "W": ["2.5", "1", "0.5", "4"],
            "S": ["north", "north", "south", "south"],
            "C": ["1", "2", "1", "2"],
        }
    )
    return frame.set_axis(range(1, 5))


def delivered(cells: pd.DataFrame) -> dict[str, DeliveredFile]:
    return {"a.csv": DeliveredFile(cells.astype("category"))}


def test_weights_strata_and_clusters_reach_the_design(small, cells):
    people, _ = harmonise(small, "w", WAVE, delivered(cells))
    design = wave_design("w", WAVE, people)
    assert design.weighted
    np.testing.assert_array_equal(design.weights, [2.5, 1, 0.5, 4])
    # Two strata of two clusters each; labels repeat between strata and are other clusters.
    assert design.degrees_of_freedom == 2


def test_no_declared_design_counts_everybody_once(small, cells):
    plain = {**WAVE, "design": {}}
    people, _ = harmonise(small, "w", plain, delivered(cells))
    assert not wave_design("w", plain, people).declared


def test_a_weight_that_is_none_and_a_blank_stratum_are_named(small, cells):
    cells.loc[2, "W"] = "0"
    cells.loc[3, "S"] = ""
    with pytest.raises(ProblemsFound) as found:
        harmonise(small, "w", WAVE, delivered(cells))
    shown = [str(problem) for problem in found.value.problems]
    assert shown[0].startswith("a.csv: row 2, column W: no number above 0 in the design [0]")
    assert shown[1].startswith("a.csv: row 3, column S: blank in the design")


def test_a_design_column_that_is_missing_is_named(small, cells):
    cells = cells.rename(columns={"W": "WT"})
    with pytest.raises(ProblemsFound, match=r"column is missing \[W\]. Did you mean 'WT'"):
        harmonise(small, "w", WAVE, delivered(cells))


def test_margins_from_the_configuration_calibrate_the_weights(small, cells):
    margins = {"age_band": {"young": 0.25, "old": 0.75}}
    raked = {**WAVE, "design": {"weight": "W", "calibrate": {"margins": margins}}}
    people, _ = harmonise(small, "w", raked, delivered(cells))
    design = wave_design("w", raked, people)
    young = (people["age_band"] == "young").to_numpy()
    assert design.weights[young].sum() / design.weights.sum() == pytest.approx(0.25)
    # Within the margin the weights keep their proportions: 2.5 to 1 and 0.5 to 4.
    assert design.weights[0] / design.weights[1] == pytest.approx(2.5)
    assert design.weights[3] / design.weights[2] == pytest.approx(8)
