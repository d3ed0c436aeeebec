"""Pictures that answer to the reader."""

import re

import pytest
from playwright.sync_api import expect
from reader import LANGUAGES, REPORT, names

EXPLORERS = [n for n in names(".") if "data-explorer" in (REPORT / n).read_text("utf-8")]
KANA = re.compile("[\u3041-\u30ff]")
# The words of a chart that do not lie within it.
CUT = """(svg) => [...svg.querySelectorAll("text")].filter((text) => {
    const [box, all] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
    return box.width && (box.left < all.left - 1 || box.right > all.right + 1
        || box.top < all.top - 1 || box.bottom > all.bottom + 1);
}).map((text) => text.textContent)"""
# Where the dots of a chart are, with what is said of each to those who do not see it.
DOTS = """(chart) => [...chart.querySelectorAll(".mark-symbol.role-mark path")].map(
    (dot) => `${dot.getAttribute("transform")} ${dot.getAttribute("aria-label")}`)"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXPLORERS)
def test_values_on_hovering(reader, name, language):
    """An interactive chart is drawn in full, and a dot under the pointer shows its values."""
    page = reader.open(name, language)
    chart = page.locator(".explorer .chart svg")
    chart.wait_for()
    assert chart.bounding_box()["width"] > 400
    assert chart.evaluate(CUT) == []
    dots = page.locator(".explorer .mark-symbol.role-mark path")
    assert dots.count() > 3
    dots.first.scroll_into_view_if_needed()
    dots.first.hover(force=True)
    note = page.locator("#note")
    note.wait_for()
    lines = dict(line.split(": ", 1) for line in note.inner_text().splitlines())
    assert len(lines) >= 4 and lines["n"].replace(",", "").isdigit()
    assert sum(character.isdigit() for character in note.inner_text()) > 6
    page.mouse.move(2, 2)
    note.wait_for(state="hidden")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXPLORERS)
def test_choices(reader, name, language):
    """Each country, age and sex that is chosen changes the dots; the first one restores them."""
    page = reader.open(name, language)
    chart = page.locator(".explorer .chart")
    chart.locator("svg").wait_for()
    first = chart.evaluate(DOTS)
    selects = page.locator(".explorer select")
    assert selects.count() == (3 if name == "waves.html" else 0)
    for select in selects.all():
        drawn = [first]
        for choice in range(1, select.locator("option").count()):
            select.select_option(index=choice)
            page.wait_for_timeout(100)
            drawn.append(chart.evaluate(DOTS))
        assert all(drawn), "a choice without a dot"
        assert len({tuple(dots) for dots in drawn}) == len(drawn), "a choice changes nothing"
        select.select_option(index=0)
        page.wait_for_timeout(100)
        assert chart.evaluate(DOTS) == first


@pytest.mark.parametrize("name", EXPLORERS)
def test_language_of_charts(reader, name):
    """The language switch draws an interactive chart anew in the other language."""
    page = reader.open(name, "ja")
    chart = page.locator(".explorer .chart svg")
    japanese = chart.text_content()
    page.locator("#language").click()
    expect(chart).not_to_have_text(japanese)
    assert not KANA.search(chart.text_content())
