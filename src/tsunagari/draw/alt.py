"""One or two factual sentences that say what a picture shows, for those who do not see it."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import KEYS
from tsunagari.draw.paper.axis import signed
from tsunagari.draw.paper.frame import (
    heading_words,
    made_up,
    model_basis,
    model_head,
    odds_of,
    waves_shown,
)
from tsunagari.draw.rows import level_words
from tsunagari.draw.words import Wording
from tsunagari.read.rounding import printed

Number = Callable[[float], str]  # a value as printed


# ---- What the sentences are built of -----------------------------------------------------


def head(heading: str, kind: str, entry: Mapping, synthetic: bool, wording: Wording) -> str:
    """Heading, kind of picture and base, and whether data are synthetic; without a stop."""
    words = wording.say("alt.head", heading=heading, kind=kind)
    if "base" in entry:
        words += wording.say("alt.base", base=wording.of(entry["base"]))
    return words + (wording.say("alt.synthetic") if synthetic else "")


def head_of_model(kind: str, table: pd.DataFrame, entry: Mapping, wording: Wording) -> str:
    """Heading and outcome, and what associations in synthetic data are; each with a stop."""
    assumed = (model_basis(table, entry, wording.labels) == ASSUMED).any()
    odds = odds_of(table) if kind == "shares" else ""
    parts = [
        *model_head(kind, entry, wording, odds),
        *([wording.say("no_findings")] if assumed else []),
    ]
    return wording.listed([*parts, ""], "stop")


def marked_words(words: str, basis: str, wording: Wording) -> str:
    """A number that says where it is assumed."""
    return words + (wording.say("alt.assumed") if basis == ASSUMED else "")


def extremes(
    table: pd.DataFrame,
    column: str,
    place: Callable[[Mapping], str],
    number: Number,
    wording: Wording,
) -> dict[str, str]:
    """The largest and the smallest number of a column (high, low), and where they stand
    (top, bottom)."""
    found = {}
    ends = (("top", "high", table[column].idxmax()), ("bottom", "low", table[column].idxmin()))
    for where, value, row in ends:
        record = table.loc[row]
        found[where] = place(record)
        found[value] = marked_words(number(record[column]), record["basis"], wording)
    return found


# ---- Figures of the book -----------------------------------------------------------------


def alt_text(table: pd.DataFrame | None, spec: Mapping, labels: Labels, language: str) -> str:
    """The kind of picture, its base, and its largest and smallest value (or the outermost
    points); of a diagram what it consists of."""
    wording = Wording(labels, language)
    heading = heading_words(spec, labels, language).replace("　", " ")
    kind = wording.say(f"alt.kinds.{spec['notebook']}")
    words = head(heading, kind, spec, made_up(waves_shown(table, labels), labels), wording)
    if table is None:
        parts = wording.listed(_parts(spec["diagram"], wording), "clauses")
        return words + wording.say("colon") + wording.sentences([parts])
    if not (table["n"] > 0).any():
        whys = wording.listed(wording.say(why) for why in sorted(set(table["basis"])))
        return words + wording.say("alt.none", why=whys)
    if "x" in table:
        return words + wording.say("alt.points", **_outermost(table, wording))
    return words + wording.say("alt.range", **_extremes(table, wording))


def _extremes(table: pd.DataFrame, wording: Wording) -> dict[str, str]:
    """The largest and the smallest number; sums are left aside."""
    shown = table[table["n"] > 0]
    if "category" in shown:
        shown = shown[~shown["category"].isin(list(wording.labels.sets))]
    varying = [key for key in KEYS if key in table and table[key].nunique() > 1]

    def place(record: Mapping) -> str:
        return wording.place(record, varying)

    if "percent" not in table:
        return extremes(shown, "from_none", place, signed, wording)
    sign = wording.say("percent_sign")
    return extremes(shown, "percent", place, lambda value: printed(value) + sign, wording)


def _outermost(table: pd.DataFrame, wording: Wording) -> dict[str, str]:
    rows = {
        "right": table["x"].idxmax(),
        "left": table["x"].idxmin(),
        "top": table["y"].idxmax(),
        "bottom": table["y"].idxmin(),
    }
    return {end: wording.name("item", table.loc[row, "item"]) for end, row in rows.items()}


def _parts(entry: object, wording: Wording) -> Iterator[str]:
    """All words of a diagram in one language, in order, each on one line."""
    if isinstance(entry, Mapping) and isinstance(entry.get(wording.language), str):
        yield wording.of(entry).replace("\n", wording.say("space"))
    elif isinstance(entry, Mapping | list):
        for value in entry.values() if isinstance(entry, Mapping) else entry:
            yield from _parts(value, wording)


# ---- Figures of the indices --------------------------------------------------------------


def index_alt(
    table: pd.DataFrame, spec: Mapping, labels: Labels, language: str, paragraph: str = ""
) -> str:
    """The title, and the figure's paragraph if it has one; else each column's largest and
    smallest value, or its medians."""
    wording = Wording(labels, language)
    stop = wording.say("stop")
    words = wording.of(spec["title"]) + stop
    if made_up(table["wave"].unique(), labels):
        words += wording.say("alt.indices.synthetic")
    if paragraph:
        return words + paragraph
    if (table["basis"] == ASSUMED).any():
        words += wording.say("no_findings") + stop
    role = spec["chart"]["column"]
    sentence = _medians if spec["notebook"] == "histograms" else _extremes_of_column
    for key in labels.arrange(role, table[role]):
        words += sentence(table[table[role] == key], spec, wording.name(role, key), wording)
    return words.strip()


def _extremes_of_column(here: pd.DataFrame, spec: Mapping, column: str, wording: Wording) -> str:
    chart = spec["chart"]
    roles = [chart[role] for role in ("section", "row", "series") if role in chart]
    ends = extremes(here, "value", lambda record: wording.place(record, roles), signed, wording)
    value = wording.of(spec["axis"])
    return wording.say("alt.indices.extremes", column=column, value=value, **ends)


def _medians(here: pd.DataFrame, spec: Mapping, column: str, wording: Wording) -> str:
    role, parts = spec["chart"]["row"], []
    for record in here[here["measure"] == "quantile_50"].to_dict("records"):
        number = marked_words(signed(record["value"]), record["basis"], wording)
        parts.append(f"{wording.name(role, record[role])} {number}")
    return wording.say("alt.indices.medians", column=column, parts=wording.listed(parts))


# ---- Models ------------------------------------------------------------------------------


def extreme_levels(
    table: pd.DataFrame, column: str, number: Number, entry: Mapping, wording: Wording
) -> dict[str, str]:
    """The largest and the smallest value and the levels that they stand at."""

    def place(record: Mapping) -> str:
        level = level_words(record["term"], record["level"], wording)
        return wording.listed([wording.name("term", record["term"]), level])

    table = table.assign(basis=model_basis(table, entry, wording.labels))
    return extremes(table, column, place, number, wording)
