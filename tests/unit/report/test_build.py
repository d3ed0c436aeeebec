"""Pages from templates: the same bytes in every folder, no hole that goes unnoticed."""

import pytest
from conftest import ROOT
from pipeline import digests

from tsunagari.report.build import PageError, build_site, replace_folder
from tsunagari.report.site import SitePage
from tsunagari.report.words import WORDS, as_data, both, in_attribute, text

SETTINGS = ROOT / "workflow" / "report"
EVERYWHERE = {
    "words": WORDS, "both": both, "in_attribute": in_attribute, "as_data": as_data,
    "languages": ("ja", "en"), "site_title": {"ja": "題 <1>", "en": "Title <1>"},
    "navigation": [("index", text("home"))], "banner": None, "formats": ["svg"],
}  # fmt: skip
PLAIN = SitePage("index", "page.html", {"title": text("home"), "versions": None})


def build(folder, pages=()):
    folder.mkdir()
    build_site(pages, PLAIN, EVERYWHERE, folder / "pages", folder / "known", SETTINGS)
    return folder / "pages"


def test_pages_are_the_same_in_every_folder_and_nothing_is_left_beside_them(tmp_path):
    page = SitePage("deep/down", "page.html", {"title": text("contents")})
    first = build(tmp_path / "a", [page])
    assert digests(first) == digests(build(tmp_path / "longer name", [page]))
    names = {path.relative_to(first).parts[0] for path in first.rglob("*")}
    assert names == {"index.html", "deep", "_static"}


def test_words_are_escaped_and_paths_lead_up(tmp_path):
    page = SitePage("deep/down", "page.html", {"title": text("contents")})
    written = (build(tmp_path / "a", [page]) / "deep" / "down.html").read_text(encoding="utf-8")
    assert "Title &lt;1&gt;" in written and "<1>" not in written
    assert 'href="../_static/report.css"' in written and 'href="../index.html"' in written


def test_pages_say_each_paragraph_in_every_language(tmp_path):
    page = SitePage("about", "page.html", {"title": text("home"), "texts": [WORDS["about_text"]]})
    written = (build(tmp_path / "a", [page]) / "about.html").read_text(encoding="utf-8")
    assert all(written.count(words) == 1 for words in WORDS["skip"].values())
    assert WORDS["about_text"]["ja"] in written


def test_a_document_with_a_hole_is_an_error(tmp_path):
    settings = tmp_path / "report"
    import shutil

    shutil.copytree(SETTINGS, settings)
    front = settings / "docs" / "index.rst"
    front.write_text(front.read_text(encoding="utf-8") + "\n:ref:`nowhere`\n", encoding="utf-8")
    with pytest.raises(PageError, match="nowhere"):
        build_site([], PLAIN, EVERYWHERE, tmp_path / "pages", tmp_path / "known", settings)


def test_a_folder_takes_the_place_of_another(tmp_path):
    old, new = tmp_path / "report", tmp_path / "new"
    for folder, name in ((old, "before"), (new, "after")):
        folder.mkdir()
        (folder / name).write_text(name)
    replace_folder(new, old)
    assert [path.name for path in old.iterdir()] == ["after"]
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
