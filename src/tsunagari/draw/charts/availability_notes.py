"""What stands below the overview of what was asked, and what it says to those who do not see it."""

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper.frame import SYNTHETIC
from tsunagari.draw.words import say, say_of_availability, say_of_comparison
from tsunagari.harmonise.availability import CONSTANT, STATES, of_variables
from tsunagari.waves.comparability import GRADES

FEW = 8  # columns that the alt text names one by one
COMMA = {"ja": "、", "en": ", "}
SEMICOLON = {"ja": "；", "en": "; "}
STOP = {"ja": "。", "en": ". "}


def remarks(found: pd.DataFrame, derived: set[str], language: str) -> list[str]:
    """How squares, letters and daggers are to be read, as far as they occur."""
    grades = [grade for grade in GRADES if (found["grade_with_earlier"] == grade).any()]
    lines = []
    if grades:
        words = SEMICOLON[language].join(say_of_comparison(f"grade_{g}", language) for g in grades)
        lines += [
            say_of_availability("letters", language, grades=words),
            say_of_availability("no_letter", language),
        ]
    if (found["state"] == "part").any():
        lines.append(say_of_availability("part_note", language))
    if derived & set(found["variable"]):
        lines.append(say_of_availability("derived", language))
    return lines


def availability_alt(table: pd.DataFrame, labels: Labels, derived: set[str], language: str) -> str:
    """The finding: how many questions each wave and country had, and how they compare."""
    words = say(
        "alt.head",
        language,
        heading=say_of_availability("title", language),
        kind=say_of_availability("alt_kind", language),
    )
    if any(labels.waves[wave]["source"] == SYNTHETIC for wave in table["wave"].unique()):
        words += say("alt.synthetic", language)
    found = of_variables(table)
    asked = found[(found["state"] != CONSTANT) & ~found["variable"].isin(derived)]
    sentences = [words, *_columns(asked, labels, language), _grades(asked, language)]
    return STOP[language].join(sentences) + STOP[language].strip()


def _columns(asked: pd.DataFrame, labels: Labels, language: str) -> list[str]:
    """Each column where there are few of them, else how many questions all of them share."""
    columns = asked.groupby(["wave", "country"], sort=False)
    if columns.ngroups <= FEW:
        return [_column(keys, rows, labels, language) for keys, rows in columns]
    states = asked.groupby("variable")["state"].agg(set)
    everywhere = int((states == {"asked"}).sum())
    nowhere = int((states == {"not_asked"}).sum())
    return [
        say_of_availability(
            "alt_columns",
            language,
            columns=columns.ngroups,
            total=len(states),
            everywhere=everywhere,
            somewhere=len(states) - everywhere - nowhere,
            nowhere=nowhere,
        )
    ]


def _column(keys: tuple[str, str], rows: pd.DataFrame, labels: Labels, language: str) -> str:
    roles = zip(("wave", "country"), keys, strict=True)
    names = [labels.text(role, key, language) for role, key in roles]
    counts = rows["state"].value_counts()
    said = [say_of_availability(f"alt_{state}", language, n=int(counts[state]))
            for state in STATES if state in counts]  # fmt: skip
    place = {"ja": "の", "en": ", "}[language].join(names)
    words = COMMA[language].join(said)
    return say_of_availability("alt_column", language, place=place, total=len(rows), counts=words)


def _grades(asked: pd.DataFrame, language: str) -> str:
    graded = asked.loc[asked["grade_with_earlier"] != "", "grade_with_earlier"].value_counts()
    if graded.empty:
        return say_of_availability("alt_no_earlier", language)
    counts = [
        say_of_availability("alt_grade", language, grade=grade, n=int(graded[grade]))
        for grade in GRADES
        if grade in graded
    ]
    return say_of_availability(
        "alt_grades", language, total=int(graded.sum()), counts=COMMA[language].join(counts)
    )
