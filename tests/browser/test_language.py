"""The choice of language, and pages without scripts."""

import re

import pytest
from reader import LANGUAGES, kinds, place


@pytest.mark.parametrize("name", kinds())
def test_switch(reader, name):
    """The switch changes all words at once and keeps the address; other pages remember it."""
    page = reader.open(f"{name}#main")
    assert page.locator("h1").inner_text() == heading(page, "ja")
    page.locator("#language").click()
    assert place(page) == f"{name}#main"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == heading(page, "en")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    page = reader.open("about.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".site a").click()
    page.wait_for_url("**/index.html*")
    assert page.locator("h1").inner_text() == heading(page, "en")
    page.locator("#language").click()
    assert reader.open(name).locator("h1").inner_text() == heading(page, "ja")


def heading(page, language: str) -> str:
    """What the heading says in a language, or in both; spaces as they are shown."""
    words = page.locator(f"h1 [lang={language}]").or_(page.locator("h1:not(:has([lang]))"))
    return re.sub(r"[ \n]+", " ", words.first.text_content()).strip()


@pytest.mark.parametrize("name", kinds())
def test_without_scripts(new_reader, name):
    """Without JavaScript pictures, tables and both languages are there, and no dead control."""
    page = new_reader(java_script_enabled=False).open(name)
    for language in LANGUAGES:
        words = page.locator(f"h1 [lang={language}], main .code li").first
        assert words.is_visible()
        for each in page.locator(f".drawn[lang={language}]").all():
            box = each.bounding_box()
            assert box["width"] > 200 and box["height"] > 100
    assert page.locator("main tr:visible").count() == page.locator("main tr").count()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
