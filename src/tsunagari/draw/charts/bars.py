"""Horizontal bars, one a row, with the number at the end of each."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Row, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import percent_ticks
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import base
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height
from tsunagari.draw.words import say

BAR, GAP, STUB = 13.0, 7.0, 210.0


@style.styled
def bars(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw one bar a row; the scale ends at the first ten above the largest value.

    The chart's roles: row, panel (optional).
    """
    grid = arrange(estimates, spec["chart"], labels)
    page = open_page(estimates, spec, labels, language)
    ticks = percent_ticks(grid.largest)
    for panel in grid.panels:
        rows = grid.rows(panel)
        shared = len({grid.base(panel, row) for row in rows}) == 1
        if panel is not None:
            _title(page, grid, panel, labels, grid.base(panel, rows[0]) if shared else None)
        for row in rows:
            _row(page, grid, panel, row, labels, ticks[-1], shared)
        _axis(page, ticks)
    return close_page(page, estimates, spec, labels)


def _x(page: Page, percent: float, end: float) -> float:
    left, right = page.left + STUB + 8, page.right - 34
    return left + (right - left) * percent / end


def _title(page: Page, grid: Arrangement, panel: str, labels: Labels, n: int | None) -> None:
    """The panel's name, with the base if all its bars share one."""
    name = labels.text(grid.panel_role, panel, page.language)
    page.write(page.left, name + (base(n, page.language) if n else ""), style.PANEL, style.ACCENT)
    page.y += 4


def _row(
    page: Page, grid: Arrangement, panel, row: Row, labels: Labels, end: float, shared_base: bool
) -> None:
    cell = grid.cell(panel, row)
    n = "" if shared_base else base(grid.base(panel, row), page.language)
    label = labels.text(grid.row_roles[-1], row[-1], page.language) + n
    words = balance(label, style.LABEL, STUB)
    tall = max(BAR, height(words, style.LABEL))
    middle = page.y + tall / 2
    page.text(page.left + STUB, middle, words, style.LABEL, across="right", down="center")
    left = _x(page, 0, end)
    if cell is None:
        message = say(grid.why_empty(panel, row), page.language)
        page.text(left + 4, middle, message, style.LABEL, style.SOFT, down="center")
    else:
        right = _x(page, cell.percent, end)
        page.box(left, middle - BAR / 2, right - left, BAR, style.CATEGORICAL[0], cell.assumed)
        page.text(right + 3, middle, cell.printed, style.NUMBER + 0.4, down="center")
    page.line([(left, page.y - GAP / 2), (left, page.y + tall + GAP / 2)], style.SOFT, 0.7)
    page.y += tall + GAP


def _axis(page: Page, ticks: list[int]) -> None:
    page.y -= GAP / 2
    for tick in ticks:
        x = _x(page, tick, ticks[-1])
        page.line([(x, page.y), (x, page.y + 2.5)], style.FAINT, 0.5)
        page.text(x, page.y + 3, str(tick), style.SMALL, style.SOFT, "center")
    unit = "（％）" if page.language == "ja" else "(%)"
    page.text(_x(page, ticks[-1], ticks[-1]) + 9, page.y + 3, unit, style.SMALL, style.SOFT)
    left, right = _x(page, 0, 1), _x(page, 1, 1)
    page.line([(left, page.y), (right, page.y)], style.FAINT, 0.5)
    page.y += 5 + height("0", style.SMALL)
