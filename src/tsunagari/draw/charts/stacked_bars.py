"""Horizontal bars stacked to 100 per cent, every number printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Cell, Row, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import base, below_bar, sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.place import spread
from tsunagari.draw.paper.text import height, longest_word, width, wrap
from tsunagari.draw.rows import Stubs, stubs
from tsunagari.draw.words import say
from tsunagari.read.rounding import printed

BAR, GAP, LIFT = 15.0, 6.0, 10.0  # bar, space between bars, room for numbers above a bar
SUM_WIDTH = 56.0
PAD = 1.6  # between a number and the edge of its segment


@dataclass(frozen=True)
class Layout:
    """Where things stand across the page, in points, and what the segments look like."""

    labels: Labels
    language: str
    left: float
    right: float
    segments: list[str]
    sums: list[str]
    colours: Mapping[str, str]
    stubs: Stubs
    intervals: bool

    def x(self, percent: float) -> float:
        return self.left + (self.right - self.left) * percent / 100


@style.styled
def stacked_bars(estimates: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw one bar a row, with a segment a category and, at the right, the bracketed sums.

    The chart's roles: panel (optional), row (one key or several, the last the innermost),
    segment, bracket (sets of categories, printed as sums), neutral (categories in grey).
    With `intervals: true` the 95 per cent intervals of segments and sums hang below the bars.
    """
    chart = spec["chart"]
    grid = arrange(estimates, chart, labels, "segment")
    page = open_page(estimates, spec, labels, language)
    layout = _layout(page, grid, chart, labels)
    first = grid.rows(grid.panels[0])[0]
    direct = _direct_labels(layout, grid, first)
    _heads(page, layout, grid, direct)
    for panel in grid.panels:
        _panel(page, layout, grid, panel)
    _axis(page, layout)
    return close_page(page, estimates, spec, labels, *_remarks(page, estimates, layout))


def _layout(page: Page, grid: Arrangement, chart: Mapping, labels: Labels) -> Layout:
    wanted = chart.get("bracket", ())
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    sums = [column for column in grid.columns if column in wanted]
    segments = [column for column in grid.columns if column not in labels.sets]
    inside = [member for key in sums for member in labels.sets[key]]
    colours = style.segment_colours(segments, labels.ordered, inside, chart.get("neutral", ()))
    rows = stubs(page, grid, labels)
    right = page.right - (SUM_WIDTH * len(sums) + 6 if sums else 22)
    left, wanted = page.left + rows.width + 8, chart.get("intervals", False)
    return Layout(labels, page.language, left, right, segments, sums, colours, rows, wanted)


# --- what the segments are called -------------------------------------------------
def _direct_labels(layout: Layout, grid: Arrangement, row: Row) -> list[tuple[float, str]] | None:
    """Segment labels over the first bar as (centre, words), or None if any does not fit."""
    found, start = [], 0.0
    for category in layout.segments:
        cell = grid.cell(grid.panels[0], row, category)
        if cell is None or not _fits(cell, layout):
            return None
        label = layout.labels.text("category", category, layout.language)
        room = layout.x(cell.percent) - layout.x(0) - 4
        if longest_word(label, style.SMALL) > room:
            return None
        words = wrap(label, style.SMALL, room)
        if words.count("\n") > 1:
            return None
        found.append((layout.x(start + cell.percent / 2), words))
        start += cell.percent
    return found


def _heads(
    page: Page, layout: Layout, grid: Arrangement, direct: Sequence[tuple[float, str]] | None
) -> None:
    """All that stands over the first bar: legend or direct labels, heads of the sums.

    They share the height, so that the sums' heads take none of their own if the rest is
    as high. The title of the first panel is part of it.
    """
    start = page.y
    if direct is None:
        _legend(page, layout)
    if grid.panel_role:
        _title(page, layout, grid, grid.panels[0])
    over = [height(words, style.SMALL) for _, words in direct or ()]
    sums = [
        wrap(layout.labels.text("category", key, page.language), style.SMALL, SUM_WIDTH - 4)
        for key in layout.sums
    ]
    tallest = max((height(words, style.SMALL) for words in sums), default=0.0)
    page.y = max(page.y + max(over, default=0.0), start + tallest)
    for x, words in direct or ():
        page.text(x, page.y, words, style.SMALL, style.SOFT, "center", "bottom")
    for index, words in enumerate(sums):
        x = _sum_x(layout, index)
        page.text(x, page.y, words, style.SMALL, style.SOFT, "center", "bottom")
    page.y += 4.5 if layout.sums and layout.intervals else 1.5


