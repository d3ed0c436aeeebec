"""A table of percentages whose cells are shaded by value."""

from collections.abc import Mapping, Sequence
from itertools import product

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Row, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import base
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, least_width, width
from tsunagari.draw.words import say

ROW, GUTTER, PAD = 15.5, 5.0, 2.0
HEADS = (6.6, 6.2)  # font sizes to try for the heads of the columns
STUBS, INDENT = (142.0, 122.0, 104.0, 88.0), 8.0  # widths to try for the row labels


@style.styled
def shaded_table(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table, the darker a cell the larger its percentage.

    The chart's roles: row (one key; crossed groups such as `male.20s` get a heading for
    their first part), column, panel (optional: one table each, below one another).
    """
    grid = arrange(estimates, spec["chart"], labels, "column")
    page = open_page(estimates, spec, labels, language)
    heads = [labels.text(spec["chart"]["column"], column, language) for column in grid.columns]
    stub, size, edges = _columns(page, grid, heads, labels)
    top = grid.largest or 1.0
    for panel in grid.panels:
        if panel is not None:
            title = labels.text(grid.panel_role, panel, language)
            page.write(page.left, title, style.PANEL, style.ACCENT)
        _heads(page, heads, size, edges)
        _body(page, grid, panel, labels, stub, edges, top)
        page.y += 6
    page.y -= 6
    remarks = [say("percent", language), *([say("gaps", language)] if grid.has_gaps else [])]
    return close_page(page, estimates, spec, labels, *remarks)


def _row_parts(grid: Arrangement, row: Row, labels: Labels, language: str) -> tuple[str, str]:
    """The heading that a row stands under ("" if none) and its own label."""
    role, key = grid.row_roles[0], row[0]
    first, dot, rest = key.partition(".")
    if role != "group" or not dot:
        return "", labels.text(role, key, language)
    parts = [labels.text("part", part, language) for part in [first, *rest.split(".")]]
    return parts[0], " ".join(parts[1:])


def _stub_words(
    grid: Arrangement, panel: str | None, row: Row, labels: Labels, language: str, stub: float
) -> str:
    """A row's label with its base, in at most `stub` points; the base stays in one piece."""
    heading, label = _row_parts(grid, row, labels, language)
    room = stub - GUTTER - (INDENT if heading else 0)
    words, people = balance(label, style.LABEL, room), grid.base(panel, row)
    if not people:
        return words
    n = base(people, language)
    if width(words.split("\n")[-1] + n, style.LABEL) <= room:
        return words + n
    return f"{words}\n{n.strip()}"


def _stub_width(grid: Arrangement, labels: Labels, language: str, stub: float) -> float:
    """What the row labels take of the width that they may take."""
    widest = 0.0
    for panel in grid.panels:
        for row in grid.rows(panel):
            words = _stub_words(grid, panel, row, labels, language, stub)
            indent = INDENT if _row_parts(grid, row, labels, language)[0] else 0
            widest = max(widest, width(words, style.LABEL) + indent)
    return widest + GUTTER


def _columns(
    page: Page, grid: Arrangement, heads: Sequence[str], labels: Labels
) -> tuple[float, float, list[float]]:
    """Width for the row labels, size of the columns' heads, and the columns' edges.

    Row labels, then size, give way until the columns hold the longest word of their heads.
    """
    least = width("100.0*", style.NUMBER) + 2 * PAD
    for size, stub in product(HEADS, STUBS):
        needed = [max(least_width(head, size) + 2 * PAD, least) for head in heads]
        start = page.left + _stub_width(grid, labels, page.language, stub)
        if sum(needed) <= page.right - start:
            break
    edges = [start]
    for wide in _fill(needed, page.right - start):
        edges.append(edges[-1] + wide)
    return stub, size, edges


def _fill(needed: Sequence[float], room: float) -> list[float]:
    """Widths that sum to the room: as even as the needs allow.

    Where the needs exceed the room all shrink alike, and long words are broken.
    """
    if sum(needed) > room:
        return [room * need / sum(needed) for need in needed]
    low, high = 0.0, room
    for _ in range(50):
        level = (low + high) / 2
        low, high = (level, high) if sum(max(n, level) for n in needed) < room else (low, level)
    return [max(need, low) for need in needed]


def _heads(page: Page, heads: Sequence[str], size: float, edges: Sequence[float]) -> None:
    words = [
        balance(head, size, right - left - 2 * PAD + 0.1)
        for head, left, right in zip(heads, edges, edges[1:], strict=False)
    ]
    page.y += max(height(head, size) for head in words)
    for head, left, right in zip(words, edges, edges[1:], strict=False):
        page.text((left + right) / 2, page.y, head, size, style.INK, "center", "bottom")
    page.y += 2


def _body(
    page: Page,
    grid: Arrangement,
    panel: str | None,
    labels: Labels,
    stub: float,
    edges: Sequence[float],
    top: float,
) -> None:
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)
    under = ""
    for row in grid.rows(panel):
        heading, _ = _row_parts(grid, row, labels, page.language)
        if heading and heading != under:
            page.box(page.left, page.y, page.breadth, ROW - 2, "#f0f0f0")
            page.text(
                page.left, page.y + (ROW - 2) / 2, heading, style.LABEL, style.ACCENT, down="center"
            )
            page.y += ROW - 2
        under = heading
        _row(page, grid, panel, row, labels, stub, edges, top)
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)


def _row(
    page: Page,
    grid: Arrangement,
    panel: str | None,
    row: Row,
    labels: Labels,
    stub: float,
    edges: Sequence[float],
    top: float,
) -> None:
    words = _stub_words(grid, panel, row, labels, page.language, stub)
    tall = max(ROW, height(words, style.LABEL) + 3)
    indent = INDENT if _row_parts(grid, row, labels, page.language)[0] else 0
    middle = page.y + tall / 2
    page.text(page.left + indent, middle, words, style.LABEL, down="center")
    if not grid.base(panel, row):
        message = say(grid.why_empty(panel, row), page.language)
        page.text(edges[0] + PAD, middle, message, style.LABEL, style.SOFT, down="center")
    else:
        for column, left, right in zip(grid.columns, edges, edges[1:], strict=False):
            cell = grid.cell(panel, row, column)
            if cell is None:
                page.text((left + right) / 2, middle, "–", style.NUMBER, style.SOFT, "center",
                          "center")  # fmt: skip
                continue
            fill = style.shade(style.HEAT, cell.percent / top)
            page.box(left + 0.5, page.y + 0.5, right - left - 1, tall - 1, fill, cell.assumed)
            if cell.assumed:
                wide = width(cell.printed, style.NUMBER) + 2
                page.box((left + right - wide) / 2, middle - 5, wide, 10, fill)
            page.text(
                (left + right) / 2,
                middle,
                cell.printed,
                style.NUMBER,
                style.ink_on(fill),
                "center",
                "center",
            )
    page.y += tall
