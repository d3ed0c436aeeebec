"""Means with their intervals, a dot a row, on one scale over all panels."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import check_roles
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, draw_grid, draw_ticks, round_ticks
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import dot_with_interval, marked, sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import width, wrap
from tsunagari.draw.rows import panel_title, why_empty

ROW, STUB, RIGHT = 22.0, 176.0, 30.0


@style.styled
def mean_dots(index: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns wave, country, group, n, mean, ci_low, ci_high, basis, left_out.

    The chart's roles: row, panel (optional). An assumed mean is a hollow dot; a row without
    anybody (n 0) says why.
    """
    role, panel_role = spec["chart"]["row"], spec["chart"].get("panel")
    check_roles(index, [role, panel_role], labels)
    page = open_page(index, spec, labels, language)
    ends = index.loc[index["n"] > 0, ["ci_low", "ci_high"]].to_numpy().ravel()
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
    counted = index.drop_duplicates("wave").query("left_out > 0")
    return [
        page.say("left_out", wave=page.name("wave", wave), n=f"{n:,}")
        for wave, n in zip(counted["wave"], counted["left_out"], strict=True)
    ]


def _panel(page: Page, rows: pd.DataFrame, role: str, axis: Axis) -> None:
    keys = page.labels.arrange(role, rows.index)
    draw_grid(page, axis, page.y, page.y + ROW * len(keys), None)
    for key in keys:
        record, middle = rows.loc[key], page.y + ROW / 2
        people = int(record["n"])
        name = page.name(role, key) + (page.base(people) if people else "")
        page.level(page.left, middle, wrap(name, style.LABEL, STUB - 10))
        if people:
            _dot(page, record, axis, middle + 3)
        else:
            why_empty(page, axis.start + 4, middle, record["basis"])
        page.y += ROW


def _dot(page: Page, record: pd.Series, axis: Axis, y: float) -> None:
    """The interval as a bar, the mean as a dot on it and as a number over it."""
    spans = _, mean, _ = [axis.at(record[k]) for k in ("ci_low", "mean", "ci_high")]
    assumed = record["basis"] == ASSUMED
    colour = style.CATEGORICAL[0]
    dot_with_interval(page, spans, y, colour, 6.0, assumed, width=1.6, cap=2.5, edge=1.0)
    words = marked(record["mean"], assumed, 2)
    wide = width(words, style.NUMBER)
    page.box(mean - wide / 2 - 1, y - 12.5, wide + 2, 8.5, style.PAPER)
    page.text(mean, y - 4, words, style.NUMBER, style.INK, "center", "bottom")
