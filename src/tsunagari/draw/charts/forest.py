"""Coefficients of a model with their intervals, a row a level, by term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import extreme_levels, model_head
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import (
    Axis,
    draw_grid,
    draw_ticks,
    effect_words,
    interval_words,
    model_axis,
)
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.model_frame import ASSUMED, close_model_page, model_basis, open_model_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import ModelRow, draw_labels, level_words, place_rows, stub_width
from tsunagari.draw.words import say
from tsunagari.models.families import FAMILIES
from tsunagari.models.labels import CONSTANTS, CROSS, term_levels
from tsunagari.read.rounding import printed

ROW, STUB, GAP, SPACE = 13.5, 142.0, 12.0, 3.0


@dataclass(frozen=True)
class Column:
    """Effects as text: estimates end at `x`, intervals begin behind them."""

    head: str
    ratio: bool
    x: float


@style.styled
def forest(coefficients: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns term, level, reference, estimate, ci_low, ci_high, p_value,
    p_adjusted, n, basis: estimates on the scale of the model (log odds, or units of the
    outcome).

    Odds ratios stand on a log scale. The reference level of a term is a row without a
    dot; thresholds and intercepts belong to no term and are not drawn. An assumed
    coefficient is a hollow dot, and its numbers carry an asterisk. Raises ProblemsFound
    for a term or a level without a label.
    """
    shown = coefficients[~coefficients["term"].isin(CONSTANTS)]
    shown = shown.assign(basis=model_basis(shown, entry, labels), p=_p_texts(shown))
    ratios = FAMILIES[entry["family"]].ratios
    page = open_model_page("coefficients", shown, entry, labels, language)
    words = {
        (term, level): level_words(labels, term, level, language)
        for term, levels in term_levels(coefficients, labels)
        for level in levels
    }
    stub = min(stub_width(list(words.values()), STUB), STUB + 8)
    columns, p_edge = _columns(page, shown, ratios)
    left_of_text = columns[0].x - _widest(_estimates(shown, columns[0].ratio), style.NUMBER)
    low, high = min(0.0, shown["ci_low"].min()), max(0.0, shown["ci_high"].max())
    axis = model_axis(low, high, page.left + stub + 8, left_of_text - GAP, ratios)
    _heads(page, columns, p_edge, shown)
    rows = place_rows(page, words, labels, STUB, ROW)
    _draw(page, rows, shown, axis, columns, p_edge)
    _axis(page, axis, ratios)
    return close_model_page(page, shown, entry, labels, *_remarks(shown, ratios, language))


def _p_texts(shown: pd.DataFrame) -> list[str]:
    """Each row's p; beside adjusted ones, that of a row in no family stands in brackets."""
    mixed = shown["p_adjusted"].notna().any()
    alone = "({})" if mixed else "{}"
    return [
        alone.format(p_words(own)) if pd.isna(adjusted) else p_words(adjusted)
        for own, adjusted in zip(shown["p_value"], shown["p_adjusted"], strict=True)
    ]


# --- text columns -----------------------------------------------------------------
def _estimates(shown: pd.DataFrame, ratio: bool) -> list[str]:
    return [
        effect_words(row.estimate, ratio, decimals(row.ci_low, row.ci_high))
        + ASSUMED_MARK * (row.basis == ASSUMED)
        for row in shown.itertuples()
    ]


def _intervals(shown: pd.DataFrame, ratio: bool) -> list[str]:
    ends = zip(shown["ci_low"], shown["ci_high"], strict=True)
    return [interval_words(low, high, ratio, decimals(low, high)) for low, high in ends]


def decimals(low: float, high: float) -> int:
    """Two, and more where the interval would else shrink to a point (a year of age)."""
    return next((places for places in (2, 3) if high - low >= 5 * 10**-places), 4)


def _widest(texts: Sequence[str], size: float) -> float:
    return max(width(text, size) for text in texts)


def _columns(page: Page, shown: pd.DataFrame, ratios: bool) -> tuple[list[Column], float]:
    """Odds ratios, if there are any, then coefficients; and the right edge of p."""
    language, edge = page.language, page.right
    p_wide = max(width(_p_head(shown, language), style.SMALL), width("<0.001", style.NUMBER))
    right, columns = edge - p_wide - GAP, []
    kinds = [("log_odds", False), ("odds_ratio", True)] if ratios else [("coefficient_head", False)]
    for key, ratio in kinds:
        x = right - _widest(_intervals(shown, ratio), style.SMALL) - SPACE
        wide = right - x + _widest(_estimates(shown, ratio), style.NUMBER)
        columns.insert(0, Column(wrap(say(key, language), style.SMALL, wide), ratio, x))
        right -= wide + GAP
    return columns, edge


