"""A table of percentages whose cells are shaded by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Keys, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, least_width, width
from tsunagari.draw.rows import why_empty, with_base
from tsunagari.draw.segments import number_on

ROW, GUTTER, PAD, GROUND = 15.5, 5.0, 2.0, 10.0
HEADS = (6.6, 6.2)  # font sizes to try for the heads of the columns
STUBS, INDENT = (142.0, 122.0, 104.0, 88.0), 8.0  # widths to try for the row labels


@dataclass(frozen=True)
class Layout:
    """The page and the table, what row labels may take, the columns' edges and heads' size."""

    page: Page
    grid: Arrangement
    stub: float
    size: float
    edges: Sequence[float]

    @property
    def columns(self) -> list[tuple[float, float]]:
        return list(pairwise(self.edges))


@style.styled
def shaded_table(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table, the darker a cell the larger its percentage.

    The chart's roles: row (one key; crossed groups such as `male.20s` get a heading for
    their first part), column, panel (optional: one table each, below one another).
    """
    grid = arrange(estimates, spec["chart"], labels, "column")
    page = open_page(estimates, spec, labels, language)
    heads = [page.name(spec["chart"]["column"], column) for column in grid.columns]
    layout = _layout(page, grid, heads)
    for panel in grid.panels:
        if panel is not None:
            page.write(page.left, page.name(grid.panel_role, panel), style.PANEL, style.ACCENT)
        _heads(layout, heads)
        _body(layout, panel)
        page.y += 6
    page.y -= 6
    remarks = [page.say("percent"), *([page.say("gaps")] if grid.has_gaps else [])]
    return close_page(page, estimates, spec, *remarks)


def _row_parts(page: Page, grid: Arrangement, row: Keys) -> tuple[str, str]:
    """The heading that a row stands under ("" if none) and its own label."""
    role, key = grid.row_roles[0], row[0]
    first, dot, rest = key.partition(".")
    if role != "group" or not dot:
        return "", page.name(role, key)
    parts = [page.name("part", part) for part in [first, *rest.split(".")]]
    return parts[0], " ".join(parts[1:])


def _stub(
    page: Page, grid: Arrangement, panel: str | None, row: Keys, stub: float
) -> tuple[Lines, float]:
    """A row's label with its base, and how far it is indented, in `stub` points together."""
    heading, label = _row_parts(page, grid, row)
    indent = INDENT if heading else 0.0
    room, people = stub - GUTTER - indent, grid.base(panel, row)
    if people:
        return with_base(label, page.base(people), room), indent
    return balance(label, style.LABEL, room), indent


def _layout(page: Page, grid: Arrangement, heads: Sequence[str]) -> Layout:
    """Keys labels, then the size of heads, give way until the columns hold the longest word of
    their heads."""
    least = width("100.0*", style.NUMBER) + 2 * PAD
    for size, stub in product(HEADS, STUBS):
        needed = [max(least_width(head, size) + 2 * PAD, least) for head in heads]
        stubs = [_stub(page, grid, panel, row, stub) for panel, row in grid.every_row]
        widest = max(width(words, style.LABEL) + indent for words, indent in stubs)
        start = page.left + widest + GUTTER
        if sum(needed) <= page.right - start:
            break
    edges = [start]
    for wide in _fill(needed, page.right - start):
        edges.append(edges[-1] + wide)
    return Layout(page, grid, stub, size, edges)


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


def _heads(layout: Layout, heads: Sequence[str]) -> None:
    words = [
        ((left + right) / 2, balance(head, layout.size, right - left - 2 * PAD + 0.1), "center")
        for head, (left, right) in zip(heads, layout.columns, strict=True)
    ]
    layout.page.heads(words, layout.size, style.INK)
    layout.page.y += 2


def _body(layout: Layout, panel: str | None) -> None:
    page, grid, under = layout.page, layout.grid, ""
    page.rule(style.SOFT, 0.8)
    for row in grid.rows[panel]:
        heading, _ = _row_parts(page, grid, row)
        if heading and heading != under:
            page.box(page.left, page.y, page.breadth, ROW - 2, style.BAND_PAPER)
            page.level(page.left, page.y + (ROW - 2) / 2, heading, color=style.ACCENT)
            page.y += ROW - 2
        under = heading
        _row(layout, panel, row)
    page.rule(style.SOFT, 0.8)


def _row(layout: Layout, panel: str | None, row: Keys) -> None:
    page, grid = layout.page, layout.grid
    words, indent = _stub(page, grid, panel, row, layout.stub)
    tall = max(ROW, height(words, style.LABEL) + 3)
    middle = page.y + tall / 2
    page.level(page.left + indent, middle, words)
    if not grid.base(panel, row):
        why_empty(page, layout.edges[0] + PAD, middle, grid.why_empty(panel, row))
    else:
        for column, (left, right) in zip(grid.columns, layout.columns, strict=True):
            cell, centre = grid.cell(panel, row, column), (left + right) / 2
            if cell is None:
                page.level(centre, middle, "–", style.NUMBER, style.SOFT, "center")
                continue
            fill = style.shade(style.HEAT, cell.percent / (grid.largest or 1.0))
            page.box(left + 0.5, page.y + 0.5, right - left - 1, tall - 1, fill, cell.assumed)
            number_on(page, centre, middle, cell, fill, GROUND)
    page.y += tall
