"""A picture of a question that a wave, a country or nobody was asked says so, in every kind."""

import re

import numpy as np
import pandas as pd
import pytest
import test_comparison_charts as comparisons
import test_index_figures as indices
from charts_tables import table
from conftest import ROOT
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tsunagari.codebook.labels import figure_labels
from tsunagari.compare.labels import comparison_labels
from tsunagari.draw.alt import alt_text
from tsunagari.draw.charts.comparison import comparison
from tsunagari.draw.charts.comparison_notes import comparison_alt
from tsunagari.draw.charts.dot_columns import dot_columns
from tsunagari.draw.charts.histograms import histograms
from tsunagari.draw.kinds import drawing
from tsunagari.draw.words import WORDS
from tsunagari.project import load_project

LANGUAGES = ("ja", "en")
WITH_NUMBERS = [
    number
    for number, entry in load_project(ROOT / "config").figures.items()
    if "notebook" in entry and "diagram" not in entry
]
NUMBERS = ["percent", "ci_low", "ci_high", "mean", "x", "y"]


def without_spaces(words: str) -> str:
    return re.sub(r"\s", "", words)


def written(drawing) -> str:
    """All words of a picture, after a look that none covers another."""
    artists = [artist for artist in drawing.findobj(Text) if artist.get_text()]
    renderer = FigureCanvasAgg(drawing).get_renderer()
    boxes = [artist.get_window_extent(renderer).padded(-1.2) for artist in artists]
    for index, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[index + 1 :]), artists[index]
        assert drawing.bbox.x0 <= box.x0 and box.x1 <= drawing.bbox.x1
    words = "|".join(artist.get_label() for artist in artists)
    assert "nan" not in words
    return without_spaces(words)


def said(key: str, language: str) -> str:
    return without_spaces(WORDS[key][language])


def lacking(numbers: pd.DataFrame, rows: pd.Series, why: str = "not_asked") -> pd.DataFrame:
    """The table with some rows of it without anybody."""
    found = numbers.copy()
    empty = [column for column in NUMBERS if column in found]
    found.loc[rows, [*empty, "n", "basis"]] = [*[np.nan] * len(empty), 0, why]
    return found


