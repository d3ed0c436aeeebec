"""Histograms in a grid: a row a group, a column a wave, with the median of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, round_ticks
from tsunagari.draw.paper.frame import close_page, open_index_page
from tsunagari.draw.paper.intervals import marked
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap

STUB, ROW, GAP, SPACE = 112.0, 60.0, 16.0, 10.0
TOP = 18.0  # of a row, for its base and its median
CONCENTRATED = 90.0  # percent in one bin: drawn cut off, so that other bars can be seen


@dataclass(frozen=True)
class Frame:
    """One column: its wave, its scale, and the percent of a full bar."""

    key: str
    axis: Axis
    full: float


@style.styled
def histograms(
    table: pd.DataFrame, spec: Mapping, labels: Labels, language: str, paragraph: str = ""
) -> Figure:
    """Draw a table with the chart's row and column and n, measure, low, high, value, basis.

    Rows of measure `share` are bars from low to high, `quantile_50` is the median. Assumed
    bars are hatched. A bar of nearly everybody is cut off at the top, its percentage beside
    it.
    """
    chart = spec["chart"]
    page = open_index_page(table, spec, labels, language)
    frames = _frames(page, table, labels.arrange(chart["column"], table[chart["column"]]))
    for frame in frames:
        page.text(frame.axis.start, page.y, page.name(chart["column"], frame.key), style.PANEL)
    page.y += height("x", style.PANEL) + 10
    for row in labels.arrange(chart["row"], table[chart["row"]]):
        words = wrap(page.name(chart["row"], row), style.LABEL, STUB)
        page.text(page.left, page.y + ROW, words, style.LABEL, down="bottom")
        for frame in frames:
            here = table[(table[chart["row"]] == row) & (table[chart["column"]] == frame.key)]
            if len(here):
                _histogram(page, frame, here)
            else:
                words, foot = page.say("nobody"), page.y + ROW
                page.text(frame.axis.start, foot, words, style.LABEL, style.SOFT, down="bottom")
        page.y += ROW + SPACE
    page.y -= SPACE
    _axes(page, frames, page.of(spec["axis"]))
    return close_page(page, table, spec)


def _frames(page: Page, table: pd.DataFrame, keys: Sequence[str]) -> list[Frame]:
    shares = table[table["measure"] == "share"]
    ticks = round_ticks(shares["low"].min(), shares["high"].max())
    spread = shares.loc[shares["value"] < CONCENTRATED, "value"]
    full = spread.max() if len(spread) and spread.max() > 0 else 100.0
    wide = (page.breadth - STUB - GAP * len(keys)) / len(keys)
    lefts = [page.left + STUB + GAP + at * (wide + GAP) for at in range(len(keys))]
    axes = [axis_of(ticks, left, left + wide) for left in lefts]
    return [Frame(key, axis, full) for key, axis in zip(keys, axes, strict=True)]


def _histogram(page: Page, frame: Frame, here: pd.DataFrame) -> None:
    bottom = page.y + ROW
    colour, tall = style.WITHIN[1], ROW - TOP
    for record in here[here["measure"] == "share"].to_dict("records"):
        high = tall * min(record["value"] / frame.full, 1.0)
        left, right = frame.axis.at(record["low"]), frame.axis.at(record["high"])
        assumed = record["basis"] == "assumed"
        if record["value"] > 0:
            page.box(left + 0.4, bottom - high, right - left - 0.8, high, colour, assumed)
        if record["value"] > frame.full:
            percent = page.say("percent_sign")
            words = marked(record["value"], assumed, 0).replace("*", percent + "*" * assumed)
            page.text(right + 2, bottom - high, words, style.SMALL, style.SOFT)
    _median(page, frame, here, bottom)
    n = page.base(int(here["n"].iloc[0])).strip()
    page.text(frame.axis.end, page.y, n, style.SMALL, style.SOFT, "right")
    page.line([(frame.axis.start, bottom), (frame.axis.end, bottom)], style.FAINT, 0.6)


def _median(page: Page, frame: Frame, here: pd.DataFrame, bottom: float) -> None:
    record = here[here["measure"] == "quantile_50"].iloc[0]
    x = frame.axis.at(record["value"])
    top = bottom - ROW + TOP - 9
    page.line([(x, top + 9), (x, bottom)], style.ACCENT, 1.2)
    words = marked(record["value"], record["basis"] == "assumed", 2)
    wide = width(words, style.NUMBER)
    page.box(x - wide / 2 - 1, top, wide + 2, 9, style.PAPER)
    page.text(x, top, words, style.NUMBER, style.ACCENT, "center")


def _axes(page: Page, frames: Sequence[Frame], title: str) -> None:
    page.y += 1
    for frame in frames:
        for tick, words in frame.axis.ticks:
            x = frame.axis.at(tick)
            page.text(x, page.y + 1, words, style.SMALL, style.SOFT, "center")
        middle = (frame.axis.start + frame.axis.end) / 2
        below = page.y + 2 + height("0", style.SMALL)
        page.text(middle, below, title, style.SMALL, style.SOFT, "center")
    page.y += 2 + 2 * height("0", style.SMALL)
