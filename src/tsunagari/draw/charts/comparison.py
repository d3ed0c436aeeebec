"""Shares in two waves and their change: a dumbbell and a dot a row, each with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.draw.charts.comparison_notes import remarks
from tsunagari.draw.charts.comparison_rows import Block, blocks, constants, sides
from tsunagari.draw.charts.comparison_trends import draw_trends, found_trends
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_grid, draw_ticks, round_ticks, signed, tick_words
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK, base, marked, whisker
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.words import say, say_of_comparison

EARLIER, LATER, CHANGE = style.BEYOND[1], style.WITHIN[0], style.INK
ROW, APART = 18.5, 4.2  # height of a row; of its dots and numbers from the middle
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
) -> Figure:
    """Draw a comparison's table (comparisons.compare), adjusted and judged, and its trends.

    In each row the earlier share stands above the later, then the change on a scale of its
    own with the band that counts as none, its interval, the verdict and the grade. What is
    assumed is a hollow dot with an asterisk. Raises ProblemsFound for a key without a label.
    """
    heading = entry["title"][language]
    page = open_page(
        sides(table), entry, labels, language, heading, _lines(table, labels, language)
    )
    found = blocks(table, labels, language)
    layout = _layout(page, table, found, entry)
    _heads(page, layout)
    for index, block in enumerate(found):
        same_pair = index and (block.earlier, block.later) == _pair(found[index - 1])
        if not same_pair:
            _legend(page, block, table, labels)
        _block(page, layout, block, bool(index), _shared_n(_rows_of(table, block)))
    _scales(page, layout)
    notes = remarks(table, entry, labels, language)
    if trends is not None and len(found_trends(trends)):
        draw_trends(page, trends, labels, (layout.numbers, layout.verdict, layout.grade))
        notes.append(say_of_comparison("trend_note", language))
    return close_page(page, sides(table), entry, labels, *notes, hollow=True)


def _pair(block: Block) -> tuple[str, str]:
    return block.earlier, block.later


def _lines(table: pd.DataFrame, labels: Labels, language: str) -> list[tuple[str, str]]:
    """What is compared, where all rows share it, and what is no finding."""
    words = constants(table, labels, language)
    lines = [(say_of_comparison("indicator", language, words=words), style.SOFT)] if words else []
    if (table["basis"] == "assumed").any():
        lines.append((say_of_comparison("no_findings", language), style.WARNING))
    return lines


def _layout(page: Page, table: pd.DataFrame, found: Sequence[Block], entry: Mapping) -> Layout:
    words = [balance(label, style.LABEL, STUB) for block in found for label, _ in block.rows]
    if not all(_shared_n(_rows_of(table, block)) for block in found):
        words.append(_bases((10_000, 10_000), page.language))  # may stand below a label
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
    ticks = round_ticks(low, high, 5)
    return Axis(tuple((tick, tick_words(tick)) for tick in ticks), start, end)


# --- what stands over the rows ----------------------------------------------------
def _heads(page: Page, layout: Layout) -> None:
    centre = (layout.percent.start + layout.percent.end) / 2
    heads = [
        (centre, "percent_head"),
        ((layout.change.start + layout.numbers + NUMBERS) / 2, "change_head"),
        (layout.verdict, "verdict_head"),
        (layout.grade, "grade_head"),
    ]
    words = [(x, say_of_comparison(key, page.language)) for x, key in heads]
    page.y += max(height(text, style.SMALL) for _, text in words)
    for x, text in words:
        page.text(x, page.y, text, style.SMALL, style.SOFT, "center", "bottom")
    page.y += 3
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)
    page.y += 4


def _rows_of(table: pd.DataFrame, block: Block) -> pd.DataFrame:
    """All rows of the block's pair of waves."""
    return table[(table["earlier"] == block.earlier) & (table["later"] == block.later)]


def _shared_n(rows: pd.DataFrame) -> tuple[int, int] | None:
    """The bases of both waves, if all rows have the same."""
    found = [rows[f"n_{side}"].unique() for side in ("earlier", "later")]
    return tuple(int(n[0]) for n in found) if all(len(n) == 1 for n in found) else None


def _legend(page: Page, block: Block, table: pd.DataFrame, labels: Labels) -> None:
    """The two waves, each with its dot, and their bases where all rows share them."""
    shared, x = _shared_n(_rows_of(table, block)), page.left
    for place, (wave, colour) in enumerate(((block.earlier, EARLIER), (block.later, LATER))):
        words = labels.text("wave", wave, page.language)
        words += base(shared[place], page.language) if shared else ""
        words += say_of_comparison(("above", "below")[place], page.language)
        page.dot(x + 3, page.y + height("x", style.LABEL) / 2, colour, 5.5)
        page.text(x + 10, page.y, words, style.LABEL)
        x += 10 + width(words, style.LABEL) + 16
    page.y += height("x", style.LABEL) + 4


