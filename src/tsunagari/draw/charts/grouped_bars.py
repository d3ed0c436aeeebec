"""Bars of several groups over the same rows, one column of bars a group."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Cell, Row, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import percent_ticks
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.words import say

BAR, GAP, STUB, SPACE = 12.0, 5.0, 104.0, 11.0
BASE = 6.2  # size of the bases


@style.styled
def grouped_bars(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a column of bars for each group, all on one scale, each bar with value and base.

    Side by side in columns, forty bars stay readable: down a column the rows of one group
    compare, along a row the groups. The chart's roles: row, bar (the groups), panel.
    """
    grid = arrange(estimates, spec["chart"], labels, "bar")
    page = open_page(estimates, spec, labels, language)
    end = percent_ticks(grid.largest)[-1]
    colours = dict(zip(grid.columns, style.cycle(len(grid.columns)), strict=True))
    for panel in grid.panels:
        if panel is not None:
            title = labels.text(grid.panel_role, panel, language)
            page.write(page.left, title, style.PANEL, style.ACCENT)
            page.y += 2
        _heads(page, grid, spec["chart"]["bar"], labels, colours)
        for row in grid.rows(panel):
            _row(page, grid, panel, row, labels, colours, end)
        page.y += 5
    page.y -= 5
    remarks = [say("percent_and_base", language)]
    remarks += [say("gaps", language)] if grid.has_gaps else []
    return close_page(page, estimates, spec, labels, *remarks)


def _span(page: Page, grid: Arrangement, index: int) -> tuple[float, float]:
    """Left and right edge of a group's column."""
    start = page.left + STUB + 6
    wide = (page.right - start - SPACE * (len(grid.columns) - 1)) / len(grid.columns)
    left = start + index * (wide + SPACE)
    return left, left + wide


def _heads(
    page: Page, grid: Arrangement, role: str, labels: Labels, colours: Mapping[str, str]
) -> None:
    for index, column in enumerate(grid.columns):
        left, right = _span(page, grid, index)
        words = wrap(labels.text(role, column, page.language), style.PANEL, right - left)
        page.text(left, page.y, words, style.PANEL)
        page.box(left, page.y + height("x", style.PANEL) + 1, right - left, 2, colours[column])
    page.y += height("x", style.PANEL) + 6


def _row(
    page: Page,
    grid: Arrangement,
    panel: str | None,
    row: Row,
    labels: Labels,
    colours: Mapping[str, str],
    end: float,
) -> None:
    words = wrap(labels.text(grid.row_roles[-1], row[-1], page.language), style.LABEL, STUB)
    tall = max(BAR, height(words, style.LABEL))
    middle = page.y + tall / 2
    page.text(page.left, middle, words, style.LABEL, down="center")
    if not grid.base(panel, row):
        message, left = say(grid.why_empty(panel, row), page.language), _span(page, grid, 0)[0]
        page.text(left + 3, middle, message, style.LABEL, style.SOFT, down="center")
        page.y += tall + GAP
        return
    for index, column in enumerate(grid.columns):
        left, right = _span(page, grid, index)
        page.line([(left, page.y - GAP / 2), (left, page.y + tall + GAP / 2)], style.FAINT, 0.6)
        cell = grid.cell(panel, row, column)
        if cell is None:
            page.text(left + 3, middle, "–", style.LABEL, style.SOFT, down="center")
        else:
            room = right - left - _widest_base(grid) - 4
            _bar(page, cell, colours[column], left, room * cell.percent / end, middle)
            page.text(right, middle, f"n={cell.n:,}", BASE, style.SOFT, "right", "center")
    page.y += tall + GAP


def _widest_base(grid: Arrangement) -> float:
    return width(f"n={max(cell.n for cell in grid.cells.values()):,}", BASE)


def _bar(page: Page, cell: Cell, fill: str, left: float, long: float, middle: float) -> None:
    """A bar, its number in it, or beside it if the bar is short."""
    page.box(left, middle - BAR / 2, long, BAR, fill, cell.assumed)
    wide = width(cell.printed, style.NUMBER)
    if wide + 5 > long:
        page.text(left + long + 2, middle, cell.printed, style.NUMBER, down="center")
        return
    if cell.assumed:
        page.box(left + long - wide - 4, middle - BAR / 2 + 1.5, wide + 2, BAR - 3, fill)
    ink, right = style.ink_on(fill), left + long - 3
    page.text(right, middle, cell.printed, style.NUMBER, ink, "right", "center")
