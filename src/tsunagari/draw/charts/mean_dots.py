"""Means with their intervals, a dot a row, on one scale over all panels."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import check_roles
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, draw_grid, draw_ticks, round_ticks, signed
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import mark, sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import width, wrap
from tsunagari.draw.rows import Row, Rows, dot_in_lane, panel_title, why_empty

ROW, STUB, RIGHT = 22.0, 176.0, 30.0
VALUE = "from_none"  # the number drawn


@style.styled
def mean_dots(index: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns wave, country, group, n, from_none, ci_low, ci_high, basis; of
    an index also left_out.

    The chart's roles: row, panel (optional). An assumed mean is a hollow dot; a row without
    anybody (n 0) says why; one without an interval is what the others are measured from.
    """
    role, panel_role = spec["chart"]["row"], spec["chart"].get("panel")
    check_roles(index, [role, panel_role], labels)
    page = open_page(index, spec, labels, language)
    ends = index.loc[index["n"] > 0, [VALUE, "ci_low", "ci_high"]].to_numpy().ravel()
    ends = ends[np.isfinite(ends)]
    ticks = round_ticks(min([0.0, *ends]), max([0.0, *ends]) or 1.0)
    axis = axis_of(ticks, page.left + STUB, page.right - RIGHT)
    for panel in labels.arrange(panel_role, index[panel_role]) if panel_role else [None]:
        rows = index if panel is None else index[index[panel_role] == panel]
        if panel is not None:
            panel_title(page, page.name(panel_role, panel), 2)
        _panel(page, rows.set_index(role), role, axis)
        page.y += 6
    page.y -= 6
    draw_ticks(page, axis)
    page.y += 1
    remarks = [sampling_words(index["wave"].unique(), page), *_left_out(page, index)]
    return close_page(page, index, spec, *remarks, hollow=True)


def _left_out(page: Page, index: pd.DataFrame) -> list[str]:
    """How many respondents of a wave have no index, where any have none."""
    if "left_out" not in index:
        return []
    counted = index.drop_duplicates("wave").query("left_out > 0")
    return [
        page.say("left_out", wave=page.name("wave", wave), n=f"{n:,}")
        for wave, n in zip(counted["wave"], counted["left_out"], strict=True)
    ]


def _panel(page: Page, table: pd.DataFrame, role: str, axis: Axis) -> None:
    rows = Rows(page)
    for key in page.labels.arrange(role, table.index):
        people = int(table.loc[key, "n"])
        name = page.name(role, key) + (page.base(people) if people else "")
        rows.append(Row(table.loc[key], wrap(name, style.LABEL, STUB - 10), ROW, pad=0))
    top = page.y
    rows.stack()
    draw_grid(page, axis, top, page.y, None)
    for row in rows:
        row.stub(page)
        if row.key["n"]:
            _dot(page, row.key, axis, row.middle + 3)
        else:
            why_empty(page, axis.start + 4, row.middle, row.key["basis"])


def _dot(page: Page, record: pd.Series, axis: Axis, y: float) -> None:
    """The interval as a bar, the mean as a dot on it and as a number over it."""
    x = dot_in_lane(page, axis, y, record, VALUE, size=6.0, width=1.6, cap=2.5, edge=1.0)
    words = signed(record[VALUE]) + mark(record)
    if np.isnan(record["ci_low"]):
        words = page.say("reference")
    wide = width(words, style.NUMBER)
    page.box(x - wide / 2 - 1, y - 12.5, wide + 2, 8.5, style.PAPER)
    page.text(x, y - 4, words, style.NUMBER, style.INK, "center", "bottom")
