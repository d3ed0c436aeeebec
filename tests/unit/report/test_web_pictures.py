"""Pictures for pages say the same as matplotlib's, and can stand in one page together."""

import re
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from tsunagari.draw.paper.save import save_figure
from tsunagari.draw.paper.style import styled
from tsunagari.report.build import NAME, NAMES, characters_of, web_font
from tsunagari.report.web_pictures import web_picture, with_classes

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ["全体（n=1,200）", "A & B < C", "−3.5", "信頼できる"]


@styled
def picture(tmp_path) -> str:
    """A picture with text, an area, a line that is clipped, and a marker that is used twice."""
    figure = Figure(figsize=(4, 3))
    figure.set_label("Title & more")
    for place, words in enumerate(WORDS):
        figure.text(0.1, 0.2 + 0.2 * place, words, size=9)
    figure.add_artist(Rectangle((0.25, 0.5), 0.25, 0.25, facecolor="#1f4e79"))
    figure.add_artist(Line2D([0.1, 0.9], [0.123456, 0.9], marker="o", color="#c8701f"))
    save_figure(figure, tmp_path, "x", ["svg"], "What it says")
    return (tmp_path / "x.svg").read_text(encoding="utf-8")


def test_text_said_is_text_drawn(tmp_path):
    root = ElementTree.fromstring(web_picture(picture(tmp_path), "a"))
    assert [element.text for element in root.iter(f"{SVG}text")] == WORDS
    assert all("font-size: 9px" in element.get("style") for element in root.iter(f"{SVG}text"))


def test_it_is_named_and_described_and_carries_nothing_else(tmp_path):
    svg = web_picture(picture(tmp_path), "a")
    root = ElementTree.fromstring(svg)
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert named[root.get("aria-labelledby")] == "Title & more"
    assert named[root.get("aria-describedby")] == "What it says"
    assert "metadata" not in svg and "<!--" not in svg and "<style" not in svg
    assert root.get("width") is None and root.get("viewBox") == "0 0 288 216"


def test_ids_of_two_pictures_differ_and_every_reference_is_answered(tmp_path):
    drawn = picture(tmp_path)
    both = [web_picture(drawn, name) for name in ("a", "b")]
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in both]
    assert not set(ids[0]) & set(ids[1])
    for svg, known in zip(both, ids, strict=True):
        referred = re.findall(r'(?:href="|url\()#([^")]+)', svg)
        assert referred and set(referred) <= set(known)
        assert len(known) == len(set(known))


def test_an_area_keeps_its_corners(tmp_path):
    # 4 x 3 inches are 288 x 216 points; y runs down.
    assert 'd="M72 108H144V54H72z"' in web_picture(picture(tmp_path), "a")


def test_a_text_without_words_beside_it_is_an_error(tmp_path):
    silent = re.sub(r"<!-- A .*? -->", "", picture(tmp_path))
    with pytest.raises(ValueError, match="no single line of text"):
        web_picture(silent, "a")


def test_styles_become_classes_that_say_the_same(tmp_path):
    drawn = picture(tmp_path)
    given = {name: web_picture(drawn, name) for name in ("b", "a")}
    changed, sheet = with_classes(given)
    rules = dict(re.findall(r"^\.picture \.(p\d+)\{(.*)\}$", sheet, re.MULTILINE))
    for name, svg in given.items():
        styles = re.findall(r' style="([^"]*)"', svg)
        classes = re.findall(r' class="?(p\d+)', changed[name])
        assert [rules[each] for each in classes] == [style.replace(": ", ":") for style in styles]
        assert "style=" not in changed[name]
    assert with_classes(dict(reversed(given.items()))) == (changed, sheet)


# --- the font --------------------------------------------------------------------
def test_the_font_has_the_glyphs_asked_for_as_they_are_and_another_name(tmp_path):
    from io import BytesIO

    from fontTools.ttLib import TTFont

    from tsunagari.draw.paper.text import FONT_PATH

    wanted = characters_of(["図表A", "n=1"])
    assert wanted == set("図表An=1")
    small = web_font(FONT_PATH, wanted)
    assert small == web_font(FONT_PATH, wanted)
    whole, part = TTFont(FONT_PATH), TTFont(BytesIO(small))
    assert set(map(chr, part.getBestCmap())) == wanted
    for character in wanted:
        outlines = [
            font["glyf"][font.getBestCmap()[ord(character)]].coordinates for font in (whole, part)
        ]
        assert list(outlines[0]) == list(outlines[1])
        assert (
            len({font["hmtx"][font.getBestCmap()[ord(character)]][0] for font in (whole, part)})
            == 1
        )
    names = {record.nameID: record.toUnicode() for record in part["name"].names}
    assert {names[key] for key in NAMES if key in names} == {NAME}
    assert "IPA" in names[13]  # its licence
