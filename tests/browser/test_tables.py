"""Sorting and filtering tables, and the search."""

import re

import pytest
from reader import LANGUAGES, REPORT, kinds, place

SORTED = [
    n
    for n in kinds()
    if "table" in (text := (REPORT / n).read_text("utf-8")) and "sortable" in text
]
FILTERED = [name for name in SORTED if 'class="filters"' in (REPORT / name).read_text("utf-8")]
COLUMN = "(table, at) => [...table.tBodies[0].rows].map((row) => (row.cells[at]?.innerText ?? '').trim())"


def value(words: str) -> tuple[bool, float]:
    """The number that a cell begins with, however it is written; words come after numbers."""
    digits = re.match(r"[-−]?[\d.]+", words.lstrip("<").replace(",", ""))
    return (digits is None, float(digits[0].replace("−", "-")) if digits else 0.0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SORTED)
def test_sorting(reader, name, language):
    """A heading sorts up, then down, numbers as numbers and blanks last, and says so."""
    table = reader.open(name, language).locator("table.sortable").first
    numeric = {int(kind[1:]) for kind in table.get_attribute("class").split() if kind[1:].isdigit()}
    heads = table.locator("thead th")
    for at in range(heads.count()):
        before = table.evaluate(COLUMN, at)
        for direction in ("ascending", "descending"):
            heads.nth(at).click()
            said = heads.evaluate_all("(all) => all.map((each) => each.getAttribute('aria-sort'))")
            assert said == ["none"] * at + [direction] + ["none"] * (len(said) - at - 1)
            after = table.evaluate(COLUMN, at)
            assert sorted(after) == sorted(before)
            filled = [words for words in after if words]
            assert after[: len(filled)] == filled, "blanks are not last"
            if at + 1 in numeric:
                values = [value(words) for words in filled]
                assert values == sorted(values, reverse=direction == "descending")


def test_sorting_by_keyboard(reader):
    """A heading sorts by Enter and by the space bar too."""
    page = reader.open("audit/numbers.html", "en")
    head = page.locator("table.sortable th").nth(3)
    for key, direction in (("Enter", "ascending"), ("Space", "descending")):
        head.focus()
        page.keyboard.press(key)
        assert head.get_attribute("aria-sort") == direction


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILTERED)
def test_filters(reader, name, language):
    """Each choice of each filter leaves the rows that have it, and tells how many."""
    page = reader.open(name, language)
    form = page.locator("form.filters").first
    table = page.locator(f"#{form.get_attribute('data-for')}")
    rows, count = table.locator("tbody tr"), form.locator("output")
    everything = rows.count()
    for select in form.locator("select").all():
        at = int(select.get_attribute("data-column"))
        choices = select.locator("option").all_inner_texts()
        found = 0
        for choice in range(1, len(choices)):
            select.select_option(index=choice)
            left = table.locator("tbody tr:visible")
            assert 0 < left.count() < everything or len(choices) == 2
            cells = left.locator(f"td:nth-child({at + 1})").all_inner_texts()
            assert {cell.strip() for cell in cells} == {choices[choice].strip()}
            assert count.inner_text() == f"{left.count()} / {everything}"
            found += left.count()
        assert found == everything
        select.select_option(index=0)
    assert table.locator("tbody tr:visible").count() == everything


def test_filters_together(reader):
    """A figure, a verdict and words narrow the audit of numbers together."""
    page = reader.open("audit/numbers.html", "en")
    page.locator("select[name=figure]").select_option("4-3-2-2")
    page.locator("select[name=verdict]").select_option(label="attained")
    some = page.locator("#numbers tbody tr:visible").count()
    page.locator("form.filters input").fill("photo")
    left = page.locator("#numbers tbody tr:visible")
    assert 0 < left.count() < some
    assert all("photo" in words.lower() for words in left.all_inner_texts())


SEARCHES = [
    ("ja", "信頼度の変化", "figures/4-3-2-4.html"),
    ("en", "change of trust", "figures/4-3-2-4.html"),
    ("ja", "4-3-5-1", "figures/4-3-5-1.html"),
    ("ja", "相手の写真", "audit/numbers.html#number-"),
    ("en", "their photo", "audit/numbers.html#number-"),
]


@pytest.mark.parametrize(("language", "words", "wanted"), SEARCHES)
def test_search(reader, language, words, wanted):
    """The search finds figures and numbers in the language shown and leads to them."""
    page = reader.open("source/config/figures.yaml.html", language)
    page.locator("#search").click()
    page.keyboard.type(words)
    first = page.locator(f"#found a[href*='{wanted.partition('#')[0]}']").first
    first.wait_for()
    assert all(word in first.inner_text().lower() for word in words.split())
    first.click()
    page.wait_for_load_state()
    assert place(page).startswith(wanted)
    if "#" in wanted:
        row = page.locator("tr:target")
        assert row.is_visible() and words in row.inner_text().lower()


@pytest.mark.parametrize(("language", "said"), [("ja", "該当なし"), ("en", "Nothing found")])
def test_nothing_found(reader, language, said):
    """A search in vain says so; Escape closes the list."""
    page = reader.open("index.html", language)
    page.locator("#search").fill("zzzz")
    page.locator("#found li").wait_for()
    assert page.locator("#found").inner_text() == said
    page.keyboard.press("Escape")
    assert page.locator("#found li").count() == 0
