"""Pages to files: Sphinx renders templates, offline; only its pages remain."""

import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tsunagari.report.site import SitePage

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
        app.connect("html-collect-pages", lambda _: (_triple(page) for page in pages))
        app.connect("html-page-context", _filler(everywhere, front))
        app.build(force_all=True)
    if complaints.getvalue():
        raise PageError(complaints.getvalue())
    for name in LEFT_BY_SPHINX:
        (folder / name).unlink(missing_ok=True)
    (folder / "_sources").rmdir()


def _triple(page: SitePage) -> tuple[str, dict, str]:
    return page.name, dict(page.context), page.template


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
