"""Histograms in a grid: a row a group, a column a wave, with the median of each."""

from collections.abc import Iterable, Mapping, Sequence

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
    shares = table[table["measure"] == "share"]
    spread = shares.loc[shares["value"] < CONCENTRATED, "value"]
    full = spread.max() if len(spread) and spread.max() > 0 else 100.0
    axes = _axes(page, shares, labels.arrange(chart["column"], table[chart["column"]]))
    for key, axis in axes.items():
        page.text(axis.start, page.y, page.name(chart["column"], key), style.PANEL)
    page.y += height("x", style.PANEL) + 10
    for row in labels.arrange(chart["row"], table[chart["row"]]):
        words = wrap(page.name(chart["row"], row), style.LABEL, STUB)
        page.text(page.left, page.y + ROW, words, style.LABEL, down="bottom")
        for key, axis in axes.items():
            here = table[(table[chart["row"]] == row) & (table[chart["column"]] == key)]
            if len(here):
                _histogram(page, axis, full, here)
            else:
                words, foot = page.say("nobody"), page.y + ROW
                page.text(axis.start, foot, words, style.LABEL, style.SOFT, down="bottom")
        page.y += ROW + SPACE
    page.y -= SPACE
    _scales(page, axes.values(), page.of(spec["axis"]))
    return close_page(page, table, spec)


def _axes(page: Page, shares: pd.DataFrame, keys: Sequence[str]) -> dict[str, Axis]:
    """The scale of each column."""
    ticks = round_ticks(shares["low"].min(), shares["high"].max())
    edges = page.columns(page.left + STUB + GAP, len(keys), GAP)
    return {key: axis_of(ticks, *ends) for key, ends in zip(keys, edges, strict=True)}


def _histogram(page: Page, axis: Axis, full: float, here: pd.DataFrame) -> None:
    """Bars, of which `full` per cent are as high as the row, the median and the base."""
    bottom = page.y + ROW
    colour, tall = style.WITHIN[1], ROW - TOP
    for record in here[here["measure"] == "share"].to_dict("records"):
        high = tall * min(record["value"] / full, 1.0)
        left, right = axis.at(record["low"]), axis.at(record["high"])
        assumed = record["basis"] == "assumed"
        if record["value"] > 0:
            page.box(left + 0.4, bottom - high, right - left - 0.8, high, colour, assumed)
        if record["value"] > full:
            percent = page.say("percent_sign")
            words = marked(record["value"], assumed, 0).replace("*", percent + "*" * assumed)
            page.text(right + 2, bottom - high, words, style.SMALL, style.SOFT)
    _median(page, axis, here, bottom)
    n = page.base(int(here["n"].iloc[0])).strip()
    page.text(axis.end, page.y, n, style.SMALL, style.SOFT, "right")
    page.line([(axis.start, bottom), (axis.end, bottom)], style.FAINT, 0.6)


def _median(page: Page, axis: Axis, here: pd.DataFrame, bottom: float) -> None:
    record = here[here["measure"] == "quantile_50"].iloc[0]
    x = axis.at(record["value"])
    top = bottom - ROW + TOP - 9
    page.line([(x, top + 9), (x, bottom)], style.ACCENT, 1.2)
    words = marked(record["value"], record["basis"] == "assumed", 2)
    wide = width(words, style.NUMBER)
    page.box(x - wide / 2 - 1, top, wide + 2, 9, style.PAPER)
    page.text(x, top, words, style.NUMBER, style.ACCENT, "center")


def _scales(page: Page, axes: Iterable[Axis], title: str) -> None:
    page.y += 1
    for axis in axes:
        for tick, words in axis.ticks:
            x = axis.at(tick)
            page.text(x, page.y + 1, words, style.SMALL, style.SOFT, "center")
        middle = (axis.start + axis.end) / 2
        below = page.y + 2 + height("0", style.SMALL)
        page.text(middle, below, title, style.SMALL, style.SOFT, "center")
    page.y += 2 + 2 * height("0", style.SMALL)
