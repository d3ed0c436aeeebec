"""Shares in two waves and their change: a dumbbell and a dot a row, each with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED, EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.draw.charts.comparison_notes import remarks
from tsunagari.draw.charts.comparison_rows import (
    Block,
    blocks,
    constants,
    found_trends,
    in_order,
    sides,
    simultaneous,
    trend_names,
    trend_verdicts,
    verdicts_of,
)
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import (
    Axis,
    axis_of,
    draw_grid,
    draw_ticks,
    interval_words,
    round_ticks,
    signed,
)
from tsunagari.draw.paper.frame import Line, close_page, open_page
from tsunagari.draw.paper.intervals import mark
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.rows import Row, Rows, dot_in_lane, dots
from tsunagari.draw.words import Wording
from tsunagari.read.rounding import printed

EARLIER, LATER = style.BEYOND[1], style.WITHIN[0]
DOT = {"size": 5.0, "width": 1.2, "edge": 1.0}
ROW, APART = 18.0, 4.2  # height of a row; of its dots and numbers from the middle
STUB, PERCENT, NUMBERS, VERDICT, GRADE, GAP = 132.0, 27.0, 60.0, 40.0, 22.0, 8.0


@dataclass(frozen=True)
class Layout:
    """Where things stand across the page, in points."""

    percent: Axis
    change: Axis
    margin: float
    numbers: float  # left edge of changes as text
    verdict: float  # centres
    grade: float

    @property
    def printed(self) -> float:
        """The right edge of percentages as text."""
        return self.percent.end + PERCENT - 2


@style.styled
def comparison(
    table: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    trends: pd.DataFrame | None = None,
    omnibus: pd.DataFrame | None = None,
) -> Figure:
    """Draw a comparison's table (comparisons.compare), adjusted and judged, and its trends.

    omnibus  the tests of its questions (comparisons.omnibus), adjusted, of which a note tells

    In each row the earlier share stands above the later, then the change on a scale of its
    own with the band that counts as none, its interval, the verdict and the grade. What is
    assumed is a hollow dot with an asterisk. Raises ProblemsFound for a key without a label.
    """
    table = simultaneous(table)
    lines = _lines(table, Wording(labels, language))
    page = open_page(sides(table), entry, labels, language, entry["title"][language], lines)
    found = blocks(table, page)
    layout = _layout(page, table, found, entry)
    _heads(page, layout)
    for index, block in enumerate(found):
        shared = _shared_n(_rows_of(table, block))
        if not index or block.pair != found[index - 1].pair:
            _legend(page, block, shared)
        _block(page, layout, block, bool(index), shared)
    draw_ticks(page, layout.percent, layout.change)
    notes = remarks(table, entry, page, omnibus)
    if trends is not None and len(found_trends(trends)):
        _trends(page, layout, simultaneous(trends))
        notes.append(page.say("comparison.trend_note"))
    return close_page(page, sides(table), entry, *notes, hollow=True)


def _lines(table: pd.DataFrame, wording: Wording) -> list[Line]:
    """What is compared, where all rows share it, and what is no finding."""
    words = constants(table, wording)
    lines = [(wording.say("comparison.indicator", words=words), style.SOFT)] if words else []
    if (table["basis"] == ASSUMED).any():
        lines.append((wording.say("comparison.no_findings"), style.WARNING))
    return lines


def _layout(page: Page, table: pd.DataFrame, found: Sequence[Block], entry: Mapping) -> Layout:
    words = [balance(label, style.LABEL, STUB) for block in found for label, _ in block.rows]
    if not all(_shared_n(_rows_of(table, block)) for block in found):
        words.append(_bases(page, (10_000, 10_000)))  # may stand below a label
    stub = max(width(line, style.LABEL) for line in words) + GAP
    room = page.breadth - stub - PERCENT - NUMBERS - VERDICT - GRADE - 2 * GAP
    start = page.left + stub + GAP / 2
    middle = start + 0.53 * room
    ends = table[[f"ci_{end}_{side}" for end in ("low", "high") for side in ("earlier", "later")]]
    margin = float(entry["margin"])
    low, high = table["ci_low"].fillna(0.0).min(), table["ci_high"].fillna(0.0).max()
    numbers = page.right - GRADE - VERDICT - NUMBERS
    return Layout(
        percent=_axis(ends.min().min(), ends.max().max(), start, middle),
        change=_axis(min(low, -margin), max(high, margin), middle + PERCENT + GAP, numbers - GAP),
        margin=margin,
        numbers=numbers,
        verdict=page.right - GRADE - VERDICT / 2,
        grade=page.right - GRADE / 2,
    )


def _axis(low: float, high: float, start: float, end: float) -> Axis:
    """Round ticks that hold both ends; without any number from 0 to 100."""
    low, high = (0.0, 100.0) if pd.isna(low) or pd.isna(high) else (low, high)
    return axis_of(round_ticks(low, high, 5), start, end)


# --- what stands over the rows ----------------------------------------------------
def _heads(page: Page, layout: Layout) -> None:
    centres = {
        "percent_head": (layout.percent.start + layout.percent.end) / 2,
        "change_head": (layout.change.start + layout.numbers + NUMBERS) / 2,
        "verdict_head": layout.verdict,
        "grade_head": layout.grade,
    }
    heads = [(x, page.say(f"comparison.{key}"), "center") for key, x in centres.items()]
    page.heads(heads, rule=(3, 4))


def _rows_of(table: pd.DataFrame, block: Block) -> pd.DataFrame:
    """All rows of the block's pair of waves."""
    return table[(table["earlier"] == block.earlier) & (table["later"] == block.later)]


