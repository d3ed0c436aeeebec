"""Reads what the report is made of: tables, pictures, notebooks, code."""

import html
import re
from collections.abc import Iterable
from pathlib import Path

from tsunagari.config.yaml_lines import Lines, load_yaml
from tsunagari.report.web_pictures import web_picture
from tsunagari.run.fingerprints import code_of

OF_PROJECT = ("config/", "resources/")
ALT = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)
HEAD = 16_000  # characters of a picture that hold its size and description
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def read_pictures(
    folder: Path, stems: Iterable[str], drawn: Iterable[str], languages: Iterable[str], formats
) -> dict[str, dict[str, dict]]:
    """Stem -> language -> how a page shows the picture.

    drawn  the stems that stand in the page itself; the others are shown from their files
    Each has its `alt`, `size` in points and `format`, and `svg` where it stands in the page.
    """
    found: dict[str, dict[str, dict]] = {}
    drawn, form = set(drawn), "svg" if "svg" in formats else "png"
    for stem in stems:
        found[stem] = {}
        for language in languages:
            shown: dict = {"format": form, "alt": "", "size": None, "svg": ""}
            if form == "svg":
                path = folder / f"{stem}.{language}.svg"
                with path.open(encoding="utf-8") as file:
                    svg = file.read(HEAD)
                    shown["alt"] = html.unescape(ALT.search(svg)[1])
                    shown["size"] = tuple(round(float(side)) for side in SIZE.search(svg).groups())
                    if stem in drawn:
                        shown["svg"] = web_picture(svg + file.read(), f"{stem}-{language}")
            found[stem][language] = shown
    return found


def read_code(files: Iterable[str], root: Path) -> dict[str, str]:
    """File -> its text; configuration and resources of the project, code of the pipeline."""
    return {f: code_of(Path(f) if f.startswith(OF_PROJECT) else root / f) for f in files}


def read_lines(folder: Path) -> dict[str, Lines]:
    """Name of each file of the configuration, without its ending -> the lines of its keys."""
    files = {path.relative_to(folder).with_suffix("").as_posix(): path
             for path in sorted(folder.rglob("*.yaml"))}  # fmt: skip
    return {name: load_yaml(path, f"config/{name}.yaml")[1] for name, path in files.items()}
