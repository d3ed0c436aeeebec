"""Horizontal bars stacked to 100 per cent, every number printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Cell, Keys, arrange
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import BOUNDS, below_bar, bounds_bar, sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, height, longest_word, width, wrap
from tsunagari.draw.rows import SWATCH, Row, Rows, panel_title, swatches, why_empty, with_base
from tsunagari.draw.segments import Look, Segments, segments
from tsunagari.read.rounding import printed

BAR, GAP, LIFT = 15.0, 6.0, 10.0  # bar, space between bars, room for numbers above a bar
SUM_WIDTH = 56.0
INNER, BOTH_INNER, OUTER = 168.0, 118.0, 92.0  # most width of a label, beside outer ones, of these
LOOK = Look(BAR, inset=2.5, above=1.6, leader=1.7, beyond=14)


@dataclass(frozen=True)
class Layout:
    """The page, the rows of the table, and how their bars and labels look."""

    page: Page
    grid: Arrangement
    bars: Segments
    outer: float  # width of the labels of outer keys, of the innermost
    inner: float
    intervals: bool

    def name(self, category: str) -> str:
        return self.page.name("category", category)

    def cells(self, panel: str | None, index: int) -> dict[str, Cell | None]:
        row = self.grid.rows[panel][index]
        return {k: self.grid.cell(panel, row, k) for k in (*self.bars.keys, *self.bars.sums)}

    def sum_x(self, index: int) -> float:
        """The middle of a column of sums."""
        return self.bars.axis.end + 6 + SUM_WIDTH * (index + 0.5)


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
    layout = _layout(page, grid, chart)
    _heads(layout)
    for panel in grid.panels:
        if panel != grid.panels[0]:
            page.y += 5
            _title(layout, panel)
        for index in range(len(grid.rows[panel])):
            _row(layout, panel, index)
    page.y -= GAP / 2
    layout.bars.scale(page)
    return close_page(page, estimates, spec, *_remarks(layout, estimates))


def _layout(page: Page, grid: Arrangement, chart: Mapping) -> Layout:
    wanted = chart.get("bracket", ())
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    sums = sum(column in wanted for column in grid.columns)
    outer, inner = _stub_widths(page, grid)
    ends = page.left + outer + inner + 8, page.right - (SUM_WIDTH * sums + 6 if sums else 22)
    unit, neutral = page.say("percent_unit"), chart.get("neutral", ())
    bars = segments(page, grid.columns, wanted, neutral, ends, LOOK, unit)
    return Layout(page, grid, bars, outer, inner, chart.get("intervals", False))


def _stub_widths(page: Page, grid: Arrangement) -> tuple[float, float]:
    """What the labels of outer and of innermost keys take, over all panels."""
    nested = len(grid.row_roles) > 1
    limit, widest = BOTH_INNER if nested else INNER, 0.0
    for panel, keys in grid.every_row:
        people = page.base(grid.base(panel, keys))
        words = wrap(page.name(grid.row_roles[-1], keys[-1]) + people, style.LABEL, limit)
        widest = max(widest, width(words, style.LABEL), width(people, style.LABEL))
    return OUTER + 8 if nested else 0.0, min(widest, limit)


# --- what the segments are called -------------------------------------------------
def _direct_labels(layout: Layout) -> list[tuple[float, str]] | None:
    """Segment labels over the first bar as (centre, words), or None if any does not fit."""
    bars, found, start = layout.bars, [], 0.0
    cells = layout.cells(layout.grid.panels[0], 0)
    for category in bars.keys:
        cell, label = cells[category], layout.name(category)
        if cell is None or not bars.fits(cell):
            return None
        room = bars.axis.at(cell.percent) - bars.axis.at(0) - 4
        words = wrap(label, style.SMALL, room)
        if longest_word(label, style.SMALL) > room or words.count("\n") > 1:
            return None
        found.append((bars.axis.at(start + cell.percent / 2), words))
        start += cell.percent
    return found


def _heads(layout: Layout) -> None:
    """All that stands over the first bar: legend or direct labels, heads of the sums.

    They share the height, so that the sums' heads take none of their own if the rest is
    as high. The title of the first panel is part of it.
    """
    page, grid, direct = layout.page, layout.grid, _direct_labels(layout)
    start = page.y
    if direct is None:
        _legend(layout)
    if grid.panel_role:
        _title(layout, grid.panels[0])
    names = [wrap(layout.name(key), style.SMALL, SUM_WIDTH - 4) for key in layout.bars.sums]
    heads = [*(direct or ()), *((layout.sum_x(i), words) for i, words in enumerate(names))]
    over = max((height(words, style.SMALL) for _, words in direct or ()), default=0.0)
    sums = max((height(words, style.SMALL) for words in names), default=0.0)
    page.y = max(page.y + over, start + sums)
    for x, words in heads:
        page.text(x, page.y, words, style.SMALL, style.SOFT, "center", "bottom")
    page.y += 4.5 if names and layout.intervals else 1.5


def _legend(layout: Layout) -> None:
    """Swatches with labels, in the order of the segments, over as many lines as needed."""
    page, bars = layout.page, layout.bars
    end = bars.axis.end if bars.sums else page.right
    room, box = end - page.left, SWATCH + 4
    texts = [wrap(layout.name(key), style.LABEL, room - box) for key in bars.keys]
    wide = sum(box + width(words, style.LABEL) for words in texts)
    gap = (room - wide) / max(len(texts) - 1, 1)  # so that they just fill one line
    gap = min(gap, 14.0) if gap >= 6 else 14.0
    entries = [(words, bars.colours[key]) for words, key in zip(texts, bars.keys, strict=True)]
    swatches(page, entries, end, gap, 0.1)
    page.y += 5


def _title(layout: Layout, panel: str) -> None:
    page = layout.page
    room = layout.bars.axis.end - page.left
    panel_title(page, page.name(layout.grid.panel_role, panel), 2.5, room)


# --- bars -------------------------------------------------------------------------
def _row(layout: Layout, panel: str | None, index: int) -> None:
    page, grid, bars = layout.page, layout.grid, layout.bars
    keys, cells = grid.rows[panel][index], layout.cells(panel, index)
    n, top = grid.base(panel, keys), page.y
    lift = LIFT if n and not bars.all_fit(cells) else 0.0
    label = page.name(grid.row_roles[-1], keys[-1])
    words = with_base(label, page.base(n) if n else "", layout.inner)
    outer, share = _outer(layout, panel, keys)
    least = max(BAR, share - lift - GAP)
    (row,) = Rows(page, [Row(keys, words, least, -2, layout.outer, lift=lift)]).stack()
    row.stub(page)
    if outer and (index == 0 or grid.rows[panel][index - 1][:-1] != keys[:-1]):
        if index:
            page.line([(page.left, top - GAP / 2), (page.right, top - GAP / 2)])
        # Its first line level with the row's label.
        first = row.middle - height("x", style.LABEL) / 2
        page.text(page.left, first, outer, style.LABEL, style.ACCENT)
    if not n:
        why_empty(page, bars.axis.start + 4, row.middle, grid.why_empty(panel, keys))
    else:
        bars.bar(page, cells, row.middle)
        for column, key in enumerate(bars.sums):
            _sum(layout, cells[key], layout.sum_x(column), row.middle)
    page.y += GAP
    if n:
        page.y = max(page.y, _below(layout, cells, row.middle + BAR / 2) + GAP)


def _below(layout: Layout, cells: Mapping[str, Cell], bottom: float) -> float:
    """Bounds and intervals below a bar; gives the height where they end."""
    page, bars = layout.page, layout.bars
    if bounds := cells[_from_left(layout)].bounds:
        bounds_bar(page, tuple(map(bars.axis.at, bounds)), bottom + 1)
        bottom += BOUNDS + 1
    if layout.intervals:
        spans, thick = _spans(layout, cells), [key for key in bars.sums if not cells[key].bounds]
        bottom += below_bar(page, spans, len(thick), bottom)
    return bottom


def _from_left(layout: Layout) -> str:
    """What a bar shows from its left end on: the sum that begins there, or the first segment."""
    bars, sets = layout.bars, layout.page.labels.sets
    return next((key for key in bars.sums if bars.keys[0] in sets[key]), bars.keys[0])


def _outer(layout: Layout, panel: str | None, keys: Keys) -> tuple[Lines, float]:
    """The label that spans the rows of the same outer keys, and a row's share of its height."""
    if not layout.outer:
        return "", 0.0
    names = map(layout.page.name, layout.grid.row_roles[:-1], keys[:-1])
    words = wrap(" ".join(names), style.LABEL, layout.outer - 8)
    span = sum(other[:-1] == keys[:-1] for other in layout.grid.rows[panel])
    return words, (height(words, style.LABEL) + 2) / span