def _legend(page: Page, layout: Layout) -> None:
    """Swatches with labels, in the order of the segments, over as many lines as needed."""
    end = layout.right if layout.sums else page.right
    room, x, swatch = end - page.left, page.left, 9.0
    texts = [layout.labels.text("category", key, page.language) for key in layout.segments]
    texts = [wrap(words, style.LABEL, room - swatch - 4) for words in texts]
    wide = [swatch + 4 + width(words, style.LABEL) for words in texts]
    gap = (room - sum(wide)) / max(len(wide) - 1, 1)  # so that they just fill one line
    gap = min(gap, 14.0) if gap >= 6 else 14.0
    for category, words, long in zip(layout.segments, texts, wide, strict=True):
        if x > page.left and x + long > end + 0.1:
            x, page.y = page.left, page.y + style.LABEL * 1.5
        page.box(x, page.y + 0.5, swatch, swatch - 1, layout.colours[category])
        page.text(x + swatch + 4, page.y, words, style.LABEL)
        x += long + gap
    page.y += style.LABEL * 1.5 + 5


def _title(page: Page, layout: Layout, grid: Arrangement, panel: str) -> None:
    title = layout.labels.text(grid.panel_role, panel, page.language)
    room = layout.right - page.left
    page.write(page.left, wrap(title, style.PANEL, room), style.PANEL, style.ACCENT)
    page.y += 2.5


def _sum_x(layout: Layout, index: int) -> float:
    return layout.right + 6 + SUM_WIDTH * (index + 0.5)


# --- bars -------------------------------------------------------------------------
def _panel(page: Page, layout: Layout, grid: Arrangement, panel: str | None) -> None:
    """The panel's title, unless it is the first, and its rows."""
    if panel != grid.panels[0]:
        page.y += 5
        _title(page, layout, grid, panel)
    for index, row in enumerate(grid.rows(panel)):
        _row(page, layout, grid, panel, row, index)


def _row(
    page: Page, layout: Layout, grid: Arrangement, panel: str | None, row: Row, index: int
) -> None:
    cells = {key: grid.cell(panel, row, key) for key in [*layout.segments, *layout.sums]}
    n = grid.base(panel, row)
    lift = LIFT if n and any(not _fits(cells[key], layout) for key in layout.segments) else 0.0
    stub = layout.stubs.words(row, base(n, page.language) if n else "")
    tall = max(BAR, height(stub, style.LABEL) - 2)
    tall = max(tall, layout.stubs.room(grid.rows(panel), row) - lift - GAP)
    middle = page.y + lift + tall / 2
    layout.stubs.draw(page, grid.rows(panel), row, index, middle, stub, page.y - GAP / 2)
    if not n:
        message = say(grid.why_empty(panel, row), page.language)
        page.text(layout.left + 4, middle, message, style.LABEL, style.SOFT, down="center")
    else:
        _bar(page, layout, cells, middle - BAR / 2)
        for place, key in enumerate(layout.sums):
            _sum(page, layout, cells[key], _sum_x(layout, place), middle)
    page.y += lift + tall + GAP
    if n and layout.intervals:
        below = below_bar(page, _spans(layout, cells), len(layout.sums), middle + BAR / 2)
        page.y = max(page.y, middle + BAR / 2 + below + GAP)


