"""What surrounds the pictures of a model.

As `frame` does for figures of the book, but a model has a title and no printed number, its
people may come from several waves together, and associations are said to be no findings
wherever they were put into synthetic respondents.
"""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import intervals as numbers
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import (
    SYNTHETIC,
    key_to_assumed,
    rule_off,
    write_heading,
    write_remarks,
)
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import wrap
from tsunagari.draw.words import say

ASSUMED = "assumed"


def model_basis(table: pd.DataFrame, entry: Mapping, labels: Labels) -> pd.Series:
    """What each row stands on; a table that does not say so stands on its waves' sources.

    # ASSUME: an association in synthetic respondents is assumed unless its table says else.
    """
    if "basis" in table:
        return table["basis"]
    return pd.Series(ASSUMED if made_up(entry, labels) else "delivered", index=table.index)


def made_up(entry: Mapping, labels: Labels) -> bool:
    """Whether any wave of the model is synthetic."""
    return any(labels.waves[wave]["source"] == SYNTHETIC for wave in entry["waves"])


def model_heading(kind: str, entry: Mapping, language: str) -> str:
    """The title of the model and what of it is shown: coefficients, shares ..."""
    return say(f"{kind}_of", language, title=entry["title"][language])


def open_model_page(
    kind: str, table: pd.DataFrame, entry: Mapping, labels: Labels, language: str, *lines: str
) -> Page:
    """A page with heading, base, outcome, further lines, and what is synthetic said so."""
    page = Page(language)
    heading = model_heading(kind, entry, language)
    room, below_mark = write_heading(page, heading, made_up(entry, labels))
    page.y += 2
    for line in (*_base_lines(table, entry, language), outcome_words(entry, labels, language)):
        page.write(page.left + 9, wrap(line, style.LABEL, room), style.LABEL, style.SOFT)
        page.y += 1
    for line in lines:
        page.write(page.left + 9, wrap(line, style.LABEL, room), style.LABEL, style.INK)
        page.y += 1
    if (model_basis(table, entry, labels) == ASSUMED).any():
        note = wrap(say("no_findings", language), style.LABEL, page.breadth - 9)
        page.y = max(page.y, below_mark + 2)
        page.write(page.left + 9, note, style.LABEL, style.WARNING)
    page.y = max(page.y, below_mark) + 9
    return page


def _base_lines(table: pd.DataFrame, entry: Mapping, language: str) -> list[str]:
    if "base" not in entry:
        return []
    shared = table["n"].nunique() == 1 if "n" in table else False
    n = numbers.base(int(table["n"].iloc[0]), language) if shared else ""
    return [say("base", language, base=entry["base"][language]) + n]


def outcome_words(entry: Mapping, labels: Labels, language: str) -> str:
    """The model's outcome and family."""
    outcome = next(iter(labels.texts["outcome"].values()))[language]
    return say("outcome", language, outcome=outcome, family=say(entry["family"], language))


def close_model_page(
    page: Page,
    table: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    *remarks: str,
    hatched: bool = False,
) -> Figure:
    """The figure, with the key to assumed values, notes, remarks and source below the chart."""
    rule_off(page)
    basis, language = model_basis(table, entry, labels), page.language
    if (basis == ASSUMED).any():
        words = say("assumed_hatched" if hatched else "assumed_in_model", language)
        key_to_assumed(page, words, hatched)
    lines = [say("note", language, note=note[language]) for note in entry.get("notes", ())]
    lines += [*remarks, _interval_words(entry, labels, language)]
    lines += [_source(table, entry, labels, language), _basis_words(basis, language)]
    write_remarks(page, lines)
    return page.finish()


def _interval_words(entry: Mapping, labels: Labels, language: str) -> str:
    """How the intervals are to be read, by how the waves were sampled."""
    kinds = {labels.waves[wave]["sampling"] for wave in entry["waves"]}
    opt_in = any(kind.startswith("opt_in") for kind in kinds)
    return say("model_based" if opt_in else "interval", language)


def _source(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The source of each wave, and of how many people, wave by wave or of all together."""
    parts, by_wave = [], "n" in table and "wave" in table
    for wave in labels.arrange("wave", entry["waves"]):
        about = labels.waves[wave]
        made = "model_synthetic" if about["source"] == SYNTHETIC else "model_delivered"
        words = {key: about[key][language] for key in ("title", "citation")}
        own = table.loc[table["wave"] == wave, "n"] if by_wave else ()
        if len(own):
            n = _people(own, language)
            words["title"] = say("model_n", language, sources=words["title"], n=n)
        parts.append(say("model_wave", language, made=say(made, language), **words))
    sources = ("。" if language == "ja" else ". ").join(parts)
    if "n" in table and not by_wave:
        n = _people(table["n"], language)
        sources = say("model_n", language, sources=sources, n=n)
    return say("source", language, sources=sources)


def _people(n: pd.Series, language: str) -> str:
    low, high = int(n.min()), int(n.max())
    return f"n={low:,}" if low == high else say("range", language, low=low, high=high)


def _basis_words(basis: pd.Series, language: str) -> str:
    kinds = [kind for kind in ("delivered", "published", ASSUMED) if (basis == kind).any()]
    comma = "、" if language == "ja" else ", "
    return say(
        "basis", language, kinds=comma.join(say(f"basis_{kind}", language) for kind in kinds)
    )