# --- rows -------------------------------------------------------------------------
def _block(
    page: Page, layout: Layout, block: Block, ruled: bool, shared: tuple[int, int] | None
) -> None:
    """The heading, if there is one, and its rows on their grids; and bases not yet said."""
    own = shared or _shared_n(pd.DataFrame([record for _, record in block.rows]))
    if block.heading:
        n = _bases(own, page.language) if own and not shared else ""
        _heading(page, block.heading + n, ruled)
    top, stubs = page.y, []
    for label, record in block.rows:
        words = balance(label, style.LABEL, layout.percent.start - page.left - GAP)
        bases = int(record["n_earlier"]), int(record["n_later"])
        said = shared or (own and block.heading)
        stubs.append(words if said else words + "\n" + _bases(bases, page.language).strip())
    talls = [max(ROW, height(words, style.LABEL) + 4) for words in stubs]
    bottom = top + sum(talls)
    left, right = (layout.change.at(side * layout.margin) for side in (-1, 1))
    page.box(left, top, right - left, bottom - top, style.NEUTRAL)
    draw_grid(page, layout.percent, top, bottom, None)
    draw_grid(page, layout.change, top, bottom, 0.0)
    for (_, record), words, tall in zip(block.rows, stubs, talls, strict=True):
        middle = page.y + tall / 2
        page.text(page.left, middle, words, style.LABEL, down="center")
        _shares(page, layout, record, middle)
        _change(page, layout, record, middle)
        page.y += tall
    page.y += 2


def _heading(page: Page, words: str, ruled: bool) -> None:
    if ruled:
        page.line([(page.left, page.y), (page.right, page.y)], style.RULE, 0.5)
        page.y += 3
    page.write(page.left, balance(words, style.LABEL, page.breadth), style.LABEL, style.ACCENT)
    page.y += 1


def _bases(bases: tuple[int, int], language: str) -> str:
    return say_of_comparison("sides_n", language, earlier=bases[0], later=bases[1])


def _shares(page: Page, layout: Layout, record: Mapping, middle: float) -> None:
    """Both dots, joined, with intervals, and the percentages beside; of a wave that asked."""
    places = {"earlier": (middle - APART, EARLIER), "later": (middle + APART, LATER)}
    asked = {s: place for s, place in places.items() if record[f"n_{s}"] > 0}
    at = {side: layout.percent.at(record[f"percent_{side}"]) for side in asked}
    if len(asked) == 2:
        page.line([(at[side], asked[side][0]) for side in asked], style.FAINT, 0.9)
    for side, (y, colour) in asked.items():
        low, high = (layout.percent.at(record[f"ci_{end}_{side}"]) for end in ("low", "high"))
        whisker(page, low, high, y, colour)
        assumed = record[f"basis_{side}"] == "assumed"
        page.dot(at[side], y, colour, 5.0, hollow=assumed)
        words = marked(record[f"percent_{side}"], assumed)
        page.text(layout.printed, y, words, style.SMALL, style.INK, "right", "center")


def _change(page: Page, layout: Layout, record: Mapping, middle: float) -> None:
    """The change as a dot and in words, its verdict and grade."""
    if record["basis"] in EMPTY:
        words = balance(say(record["basis"], page.language), style.SMALL, NUMBERS + VERDICT)
        page.text(layout.numbers, middle, words, style.SMALL, style.SOFT, down="center")
        return
    assumed = record["basis"] == "assumed"
    low, change, high = (layout.change.at(record[key]) for key in ("ci_low", "change", "ci_high"))
    whisker(page, low, high, middle, CHANGE)
    page.dot(change, middle, CHANGE, 5.0, hollow=assumed)
    words = signed(record["change"], 1) + ASSUMED_MARK * assumed
    ends = ", ".join(signed(record[key], 1) for key in ("ci_low", "ci_high"))
    page.text(layout.numbers, middle - APART, words, style.NUMBER, down="center")
    page.text(layout.numbers, middle + APART, f"[{ends}]", style.SMALL, style.SOFT, down="center")
    verdict = say_of_comparison(record["verdict"], page.language) + ASSUMED_MARK * assumed
    page.text(layout.verdict, middle, verdict, style.SMALL, style.INK, "center", "center")
    page.text(
        layout.grade, middle, record["grade"], style.LABEL + 0.8, style.INK, "center", "center"
    )


def _scales(page: Page, layout: Layout) -> None:
    """Both scales below the rows; their titles stand over them."""
    top = page.y
    for axis in (layout.percent, layout.change):
        page.y = top
        draw_ticks(page, axis, "")
    page.y -= 1 + height("0", style.SMALL)