def drawn(project, figure: str, numbers: pd.DataFrame, language: str, **changes) -> tuple:
    spec = project.figures[figure] | changes
    labels = figure_labels(project.codebook_config, figure, spec, project.waves)
    return written(drawing(spec["notebook"])(numbers, spec, labels, language)), alt_text(
        numbers, spec, labels, language
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", WITH_NUMBERS)
def test_a_figure_whose_question_nobody_was_asked_says_so(project, figure, language):
    numbers = table(project, figure, 1)
    words, alt = drawn(project, figure, lacking(numbers, numbers["n"] >= 0), language)
    assert said("not_asked", language) in words
    assert said("not_asked", language) in without_spaces(alt)
    assert said("nobody", language) not in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", ["4-3-5-2", "4-3-5-3", "4-3-5-4"])
def test_a_wave_that_lacks_the_question_says_so_in_its_rows(project, figure, language):
    numbers = table(project, figure, 2)
    assert set(numbers["wave"]) == {"2008", "2017"}
    words, alt = drawn(project, figure, lacking(numbers, numbers["wave"] == "2008"), language)
    assert said("not_asked", language) in words
    assert "2008" in words and "2017" in words
    assert "nan" not in alt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", ["4-3-2-2", "4-3-2-3", "4-3-2-5", "4-3-3-2"])
def test_a_second_wave_that_lacks_the_question_is_a_panel_that_says_so(project, figure, language):
    """As `waves: all` gives it when a new wave did not ask what the figure shows."""
    numbers = table(project, figure, 3)
    both = pd.concat([numbers, numbers.assign(wave="2008")], ignore_index=True)
    words, _ = drawn(
        project, figure, lacking(both, both["wave"] == "2008"), language, waves=["2008", "2017"]
    )
    assert said("not_asked", language) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_that_was_not_asked_says_so_in_its_row(project, language):
    numbers = table(project, "4-3-2-1", 1)
    rows = numbers["country"] == "germany"
    words, _ = drawn(project, "4-3-2-1", lacking(numbers, rows), language)
    assert words.count(said("not_asked", language)) == numbers.loc[rows, "item"].nunique()
    # A country that the wave did not survey is no gap: it is left out.
    words, _ = drawn(project, "4-3-2-1", lacking(numbers, rows, "nobody"), language)
    assert {"ja": "ドイツ", "en": "Germany"}[language] not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_that_one_wave_lacks_are_dashes_that_are_explained(project, language):
    numbers = table(project, "4-3-2-2", 1)
    gaps = (numbers["category"] == "photo") & (numbers["group"] != "all")
    words, _ = drawn(project, "4-3-2-2", lacking(numbers, gaps), language)
    assert words.split("|").count("–") == gaps.sum()
    assert said("gaps", language) in words
    words, _ = drawn(project, "4-3-2-2", numbers, language)
    assert "–" not in words.split("|")
    assert said("gaps", language) not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_without_a_place_on_the_axes_are_named_below(project, language):
    numbers = table(project, "4-3-1-2", 1)
    words, _ = drawn(project, "4-3-1-2", lacking(numbers, numbers["item"] == "line"), language)
    assert said("not_asked", language) + {"ja": "：LINE", "en": ":LINE"}[language] in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_outside_a_base_stay_out_where_another_wave_lacks_the_question(project, language):
    numbers = table(project, "4-3-4-3", 1)
    both = pd.concat([numbers, numbers.assign(wave="2008")], ignore_index=True)
    words, _ = drawn(
        project, "4-3-4-3", lacking(both, both["wave"] == "2008"), language, waves=["2008", "2017"]
    )
    assert said("not_asked", language) in words
    assert said("nobody", language) not in words
    outside = {"ja": "引き受けたくない", "en": "Wouldnot"}[language]
    assert outside not in words


@pytest.mark.parametrize("why", ["not_asked", "nobody"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comparison_with_a_wave_that_lacks_all_of_it(project, language, why):
    name = "trust"
    entry, waves = project.comparisons["comparisons"][name], project.waves
    rows = comparisons.table(project, name)
    sides = ["percent_earlier", "ci_low_earlier", "ci_high_earlier", "change", "ci_low", "ci_high"]
    rows[sides] = np.nan
    rows = rows.assign(n_earlier=0, basis_earlier=why, basis=why, grade="", verdict="")
    labels = comparison_labels(project.codebook_config, name, project.comparisons, waves)
    words = written(comparison(rows, entry, labels, language))
    assert words.count(said(why, language)) == len(rows)
    assert "nan" not in comparison_alt(rows, entry, labels, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_indices_say_what_a_wave_does_not_have(project, language):
    bonds = indices.random_table(project, "ties_bonds", 1)
    bonds = bonds[~((bonds["wave"] == "2008") & (bonds["community"] == "line"))]
    assert said("gaps", language) in index_words(project, "ties_bonds", bonds, language)
    parts = indices.random_table(project, "ties_distribution", 1)
    parts = parts[~((parts["wave"] == "2008") & (parts["group"] == "both"))]
    assert said("nobody", language) in index_words(project, "ties_distribution", parts, language)


def index_words(project, picture: str, rows: pd.DataFrame, language: str) -> str:
    spec = project.indices["figures"][picture]
    labels = indices.index_labels(
        project.codebook_config, picture, spec, project.indices["ties"]["group"], project.waves
    )
    names = {spec["chart"].get(name, name): name for name in ("value", "n")}
    draw = {"dot_columns": dot_columns, "histograms": histograms}[spec["notebook"]]
    return written(draw(rows.rename(columns=names), spec, labels, language))


def test_respondents_without_an_index_are_counted_for_their_wave_alone(project):
    numbers = table(project, "4-3-5-4", 1)  # 34 were left out of the last wave, none before
    words, _ = drawn(project, "4-3-5-4", numbers, "ja")
    assert "2017年度調査：答えのない設問がある34人を除く" in words
    assert words.count("答えのない設問") == 1
