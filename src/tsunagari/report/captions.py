"""What stands below a picture: base, notes, reason, source with n, and what numbers stand on.

The words are those of the pictures themselves (charts.words).
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from tsunagari.codebook.labels import Labels, figure_labels
from tsunagari.compare.decompose.spec import CHANGE, CRUDE
from tsunagari.compare.labels import change_labels, comparison_labels
from tsunagari.config.words import Text, joined, languages, same
from tsunagari.draw.charts.comparison_notes import comparability
from tsunagari.draw.words import WORDS as PICTURES
from tsunagari.draw.words import Wording
from tsunagari.index.labels import index_labels
from tsunagari.models.labels import ALL, CROSS, level_role, model_labels
from tsunagari.project import Project
from tsunagari.report.exhibits import Exhibit
from tsunagari.report.words import VALUES
from tsunagari.report.words import text as words

# ---- What the keys of an exhibit's table read as, in each language -----------------------

TextOf = Callable[[str, Mapping], Text | str]  # (column, row) -> what the cell reads
SAME_VALUES = {"verdict_least_base": "verdict"}  # column -> the one whose values it has
CUTS = VALUES.part("cuts")  # terms that are no variables
ROLES = {"earlier": "wave", "later": "wave", "bound": "bound", "population": "population"}


def labels_of(exhibit: Exhibit, project: Project) -> Labels:
    """The labels that the exhibit's own picture uses."""
    config, waves = project.codebook_config, project.waves
    if exhibit.kind == "figure":
        return figure_labels(config, exhibit.key, exhibit.entry, waves)
    if exhibit.kind == "comparison":
        compared = {wave: waves[wave] for wave in exhibit.waves}
        return comparison_labels(config, exhibit.key, project.comparisons, compared)
    if exhibit.kind == "index":
        group = project.indices["ties"]["group"]
        return index_labels(config, exhibit.key, exhibit.entry, group, waves)
    if exhibit.kind in ("model", "curve"):
        return model_labels(config, exhibit.key, exhibit.entry, waves)
    # Of a standardisation, the factors are those of its populations.
    by = [name for population in exhibit.entries[1:] for name in population["by"]]
    return change_labels(config, exhibit.key, {"factors": by, **exhibit.entry}, waves)


def text_of(exhibit: Exhibit, project: Project) -> TextOf:
    """What the cells of the exhibit's tables read as.

    Raises ProblemsFound for a key of a labelled column that has no label.
    """
    labels = labels_of(exhibit, project)
    entitled = {
        "population": project.decompositions.get("populations", {}),
        "bound": exhibit.entry.get("bounds", {}),
    }
    titles = {c: {key: e["title"] for key, e in each.items()} for c, each in entitled.items()}
    titles["population"] = {CRUDE: words("not_standardized"), **titles["population"]}

    def read(column: str, row: Mapping) -> Text | str:
        key = row[column]
        if key == "" or key is None:
            return ""
        if values := VALUES.part(SAME_VALUES.get(column, column)):
            return values.get(key, key)
        if column == "wave" and key == CHANGE:
            return VALUES.part("component")[CHANGE]
        if column == "category" and "view" in row:
            return f"{row['low']:.0f}–{row['high']:.0f}"
        if column in titles and key in titles[column]:
            return titles[column][key]
        if column in ("level", "reference") or (column == "category" and "factor" in row):
            return _level(labels, row.get("term", row.get("factor", "")), key)
        if column in ("term", "factor"):
            return CUTS[key] if key in CUTS else _known(labels, "term", key)
        return _known(labels, ROLES.get(column, column), key)

    return read


def _known(labels: Labels, role: str, key: str) -> Text | str:
    """The key's label; a column that the picture has no labels for reads as it stands."""
    if role not in labels.texts:
        return key
    if role == "country" and key == ALL:
        return words("all_people")
    labels.check(role, [key])
    return labels.texts[role][key]


def _level(labels: Labels, term: str, key: str) -> Text | str:
    """A level of a term; a threshold stands between two answers."""
    if term in CUTS:
        parts = [labels.texts["category"].get(part) for part in key.split("|")]
        if not all(parts):
            return key
        return joined(parts, same(" | "))
    role = level_role(term)
    if role not in labels.texts or (CROSS in term and key not in labels.texts[role]):
        return key
    return labels.texts[role].get(key, key)


KINDS = ("delivered", "published", "assumed")
N_COLUMNS = ("n", "n_earlier", "n_later", "participants")


def caption(exhibit: Exhibit, table: pd.DataFrame | None, project: Project) -> list[Text]:
    """The lines of an exhibit's caption, in each language."""
    entry = exhibit.entry
    lines = []
    if "base" in entry:
        lines.append(PICTURES.text("base", base=entry["base"]))
    lines += [PICTURES.text("note", note=note) for note in entry.get("notes", ())]
    if "reason" in entry and exhibit.pictures:
        lines.append(PICTURES.text("reason", reason=entry["reason"]))
    if exhibit.kind == "standardization":  # has no picture that would say so
        labels = labels_of(exhibit, project)
        grades = [comparability(Wording(labels, language)) for language in languages()]
        lines += [dict(zip(languages(), line, strict=True)) for line in zip(*grades, strict=True)]
    if table is None:
        if exhibit.kind == "figure" and exhibit.pictures:
            lines.append(PICTURES.text("source", sources=PICTURES.text("text_only")))
        return lines
    lines.append(PICTURES.text("source", sources=_sources(exhibit, table, project)))
    kinds = [kind for kind in KINDS if (table["basis"] == kind).any()]
    named = PICTURES.joined(PICTURES[f"basis_{kind}"] for kind in kinds)
    return [*lines, PICTURES.text("basis", kinds=named)] if kinds else lines


def _sources(exhibit: Exhibit, table: pd.DataFrame, project: Project) -> Text:
    """Each wave with its bases, citation, and how its respondents came about."""
    parts = []
    for wave in exhibit.waves:
        about = project.waves[wave]
        made = "made_synthetic" if about["source"] == "synthetic" else "made_delivered"
        parts.append(
            PICTURES.text(
                "wave", title=about["title"], citation=about["citation"], made=PICTURES.text(made),
                n=bases(_of_wave(exhibit, table, wave)),
            )
        )  # fmt: skip
    return PICTURES.joined(parts, "stop")


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
        return same("n=0")
    low, high = int(min(people)), int(max(people))
    if low == high:
        return same(f"n={low:,}")
    return PICTURES.text("range", low=low, high=high)
