"""Bars of several groups over the same rows, one column of bars a group."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Cell, Keys, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import percent_ticks
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import panel_title, why_empty
from tsunagari.draw.segments import number_on

BAR, GAP, STUB, SPACE = 12.0, 5.0, 104.0, 11.0
BASE = 6.2  # size of the bases
Column = tuple[str, str, tuple[float, float]]  # of a group: its key, colour and edges


@style.styled
def grouped_bars(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a column of bars for each group, all on one scale, each bar with value and base.

    Side by side in columns, forty bars stay readable: down a column the rows of one group
    compare, along a row the groups. The chart's roles: row, bar (the groups), panel.
    """
    grid = arrange(estimates, spec["chart"], labels, "bar")
    page = open_page(estimates, spec, labels, language)
    count = len(grid.columns)
    edges = page.columns(page.left + STUB + 6, count, SPACE)
    columns = list(zip(grid.columns, style.cycle(count), edges, strict=True))
    for panel in grid.panels:
        if panel is not None:
            panel_title(page, page.name(grid.panel_role, panel), 2)
        _heads(page, columns, spec["chart"]["bar"])
        for row in grid.rows[panel]:
            _row(page, grid, panel, row, columns)
        page.y += 5
    page.y -= 5
    remarks = [page.say("percent_and_base"), *([page.say("gaps")] if grid.has_gaps else [])]
    return close_page(page, estimates, spec, *remarks)


def _heads(page: Page, columns: list[Column], role: str) -> None:
    tall = height("x", style.PANEL)
    for key, colour, (left, right) in columns:
        words = wrap(page.name(role, key), style.PANEL, right - left)
        page.text(left, page.y, words, style.PANEL)
        page.box(left, page.y + tall + 1, right - left, 2, colour)
    page.y += tall + 6


def _row(
    page: Page, grid: Arrangement, panel: str | None, row: Keys, columns: list[Column]
) -> None:
    words = wrap(page.name(grid.row_roles[-1], row[-1]), style.LABEL, STUB)
    tall = max(BAR, height(words, style.LABEL))
    middle, next_row = page.y + tall / 2, page.y + tall + GAP
    page.level(page.left, middle, words)
    if not grid.base(panel, row):
        why_empty(page, page.left + STUB + 9, middle, grid.why_empty(panel, row))
        columns = []
    for key, colour, (left, right) in columns:
        page.line([(left, page.y - GAP / 2), (left, page.y + tall + GAP / 2)], style.FAINT, 0.6)
        cell = grid.cell(panel, row, key)
        if cell is None:
            page.level(left + 3, middle, "–", style.LABEL, style.SOFT)
        else:
            widest = width(f"n={max(cell.n for cell in grid.cells.values()):,}", BASE)
            room = right - left - widest - 4
            long = room * cell.percent / percent_ticks(grid.largest)[-1]
            _bar(page, cell, colour, left, long, middle)
            page.level(right, middle, f"n={cell.n:,}", BASE, style.SOFT, "right")
    page.y = next_row


def _bar(page: Page, cell: Cell, fill: str, left: float, long: float, middle: float) -> None:
    """A bar, its number in it, or beside it if the bar is short."""
    page.box(left, middle - BAR / 2, long, BAR, fill, cell.assumed)
    wide = width(cell.printed, style.NUMBER)
    if wide + 5 > long:
        page.level(left + long + 2, middle, cell.printed, style.NUMBER)
    else:
        number_on(page, left + long - 3, middle, cell, fill, BAR - 3, "right")
