"""What stands below a picture: base, notes, reason, source with n, and what numbers stand on.

The words are those of the pictures themselves (charts.words).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tsunagari.config.words import Text
from tsunagari.draw.charts.comparison_notes import comparability
from tsunagari.draw.words import say
from tsunagari.project import Project
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.texts import labels_of

KINDS = ("delivered", "published", "assumed")
LANGUAGES = ("ja", "en")
STOP = {"ja": "。", "en": ". "}
COMMA = {"ja": "、", "en": ", "}
N_COLUMNS = ("n", "n_earlier", "n_later", "participants")


def caption(exhibit: Exhibit, table: pd.DataFrame | None, project: Project) -> list[Text]:
    """The lines of an exhibit's caption, in each language."""
    entry = exhibit.entry
    lines = []
    if "base" in entry:
        lines.append(_said("base", base=entry["base"]))
    lines += [_said("note", note=note) for note in entry.get("notes", ())]
    if "reason" in entry and exhibit.pictures:
        lines.append(_said("reason", reason=entry["reason"]))
    if exhibit.kind == "standardization":  # has no picture that would say so
        labels = labels_of(exhibit, project)
        said = [comparability(labels, language) for language in LANGUAGES]
        lines += [dict(zip(LANGUAGES, words, strict=True)) for words in zip(*said, strict=True)]
    if table is None:
        return (
            lines
            if exhibit.kind != "figure"
            else lines + ([_said("source", sources=_said("text_only"))] if exhibit.pictures else [])
        )
    lines.append(_said("source", sources=_sources(exhibit, table, project)))
    kinds = [kind for kind in KINDS if (table["basis"] == kind).any()]
    words = {
        lang: COMMA[lang].join(say(f"basis_{kind}", lang) for kind in kinds) for lang in LANGUAGES
    }
    return [*lines, _said("basis", kinds=words)] if kinds else lines


def _said(key: str, **values: Text) -> Text:
    return {
        lang: say(key, lang, **{name: value[lang] for name, value in values.items()})
        for lang in LANGUAGES
    }


def _sources(exhibit: Exhibit, table: pd.DataFrame, project: Project) -> Text:
    """Each wave with its bases, citation, and how its respondents came about."""
    parts = []
    for wave in exhibit.waves:
        about = project.waves[wave]
        made = "made_synthetic" if about["source"] == "synthetic" else "made_delivered"
        parts.append(
            _said(
                "wave", title=about["title"], citation=about["citation"], made=_said(made),
                n=bases(_of_wave(exhibit, table, wave)),
            )
        )  # fmt: skip
    return {lang: STOP[lang].join(part[lang] for part in parts) for lang in LANGUAGES}


def _of_wave(exhibit: Exhibit, table: pd.DataFrame, wave: str) -> Sequence[float]:
    """The bases of one wave's rows, of a table that keeps waves in rows or in columns."""
    if "wave" in table and (table["wave"] == wave).any():
        table = table[table["wave"] == wave]
    elif "n_earlier" in table:
        sides = [column for column in ("earlier", "later") if column in table]
        if sides:
            numbers = [table.loc[table[side] == wave, f"n_{side}"] for side in sides]
        else:
            numbers = [table[f"n_{'earlier' if wave == exhibit.waves[0] else 'later'}"]]
        return [n for column in numbers for n in column.dropna() if n > 0]
    return [n for column in N_COLUMNS if column in table for n in table[column].dropna() if n > 0]


def bases(people: Sequence[float]) -> Text:
    """The bases as one number, or the smallest and the largest."""
    if not people:
        return {"ja": "n=0", "en": "n=0"}
    low, high = int(min(people)), int(max(people))
    if low == high:
        return {"ja": f"n={low:,}", "en": f"n={low:,}"}
    return {lang: say("range", lang, low=low, high=high) for lang in LANGUAGES}