def _shared_n(rows: pd.DataFrame) -> tuple[int, int] | None:
    """The bases of both waves, if all rows have the same."""
    bases = [rows[f"n_{side}"].unique() for side in ("earlier", "later")]
    return tuple(int(n[0]) for n in bases) if all(len(n) == 1 for n in bases) else None


def _legend(page: Page, block: Block, shared: tuple[int, int] | None) -> None:
    """The two waves, each with its dot, and their bases where all rows share them."""
    entries = []
    for place, (wave, colour) in enumerate(zip(block.pair, (EARLIER, LATER), strict=True)):
        people = page.base(shared[place]) if shared else ""
        which = page.say(("comparison.above", "comparison.below")[place])
        entries.append((page.name("wave", wave) + people + which, colour))
    dots(page, entries, page.left, drop=height("x", style.LABEL) / 2, gap=16)
    page.y += 4


# --- rows -------------------------------------------------------------------------
def _block(
    page: Page, layout: Layout, block: Block, ruled: bool, shared: tuple[int, int] | None
) -> None:
    """The heading, if there is one, and its rows on their grids; and bases not yet said."""
    own = shared or _shared_n(pd.DataFrame([record for _, record in block.rows]))
    if block.heading and ruled:
        page.rule(style.RULE, 0.5)
        page.y += 3
    if block.heading:
        words = block.heading + (_bases(page, own) if own and not shared else "")
        page.write(page.left, balance(words, style.LABEL, page.breadth), style.LABEL, style.ACCENT)
        page.y += 1
    top, rows = page.y, Rows(page)
    for label, record in block.rows:
        words = balance(label, style.LABEL, layout.percent.start - page.left - GAP)
        bases = _bases(page, (int(record["n_earlier"]), int(record["n_later"]))).strip()
        words += "" if shared or (own and block.heading) else f"\n{bases}"
        rows.append(Row(record, words, ROW))
    rows.stack()
    left, right = (layout.change.at(side * layout.margin) for side in (-1, 1))
    page.box(left, top, right - left, page.y - top, style.NEUTRAL)
    draw_grid(page, layout.percent, top, page.y, None)
    draw_grid(page, layout.change, top, page.y, 0.0)
    for row in rows:
        row.stub(page)
        _shares(page, layout, row.key, row.middle)
        _change(page, layout, row.key, row.middle)
    page.y += 2


def _bases(page: Page, bases: tuple[int, int]) -> str:
    return page.say("comparison.sides_n", earlier=bases[0], later=bases[1])


def _shares(page: Page, layout: Layout, record: Mapping, middle: float) -> None:
    """Both dots, joined, with intervals, and the percentages beside; of a wave that asked."""
    asked = []
    for side, y, colour in (("earlier", middle - APART, EARLIER), ("later", middle + APART, LATER)):
        keys = ("n", "percent", "ci_low", "ci_high", "basis")
        share = {key: record[f"{key}_{side}"] for key in keys}
        if share["n"] > 0:
            asked.append((share, y, colour))
    if len(asked) == 2:
        points = [(layout.percent.at(share["percent"]), y) for share, y, _ in asked]
        page.line(points, style.FAINT, 0.9)
    for share, y, colour in asked:
        dot_in_lane(page, layout.percent, y, share, "percent", colour, **DOT)
        words = printed(share["percent"]) + mark(share)
        page.level(layout.printed, y, words, style.SMALL, across="right")


def _change(page: Page, layout: Layout, record: Mapping, middle: float) -> None:
    """The change as a dot and in words, its verdict and grade."""
    if record["basis"] in EMPTY:
        words = balance(page.say(record["basis"]), style.SMALL, NUMBERS + VERDICT)
        page.level(layout.numbers, middle, words, style.SMALL, style.SOFT)
        return
    dot_in_lane(page, layout.change, middle, record, "change", style.INK, **DOT)
    _finding(page, layout, middle, record, signed(record["change"], 1), verdicts_of(record), 1)


def _finding(
    page: Page,
    layout: Layout,
    middle: float,
    record: Mapping,
    number: str,
    verdicts: Sequence[str],
    decimals: int,
) -> None:
    """A change or a trend in words with its interval, the verdicts on it, and the grade."""
    page.level(layout.numbers, middle - APART, number + mark(record), style.NUMBER)
    ends = interval_words(record["ci_low"], record["ci_high"], False, decimals)
    page.level(layout.numbers, middle + APART, ends, style.SMALL, style.SOFT)
    least = "verdict_least_base" in record
    for place, verdict in enumerate(verdicts):
        words = page.say(f"comparison.{verdict}") + mark(record)
        words = page.say("comparison.with_least_base", verdict=words) if least and place else words
        y = middle + APART * (2 * place - len(verdicts) + 1)
        page.level(layout.verdict, y, words, style.SMALL, across="center")
    page.level(layout.grade, middle, record["grade"], style.LABEL + 0.8, across="center")


def _trends(page: Page, layout: Layout, trends: pd.DataFrame) -> None:
    """A row a cell: what it is of, slope with interval, verdict, whether it is a line, grade.

    trends  as of comparisons.trends, adjusted; an assumed slope carries an asterisk
    """
    page.y += GAP
    page.rule(style.RULE, 0.5)
    page.y += 4
    page.write(page.left, page.say("comparison.trend_head"), style.LABEL, style.ACCENT)
    page.y += 2
    names, limit = trend_names(trends, page), layout.numbers - page.left - GAP
    least = 2 * height("0", style.NUMBER) + 4
    ordered = in_order(found_trends(trends), page.labels)
    rows = [
        Row(record, balance(names[place], style.LABEL, limit), least)
        for place, record in ordered.iterrows()
    ]
    for row in Rows(page, rows).stack():
        row.stub(page)
        slope = signed(row.key["slope"], 2)
        _finding(page, layout, row.middle, row.key, slope, trend_verdicts(row.key), 2)
