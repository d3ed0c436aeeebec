"""What a picture of a change says, in a few sentences, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.charts.alt import ASSUMED as ASSUMED_WORDS
from tsunagari.charts.axis import interval_words, signed
from tsunagari.charts.decomposition import INTERCEPT, PARTS, with_method
from tsunagari.charts.model_frame import ASSUMED, model_heading, outcome_words
from tsunagari.charts.words import say
from tsunagari.codebook.labels import Labels
from tsunagari.read.rounding import printed

SENTENCES = {
    "levels": {
        "ja": "{first}の{low}％から{second}の{high}％へ、{change}ポイント変化した。",
        "en": "From {low}% in {first} to {high}% in {second}: a change of {change} points.",
    },
    "parts": {"ja": "{name}：{parts}。", "en": "{name}: {parts}."},
    "part": {"ja": "{part}{points}ポイント", "en": "{part} {points} points"},
    "curve": {
        "ja": "年齢別では{first}から{second}にかけて{fell}区分で下がり{rose}区分で上がった"
        "（{bands}区分中）。同じ世代を追うと{cohort_fell}世代で下がり{cohort_rose}世代で上がった"
        "（{cohorts}世代中）。",
        "en": "At the same age the share fell in {fell} and rose in {rose} of {bands} bands from"
        " {first} to {second}; within the same cohort it fell in {cohort_fell} and rose in"
        " {cohort_rose} of {cohorts}.",
    },
    "bound": {"ja": "{title}：{range}。", "en": "{title}: {range}."},
}


def decomposition_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The change, and its parts in all and by factor."""
    said, stop = with_method(entry), " " * (language == "en")
    rows = {(row["component"], row["factor"], row["category"]): row
            for row in table.to_dict("records")}  # fmt: skip
    words = _head("parts", table, said, labels, language)
    earlier, later = entry["waves"]
    words += (
        SENTENCES["levels"][language].format(
            first=labels.text("wave", earlier, language),
            second=labels.text("wave", later, language),
            low=_marked(rows["earlier", "", ""], printed, language),
            high=_marked(rows["later", "", ""], printed, language),
            change=_points(rows["change", "", ""], language),
        )
        + stop
    )
    known = set(table["factor"]) - {"", INTERCEPT}
    for factor in ["", *labels.arrange("term", known)]:
        found = [
            SENTENCES["part"][language].format(
                part=say(f"{part}_head", language) + ("" if language == "en" else " "),
                points=_points(rows[part, factor, ""], language),
            )
            for part in PARTS if (part, factor, "") in rows
        ]  # fmt: skip
        if found:
            name = labels.text("term", factor, language) if factor else say("all_parts", language)
            parts = ("、" if language == "ja" else "; ").join(found)
            words += SENTENCES["parts"][language].format(name=name, parts=parts) + stop
    return words.strip()


def age_curves_alt(
    curve: pd.DataFrame, bounds: pd.DataFrame, entry: Mapping, labels: Labels, language: str
) -> str:
    """In how many bands the share fell, that nothing is separated, and the bounds."""
    said = {**entry, "family": "share_of_answers"}
    words = _head("curves", curve, said, labels, language)
    counted = {}
    for view, prefix in (("age", ""), ("cohort", "cohort_")):
        change = changes(curve, view, entry["waves"])
        counted |= {
            f"{prefix}fell": int((change < 0).sum()),
            f"{prefix}rose": int((change > 0).sum()),
        }
        counted["cohorts" if prefix else "bands"] = len(change)
    names = [labels.text("wave", wave, language) for wave in entry["waves"]]
    stop = " " * (language == "en")
    words += SENTENCES["curve"][language].format(first=names[0], second=names[1], **counted) + stop
    words += say("apc", language) + stop
    for row in bounds[bounds["view"] == "all"].to_dict("records"):
        title = entry["bounds"][row["bound"]]["title"][language]
        given = range_words(row["low"], row["high"], language)
        words += SENTENCES["bound"][language].format(title=title, range=given) + stop
    return words.strip()


def changes(curve: pd.DataFrame, view: str, waves: list[str]) -> pd.Series:
    """Later less earlier of the bands that both waves sampled whole."""
    rows = curve[(curve["view"] == view) & curve["whole"]]
    wide = rows.pivot(index="category", columns="wave", values="percent").dropna()
    return wide[waves[1]] - wide[waves[0]] if set(waves) <= set(wide) else pd.Series(dtype=float)


def range_words(low: float, high: float, language: str) -> str:
    """A range of points; an end that is infinite is none, and a range may be empty."""
    ends = {"low": signed(low, 1) if low > -float("inf") else "",
            "high": signed(high, 1) if high < float("inf") else ""}  # fmt: skip
    if low > high:
        return say("no_range", language)
    key = "from_to" if all(ends.values()) else "at_least" if ends["low"] else "at_most"
    return say(key, language, **ends)


def _head(kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    stop = "。" if language == "ja" else ". "
    parts = [model_heading(kind, entry, language), outcome_words(entry, labels, language)]
    if (table["basis"] == ASSUMED).any():
        parts.append(say("no_findings", language))
    return stop.join(parts) + stop


def _points(row: Mapping, language: str) -> str:
    interval = interval_words(row["ci_low"], row["ci_high"], False, 1)
    return f"{_marked(row, lambda value: signed(value, 1), language)} {interval}"


def _marked(row: Mapping, number, language: str) -> str:
    return number(row["points"]) + ASSUMED_WORDS[language] * (row["basis"] == ASSUMED)
