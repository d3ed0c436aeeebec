"""Histograms in a grid: a row a group, a column a wave, with the median of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import round_ticks, tick_words
from tsunagari.draw.paper.frame import close_page, open_index_page
from tsunagari.draw.paper.intervals import base, marked
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.words import say

STUB, ROW, GAP, SPACE = 112.0, 60.0, 16.0, 10.0
TOP = 18.0  # of a row, for its base and its median
CONCENTRATED = 90.0  # percent in one bin: drawn cut off, so that other bars can be seen


@dataclass(frozen=True)
class Frame:
    """One column: its wave, its edges, the ends of its scale, and the percent of a full bar."""

    key: str
    left: float
    right: float
    ticks: Sequence[float]
    full: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.left + (self.right - self.left) * (value - low) / (high - low)


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
        page.text(frame.left, page.y, labels.text(chart["column"], frame.key, language),
                  style.PANEL)  # fmt: skip
    page.y += height("x", style.PANEL) + 10
    for row in labels.arrange(chart["row"], table[chart["row"]]):
        words = wrap(labels.text(chart["row"], row, language), style.LABEL, STUB)
        page.text(page.left, page.y + ROW, words, style.LABEL, down="bottom")
        for frame in frames:
            here = table[(table[chart["row"]] == row) & (table[chart["column"]] == frame.key)]
            if len(here):
                _histogram(page, frame, here)
            else:
                page.text(frame.left, page.y + ROW, say("nobody", language), style.LABEL,
                          style.SOFT, down="bottom")  # fmt: skip
        page.y += ROW + SPACE
    page.y -= SPACE
    _axes(page, frames, spec["axis"][language])
    return close_page(page, table, spec, labels)


def _frames(page: Page, table: pd.DataFrame, keys: Sequence[str]) -> list[Frame]:
    shares = table[table["measure"] == "share"]
    ticks = round_ticks(shares["low"].min(), shares["high"].max())
    spread = shares.loc[shares["value"] < CONCENTRATED, "value"]
    full = spread.max() if len(spread) and spread.max() > 0 else 100.0
    wide = (page.breadth - STUB - GAP * len(keys)) / len(keys)
    lefts = [page.left + STUB + GAP + at * (wide + GAP) for at in range(len(keys))]
    return [
        Frame(key, left, left + wide, ticks, full) for key, left in zip(keys, lefts, strict=True)
    ]


def _histogram(page: Page, frame: Frame, here: pd.DataFrame) -> None:
    bottom = page.y + ROW
    colour, tall = style.WITHIN[1], ROW - TOP
    for record in here[here["measure"] == "share"].to_dict("records"):
        high = tall * min(record["value"] / frame.full, 1.0)
        left, right = frame.at(record["low"]), frame.at(record["high"])
        assumed = record["basis"] == "assumed"
        if record["value"] > 0:
            page.box(left + 0.4, bottom - high, right - left - 0.8, high, colour, assumed)
        if record["value"] > frame.full:
            percent = "％" if page.language == "ja" else "%"
            words = marked(record["value"], assumed, 0).replace("*", percent + "*" * assumed)
            page.text(right + 2, bottom - high, words, style.SMALL, style.SOFT)
    _median(page, frame, here, bottom)
    n = base(int(here["n"].iloc[0]), page.language).strip()
    page.text(frame.right, page.y, n, style.SMALL, style.SOFT, "right")
    page.line([(frame.left, bottom), (frame.right, bottom)], style.FAINT, 0.6)


def _median(page: Page, frame: Frame, here: pd.DataFrame, bottom: float) -> None:
    record = here[here["measure"] == "quantile_50"].iloc[0]
    x = frame.at(record["value"])
    top = bottom - ROW + TOP - 9
    page.line([(x, top + 9), (x, bottom)], style.ACCENT, 1.2)
    words = marked(record["value"], record["basis"] == "assumed", 2)
    wide = width(words, style.NUMBER)
    page.box(x - wide / 2 - 1, top, wide + 2, 9, style.PAPER)
    page.text(x, top, words, style.NUMBER, style.ACCENT, "center")


def _axes(page: Page, frames: Sequence[Frame], title: str) -> None:
    page.y += 1
    for frame in frames:
        for tick in frame.ticks:
            x = frame.at(tick)
            page.text(x, page.y + 1, tick_words(tick), style.SMALL, style.SOFT, "center")
        middle = (frame.left + frame.right) / 2
        page.text(middle, page.y + 2 + height("0", style.SMALL), title, style.SMALL, style.SOFT,
                  "center")  # fmt: skip
    page.y += 2 + 2 * height("0", style.SMALL)
