"""Coefficients of a model with their intervals, a row a level, by term."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import extreme_levels, head_of_model
from tsunagari.draw.average_change import average_changes
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_ticks, effect_words, interval_words, model_axis
from tsunagari.draw.paper.frame import close_model_page, model_basis, odds_of, open_model_page
from tsunagari.draw.paper.intervals import mark
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import Numbers, dot_in_lane, level_rows, level_words
from tsunagari.draw.words import Wording
from tsunagari.models.families import FAMILIES
from tsunagari.models.labels import CONSTANTS, CROSS
from tsunagari.models.spec import PARTIAL, REJECTED
from tsunagari.read.rounding import printed

ROW, GAP = 13.5, 12.0


@style.styled
def forest(
    coefficients: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    effects: pd.DataFrame | None = None,
) -> Figure:
    """Draw a table with columns term, level, reference, estimate, ci_low, ci_high, p_value,
    p_adjusted, n, basis: estimates on the scale of the model (log odds, or units of the
    outcome).

    effects  the model's average effects: of one with several waves the average change stands first

    Odds ratios stand on a log scale. The reference level of a term is a row without a
    dot; thresholds and intercepts belong to no term and are not drawn. An assumed
    coefficient is a hollow dot, and its numbers carry an asterisk. Raises ProblemsFound
    for a term or a level without a label.
    """
    shown = coefficients[~coefficients["term"].isin(CONSTANTS)]
    shown = shown.assign(basis=model_basis(shown, entry, labels), p=_p_texts(shown))
    records = {(row["term"], row["level"]): row for row in shown.to_dict("records")}
    ratios = FAMILIES[entry["family"]].ratios
    changes = average_changes(effects, entry, Wording(labels, language))
    page = open_model_page("coefficients", shown, entry, labels, language, *changes)
    rows = level_rows(page, coefficients, lambda *key: level_words(*key, page), ROW)
    columns = _columns(page, records, ratios, _p_head(page, shown))
    low, high = min(0.0, shown["ci_low"].min()), max(0.0, shown["ci_high"].max())
    ends = page.left + rows.width + 8, columns[0].left - GAP
    axis = model_axis(low, high, *ends, ratios)
    rows.draw(axis, 0.0)
    for row in rows.keyed:
        if row.key in records:
            dot_in_lane(page, axis, row.middle, records[row.key], "estimate")
            for column in columns:
                column.draw(row.key, row.middle)
            p = records[row.key]["p"]
            page.level(page.right, row.middle, p, style.SMALL, style.SOFT, "right")
        else:
            _reference(page, row.middle, axis, columns[0].x)
    page.y += 2
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
def decimals(low: float, high: float) -> int:
    """Two, and more where the interval would else shrink to a point (a year of age)."""
    return next((places for places in (2, 3) if high - low >= 5 * 10**-places), 4)


def _numbers(row: Mapping, ratio: bool) -> tuple[str, str]:
    low, high = row["ci_low"], row["ci_high"]
    places = decimals(low, high)
    estimate = effect_words(row["estimate"], ratio, places) + mark(row)
    return estimate, interval_words(low, high, ratio, places)


def _columns(page: Page, records: Mapping, ratios: bool, p_head: str) -> list[Numbers]:
    """Odds ratios, if there are any, then coefficients, and p; with their heads."""
    p_wide = max(width(p_head, style.SMALL), width("<0.001", style.NUMBER))
    right, columns, heads = page.right - p_wide - GAP, [], [(page.right, p_head, "right")]
    kinds = [("log_odds", False), ("odds_ratio", True)] if ratios else [("coefficient_head", False)]
    for key, ratio in kinds:
        texts = {place: _numbers(row, ratio) for place, row in records.items()}
        column = Numbers.before(right, page, texts)
        breadth = column.breadth(right)
        head = wrap(page.say(key), style.SMALL, breadth)
        columns, heads = [column, *columns], [(column.x, head, "center"), *heads]
        right -= breadth + GAP
    page.heads(heads, rule=(2, 3))
    return columns


def _p_head(page: Page, shown: pd.DataFrame) -> str:
    words = page.say("p_adjusted" if shown["p_adjusted"].notna().any() else "p_value")
    assumed = bool((shown["basis"] == ASSUMED).all())
    return words + ("\n" + page.say("assumed_head")) * assumed


def _reference(page: Page, y: float, axis: Axis, x: float) -> None:
    """A stroke at no effect: hollow dots mean something else."""
    none = axis.at(0.0)
    page.line([(none, y - 3), (none, y + 3)], style.SOFT, 2.0)
    page.level(x, y, page.say("reference"), style.SMALL, style.SOFT, "center")


# --- below the rows ---------------------------------------------------------------
def _axis(page: Page, axis: Axis, ratios: bool) -> None:
    """The scale, its name, and what its two directions mean."""
    draw_ticks(page, axis, title=page.say("odds_ratio_axis" if ratios else "coefficient_axis"))
    keys = ("less_affirmative", "more_affirmative") if ratios else ("lower", "higher")
    page.y += 2
    page.text(axis.start - 12, page.y, page.say(keys[0]), style.SMALL, style.ACCENT)
    page.text(axis.end + 12, page.y, page.say(keys[1]), style.SMALL, style.ACCENT, "right")
    page.y += height(page.say(keys[0]), style.SMALL)


def _remarks(page: Page, shown: pd.DataFrame, ratios: bool) -> list[str]:
    remarks = []
    if shown["term"].str.contains(CROSS, regex=False).any():
        remarks.append(page.say("interaction" if ratios else "interaction_linear"))
    if odds_of(shown) in (PARTIAL, REJECTED):
        remarks.append(page.say("odds_of_coefficients"))
    if shown["p_adjusted"].notna().any():
        remarks.append(page.say("p_words"))
    return remarks


def forest_alt(
    table: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    effects: pd.DataFrame | None = None,
) -> str:
    """The average change of several waves; the largest and the smallest coefficient."""
    wording = Wording(labels, language)
    shown, ratio = table[~table["term"].isin(CONSTANTS)], FAMILIES[entry["family"]].ratios
    scale = wording.say("odds_ratio" if ratio else "coefficient_axis")
    ends = extreme_levels(
        shown, "estimate", lambda value: effect_words(value, ratio), entry, wording
    )
    about = wording.say("alt.models.effects", scale=scale, **ends)
    changes = "".join(
        line + wording.say("stop") for line in average_changes(effects, entry, wording)
    )
    return head_of_model("coefficients", shown, entry, wording) + changes + about
