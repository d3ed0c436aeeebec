"""Every drawable figure, in both languages: what must hold whatever the numbers are."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from charts_tables import drawn, picture
from conftest import ROOT
from matplotlib.text import Text
from words_of_figures import assert_nothing_overlaps

from tsunagari.draw.alt import alt_text
from tsunagari.draw.charts.stacked_bars import stacked_bars
from tsunagari.draw.paper.frame import heading_words
from tsunagari.project import load_project

PROJECT = load_project(ROOT / "config")
FIGURES = drawn(PROJECT)
WITH_NUMBERS = [figure for figure in FIGURES if "estimates" in PROJECT.figures[figure]]
LANGUAGES = ("ja", "en")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def texts(figure) -> list[str]:
    return [artist.get_text() for artist in figure.findobj(Text) if artist.get_text()]


def all_words(figure) -> str:
    """Everything written on the picture, without spaces and line breaks."""
    return re.sub(r"\s", "", "|".join(artist.get_label() for artist in figure.findobj(Text)))


def rounded_half_up(count: int, n: int) -> str:
    """100 count / n to one decimal, in whole numbers only."""
    tenths = (2000 * count + n) // (2 * n)
    return f"{tenths // 10}.{tenths % 10}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_words_overlap_or_leave_the_picture(project, figure, language, seed):
    drawing, *_ = picture(project, figure, language, seed)
    assert_nothing_overlaps(drawing)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", WITH_NUMBERS)
def test_printed_numbers_are_the_estimates_rounded_half_up(project, figure, language):
    drawing, numbers, *_ = picture(project, figure, language, seed=3)
    found = Counter(word for word in texts(drawing) if re.fullmatch(r"\d+\.\d\*?", word))
    spec, labels = project.figures[figure], set()
    shown = {spec["chart"].get("bracket")}
    for query in spec["estimates"]:
        labels |= set(project.codebook[query["variable"]].sets)
    expected = Counter(
        rounded_half_up(row.count_, row.n) + "*" * (row.basis == "assumed")
        for row in numbers.rename(columns={"count": "count_"}).itertuples()
        if row.n > 0 and (row.category not in labels or row.category in shown)
    )
    assert found == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", WITH_NUMBERS)
def test_every_label_and_base_stands_on_the_picture(project, figure, language):
    drawing, numbers, spec, labels = picture(project, figure, language)
    written, chart = all_words(drawing), spec["chart"]
    roles = {"panel", "row", "segment", "column", "bar"} & set(chart)
    keys = [
        key
        for role in roles
        for key in ([chart[role]] if isinstance(chart[role], str) else chart[role])
    ]
    asked = numbers[numbers["n"] > 0]
    for key in keys:
        for value in set(asked[key]) - (set(labels.sets) - {chart.get("bracket")}):
            parts = value.split(".") if key == "group" else [value]
            for part in parts:
                role = "part" if len(parts) > 1 else key
                words = re.sub(r"\s", "", labels.text(role, part, language))
                assert words in written
    for n in set(asked["n"]):
        assert f"n={n:,}" in written


@pytest.mark.parametrize("figure", FIGURES)
def test_english_pictures_hold_no_japanese(project, figure):
    drawing, numbers, spec, labels = picture(project, figure, "en")
    assert [word for word in texts(drawing) if JAPANESE.search(word)] == []
    assert not JAPANESE.search(alt_text(numbers, spec, labels, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", FIGURES)
def test_heading_base_notes_reason_and_source_are_written(project, figure, language):
    drawing, _, spec, labels = picture(project, figure, language)
    wanted = [heading_words(spec, labels, language), {"ja": "（出典）", "en": "Source:"}[language]]
    wanted += [note[language] for note in spec.get("notes", ())]
    wanted += [spec[key][language] for key in ("base", "reason") if key in spec]
    wanted += [project.waves[wave]["citation"][language] for wave in spec.get("waves", ())]
    written = all_words(drawing)
    assert [words for words in wanted if re.sub(r"\s", "", words) not in written] == []


@pytest.mark.parametrize(("language", "mark"), [("ja", "合成データ"), ("en", "SYNTHETICDATA")])
def test_only_synthetic_waves_are_marked(project, language, mark):
    drawing, numbers, spec, labels = picture(project, "4-3-5-1", language)
    assert mark in all_words(drawing)
    waves = {name: wave | {"source": "delivered"} for name, wave in labels.waves.items()}
    delivered = numbers.assign(basis="delivered")
    drawing = stacked_bars(delivered, spec, replace(labels, waves=waves), language)
    assert mark not in all_words(drawing)
    assert not [word for word in texts(drawing) if re.fullmatch(r"\d+\.\d\*", word)]


def test_one_synthetic_wave_among_delivered_ones_is_enough_for_the_mark(project):
    _, numbers, spec, labels = picture(project, "4-3-5-1", "en")
    waves = {**labels.waves, "2017": labels.waves["2017"] | {"source": "delivered"}}
    drawing = stacked_bars(numbers, spec, replace(labels, waves=waves), "en")
    assert "SYNTHETICDATA" in all_words(drawing)


def test_a_question_that_a_wave_lacks_is_said_so(project):
    _, numbers, spec, labels = picture(project, "4-3-5-3", "en")
    lacking = (numbers["wave"] == "2008") & (numbers["item"] == "trust_online")
    numbers.loc[lacking, ["n", "percent", "basis"]] = [0, float("nan"), "not_asked"]
    drawing = stacked_bars(numbers, spec, labels, "en")
    assert all_words(drawing).count("Notaskedinthiswave") == 1
    assert "nan" not in "".join(texts(drawing))


def test_alt_text_names_the_largest_and_the_smallest_answer(project):
    _, numbers, spec, labels = picture(project, "4-3-2-2", "en")
    numbers["percent"] = 20.0
    numbers.loc[3, ["percent", "basis"]] = [64.25, "published"]
    numbers.loc[7, ["percent", "basis"]] = [1.0, "assumed"]
    words = alt_text(numbers, spec, labels, "en")
    assert "Largest: 64.3%, All, Their photo; smallest: 1.0% (assumed), All, Other." in words
    assert "synthetic data" in words
