"""Every page by itself: it loads without a network, says all it says, and fits a phone."""

from html import unescape

import pytest
from reader import LANGUAGES, OTHER, REPORT, names

PAGES = names(".")
CODE = names("source")  # one template, one long list of lines: one of them on a phone is enough
LIMIT = 5_000_000  # bytes of the whole site

# Those of `characters` that look as a character does that no font has.
BOXES = """async (characters) => {
    await document.fonts.load("20px Pictures", characters);
    const canvas = Object.assign(document.createElement("canvas"), {width: 32, height: 32});
    const ink = canvas.getContext("2d", {willReadFrequently: true});
    ink.font = `20px ${getComputedStyle(document.body).fontFamily}`;
    const drawn = (character) => {
        ink.clearRect(0, 0, 32, 32);
        ink.fillText(character, 4, 24);
        return ink.getImageData(0, 0, 32, 32).data.join();
    };
    const box = drawn("\\u{2FE0}");
    if (box !== drawn("\\u0378")) return "no box to compare with";
    return [...characters].filter((character) => drawn(character) === box).join("");
}"""


@pytest.mark.parametrize("name", PAGES)
def test_loads(reader, name):
    """Every page loads with the network off, without a word on the console, in both languages."""
    for language in LANGUAGES:
        page = reader.open(name, language)
        heading = page.locator("h1")
        assert heading.inner_text().strip()
        assert page.locator("html").get_attribute("lang") == language
        other = page.locator(f"body [lang={OTHER[language]}]:visible:not(button *)")
        assert other.count() == 0, other.first.inner_text()


@pytest.mark.parametrize("name", [*(name for name in PAGES if name not in CODE), CODE[0]])
def test_phone(new_reader, name):
    """No page scrolls sideways at 360 px."""
    reader = new_reader(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    for language in LANGUAGES:
        page = reader.open(name, language)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{language}: {wide} px"


def test_no_boxes(reader):
    """No Japanese character of any page is drawn as a box, on a machine without Japanese fonts."""
    texts = [*PAGES, "_static/words.js", "_static/search.js"]
    characters = {c for name in texts for c in unescape((REPORT / name).read_text("utf-8"))}
    japanese = {c for c in characters if "\u3041" <= c <= "\u9fff" or "\uff01" <= c <= "\uff9d"}
    assert len(japanese) > 500
    assert reader.open("index.html").evaluate(BOXES, "".join(sorted(japanese))) == ""


def test_size():
    """The whole site is no larger than 5 MB."""
    assert sum(path.stat().st_size for path in REPORT.rglob("*") if path.is_file()) <= LIMIT
