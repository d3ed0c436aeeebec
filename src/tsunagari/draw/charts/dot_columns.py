"""Estimates with their intervals: a row a key in sections, a column a wave, on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, draw_ticks, round_ticks, signed
from tsunagari.draw.paper.frame import close_page, open_index_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK, mark, sampling_words
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width, wrap
from tsunagari.draw.rows import Row, Rows, dot_in_lane, dots, panel_title

STUB, LEAST, GAP, BETWEEN = 168.0, 15.0, 12.0, 9.5  # of labels, rows, columns, series


@dataclass(frozen=True)
class Column:
    """One column of the picture: its key, its scale, and where its numbers end."""

    key: str
    axis: Axis
    edge: float


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
        entries = [(page.name(chart["series"], key), colour) for key, colour in series.items()]
        dots(page, entries, page.left + STUB + GAP, drop=5, gap=14, coloured=True)
        page.y += 5
    _heads(page, columns, chart["column"])
    for section in labels.arrange(chart["section"], table[chart["section"]]):
        inside = table[table[chart["section"]] == section]
        page.y += 4
        panel_title(page, page.name(chart["section"], section), 2)
        rows = Rows(page)
        for key in labels.arrange(chart["row"], inside[chart["row"]]):
            words = balance(page.name(chart["row"], key), style.LABEL, STUB)
            here = inside[inside[chart["row"]] == key]
            rows.append(Row(here, words, max(LEAST, BETWEEN * len(series) + 5)))
        for row in rows.stack():
            _row(page, columns, row, chart, series)
    _axes(page, columns, page.of(spec["axis"]))
    if paragraph:
        page.y += 10
        page.wrapped(paragraph, style.LABEL)
    remarks = [sampling_words(table["wave"].unique(), page)]
    remarks += [page.say("gaps")] if _has_gaps(table, chart) else []
    return close_page(page, table, spec, *remarks, hollow=True)


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
    edges = page.columns(page.left + STUB + GAP, len(keys), GAP)
    return [
        Column(key, axis_of(ticks, left, right - numbers - 8), right)
        for key, (left, right) in zip(keys, edges, strict=True)
    ]


def _heads(page: Page, columns: Sequence[Column], role: str) -> None:
    words = [
        wrap(page.name(role, column.key), style.PANEL, column.edge - column.axis.start)
        for column in columns
    ]
    for column, text in zip(columns, words, strict=True):
        page.text(column.axis.start, page.y, text, style.PANEL)
    page.y += max(height(text, style.PANEL) for text in words)


def _row(
    page: Page,
    columns: Sequence[Column],
    row: Row,
    chart: Mapping,
    series: Mapping[str | None, str],
) -> None:
    """In each column intervals as lines, values as dots on them and as numbers at the right."""
    row.stub(page)
    for column in columns:
        for tick, _ in column.axis.ticks:
            x, zero = column.axis.at(tick), tick == 0
            colour, wide = (style.SOFT, 0.8) if zero else (style.RULE, 0.5)
            page.line([(x, row.top), (x, row.bottom)], colour, wide)
        shown = row.key[row.key[chart["column"]] == column.key]
        if shown.empty:
            page.level(column.edge, row.middle, "–", style.NUMBER, style.SOFT, "right")
        for place, (name, colour) in enumerate(series.items()):
            y = row.middle + BETWEEN * (place - (len(series) - 1) / 2)
            of_series = shown if name is None else shown[shown[chart["series"]] == name]
            for record in of_series.to_dict("records"):
                dot_in_lane(page, column.axis, y, record, "value", colour, size=5.0, cap=0)
                words = signed(record["value"]) + mark(record)
                page.level(column.edge, y, words, style.NUMBER, across="right")


def _axes(page: Page, columns: Sequence[Column], title: str) -> None:
    page.y += 2
    draw_ticks(page, *(column.axis for column in columns))
    page.y += 1
    words = wrap(title, style.SMALL, columns[0].edge - columns[0].axis.start)
    for column in columns:
        page.text(column.axis.start, page.y, words, style.SMALL, style.SOFT)
    page.y += height(words, style.SMALL)