def _sum(layout: Layout, cell: Cell, x: float, middle: float) -> None:
    """A bracketed sum, and below it its interval, or its bounds if it is assumed."""
    shown = cell.bounds or (layout.intervals and cell.has_interval)
    lift, page = 4.5 if shown else 0.0, layout.page
    page.level(x, middle - lift, cell.printed, style.LABEL + 0.8, across="center")
    if shown:
        low, high = (printed(end, 1) for end in cell.bounds or (cell.low, cell.high))
        ends = f"{low} – {high}" if cell.bounds else f"[{low}, {high}]"
        page.level(x, middle + lift + 0.5, ends, style.SMALL, style.SOFT, "center")


def _spans(layout: Layout, cells: Mapping[str, Cell]) -> list[Sequence[float]]:
    """Low end, edge and high end of each segment, set at its right edge, then of each sum.

    A sum stands where its bar does: from the left of the first of its segments. An assumed
    number with bounds has no interval: it is not an answer of a sample.
    """
    starts, start, bars = {}, 0.0, layout.bars
    for category in bars.keys:
        starts[category] = start
        start += cells[category].percent
    for key in bars.sums:
        starts[key] = min(starts[m] for m in layout.page.labels.sets[key] if m in starts)
    return [
        tuple(bars.axis.at(starts[key] + value) for value in (cell.low, cell.percent, cell.high))
        for key, cell in ((key, cells[key]) for key in starts)
        if cell.percent > 0 and not cell.bounds and cell.has_interval
    ]


def _remarks(layout: Layout, estimates: pd.DataFrame) -> list[str]:
    """How bounds and intervals are to be read, if there are any."""
    bounds = [layout.page.say("bounds")] if layout.grid.has_bounds else []
    if not layout.intervals:
        return bounds
    key = "bar_intervals_and_sums" if layout.bars.sums else "bar_intervals"
    sampling = sampling_words(estimates["wave"].unique(), layout.page)
    return [*bounds, layout.page.say(key), sampling]
