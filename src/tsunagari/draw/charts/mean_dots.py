"""Means with their intervals, a dot a row, on one scale over all panels."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import check_roles
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import round_ticks, tick_words
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import base, marked
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.words import say

ROW, STUB, RIGHT = 22.0, 176.0, 30.0


@style.styled
def mean_dots(index: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns wave, country, group, n, mean, ci_low, ci_high, basis, left_out.

    The chart's roles: row, panel (optional). An assumed mean is a hollow dot; a row without
    anybody (n 0) says why.
    """
    chart = spec["chart"]
    role, panel_role = chart["row"], chart.get("panel")
    check_roles(index, [role, panel_role], labels)
    page = open_page(index, spec, labels, language)
    ends = index.loc[index["n"] > 0, ["ci_low", "ci_high"]].to_numpy().ravel()
    ticks = round_ticks(min([0.0, *ends]), max([0.0, *ends]) or 1.0)
    panels = labels.arrange(panel_role, index[panel_role]) if panel_role else [None]
    for panel in panels:
        rows = index if panel is None else index[index[panel_role] == panel]
        if panel is not None:
            title = labels.text(panel_role, panel, language)
            page.write(page.left, title, style.PANEL, style.ACCENT)
            page.y += 2
        _panel(page, rows.set_index(role), labels, role, ticks)
        page.y += 6
    page.y -= 6
    _axis(page, ticks)
    remarks = [_remark(index, labels, language), *_left_out(index, labels, language)]
    return close_page(page, index, spec, labels, *remarks, hollow=True)


def _remark(index: pd.DataFrame, labels: Labels, language: str) -> str:
    """How the intervals are to be read, by how the waves were sampled."""
    sampling = {labels.waves[wave]["sampling"] for wave in index["wave"].unique()}
    opt_in = any(kind.startswith("opt_in") for kind in sampling)
    return say("model_based" if opt_in else "interval", language)


def _left_out(index: pd.DataFrame, labels: Labels, language: str) -> list[str]:
    """How many respondents of a wave have no index, where any have none."""
    counted = index.drop_duplicates("wave").query("left_out > 0")
    titles = [labels.text("wave", wave, language) for wave in counted["wave"]]
    return [
        say("left_out", language, wave=title, n=f"{n:,}")
        for title, n in zip(titles, counted["left_out"], strict=True)
    ]


def _x(page: Page, value: float, ticks: list[float]) -> float:
    left, right = page.left + STUB, page.right - RIGHT
    return left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0])


def _panel(page: Page, rows: pd.DataFrame, labels: Labels, role: str, ticks: list[float]) -> None:
    top = page.y
    keys = labels.arrange(role, rows.index)
    bottom = top + ROW * len(keys)
    for tick in ticks:
        x = _x(page, tick, ticks)
        page.line([(x, top), (x, bottom)], style.RULE, 0.5)
    for key in keys:
        record = rows.loc[key]
        middle, people = page.y + ROW / 2, int(record["n"])
        name = labels.text(role, key, page.language)
        name += base(people, page.language) if people else ""
        page.text(page.left, middle, wrap(name, style.LABEL, STUB - 10), style.LABEL, down="center")
        if people:
            _dot(page, record, ticks, middle + 3, record["basis"] == "assumed")
        else:
            x, message = _x(page, ticks[0], ticks) + 4, say(record["basis"], page.language)
            page.text(x, middle, message, style.LABEL, style.SOFT, down="center")
        page.y += ROW


def _dot(page: Page, record: pd.Series, ticks: list[float], y: float, assumed: bool) -> None:
    """The interval as a bar, the mean as a dot on it and as a number over it."""
    low, mean, high = (_x(page, record[k], ticks) for k in ("ci_low", "mean", "ci_high"))
    colour = style.CATEGORICAL[0]
    page.line([(low, y), (high, y)], colour, 1.6)
    for end in (low, high):
        page.line([(end, y - 2.5), (end, y + 2.5)], colour, 1.0)
    page.dot(mean, y, colour, 6.0, hollow=assumed)
    words = marked(record["mean"], assumed, 2)
    wide = width(words, style.NUMBER)
    page.box(mean - wide / 2 - 1, y - 12.5, wide + 2, 8.5, style.PAPER)
    page.text(mean, y - 4, words, style.NUMBER, style.INK, "center", "bottom")


def _axis(page: Page, ticks: list[float]) -> None:
    left, right = _x(page, ticks[0], ticks), _x(page, ticks[-1], ticks)
    page.line([(left, page.y), (right, page.y)], style.FAINT, 0.6)
    for tick in ticks:
        page.text(
            _x(page, tick, ticks), page.y + 2, tick_words(tick), style.SMALL, style.SOFT, "center"
        )
    page.y += 3 + height("0", style.SMALL)
