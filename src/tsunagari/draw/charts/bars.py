"""Horizontal bars, one a row, with the number at the end of each."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Keys, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, draw_percents, percent_ticks
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import bounds_bar
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height
from tsunagari.draw.rows import panel_title, why_empty

BAR, GAP, STUB = 13.0, 7.0, 210.0


@style.styled
def bars(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw one bar a row; the scale ends at the first ten above the largest value.

    The chart's roles: row, panel (optional).
    """
    grid = arrange(estimates, spec["chart"], labels)
    page = open_page(estimates, spec, labels, language)
    axis = axis_of(
        percent_ticks(100 if grid.has_bounds else grid.largest),
        page.left + STUB + 8,
        page.right - 34,
    )
    for panel in grid.panels:
        rows = grid.rows[panel]
        bases = {grid.base(panel, row) for row in rows}
        shared = page.base(*bases) if len(bases) == 1 and max(bases) else ""
        if panel is not None:
            panel_title(page, page.name(grid.panel_role, panel) + shared, 4)
        for row in rows:
            people = page.base(grid.base(panel, row)) if len(bases) > 1 else ""
            _row(page, grid, panel, row, people, axis)
        _axis(page, axis)
    return close_page(page, estimates, spec, *([page.say("bounds")] if grid.has_bounds else []))


def _row(
    page: Page, grid: Arrangement, panel: str | None, row: Keys, people: str, axis: Axis
) -> None:
    cell = grid.cell(panel, row)
    words = balance(page.name(grid.row_roles[-1], row[-1]) + people, style.LABEL, STUB)
    tall = max(BAR, height(words, style.LABEL))
    middle, left = page.y + tall / 2, axis.start
    page.level(page.left + STUB, middle, words, across="right")
    if cell is None:
        why_empty(page, left + 4, middle, grid.why_empty(panel, row))
    else:
        right = axis.at(cell.percent)
        page.box(left, middle - BAR / 2, right - left, BAR, style.CATEGORICAL[0], cell.assumed)
        page.level(right + 3, middle, cell.printed, style.NUMBER + 0.4)
        if cell.bounds:
            bounds_bar(page, tuple(map(axis.at, cell.bounds)), middle + BAR / 2 + 1)
    page.line([(left, page.y - GAP / 2), (left, page.y + tall + GAP / 2)], style.SOFT, 0.7)
    page.y += tall + GAP


def _axis(page: Page, axis: Axis) -> None:
    page.y -= GAP / 2
    draw_percents(page, axis)
    unit = page.say("percent_unit").strip()
    page.text(axis.end + 9, page.y + 3, unit, style.SMALL, style.SOFT)
    page.line([(axis.start, page.y), (axis.end, page.y)], style.FAINT, 0.5)
    page.y += 5 + height("0", style.SMALL)
