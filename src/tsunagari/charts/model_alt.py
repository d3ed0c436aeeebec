"""What a model's picture shows, in a few sentences, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.charts.alt import ASSUMED as ASSUMED_WORDS
from tsunagari.charts.axis import RATIOS, effect_words, interval_words, signed
from tsunagari.charts.model_frame import ASSUMED, model_basis, model_heading, outcome_words
from tsunagari.charts.model_rows import level_words
from tsunagari.charts.words import say
from tsunagari.codebook.labels import Labels
from tsunagari.models.labels import AFFIRMATIVE, CONSTANTS
from tsunagari.read.rounding import printed

SENTENCES = {
    "effects": {
        "ja": "{scale}と95％区間の図。最大は{top}の{high}、最小は{bottom}の{low}。",
        "en": "{scale} with 95 per cent intervals. Largest: {high}, {top};"
        " smallest: {low}, {bottom}.",
    },
    "shares": {
        "ja": "区分ごとの予測値。{answer}の最大は{top}の{high}、最小は{bottom}の{low}。",
        "en": "Predictions by level. {answer}: largest {high}, {top}; smallest {low}, {bottom}.",
    },
    "curve": {
        "ja": "{count}通りの仕様の推定値を小さい順に示す。"
        "{low}から{high}まで、設定のモデルは{shipped}。",
        "en": "Estimates of {count} specifications, smallest first, from {low} to {high};"
        " the model as shipped: {shipped}.",
    },
}


def forest_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The largest and the smallest coefficient."""
    shown = table[~table["term"].isin(CONSTANTS)]
    ratio = entry["family"] in RATIOS
    scale = say("odds_ratio" if ratio else "coefficient_axis", language)
    found = _extremes(
        shown, "estimate", lambda value: effect_words(value, ratio), entry, labels, language
    )
    about = SENTENCES["effects"][language].format(scale=scale, **found)
    return _head("coefficients", shown, entry, labels, language) + about


def shares_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The level with most and with least of the first set of answers, or first answer."""
    linear = entry["family"] == "linear"
    answers = labels.arrange("category", set(table["category"]) - {""})
    sets = [key for key in answers if key in labels.sets or key == AFFIRMATIVE]
    answer = next(iter([*sets, *answers]), "")
    name = labels.text("category", answer, language) if answer else say("predicted_mean", language)
    percent = "％" if language == "ja" else "%"

    def number(value: float) -> str:
        return signed(value) if linear else printed(value) + percent

    shown = table[table["category"] == answer]
    found = _extremes(shown, "percent", number, entry, labels, language)
    about = SENTENCES["shares"][language].format(answer=name, **found)
    return _head("means" if linear else "shares", shown, entry, labels, language) + about


def curve_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """How many specifications, how far they reach, and the headline."""
    points = "share" in entry["specifications"]
    printed_as = (entry["family"] in RATIOS and not points, 1 if points else 2)
    record = table[table["headline"]].iloc[0]
    shipped = effect_words(record["estimate"], *printed_as)
    about = SENTENCES["curve"][language].format(
        count=len(table),
        low=effect_words(table["estimate"].min(), *printed_as),
        high=effect_words(table["estimate"].max(), *printed_as),
        shipped=f"{shipped} {interval_words(record['ci_low'], record['ci_high'], *printed_as)}",
    )
    return _head("specifications", table, entry, labels, language) + about


def _head(kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """Heading, outcome, and what associations in synthetic data are."""
    stop = "。" if language == "ja" else ". "
    parts = [model_heading(kind, entry, language), outcome_words(entry, labels, language)]
    if (model_basis(table, entry, labels) == ASSUMED).any():
        parts.append(say("no_findings", language))
    return stop.join(parts) + stop


def _extremes(
    table: pd.DataFrame, column: str, number, entry: Mapping, labels: Labels, language: str
) -> dict[str, str]:
    """The largest and the smallest value and the levels that they stand at."""
    basis, found = model_basis(table, entry, labels), {}
    join = "、" if language == "ja" else ", "
    for place, value, row in (
        ("top", "high", table[column].idxmax()),
        ("bottom", "low", table[column].idxmin()),
    ):
        term, level = table.loc[row, ["term", "level"]]
        words = labels.text("term", term, language), level_words(labels, term, level, language)
        found[place] = join.join(words)
        mark = ASSUMED_WORDS[language] if basis[row] == ASSUMED else ""
        found[value] = number(table.loc[row, column]) + mark
    return found
