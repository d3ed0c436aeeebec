"""One or two factual sentences that say what a picture shows, for those who do not see it."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import KEYS
from tsunagari.draw.kinds import CHARTS
from tsunagari.draw.paper.axis import signed
from tsunagari.draw.paper.frame import SYNTHETIC, heading_words, waves_shown
from tsunagari.draw.paper.model_frame import ASSUMED, model_basis, model_heading, outcome_words
from tsunagari.draw.rows import level_words
from tsunagari.draw.words import say
from tsunagari.read.rounding import printed


def alt_text(estimates: pd.DataFrame | None, spec: Mapping, labels: Labels, language: str) -> str:
    """The kind of picture, its base, and its largest and smallest value (or the outermost
    points); of a diagram what it consists of."""

    heading = heading_words(spec, labels, language).replace("　", " ")
    kind = say(f"alt.kinds.{CHARTS[spec['draw']].called}", language)
    words = say("alt.head", language, heading=heading, kind=kind)
    if "base" in spec:
        words += say("alt.base", language, base=spec["base"][language])
    waves = waves_shown(estimates, labels)
    if any(labels.waves[wave]["source"] == SYNTHETIC for wave in waves):
        words += say("alt.synthetic", language)
    if estimates is None:
        parts = "、".join(_parts(spec["diagram"], language))
        return words + (
            "：" + parts + "。" if language == "ja" else ": " + parts.replace("、", "; ") + "."
        )
    if not (estimates["n"] > 0).any():
        whys = [say(why, language) for why in sorted(set(estimates["basis"]))]
        return words + say("alt.none", language, why={"ja": "、", "en": ", "}[language].join(whys))
    if "x" in estimates:
        return words + say("alt.points", language, **_outermost(estimates, labels, language))
    return words + say("alt.range", language, **_extremes(estimates, labels, language))


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
        return value + unit + (say("alt.assumed", language) if row["basis"] == "assumed" else "")

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


# ---- What a picture of a change says, in a few sentences, for those who do not see it ----


def change_head(
    kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str
) -> str:
    stop = "。" if language == "ja" else ". "
    parts = [model_heading(kind, entry, language), outcome_words(entry, labels, language)]
    if (table["basis"] == ASSUMED).any():
        parts.append(say("no_findings", language))
    return stop.join(parts) + stop


# What a figure of the indices shows, in a few sentences, for those who do not see it.


def index_alt(
    table: pd.DataFrame, spec: Mapping, labels: Labels, language: str, paragraph: str = ""
) -> str:
    """The title, and the figure's paragraph if it has one; else each column's largest and
    smallest value, or its medians."""
    words = spec["title"][language] + ("。" if language == "ja" else ". ")
    if any(labels.waves[wave]["source"] == SYNTHETIC for wave in table["wave"].unique()):
        words += say("alt.indices.synthetic", language)
    if paragraph:
        return words + paragraph
    if (table["basis"] == "assumed").any():
        words += say("no_findings", language) + ("。" if language == "ja" else ". ")
    column = spec["chart"]["column"]
    for key in labels.arrange(column, table[column]):
        here = table[table[column] == key]
        said = _medians if spec["draw"] == "histograms" else _extremes_of_column
        name = labels.text(column, key, language)
        words += said(here, spec, labels, language, name)
    return words.strip()


def _extremes_of_column(
    here: pd.DataFrame, spec: Mapping, labels: Labels, language: str, column: str
) -> str:
    chart = spec["chart"]
    roles = [chart[role] for role in ("section", "row", "series") if role in chart]
    join = "、" if language == "ja" else ", "

    def place(row: int) -> str:
        shown = [labels.text(role, here.loc[row, role], language) for role in roles]
        return join.join(shown)

    top, bottom = here["value"].idxmax(), here["value"].idxmin()
    return say(
        "alt.indices.extremes",
        language,
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
    return say("alt.indices.medians", language, column=column, parts=join.join(parts))


def _number(record: Mapping, language: str) -> str:
    mark = say("alt.assumed", language) if record["basis"] == "assumed" else ""
    return signed(record["value"]) + mark


# ---- What a model's picture shows, in a few sentences, for those who do not see it -------


def model_head(
    kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str
) -> str:
    """Heading, outcome, and what associations in synthetic data are."""
    stop = "。" if language == "ja" else ". "
    parts = [model_heading(kind, entry, language), outcome_words(entry, labels, language)]
    if (model_basis(table, entry, labels) == ASSUMED).any():
        parts.append(say("no_findings", language))
    return stop.join(parts) + stop


def extreme_levels(
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
        mark = say("alt.assumed", language) if basis[row] == ASSUMED else ""
        found[value] = number(table.loc[row, column]) + mark
    return found
