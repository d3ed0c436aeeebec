"""Pages to files, and what they bring: styles and font of pictures, tables.

Sphinx renders templates, offline; only its pages remain.
"""

import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tsunagari.draw.paper import style
from tsunagari.report.site import SitePage
from tsunagari.report.tables import csv_for_excel
from tsunagari.report.web_pictures import with_classes

LEFT_BY_SPHINX = (".buildinfo", "objects.inv", "_static/pygments.css")


class PageError(Exception):
    """Raised with what Sphinx complained about; the pages are not complete then."""


def build_site(
    pages: Iterable[SitePage],
    front: SitePage,
    everywhere: Mapping,
    folder: Path,
    scratch: Path,
    settings: Path,
) -> None:
    """Write all pages below `folder`.

    front       the front page, which stands for the one document that Sphinx starts from
    everywhere  what every page is filled with
    scratch     a folder for what Sphinx remembers
    settings    the folder of conf.py, the theme, the templates and the documents
    Raises PageError for every warning: a page with a hole in it is no page.
    """
    complaints = io.StringIO()
    with patch_docutils(str(settings)), docutils_namespace():
        app = Sphinx(
            str(settings / "docs"), str(settings), str(folder), str(scratch), "html",
            status=None, warning=complaints, freshenv=True,
        )  # fmt: skip
        app.builder.search = False
        environment = app.builder.templates.environment
        environment.autoescape = environment.trim_blocks = environment.lstrip_blocks = True
        triples = ((page.name, dict(page.context), page.template) for page in pages)
        app.connect("html-collect-pages", lambda _: triples)
        app.connect("html-page-context", _filler(everywhere, front))
        app.build(force_all=True)
    if complaints.getvalue():
        raise PageError(complaints.getvalue())
    for name in LEFT_BY_SPHINX:
        (folder / name).unlink(missing_ok=True)
    (folder / "_sources").rmdir()


def _filler(everywhere: Mapping, front: SitePage):
    """Fills every page, and the one document with what the front page shows."""

    def fill(app: Sphinx, name: str, template: str, context: dict, doctree: object) -> str | None:
        context.update(everywhere)
        if doctree is None:
            return None
        context.update(front.context)
        return front.template

    return fill


def replace_folder(new: Path, old: Path) -> None:
    """Put the folder `new` in the place of `old`, which may not exist."""
    gone = old.with_name(f".{old.name}.old")
    shutil.rmtree(gone, ignore_errors=True)
    if old.exists():
        old.rename(gone)
    new.rename(old)
    shutil.rmtree(gone, ignore_errors=True)


# ---- The bundled font for pages: the glyphs in use and no others -------------------------

NAME = "Pictures"
NAMES = (1, 3, 4, 6, 16)  # family, identifier, full name, PostScript name, typographic family


def characters_of(pages: Iterable[str]) -> set[str]:
    """The characters that pages hold, in their pictures and around them; of entities none."""
    return set(filter(str.isprintable, set().union(*pages)))


def web_font(path: Path, characters: Iterable[str]) -> bytes:
    """A WOFF of the font at `path` with those of the characters that it has.

    The same bytes each time.

    Its licence entries are kept. Its name is another one, which the IPA Font License asks of
    fonts made from its own (article 3, paragraph 1, (4)).
    """
    font = TTFont(path, lazy=True, recalcTimestamp=False)
    options = Options(
        hinting=False, layout_features=[], name_IDs=["*"], name_languages=["*"], notdef_outline=True
    )
    options.drop_tables += ["vhea", "vmtx", "GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAME
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


COLOURS = {  # of pages that are those of pictures
    "accent": style.ACCENT,
    "focus": style.BEYOND[1],
    "warning": style.WARNING,
    "warning-paper": style.WARNING_PAPER,
}
Pictures = Mapping[str, Mapping[str, dict]]


def colour_sheet() -> str:
    """The colours that pages share with pictures, as custom properties for report.css."""
    return ":root { " + " ".join(f"--{key}: {value};" for key, value in COLOURS.items()) + " }\n"


def styled(pictures: Pictures) -> str:
    """Put classes in the place of the styles of all pictures that stand in pages; their sheet."""
    drawn = {
        f"{stem}.{language}": form
        for stem, shown in pictures.items()
        for language, form in shown.items()
        if form["svg"]
    }
    changed, sheet = with_classes({name: form["svg"] for name, form in drawn.items()})
    for name, svg in changed.items():
        drawn[name]["svg"] = svg
    return sheet


def write_assets(
    folder: Path,
    brought: Path,
    font: Path,
    texts: Mapping[str, str],
    tables: Iterable[tuple[str, pd.DataFrame]],
) -> None:
    """Write texts, the font, tables and what is brought below `folder`, where the pages are.

    brought  a folder of files to take as they are      font  the pictures' font, as bundled,
             with its licence beside it     texts  name of a style sheet or script -> it
    """
    static = folder / "_static"
    shutil.copytree(brought, static, dirs_exist_ok=True)
    for licence in font.parent.glob("*License*"):
        shutil.copyfile(licence, static / licence.name)
    for name, text in texts.items():
        (static / name).write_text(text, encoding="utf-8")
    pages = [*folder.rglob("*.html"), *(static / name for name in texts)]
    characters = characters_of(page.read_text(encoding="utf-8") for page in pages)
    (static / "pictures.woff").write_bytes(web_font(font, characters))
    (folder / "csv").mkdir()
    for name, table in tables:
        (folder / "csv" / f"{name}.csv").write_bytes(csv_for_excel(table))