def _sum(page: Page, layout: Layout, cell: Cell, x: float, middle: float) -> None:
    """A bracketed sum, and its interval below it."""
    lift = 4.5 if layout.intervals else 0.0
    size = style.LABEL + 0.8
    page.text(x, middle - lift, cell.printed, size, style.INK, "center", "center")
    if layout.intervals:
        ends = f"[{printed(cell.low, 1)}, {printed(cell.high, 1)}]"
        page.text(x, middle + lift + 0.5, ends, style.SMALL, style.SOFT, "center", "center")


def _spans(layout: Layout, cells: Mapping[str, Cell]) -> list[tuple[float, float, float]]:
    """Low end, edge and high end of each segment, set at its right edge, then of each sum.

    A sum stands where its bar does: from the left of the first of its segments.
    """
    starts, start = {}, 0.0
    for category in layout.segments:
        starts[category] = start
        start += cells[category].percent
    for key in layout.sums:
        starts[key] = min(starts[m] for m in layout.labels.sets[key] if m in starts)
    return [
        tuple(layout.x(starts[key] + value) for value in (cell.low, cell.percent, cell.high))
        for key, cell in ((key, cells[key]) for key in starts)
        if cell.percent > 0
    ]


def _remarks(page: Page, estimates: pd.DataFrame, layout: Layout) -> list[str]:
    """How the intervals are to be read, if there are any."""
    if not layout.intervals:
        return []
    words = say("bar_intervals_and_sums" if layout.sums else "bar_intervals", page.language)
    return [words, sampling_words(estimates["wave"].unique(), layout.labels, page.language)]


def _fits(cell: Cell, layout: Layout) -> bool:
    room = layout.x(cell.percent) - layout.x(0)
    return width(cell.printed, style.NUMBER) + 2 * PAD <= room


def _bar(page: Page, layout: Layout, cells: Mapping[str, Cell], top: float) -> None:
    """One bar: numbers in their segments, those that do not fit above with a leader."""
    start, above = 0.0, []
    for category in layout.segments:
        cell, fill = cells[category], layout.colours[category]
        left, right = layout.x(start), layout.x(start + cell.percent)
        page.box(left, top, right - left, BAR, fill, hatched=cell.assumed)
        centre = (left + right) / 2
        if _fits(cell, layout):
            if cell.assumed:
                wide = width(cell.printed, style.NUMBER) + 2
                page.box(centre - wide / 2, top + 2.5, wide, BAR - 5, fill)
            page.text(
                centre,
                top + BAR / 2,
                cell.printed,
                style.NUMBER,
                style.ink_on(fill),
                "center",
                "center",
            )
        else:
            above.append((centre, cell.printed))
        start += cell.percent
        if 0 < start < 99.95 and cell.percent > 0:
            page.line([(right, top), (right, top + BAR)], style.PAPER, 0.8)
    _numbers_above(page, layout, above, top)


def _numbers_above(
    page: Page, layout: Layout, above: Sequence[tuple[float, str]], top: float
) -> None:
    widths = [width(words, style.SMALL) for _, words in above]
    places = spread([x for x, _ in above], widths, 3.0, layout.left - 6, layout.right + 14)
    for (centre, words), x in zip(above, places, strict=True):
        page.text(x, top - 1.6, words, style.SMALL, style.INK, "center", "bottom")
        page.line([(x, top - 1.7), (centre, top + 2.5)], style.SOFT, 0.5)


def _axis(page: Page, layout: Layout) -> None:
    """A scale from 0 to 100 below the last bar."""
    page.y -= GAP / 2
    page.line([(layout.left, page.y), (layout.right, page.y)], style.FAINT, 0.5)
    for percent in range(0, 101, 20):
        x = layout.x(percent)
        page.line([(x, page.y), (x, page.y + 2.5)], style.FAINT, 0.5)
        words = (
            str(percent) if percent < 100 else ("100（％）" if page.language == "ja" else "100 (%)")
        )
        shift = (width(words, style.SMALL) - width("100", style.SMALL)) / 2 if percent == 100 else 0
        page.text(x + shift, page.y + 3, words, style.SMALL, style.SOFT, "center")
    page.y += 3 + height("0", style.SMALL)
