"""The pictures: each is there in both languages, can be enlarged, and is printed."""

import io
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from reader import LANGUAGES, OTHER, REPORT, kinds, names

FIGURES = names("figures")
BRIEF = [*names("chapters"), "waves.html"]
INSTEAD = ".reason:visible, #table:visible"  # of what no picture is made
A4 = (595, 842)  # points
SEEN = """(picture) => {
    const box = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll("text")];
    return {
        width: box.width,
        height: box.height,
        natural: picture.naturalWidth ?? box.width,
        texts: texts.length,
        empty: texts.filter((text) => text.textContent.trim() && !text.getBoundingClientRect().width).length,
        fonts: [...new Set(texts.map((text) => getComputedStyle(text).fontFamily.split(",")[0]))],
    };
}"""
WAIT = "(img) => img.complete || new Promise((done) => { img.onload = img.onerror = done; })"


def pictures(page, language: str):
    """The pictures that a page shows, each with what is seen of it."""
    assert page.locator(f".drawn[lang={OTHER[language]}]:visible").count() == 0
    for each in page.locator(f".drawn[lang={language}] > *").all():
        each.scroll_into_view_if_needed()
        if each.evaluate("(picture) => picture.tagName") == "IMG":
            each.evaluate(WAIT)
        yield each.evaluate(SEEN)


@pytest.mark.parametrize("name", [*FIGURES, *BRIEF])
def test_pictures_are_seen(reader, name):
    """Every picture is visible in both languages, its letters in the report's own font."""
    for language in LANGUAGES:
        page = reader.open(name, language)
        seen = list(pictures(page, language))
        assert seen or page.locator(INSTEAD).count(), "neither a picture, a reason nor a table"
        for picture in seen:
            assert picture["width"] > 200 and picture["height"] > 100 and picture["natural"]
            assert picture["empty"] == 0
            assert picture["fonts"] in ([], ["Pictures"])
        if any(picture["texts"] for picture in seen):
            assert page.evaluate("document.fonts.ready.then(f => [...f].map(e => e.status))") == [
                "loaded"
            ]


@pytest.mark.parametrize("name", [name for name in FIGURES if "/4-" in name])
def test_figures_of_the_section_have_text(reader, name):
    """The section's own figures keep their text as text, where they are drawn in the page."""
    for language in LANGUAGES:
        page = reader.open(name, language)
        for picture in page.locator("svg.picture:visible").all():
            assert picture.locator("text").count() > 5
            assert picture.get_attribute("aria-labelledby")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in kinds() if name.startswith("figures/")])
def test_enlarging(reader, name, language):
    """A picture is enlarged by a click and by the keyboard; Escape leads back to the button."""
    page = reader.open(name, language)
    dialog, larger = page.locator("dialog"), page.locator("button.enlarge:visible")
    if larger.count() == 0:
        assert page.locator(INSTEAD).count()
        return
    small = page.locator(f".drawn[lang={language}] > *").first
    width = small.bounding_box()["width"]
    small.click()
    assert dialog.locator("svg, img").bounding_box()["width"] > width
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    larger.first.focus()
    page.keyboard.press("Enter")
    assert dialog.is_visible()
    assert dialog.evaluate("(open) => open.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert larger.first.evaluate("(button) => button === document.activeElement")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [n for n in kinds() if n.startswith(("figures/", "chapters/"))])
def test_print(reader, name, language):
    """Printed to A4, a page has its pictures, in their place and within the margins."""
    page = reader.open(name, language)
    drawn = page.locator(".drawn:visible").count()
    printed = page.pdf(prefer_css_page_size=True)
    sheets = PdfReader(io.BytesIO(printed)).pages
    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in sheets} == {A4}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 1000})  # A4 less the margins
    boxes = [each.bounding_box() for each in page.locator(".drawn:visible > *:visible").all()]
    assert len(boxes) == drawn
    assert all(box["height"] > 100 and box["x"] + box["width"] <= 674 for box in boxes)
    page.add_style_tag(content=".drawn { visibility: hidden }")
    without = page.pdf(prefer_css_page_size=True)
    assert ink(printed) - ink(without) >= 100 * drawn


def ink(printed: bytes) -> int:
    """How many lines, areas, letters and images a PDF draws."""
    marks = 0
    for sheet in PdfReader(io.BytesIO(printed)).pages:
        forms = [sheet.get_contents().get_data()]
        resources = sheet["/Resources"].get("/XObject", {})
        forms += [resources[name].get_object().get_data() for name in resources]
        marks += sum(len(form.split()) for form in forms)
    return marks


@pytest.mark.parametrize("name", FIGURES)
def test_downloads(new_reader, name):
    """What can be downloaded is there and is what it says; tables for Excel begin with a BOM."""
    reader = new_reader(accept_downloads=True)
    page = reader.open(name)
    links = page.locator("main a[href]").evaluate_all("(all) => all.map((a) => a.href)")
    files = {link for link in links if link.rpartition(".")[2] in BEGINS}
    wanted = page.locator(".drawn").count() // 2
    assert len([file for file in files if file.endswith(".png")]) == wanted * len(LANGUAGES)
    for file in files:
        path = REPORT.joinpath(file.removeprefix("file://"))
        content = path.read_bytes()
        assert content.startswith(BEGINS[path.suffix[1:]]), path.name
        if path.parent.name == "csv":
            assert content.startswith(b"\xef\xbb\xbf"), path.name
        if path.suffix == ".svg":
            ElementTree.fromstring(content)


BEGINS = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<?xml", "csv": b""}


def test_download_by_click(new_reader):
    """A click on a table for Excel gives the file."""
    reader = new_reader(accept_downloads=True)
    page = reader.open("figures/4-3-2-2.html", "en")
    with page.expect_download() as started:
        page.locator("a[href$='.csv']:visible").first.click()
    assert started.value.suggested_filename == "4-3-2-2.csv"
