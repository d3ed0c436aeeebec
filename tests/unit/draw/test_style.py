"""Colours that can be told apart and read on, in colour and in grey."""

import re
from itertools import pairwise
from pathlib import Path

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.draw.paper import style
from tsunagari.report.build import colour_sheet

AA = 4.5
ROOT = Path(__file__).parents[3]
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
BLACK_AND_WHITE = {"#000000", "#ffffff"}
CHANNEL = st.integers(0, 255)


@given(CHANNEL, CHANNEL, CHANNEL)
def test_numbers_on_any_fill_have_enough_contrast(red, green, blue):
    fill = f"#{red:02x}{green:02x}{blue:02x}"
    assert style.contrast(style.ink_on(fill), fill) >= AA


def test_contrast_of_black_on_white_is_21():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("ink", [style.INK, style.SOFT, style.ACCENT])
def test_words_on_paper_have_enough_contrast(ink):
    assert style.contrast(ink, style.PAPER) >= AA


def test_the_mark_of_synthetic_data_has_enough_contrast():
    assert style.contrast(style.WARNING, style.WARNING_PAPER) >= AA


@pytest.mark.parametrize(
    ("categories", "ordered", "within", "neutral"),
    [
        (["agree", "rather", "rather not", "no"], True, ["agree", "rather"], []),
        (["much", "some", "same", "less", "least"], True, ["much", "some"], ["same"]),
        (["a", "b", "c", "d"], False, [], []),
    ],
)
def test_neighbouring_segments_differ_in_grey(categories, ordered, within, neutral):
    colours = style.segment_colours(categories, ordered, within, neutral)
    greys = [style.luminance(colours[category]) for category in categories]
    ratios = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(greys)]
    assert min(ratios) > 1.15


def test_a_scale_runs_from_light_to_dark():
    colours = style.segment_colours([str(n) for n in range(9)], True, [], [])
    greys = [style.luminance(colour) for colour in colours.values()]
    assert greys == sorted(greys, reverse=True)
    assert len(set(colours.values())) == 9


def test_the_strongest_answers_stand_at_both_ends():
    colours = style.segment_colours(["++", "+", "-", "--"], True, ["++", "+"], [])
    assert style.luminance(colours["++"]) < style.luminance(colours["+"])
    assert style.luminance(colours["--"]) < style.luminance(colours["-"])
    assert style.segment_colours(["+", "--"], True, ["+"], [])["--"] == colours["--"]


def test_more_kinds_than_colours_still_differ():
    assert len(set(style.cycle(14))) == 14


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(matplotlib.rcParams)

    @style.styled
    def inside():
        return matplotlib.rcParams["svg.hashsalt"]

    assert inside() == "tsunagari"
    assert dict(matplotlib.rcParams) == before


def test_colours_stand_in_the_style_alone():
    own = Path(style.__file__)
    for path in (ROOT / "src").rglob("*.py"):
        if path != own:
            assert not set(COLOUR.findall(path.read_text("utf-8"))) - BLACK_AND_WHITE, path


def test_pages_take_the_colours_that_they_share_with_pictures_from_the_style():
    ours = set(COLOUR.findall(Path(style.__file__).read_text("utf-8"))) - BLACK_AND_WHITE
    for path in (ROOT / "workflow/report").rglob("*.*"):
        assert not ours & set(COLOUR.findall(path.read_text("utf-8"))), path


def test_the_sheet_of_pages_names_no_colour_that_nobody_gives():
    sheet = (ROOT / "workflow/report/theme/static/report.css").read_text("utf-8") + colour_sheet()
    assert set(re.findall(r"var\(--([a-z-]+)\)", sheet)) == set(re.findall(r"--([a-z-]+):", sheet))
