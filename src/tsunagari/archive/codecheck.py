"""The files that a CODECHECK looks at, for codecheck.yml (specification 2.0).

What only the checker can say (codechecker, report, summary, certificate) is left to the checker.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tsunagari.archive.exhibits import SEPARATOR, ExhibitRow

SPECIFICATION = "https://codecheck.org.uk/spec/config/2.0/"
PICTURES = (".svg", ".png", ".pdf")


@dataclass(frozen=True)
class ManifestItem:
    """A file for the checker to make anew and compare, and what it is."""

    file: str
    comment: str


def manifest_items(rows: Iterable[ExhibitRow], formats: Iterable[str]) -> list[ManifestItem]:
    """The pictures of every exhibit in one format, and its tables.

    formats  of the pictures; the first stands for all, which hold the same
    """
    shown = f".{next(iter(formats))}"
    found: dict[str, str] = {}
    for row in rows:
        for file in filter(None, row.outputs.split(SEPARATOR)):
            if file.endswith((shown, ".csv")):
                found.setdefault(file, f"{row.title_ja} / {row.title_en}")
    return [ManifestItem(file, comment) for file, comment in found.items()]
