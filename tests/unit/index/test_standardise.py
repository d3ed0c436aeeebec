"""Footnote 1: hand-worked axes, and both readings of the lost fraction bar."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.estimate.design import Design
from tsunagari.estimate.respondents import Held
from tsunagari.index.axes import media_axes, standardise, totals_of_published, totals_of_respondents
from tsunagari.read.published import load_published

ROOT = Path(__file__).parents[3]
TOTALS = pd.DataFrame(
    {
        "item": ["a", "b", "c"],
        "near": [20.0, 30.0, 10.0],
        "far": [10.0, 10.0, 10.0],
        "posting": [10.0, 40.0, 10.0],
        "reading": [10.0, 10.0, 10.0],
    }
)
AXES = {
    "horizontal": {"reverse": True},
    "vertical": {"reverse": False},
    "combine": "ratio",
    "deviation": "population",
}


def test_hand_worked_ratio():
    table = media_axes(TOTALS, AXES)
    assert list(table["x_ratio"]) == [2, 3, 1]
    assert list(table["y_ratio"]) == [1, 4, 1]
    # Ratios 2, 3, 1: mean 2, population variance 2/3. Ratios 1, 4, 1: mean 2, variance 2.
    np.testing.assert_allclose(table["x"], [0, -np.sqrt(1.5), np.sqrt(1.5)], atol=1e-12)
    np.testing.assert_allclose(table["y"], [-np.sqrt(0.5), np.sqrt(2), -np.sqrt(0.5)])


def test_difference_and_sample_deviation_are_settings():
    table = media_axes(TOTALS, {**AXES, "combine": "difference", "deviation": "sample"})
    assert list(table["x_ratio"]) == [10, 20, 0]
    np.testing.assert_allclose(table["x"], [0, -1, 1], atol=1e-12)


def test_a_denominator_of_zero_names_the_item():
    with pytest.raises(ValueError, match="'far' is zero for b"):
        media_axes(TOTALS.assign(far=[1.0, 0.0, 1.0]), AXES)


def test_values_all_the_same_cannot_be_standardised():
    with pytest.raises(ValueError, match="all the same"):
        standardise(np.ones(3))


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=11).filter(lambda v: len({*v}) > 1))
def test_standardised_values_have_mean_zero_and_deviation_one(values):
    standard = standardise(np.array(values))
    assert abs(standard.mean()) < 1e-9
    assert abs(standard.std() - 1) < 1e-9


def test_printed_numbers_alone_give_the_axes(project):
    """Facebook and LINE worked from the seed's lines by hand."""
    published = load_published(
        ROOT / "resources" / "published", project.codebook, project.group_names
    )
    axes = project.indices["media_axes"]
    table = totals_of_published(project.codebook, axes, published).set_index("item")
    near = 5.7 + 2.8 + 4.5 + 8.3 + 49.3 + 9.9 + 15.6 + 18.5
    assert table.loc["facebook", "near"] == pytest.approx(near)
    assert table.loc["facebook", "far"] == pytest.approx(13.0 + 28.8)
    assert table.loc["line", "posting"] == pytest.approx(100 * 204 / 698)
    assert table.loc["line", "reading"] == pytest.approx(100 * (698 - 204) / 698)
    drawn = media_axes(table.reset_index(), axes).set_index("item")
    assert drawn["x"].idxmin() == "line"  # most of all media, LINE is read among the near
    assert drawn["x"].idxmax() == "bulletin_board"


def test_an_item_that_a_wave_did_not_ask_has_no_place_and_moves_no_other(project):
    axes = project.indices["media_axes"]
    rows = [("a", 4, 2, 10, 5, 10), ("b", 4, 6, 2, 1, 4), ("c", 4, 5, 5, 6, 3)]
    totals = pd.DataFrame(rows, columns=["item", "n", "near", "far", "posting", "reading"])
    nobody = pd.DataFrame([("d", 0, *[np.nan] * 4)], columns=totals.columns)
    table = media_axes(pd.concat([totals, nobody], ignore_index=True), axes)
    assert table.loc[3, ["x", "y"]].isna().all()
    expected = media_axes(totals, axes)[["x", "y"]]
    np.testing.assert_allclose(table.loc[:2, ["x", "y"]].to_numpy(float), expected.to_numpy(float))


def test_totals_say_what_was_not_asked_and_what_nobody_uses(small, people):
    axes = {
        "countries": ["here"],
        "horizontal": {"variable": "reasons", "numerator": "cheap", "denominator": "fast"},
        "vertical": {"variable": "use", "numerator": "daily", "denominator": "rarely"},
    }
    for answer in ("cheap", "fast", "no_reason"):
        people[f"reasons.phone.{answer}"] = "_not_asked"
    table = totals_of_respondents(
        small, axes, Held(people, Design.unweighted(len(people)))
    ).set_index("item")
    assert table.loc["letter", ["n", "near", "far", "not_asked"]].to_list() == [1, 100, 100, False]
    assert table.loc["phone", ["n", "not_asked"]].to_list() == [0, True]
    assert np.isnan(table.loc["phone", "near"])
