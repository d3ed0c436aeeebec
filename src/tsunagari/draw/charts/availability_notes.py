"""What stands below the overview of what was asked, and what it says to those who do not see it."""

from collections.abc import Iterable

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import head
from tsunagari.draw.charts.comparison_notes import meanings
from tsunagari.draw.paper.frame import made_up
from tsunagari.draw.words import Wording
from tsunagari.harmonise.availability import CONSTANT, STATES, of_variables
from tsunagari.waves.comparability import GRADES

FEW = 8  # columns that the alt text names one by one


def remarks(found: pd.DataFrame, derived: set[str], wording: Wording) -> list[str]:
    """How squares, letters and daggers are to be read, as far as they occur."""
    grades = [grade for grade in GRADES if (found["grade_with_earlier"] == grade).any()]
    lines = []
    if grades:
        lines.append(wording.say("availability.letters", grades=meanings(grades, wording)))
        lines.append(wording.say("availability.no_letter"))
    if (found["state"] == "part").any():
        lines.append(wording.say("availability.part_note"))
    if derived & set(found["variable"]):
        lines.append(wording.say("availability.derived"))
    return lines


def availability_alt(table: pd.DataFrame, labels: Labels, derived: set[str], language: str) -> str:
    """The finding: how many questions each wave and country had, and how they compare."""
    wording = Wording(labels, language)
    title, kind = (wording.say(f"availability.{key}") for key in ("title", "alt_kind"))
    words = head(title, kind, {}, made_up(table["wave"].unique(), labels), wording)
    found = of_variables(table)
    asked = found[(found["state"] != CONSTANT) & ~found["variable"].isin(derived)]
    return wording.sentences([words, *_columns(asked, wording), _grades(asked, wording)])


def _columns(asked: pd.DataFrame, wording: Wording) -> list[str]:
    """Each column where there are few of them, else how many questions all of them share."""
    columns = asked.groupby(["wave", "country"], sort=False)
    if columns.ngroups <= FEW:
        return [_column(rows, wording) for _, rows in columns]
    states = asked.groupby("variable")["state"].agg(set)
    counts = {
        "columns": columns.ngroups,
        "total": len(states),
        "everywhere": int((states == {"asked"}).sum()),
        "nowhere": int((states == {"not_asked"}).sum()),
    }
    somewhere = len(states) - counts["everywhere"] - counts["nowhere"]
    return [wording.say("availability.alt_columns", somewhere=somewhere, **counts)]


def _column(rows: pd.DataFrame, wording: Wording) -> str:
    place = wording.place(rows.iloc[0], ("wave", "country"), "within")
    words = wording.listed(_counts(rows["state"], STATES, "alt_{}", wording))
    return wording.say("availability.alt_column", place=place, total=len(rows), counts=words)


def _grades(asked: pd.DataFrame, wording: Wording) -> str:
    graded = asked.loc[asked["grade_with_earlier"] != "", "grade_with_earlier"]
    if graded.empty:
        return wording.say("availability.alt_no_earlier")
    words = wording.listed(_counts(graded, GRADES, "alt_grade", wording))
    return wording.say("availability.alt_grades", total=len(graded), counts=words)


def _counts(values: pd.Series, order: Iterable[str], key: str, wording: Wording) -> list[str]:
    """How often each value occurs, in words of a key (which may name the value)."""
    counts = values.value_counts()
    return [
        wording.say(f"availability.{key.format(value)}", grade=value, n=int(counts[value]))
        for value in order
        if value in counts
    ]
