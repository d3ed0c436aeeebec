"""From any number to the line of code that makes it and to the raw columns behind it."""

import re

import pytest
from reader import LANGUAGES, REPORT, names, place

FIGURES = names("figures")
NUMBER = re.compile(r"\d")
# What is behind one link: where it leads, and what it and the words after it say.
LINKS = """(links) => links.map((a) => ({
    href: a.getAttribute("href"), words: a.textContent.trim(),
    after: a.parentElement.textContent.trim()}))"""
LINE = "li:target"


def follow(page, link) -> str:
    """Click a link; where it leads."""
    before = page.url
    link.click()
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()
    return place(page)


@pytest.mark.parametrize("name", FIGURES)
def test_to_the_code(reader, name):
    """One click leads from a figure's page to each line of its code, which is lit up and right."""
    page = reader.open(name, "ja")
    code = page.locator("#provenance a[href*='#L']")
    links = code.evaluate_all(LINKS)
    scripts = [link for link in links if ".py.html#L" in link["href"]]
    assert scripts or not page.locator("#provenance table").count()
    for link in links:
        file, _, line = (
            (REPORT / name).parent.joinpath(link["href"]).resolve().as_posix().partition("#L")
        )
        text = (REPORT / file.partition("?")[0]).read_text("utf-8")
        (said,) = re.findall(rf"<li id=L{line}>(.*)", text)
        if link["words"] != link["after"]:
            assert link["words"] in re.sub("<[^>]*>", "", said), link
    for at in {0, len(links) - 1}:
        reader.open(name, "ja")
        where = follow(page, page.locator("#provenance a[href*='#L']").nth(at))
        assert where.startswith("source/") and "#L" in where
        lit = page.locator(LINE)
        assert (
            lit.evaluate("(line) => getComputedStyle(line).backgroundColor") == "rgb(255, 243, 196)"
        )
        top = lit.bounding_box()["y"]
        assert 0 <= top < 900, "the line is not in sight"


@pytest.mark.parametrize("name", FIGURES)
def test_to_the_raw_column(reader, name):
    """From each number of a figure's table its raw column is a click away, its mapping two."""
    page = reader.open(name, "en")
    columns = page.locator("table a[href*='columns.html']:visible")
    if columns.count() == 0:
        columns = page.locator("#provenance a[href*='columns.html']")
    if columns.count() == 0:
        assert not page.locator("#provenance table").count() or not has_numbers(page)
        return
    where = follow(page, columns.first)
    assert where.startswith("columns.html#")
    section = page.locator("section:target")
    assert section.is_visible() and 0 <= section.bounding_box()["y"] < 900
    waves = section.locator("a[href*='source/config/waves/']")
    declared = section.locator("a[href*='source/config/codebook.yaml']")
    mapped = waves if waves.count() else declared
    variable = where.partition("#")[2]
    where = follow(page, mapped.first)
    assert where.startswith("source/config/")
    said = page.locator(LINE).inner_text()
    assert variable in said or said.strip() == "files:"  # a country may go by its file


def has_numbers(page) -> bool:
    return any(NUMBER.search(words) for words in page.locator("#table td").all_inner_texts())


@pytest.mark.parametrize("name", ["audit/numbers.html", *FIGURES])
def test_every_number(reader, name):
    """Every computed number of a table leads to its raw columns or to its figure's page."""
    page = reader.open(name, "en")
    for table in page.locator("table.sortable").all():
        cells = table.evaluate(
            """(table) => [...table.tBodies[0].rows].map((row) => ({
                links: [...row.querySelectorAll("a")].map((a) => a.getAttribute("href")),
                words: row.innerText}))"""
        )
        for row in cells:
            own = name.startswith("figures/")  # the page itself has the way, in #provenance
            ways = [href for href in row["links"] if re.search(r"columns\.html|figures/", href)]
            assert ways or own or "not computable" in row["words"], row["words"]
            assert all(href.strip("#") for href in row["links"]), "a link to nowhere"
    if name.startswith("figures/") and has_numbers(page):
        assert (
            page.locator("#provenance a[href*='columns.html']").count()
            or page.locator("#provenance a[href*='.py.html']").count()
        )


STARTS = ["index.html", "waves.html", *names("audit"), *names("chapters")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STARTS)
def test_three_clicks(reader, name, language):
    """From every page with numbers, code and raw columns are at most three clicks away."""
    page = reader.open(name, language)
    links = page.locator("main a[href*='figures/'][href*='.html']:visible")
    counted = [link for link in links.all() if counts(link.get_attribute("href"))]
    figure = follow(page, (counted or links.all())[0])
    assert follow(page, page.locator("#provenance a[href*='.py.html']").first).startswith("source/")
    if counted:
        reader.open(figure, language)
        columns = page.locator("#provenance a[href*='columns.html']")
        assert follow(page, columns.first).startswith("columns.html#")
        assert follow(page, page.locator("section:target a").first).startswith("source/config/")


def counts(address: str) -> bool:
    """Whether a figure is a count of answers, and so has raw columns."""
    (figure,) = re.findall(r"figures/[^?#]*", address)
    return "columns.html#" in (REPORT / figure).read_text("utf-8")