def _p_head(shown: pd.DataFrame, language: str) -> str:
    words = say("p_adjusted" if shown["p_adjusted"].notna().any() else "p_value", language)
    assumed = bool((shown["basis"] == ASSUMED).all())
    return words + ("\n" + say("assumed_head", language)) * assumed


def _heads(page: Page, columns: Sequence[Column], p_edge: float, shown: pd.DataFrame) -> None:
    p_head = _p_head(shown, page.language)
    page.y += max(height(words, style.SMALL) for words in (p_head, *(c.head for c in columns)))
    for column in columns:
        page.text(column.x, page.y, column.head, style.SMALL, style.SOFT, "center", "bottom")
    page.text(p_edge, page.y, p_head, style.SMALL, style.SOFT, "right", "bottom")
    page.y += 2
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)
    page.y += 3


def p_words(p: float) -> str:
    """A p-value to three decimals, as in the tables of the field."""
    return "<0.001" if p < 0.0005 else printed(p, 3)


# --- rows -------------------------------------------------------------------------
def _draw(
    page: Page,
    rows: Sequence[ModelRow],
    shown: pd.DataFrame,
    axis: Axis,
    columns: Sequence[Column],
    p_edge: float,
) -> None:
    for row in rows:
        if row.level is not None:
            draw_grid(page, axis, row.top, row.bottom, 0.0)
    draw_labels(page, rows)
    records = shown.set_index(["term", "level"])
    for row in rows:
        if row.level is None:
            continue
        if (row.term, row.level) in records.index:
            _effect(page, row.middle, records.loc[(row.term, row.level)], axis)
            _numbers(page, row.middle, records.loc[[(row.term, row.level)]], columns, p_edge)
        else:
            _reference(page, row.middle, axis, columns)
    page.y = rows[-1].bottom + 2


def _effect(page: Page, y: float, record: pd.Series, axis: Axis) -> None:
    """The interval as a bar and the estimate as a dot on it."""
    low, x, high = (axis.at(record[key]) for key in ("ci_low", "estimate", "ci_high"))
    colour = style.CATEGORICAL[0]
    page.line([(low, y), (high, y)], colour, 1.4)
    for end in (low, high):
        page.line([(end, y - 2.2), (end, y + 2.2)], colour, 0.9)
    page.dot(x, y, colour, 5.2, hollow=record["basis"] == ASSUMED)


def _numbers(
    page: Page, y: float, one: pd.DataFrame, columns: Sequence[Column], p_edge: float
) -> None:
    """The row's effects with intervals, and its p, small and without thresholds or stars."""
    for column in columns:
        (estimate,), (interval,) = _estimates(one, column.ratio), _intervals(one, column.ratio)
        page.text(column.x, y, estimate, style.NUMBER, style.INK, "right", "center")
        page.text(column.x + SPACE, y, interval, style.SMALL, style.SOFT, "left", "center")
    page.text(p_edge, y, one["p"].iloc[0], style.SMALL, style.SOFT, "right", "center")


def _reference(page: Page, y: float, axis: Axis, columns: Sequence[Column]) -> None:
    """A stroke at no effect: hollow dots mean something else."""
    x = axis.at(0.0)
    page.line([(x, y - 3), (x, y + 3)], style.SOFT, 2.0)
    words = say("reference", page.language)
    page.text(columns[0].x, y, words, style.SMALL, style.SOFT, "center", "center")


# --- below the rows ---------------------------------------------------------------
def _axis(page: Page, axis: Axis, ratios: bool) -> None:
    """The scale, its name, and what its two directions mean."""
    title = say("odds_ratio_axis" if ratios else "coefficient_axis", page.language)
    draw_ticks(page, axis, title)
    keys = ("less_affirmative", "more_affirmative") if ratios else ("lower", "higher")
    ends = [say(key, page.language) for key in keys]
    page.y += 2
    page.text(axis.start - 12, page.y, ends[0], style.SMALL, style.ACCENT)
    page.text(axis.end + 12, page.y, ends[1], style.SMALL, style.ACCENT, "right")
    page.y += height(ends[0], style.SMALL)


def _remarks(shown: pd.DataFrame, ratios: bool, language: str) -> list[str]:
    remarks = []
    if shown["term"].str.contains(CROSS, regex=False).any():
        remarks.append(say("interaction" if ratios else "interaction_linear", language))
    if shown["p_adjusted"].notna().any():
        remarks.append(say("p_words", language))
    return remarks


def forest_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The largest and the smallest coefficient."""
    shown = table[~table["term"].isin(CONSTANTS)]
    ratio = FAMILIES[entry["family"]].ratios
    scale = say("odds_ratio" if ratio else "coefficient_axis", language)
    found = extreme_levels(
        shown, "estimate", lambda value: effect_words(value, ratio), entry, labels, language
    )
    about = say("alt.models.effects", language, scale=scale, **found)
    return model_head("coefficients", shown, entry, labels, language) + about
