"""Executed notebooks as pages: their cells, what these said, and where their pictures are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from tsunagari.report.source_pages import highlighted

HEADING = "# "
CODE = re.compile("`([^`]+)`")


@dataclass(frozen=True)
class NotebookCell:
    """One cell: paragraphs of words, or lines of code with what it printed.

    paragraphs  (whether it is a heading, words)
    pictures    how many pictures it displayed
    """

    paragraphs: tuple[tuple[bool, Markup], ...] = ()
    lines: tuple[Markup, ...] = ()
    said: tuple[str, ...] = ()
    pictures: int = 0


def notebook_cells(notebook: str) -> list[NotebookCell]:
    """The cells of a notebook (its JSON), empty ones left out."""
    found = []
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            found.append(NotebookCell(paragraphs=_paragraphs(source)))
        elif source:
            found.append(_code_cell(source, cell.get("outputs", [])))
    return found


def _paragraphs(source: str) -> tuple[tuple[bool, Markup], ...]:
    """Paragraphs, of which those that begin with # are headings, with `code` marked.

    A test holds that the notebooks use no other mark.
    """
    blocks = [" ".join(block.split("\n")) for block in source.strip().split("\n\n")]
    return tuple(
        (
            block.startswith(HEADING),
            Markup(CODE.sub(r"<code>\1</code>", str(escape(block.lstrip("# "))))),
        )
        for block in blocks
    )


def _code_cell(source: str, outputs: list[dict]) -> NotebookCell:
    said, pictures = [], 0
    for output in outputs:
        data = output.get("data", {})
        words = "".join(data.get("text/markdown", output.get("text", "")))
        if "image/png" in data:
            pictures += 1
        elif words:
            said.append(words)
    return NotebookCell(
        lines=highlighted(source, "cell.py"),
        said=tuple(said),
        pictures=pictures,
    )
