"""Which wave asked what in which country, as a table for the front page."""

from __future__ import annotations

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text
from tsunagari.harmonise.availability import ASKED, CONSTANT, PART
from tsunagari.report.table_words import HEADS
from tsunagari.report.tables import PageCell, PageTable
from tsunagari.report.words import text

ALL, SOME, FIXED = "●", "◐", "–"


def availability_table(table: pd.DataFrame, labels: Labels) -> PageTable:
    """Questions down, waves and countries across: asked, asked of some items or people, not.

    table  as tsunagari.harmonise.availability gives it: wave, country, variable, item, state and
           the grade of how far a wave compares with the one before that asked it
    """
    across = list(dict.fromkeys(zip(table["wave"], table["country"], strict=True)))
    cells = {
        key: _cell(rows) for key, rows in table.groupby(["variable", "wave", "country"], sort=False)
    }
    rows = []
    for variable in dict.fromkeys(table["variable"]):
        found = [cells.get((variable, *key), "") for key in across]
        shown = [PageCell(labels.texts["variable"][variable]), *map(PageCell, found)]
        rows.append(("", shown))
    heads = [HEADS["variable"], *(_head(labels, *key) for key in across)]
    return PageTable(heads, [False] * len(heads), rows, name="asked")


def _cell(rows: pd.DataFrame) -> str:
    """The state of a variable's items, counted where they differ, and their grades."""
    states = rows["state"]
    asked = int(states.isin([ASKED, PART]).sum())
    if (states == CONSTANT).all():
        return FIXED
    if not asked:
        return ""
    mark = ALL if (states == ASKED).all() else SOME
    count = f" {asked}/{len(rows)}" if asked < len(rows) else ""
    grades = "".join(sorted({grade for grade in rows["grade_with_earlier"] if grade}))
    return f"{mark}{count} {grades}".strip()


def _head(labels: Labels, wave: str, country: str) -> Text:
    named = labels.texts["country"].get(country, {"ja": country, "en": country})
    return {lang: f"{labels.texts['wave'][wave][lang]} {named[lang]}" for lang in ("ja", "en")}


def legend() -> Text:
    """What the marks mean."""
    return text("availability_note", all=ALL, some=SOME, fixed=FIXED)
