"""Coefficients of a model with their intervals, a row a level, by term."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import extreme_levels, head_of_model
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import (
    Axis,
    draw_ticks,
    effect_words,
    interval_words,
    model_axis,
)
from tsunagari.draw.paper.frame import ASSUMED, close_model_page, model_basis, open_model_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import (
    dot_of_level,
    draw_labels,
    grid_of_levels,
    level_words,
    place_rows,
    stub_width,
    value_and_interval,
)
from tsunagari.draw.words import Wording
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
        (term, level): level_words(term, level, page)
        for term, levels in term_levels(coefficients, labels)
        for level in levels
    }
    stub = min(stub_width(list(words.values()), STUB), STUB + 8)
    columns = _columns(page, shown, ratios)
    left_of_text = columns[0].x - _widest(_estimates(shown, columns[0].ratio), style.NUMBER)
    low, high = min(0.0, shown["ci_low"].min()), max(0.0, shown["ci_high"].max())
    axis = model_axis(low, high, page.left + stub + 8, left_of_text - GAP, ratios)
    _heads(page, columns, shown)
    rows = place_rows(page, words, STUB, ROW)
    grid_of_levels(page, rows, axis, 0.0)
    draw_labels(page, rows)
    records = {(row["term"], row["level"]): row for row in shown.to_dict("records")}
    for row in rows:
        if (row.term, row.level) in records:
            _effect(page, row.middle, records[row.term, row.level], axis, columns)
        elif row.level is not None:
            _reference(page, row.middle, axis, columns)
    page.y = rows[-1].bottom + 2
    _axis(page, axis, ratios)
    return close_model_page(page, shown, entry, *_remarks(page, shown, ratios))


def _p_texts(shown: pd.DataFrame) -> list[str]:
    """Each row's p; beside adjusted ones, that of a row in no family stands in brackets."""
    alone = "({})" if shown["p_adjusted"].notna().any() else "{}"
    return [
        alone.format(p_words(own)) if pd.isna(adjusted) else p_words(adjusted)
        for own, adjusted in zip(shown["p_value"], shown["p_adjusted"], strict=True)
    ]


def p_words(p: float) -> str:
    """A p-value to three decimals, as in the tables of the field."""
    return "<0.001" if p < 0.0005 else printed(p, 3)


# --- text columns -----------------------------------------------------------------
def _estimate(row: Mapping, ratio: bool) -> str:
    words = effect_words(row["estimate"], ratio, decimals(row["ci_low"], row["ci_high"]))
    return words + ASSUMED_MARK * (row["basis"] == ASSUMED)


def _interval(row: Mapping, ratio: bool) -> str:
    low, high = row["ci_low"], row["ci_high"]
    return interval_words(low, high, ratio, decimals(low, high))


def _estimates(shown: pd.DataFrame, ratio: bool) -> list[str]:
    return [_estimate(row, ratio) for row in shown.to_dict("records")]


def decimals(low: float, high: float) -> int:
    """Two, and more where the interval would else shrink to a point (a year of age)."""
    return next((places for places in (2, 3) if high - low >= 5 * 10**-places), 4)


def _widest(texts: Sequence[str], size: float) -> float:
    return max(width(text, size) for text in texts)


def _columns(page: Page, shown: pd.DataFrame, ratios: bool) -> list[Column]:
    """Odds ratios, if there are any, then coefficients."""
    p_wide = max(width(_p_head(page, shown), style.SMALL), width("<0.001", style.NUMBER))
    right, columns = page.right - p_wide - GAP, []
    kinds = [("log_odds", False), ("odds_ratio", True)] if ratios else [("coefficient_head", False)]
    for key, ratio in kinds:
        intervals = [_interval(row, ratio) for row in shown.to_dict("records")]
        x = right - _widest(intervals, style.SMALL) - SPACE
        wide = right - x + _widest(_estimates(shown, ratio), style.NUMBER)
        columns.insert(0, Column(wrap(page.say(key), style.SMALL, wide), ratio, x))
        right -= wide + GAP
    return columns


def _p_head(page: Page, shown: pd.DataFrame) -> str:
    words = page.say("p_adjusted" if shown["p_adjusted"].notna().any() else "p_value")
    assumed = bool((shown["basis"] == ASSUMED).all())
    return words + ("\n" + page.say("assumed_head")) * assumed


def _heads(page: Page, columns: Sequence[Column], shown: pd.DataFrame) -> None:
    heads = [(column.x, column.head, "center") for column in columns]
    page.heads([*heads, (page.right, _p_head(page, shown), "right")])
    page.y += 2
    page.rule(style.SOFT, 0.8)
    page.y += 3


# --- rows -------------------------------------------------------------------------
def _effect(page: Page, y: float, row: Mapping, axis: Axis, columns: Sequence[Column]) -> None:
    """The estimate as a dot on its interval, both as text, and p, small and without stars."""
    dot_of_level(page, axis, y, row, "estimate")
    for column in columns:
        texts = _estimate(row, column.ratio), _interval(row, column.ratio)
        value_and_interval(page, column.x, y, *texts, gap=SPACE)
    page.level(page.right, y, row["p"], style.SMALL, style.SOFT, "right")


def _reference(page: Page, y: float, axis: Axis, columns: Sequence[Column]) -> None:
    """A stroke at no effect: hollow dots mean something else."""
    x = axis.at(0.0)
    page.line([(x, y - 3), (x, y + 3)], style.SOFT, 2.0)
    page.level(columns[0].x, y, page.say("reference"), style.SMALL, style.SOFT, "center")


# --- below the rows ---------------------------------------------------------------
def _axis(page: Page, axis: Axis, ratios: bool) -> None:
    """The scale, its name, and what its two directions mean."""
    draw_ticks(page, axis, page.say("odds_ratio_axis" if ratios else "coefficient_axis"))
    keys = ("less_affirmative", "more_affirmative") if ratios else ("lower", "higher")
    page.y += 2
    page.text(axis.start - 12, page.y, page.say(keys[0]), style.SMALL, style.ACCENT)
    page.text(axis.end + 12, page.y, page.say(keys[1]), style.SMALL, style.ACCENT, "right")
    page.y += height(page.say(keys[0]), style.SMALL)


def _remarks(page: Page, shown: pd.DataFrame, ratios: bool) -> list[str]:
    remarks = []
    if shown["term"].str.contains(CROSS, regex=False).any():
        remarks.append(page.say("interaction" if ratios else "interaction_linear"))
    if shown["p_adjusted"].notna().any():
        remarks.append(page.say("p_words"))
    return remarks


def forest_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The largest and the smallest coefficient."""
    wording = Wording(labels, language)
    shown, ratio = table[~table["term"].isin(CONSTANTS)], FAMILIES[entry["family"]].ratios
    scale = wording.say("odds_ratio" if ratio else "coefficient_axis")
    ends = extreme_levels(
        shown, "estimate", lambda value: effect_words(value, ratio), entry, wording
    )
    about = wording.say("alt.models.effects", scale=scale, **ends)
    return head_of_model("coefficients", shown, entry, wording) + about
