"""One or two factual sentences that say what a picture shows, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.charts.arrange import KEYS
from tsunagari.charts.frame import SYNTHETIC, heading_words, waves_shown
from tsunagari.charts.words import say as words_of
from tsunagari.codebook.labels import Labels
from tsunagari.read.rounding import printed

KINDS = {
    "stacked_bars": {"ja": "100％積み上げ横棒グラフ", "en": "Bars stacked to 100 per cent"},
    "shaded_table": {"ja": "値の大きさで濃淡を付けた表", "en": "Table shaded by value"},
    "bars": {"ja": "横棒グラフ", "en": "Horizontal bars"},
    "grouped_bars": {"ja": "列ごとに並べた横棒グラフ", "en": "Horizontal bars in columns"},
    "quadrant": {"ja": "2軸の散布図", "en": "Points on two axes"},
    "mean_dots": {"ja": "平均と95％区間の図", "en": "Means with 95 per cent intervals"},
    "diagram": {"ja": "数値のない模式図", "en": "Diagram without numbers"},
}
ASSUMED = {"ja": "（仮定）", "en": " (assumed)"}
SENTENCES = {
    "head": {"ja": "{heading}。{kind}", "en": "{heading}. {kind}"},
    "base": {"ja": "、集計対象は{base}", "en": "; base: {base}"},
    "synthetic": {"ja": "、合成データ", "en": "; synthetic data"},
    "range": {
        "ja": "。最大は{top}の{high}、最小は{bottom}の{low}。",
        "en": ". Largest: {high}, {top}; smallest: {low}, {bottom}.",
    },
    "none": {"ja": "。数値はない（{why}）。", "en": ". No numbers: {why}."},
    "points": {
        "ja": "。横軸の右端は{right}、左端は{left}、縦軸の上端は{top}、下端は{bottom}。",
        "en": ". Furthest right: {right}; left: {left}; top: {top}; bottom: {bottom}.",
    },
}


def alt_text(estimates: pd.DataFrame | None, spec: Mapping, labels: Labels, language: str) -> str:
    """The kind of picture, its base, and its largest and smallest value (or the outermost
    points); of a diagram what it consists of."""

    def say(key: str, **values: str) -> str:
        return SENTENCES[key][language].format(**values)

    heading = heading_words(spec, labels, language).replace("　", " ")
    words = say("head", heading=heading, kind=KINDS[spec["notebook"]][language])
    if "base" in spec:
        words += say("base", base=spec["base"][language])
    waves = waves_shown(estimates, labels)
    if any(labels.waves[wave]["source"] == SYNTHETIC for wave in waves):
        words += say("synthetic")
    if estimates is None:
        parts = "、".join(_parts(spec["diagram"], language))
        return words + (
            "：" + parts + "。" if language == "ja" else ": " + parts.replace("、", "; ") + "."
        )
    if not (estimates["n"] > 0).any():
        whys = [words_of(why, language) for why in sorted(set(estimates["basis"]))]
        return words + say("none", why={"ja": "、", "en": ", "}[language].join(whys))
    if "x" in estimates:
        return words + say("points", **_outermost(estimates, labels, language))
    return words + say("range", **_extremes(estimates, labels, language))


def _extremes(table: pd.DataFrame, labels: Labels, language: str) -> dict[str, str]:
    """The largest and the smallest number and where they stand; sums are left aside."""
    measure = "percent" if "percent" in table else "mean"
    shown = table[table["n"] > 0]
    if "category" in shown:
        shown = shown[~shown["category"].isin(list(labels.sets))]
    high, low = shown.loc[shown[measure].idxmax()], shown.loc[shown[measure].idxmin()]
    varying = [key for key in KEYS if key in table and table[key].nunique() > 1]

    def place(row: pd.Series) -> str:
        join = "、" if language == "ja" else ", "
        return join.join(labels.text(key, row[key], language) for key in varying)

    def number(row: pd.Series) -> str:
        value = printed(row[measure], 1 if measure == "percent" else 2)
        unit = {"ja": "％", "en": "%"}[language] if measure == "percent" else ""
        return value + unit + (ASSUMED[language] if row["basis"] == "assumed" else "")

    return {"top": place(high), "bottom": place(low), "high": number(high), "low": number(low)}


def _outermost(table: pd.DataFrame, labels: Labels, language: str) -> dict[str, str]:
    places = {
        "right": table["x"].idxmax(),
        "left": table["x"].idxmin(),
        "top": table["y"].idxmax(),
        "bottom": table["y"].idxmin(),
    }
    return {
        end: labels.text("item", table.loc[row, "item"], language) for end, row in places.items()
    }


def _parts(entry: object, language: str) -> list[str]:
    """All words of a diagram in one language, in order, each on one line."""
    if isinstance(entry, Mapping):
        if language in entry and isinstance(entry[language], str):
            return [entry[language].replace("\n", "" if language == "ja" else " ")]
        return [words for value in entry.values() for words in _parts(value, language)]
    if isinstance(entry, list):
        return [words for value in entry for words in _parts(value, language)]
    return []
