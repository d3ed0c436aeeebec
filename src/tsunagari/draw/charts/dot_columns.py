"""Estimates with their intervals: a row a key in sections, a column a wave, on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import round_ticks, signed, tick_words
from tsunagari.draw.paper.frame import close_page, open_index_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, width, wrap
from tsunagari.draw.words import say

STUB, LEAST, GAP, BETWEEN = 168.0, 15.0, 12.0, 9.5  # of labels, rows, columns, series


@dataclass(frozen=True)
class Column:
    """One column of the picture: its key, its scale from `left` to `right`, and where its
    numbers end."""

    key: str
    left: float
    right: float
    edge: float
    ticks: Sequence[float]

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.left + (self.right - self.left) * (value - low) / (high - low)


@style.styled
def dot_columns(
    table: pd.DataFrame, spec: Mapping, labels: Labels, language: str, paragraph: str = ""
) -> Figure:
    """Draw a table with the chart's role columns and n, value, ci_low, ci_high, basis.

    The chart's roles: section, row, column, series (optional; several dots a row). An
    assumed value is a hollow dot and its number has an asterisk. A dash is a key that the
    column's wave does not have. `paragraph` stands below.
    """
    chart = spec["chart"]
    series = _series(table, chart, labels)
    page = open_index_page(table, spec, labels, language)
    columns = _columns(page, table, labels.arrange(chart["column"], table[chart["column"]]))
    if len(series) > 1:
        _key(page, series, chart["series"], labels)
    _heads(page, columns, chart["column"], labels)
    for section in labels.arrange(chart["section"], table[chart["section"]]):
        inside = table[table[chart["section"]] == section]
        page.y += 4
        page.write(page.left, labels.text(chart["section"], section, language), style.PANEL,
                   style.ACCENT)  # fmt: skip
        page.y += 2
        for row in labels.arrange(chart["row"], inside[chart["row"]]):
            here = inside[inside[chart["row"]] == row]
            words = balance(labels.text(chart["row"], row, language), style.LABEL, STUB)
            _row(page, columns, here, words, chart, series)
    _axes(page, columns, spec["axis"][language])
    _below(page, paragraph)
    remarks = [_remark(table, labels, language)]
    remarks += [say("gaps", language)] if _has_gaps(table, chart) else []
    return close_page(page, table, spec, labels, *remarks, hollow=True)


def _has_gaps(table: pd.DataFrame, chart: Mapping) -> bool:
    """Whether a row lacks a number in one of the columns."""
    row = [chart["section"], chart["row"]]
    cells = table[[*row, chart["column"]]].drop_duplicates()
    return len(cells) < len(cells[row].drop_duplicates()) * cells[chart["column"]].nunique()


def _series(table: pd.DataFrame, chart: Mapping, labels: Labels) -> dict[str | None, str]:
    """The keys that share a row, with their colours."""
    if "series" not in chart:
        return {None: style.CATEGORICAL[0]}
    keys = labels.arrange(chart["series"], table[chart["series"]])
    return dict(zip(keys, (style.CATEGORICAL[i] for i in (0, 2, 4)), strict=False))


def _columns(page: Page, table: pd.DataFrame, keys: Sequence[str]) -> list[Column]:
    low, high = table[["value", "ci_low"]].min().min(), table[["value", "ci_high"]].max().max()
    ticks = round_ticks(min(0.0, low), max(0.0, high), 6)
    numbers = max(width(signed(value) + ASSUMED_MARK, style.NUMBER) for value in table["value"])
    start = page.left + STUB + GAP
    wide = (page.right - start - GAP * (len(keys) - 1)) / len(keys)
    return [
        Column(key, left, left + wide - numbers - 8, left + wide, ticks)
        for key, left in ((key, start + at * (wide + GAP)) for at, key in enumerate(keys))
    ]


def _key(page: Page, series: Mapping[str | None, str], role: str, labels: Labels) -> None:
    """Which dots are which, above the columns."""
    x = page.left + STUB + GAP
    for name, colour in series.items():
        words = labels.text(role, name, page.language)
        page.dot(x + 3, page.y + 5, colour, 5.5)
        page.text(x + 10, page.y, words, style.LABEL, colour)
        x += 10 + width(words, style.LABEL) + 14
    page.y += height("x", style.LABEL) + 5


def _heads(page: Page, columns: Sequence[Column], role: str, labels: Labels) -> None:
    words = [
        wrap(labels.text(role, column.key, page.language), style.PANEL, column.edge - column.left)
        for column in columns
    ]
    for column, text in zip(columns, words, strict=True):
        page.text(column.left, page.y, text, style.PANEL)
    page.y += max(height(text, style.PANEL) for text in words)


def _row(
    page: Page,
    columns: Sequence[Column],
    here: pd.DataFrame,
    words: Lines,
    chart: Mapping,
    series: Mapping[str | None, str],
) -> None:
    tall = max(LEAST, height(words, style.LABEL) + 4, BETWEEN * len(series) + 5)
    middle = page.y + tall / 2
    page.text(page.left, middle, words, style.LABEL, down="center")
    for column in columns:
        for tick in column.ticks:
            heavy = tick == 0
            ends = [(column.at(tick), page.y), (column.at(tick), page.y + tall)]
            page.line(ends, style.SOFT if heavy else style.RULE, 0.8 if heavy else 0.5)
        shown = here[here[chart["column"]] == column.key]
        if shown.empty:
            page.text(column.edge, middle, "–", style.NUMBER, style.SOFT, "right", "center")
        for place, (name, colour) in enumerate(series.items()):
            y = middle + BETWEEN * (place - (len(series) - 1) / 2)
            found = shown if name is None else shown[shown[chart["series"]] == name]
            for record in found.to_dict("records"):
                _dot(page, column, record, y, colour)
    page.y += tall


def _dot(page: Page, column: Column, record: Mapping, y: float, colour: str) -> None:
    """The interval as a line, the value as a dot on it and as a number at the right."""
    low, high = column.at(record["ci_low"]), column.at(record["ci_high"])
    page.line([(low, y), (high, y)], colour, 1.4)
    assumed = record["basis"] == "assumed"
    page.dot(column.at(record["value"]), y, colour, 5.0, hollow=assumed)
    words = signed(record["value"]) + ASSUMED_MARK * assumed
    page.text(column.edge, y, words, style.NUMBER, style.INK, "right", "center")


def _axes(page: Page, columns: Sequence[Column], title: str) -> None:
    page.y += 2
    for column in columns:
        page.line([(column.left, page.y), (column.right, page.y)], style.FAINT, 0.6)
        for tick in column.ticks:
            x = column.at(tick)
            page.text(x, page.y + 2, tick_words(tick), style.SMALL, style.SOFT, "center")
    page.y += 3 + height("0", style.SMALL)
    room = columns[0].edge - columns[0].left
    words = [wrap(title, style.SMALL, room) for _ in columns]
    for column, text in zip(columns, words, strict=True):
        page.text(column.left, page.y, text, style.SMALL, style.SOFT)
    page.y += height(words[0], style.SMALL)


def _below(page: Page, paragraph: str) -> None:
    if paragraph:
        page.y += 10
        page.write(page.left, wrap(paragraph, style.LABEL, page.breadth), style.LABEL)


def _remark(table: pd.DataFrame, labels: Labels, language: str) -> str:
    """How the intervals are to be read, by how the waves were sampled."""
    sampling = {labels.waves[wave]["sampling"] for wave in table["wave"].unique()}
    opt_in = any(kind.startswith("opt_in") for kind in sampling)
    return say("model_based" if opt_in else "interval", language)
