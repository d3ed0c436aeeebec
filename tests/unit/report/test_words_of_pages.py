"""The pages' words: in both languages, all of them used, none missing."""

import re

from conftest import ROOT

from tsunagari.report.words import WORDS, both, joined, text

PAGES = [*(ROOT / "workflow/report").rglob("*.html")]
CODE = [*(ROOT / "src/tsunagari/report").glob("*.py")]


def test_pages_name_words_that_exist():
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"\bwords\.(?!js)(\w+)", pages)) <= set(WORDS)


def test_no_words_are_left_over():
    said = "".join(file.read_text(encoding="utf-8") for file in [*PAGES, *CODE])
    made = {
        "part_other",
        "filter_figure",
        "filter_verdict",
        "comma",
    }  # named by what they are about
    pages = {key for key in WORDS if key.endswith("_page")}
    chapters = {
        each.split("/")[0]
        for each in (
            "models",
            "comparisons",
            "decompositions",
            "age_curves",
            "indices",
            "availability",
        )
    }
    pages_words = [key for key in WORDS if "." not in key]
    unused = [key for key in pages_words if not re.search(rf"words\.{key}\b|\"{key}\"(?!:)", said)]
    assert set(unused) <= made | pages | chapters


def test_a_text_that_is_one_in_both_languages_is_said_once_and_all_are_escaped():
    assert both({"ja": "a<b", "en": "c&d"}) == "<i lang=ja>a&lt;b</i> <i lang=en>c&amp;d</i>"
    assert both({"ja": "LINE", "en": "LINE"}) == both("LINE") == "LINE"


def test_values_that_are_texts_give_their_own_language():
    said = text("part", number="1", title={"ja": "表題", "en": "Title"})
    assert said == {"ja": "1　表題", "en": "1  Title"}
    assert joined([{"ja": "い", "en": "a"}, {"ja": "ろ", "en": "b"}]) == {
        "ja": "い、ろ",
        "en": "a, b",
    }
