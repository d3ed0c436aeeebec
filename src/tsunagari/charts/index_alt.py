"""What a figure of the indices shows, in a few sentences, for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.charts.alt import ASSUMED
from tsunagari.charts.axis import signed
from tsunagari.charts.frame import SYNTHETIC
from tsunagari.charts.words import say
from tsunagari.codebook.labels import Labels

SENTENCES = {
    "synthetic": {"ja": "合成データ。", "en": "Synthetic data. "},
    "extremes": {
        "ja": "{column}：{value}の最大は{top}の{high}、最小は{bottom}の{low}。",
        "en": "{column}: {value}, largest {high} ({top}), smallest {low} ({bottom}). ",
    },
    "medians": {
        "ja": "{column}の中央値：{parts}。",
        "en": "Medians, {column}: {parts}. ",
    },
}


def index_alt(
    table: pd.DataFrame, spec: Mapping, labels: Labels, language: str, paragraph: str = ""
) -> str:
    """The title, and the figure's paragraph if it has one; else each column's largest and
    smallest value, or its medians."""
    words = spec["title"][language] + ("。" if language == "ja" else ". ")
    if any(labels.waves[wave]["source"] == SYNTHETIC for wave in table["wave"].unique()):
        words += SENTENCES["synthetic"][language]
    if paragraph:
        return words + paragraph
    if (table["basis"] == "assumed").any():
        words += say("no_findings", language) + ("。" if language == "ja" else ". ")
    column = spec["chart"]["column"]
    for key in labels.arrange(column, table[column]):
        here = table[table[column] == key]
        said = _medians if spec["draw"] == "histograms" else _extremes
        name = labels.text(column, key, language)
        words += said(here, spec, labels, language, name)
    return words.strip()


def _extremes(here: pd.DataFrame, spec: Mapping, labels: Labels, language: str, column: str) -> str:
    chart = spec["chart"]
    roles = [chart[role] for role in ("section", "row", "series") if role in chart]
    join = "、" if language == "ja" else ", "

    def place(row: int) -> str:
        shown = [labels.text(role, here.loc[row, role], language) for role in roles]
        return join.join(shown)

    top, bottom = here["value"].idxmax(), here["value"].idxmin()
    return SENTENCES["extremes"][language].format(
        column=column,
        value=spec["axis"][language],
        top=place(top),
        high=_number(here.loc[top], language),
        bottom=place(bottom),
        low=_number(here.loc[bottom], language),
    )


def _medians(here: pd.DataFrame, spec: Mapping, labels: Labels, language: str, column: str) -> str:
    role, medians = spec["chart"]["row"], here[here["measure"] == "quantile_50"]
    parts = [
        f"{labels.text(role, record[role], language)} {_number(record, language)}"
        for record in medians.to_dict("records")
    ]
    join = "、" if language == "ja" else ", "
    return SENTENCES["medians"][language].format(column=column, parts=join.join(parts))


def _number(record: Mapping, language: str) -> str:
    mark = ASSUMED[language] if record["basis"] == "assumed" else ""
    return signed(record["value"]) + mark
