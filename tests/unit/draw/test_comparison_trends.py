"""Trends below the pairs of a comparison of three waves."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from test_comparison_charts import all_words, labels_of, squeezed, table, texts
from words_of_figures import assert_nothing_overlaps

from tsunagari.compare.pairs import CELL
from tsunagari.config.problems import ProblemsFound
from tsunagari.draw.charts.comparison import comparison
from tsunagari.draw.charts.comparison_notes import comparison_alt
from tsunagari.draw.charts.comparison_rows import trend_names
from tsunagari.draw.words import Wording
from tsunagari.read.tables import read_table

LANGUAGES = ("ja", "en")
SLOPES = {  # variable: slope, p of it, p of the line, basis, grade
    "trust_offline": (-0.764, 0.001, 0.4, "published", "C"),
    "discernment_offline": (1.25, 0.2, 0.01, "published", "D"),
    "trust_online": (-2.5, 0.001, 0.3, "assumed", "C"),
    "discernment_online": (np.nan, np.nan, np.nan, "not_asked", ""),
}


@pytest.fixture(scope="module")
def three(project):
    """The comparison of trust over three waves: table, trends, entry, labels."""
    waves = {**project.waves, "2012": project.waves["2017"] | {"year": 2012}}
    entry = project.comparisons["comparisons"]["trust"] | {"waves": "all"}
    comparisons = {**project.comparisons, "comparisons": {"trust": entry}}
    changed = replace(project, waves=waves, comparisons=comparisons)
    numbers = table(changed, "trust")
    trends = numbers.drop_duplicates(list(CELL))[list(CELL)].reset_index(drop=True)
    columns = ["slope", "p_adjusted", "p_line", "basis", "grade"]
    trends[columns] = [SLOPES[variable] for variable in trends["variable"]]
    trends = trends.assign(waves="2008 2012 2017", ci_low_adjusted=trends["slope"] - 0.5,
                           ci_high_adjusted=trends["slope"] + 0.5)  # fmt: skip
    return numbers, trends, entry, labels_of(changed, "trust", comparisons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trend_has_its_slope_interval_verdict_and_grade(three, language):
    numbers, trends, entry, labels = three
    figure = comparison(numbers, entry, labels, language, trends)
    assert_nothing_overlaps(figure)
    written = texts(figure)
    for words in ("\u22120.76", "[\u22121.26, \u22120.26]", "1.25", "\u22122.50*"):
        assert words in written
    off = {"ja": "直線でない", "en": "no line"}[language]
    assert written.count(off) == 1  # of the one whose shares lie on no line
    assert "nan" not in "".join(written)
    waves = {"ja": "2008年度調査・2017年度調査・2017年度調査", "en": "2008 survey"}[language]
    assert squeezed(waves) in all_words(figure)


def test_many_waves_are_said_by_the_first_the_last_and_their_number(three):
    _, trends, _, labels = three
    many = trends.assign(waves="2008 2012 2012 2012 2017")
    names = trend_names(many, Wording(labels, "en"))
    assert all(
        name.endswith(" (5 surveys from 2008 survey to 2017 survey)") for name in names.values()
    )


def test_without_a_trend_the_picture_says_nothing_of_one(three):
    numbers, trends, entry, labels = three
    nowhere = trends.assign(basis="not_asked")
    for given in (None, nowhere):
        assert "Trend" not in "".join(texts(comparison(numbers, entry, labels, "en", given)))


def test_the_order_of_rows_means_nothing(three):
    numbers, trends, entry, labels = three
    found = [
        [(t.get_text(), *t.get_position()) for t in figure.findobj(Text)]
        for figure in (
            comparison(numbers, entry, labels, "ja", given) for given in (trends, trends[::-1])
        )
    ]
    assert found[0] == found[1]


def test_the_alt_text_names_the_steepest_trend_that_is_a_finding(three):
    numbers, trends, entry, labels = three
    alt = comparison_alt(numbers, entry, labels, "en", trends)
    assert "The steepest trend: I can tell whom to trust (offline)" in alt
    assert "1.25 points a year (95 per cent interval [0.75, 1.75]; undecided; grade D)" in alt
    assumed = comparison_alt(numbers, entry, labels, "en", trends.assign(basis="assumed"))
    assert "steepest" not in assumed


def test_tables_keep_waves_as_words(three, tmp_path):
    trends = three[1]
    trends.assign(comparison="trust").to_csv(tmp_path / "trust.trend.csv", index=False)
    read = read_table(tmp_path / "trust.trend.csv")
    pd.testing.assert_series_equal(read["waves"], trends["waves"], check_dtype=False)
    with pytest.raises(ProblemsFound, match="the table is missing"):
        read_table(tmp_path / "nowhere.trend.csv")
