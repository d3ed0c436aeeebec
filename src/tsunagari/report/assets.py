"""What pages bring besides themselves: styles and font of pictures, tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from tsunagari.report.tables import csv_for_excel
from tsunagari.report.web_font import characters_of, web_font
from tsunagari.report.web_pictures import with_classes

Pictures = Mapping[str, Mapping[str, dict]]


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
