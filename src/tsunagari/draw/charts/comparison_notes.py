"""What stands below a picture of a comparison, and what it says to those who do not see it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.compare.change import VERDICTS
from tsunagari.draw.charts.comparison_rows import blocks, sides
from tsunagari.draw.charts.comparison_trends import trend_alt
from tsunagari.draw.paper.axis import signed
from tsunagari.draw.paper.frame import waves_shown
from tsunagari.draw.paper.intervals import sampling_words
from tsunagari.draw.words import say, say_of_comparison
from tsunagari.waves.comparability import ASPECTS, GRADES

COMMA = {"ja": "、", "en": ", "}
SEMICOLON = {"ja": "；", "en": "; "}
STOP = {"ja": "。", "en": ". "}


def remarks(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> list[str]:
    """How to read dots, band, verdicts and grades; what is the same, and what is not."""
    asked = table[~table["basis"].isin(EMPTY)]
    grades = [grade for grade in GRADES if (asked["grade"] == grade).any()]
    family = labels.texts["family"][entry["family"]][language]
    lines = [
        say_of_comparison("reading", language, margin=f"{entry['margin']:g}"),
        say_of_comparison("verdicts", language, family=family),
        _meaning(grades, language),
        *_aspects(asked, labels, language),
        *_differing(labels, language),
    ]
    waves = dict.fromkeys([*table["earlier"], *table["later"]])
    return [*lines, sampling_words(waves, labels, language)]


def comparability(labels: Labels, language: str) -> list[str]:
    """How far the variables of a change compare between its waves: for pictures of its parts.

    labels  with the roles variable, grade and differs (`change_labels`)
    """
    graded = labels.texts["grade"]
    grades = [g for g in GRADES if any(text[language] == g for text in graded.values())]
    lines = [_meaning(grades, language)] if grades else []
    for grade in grades:
        names = [key for key, text in graded.items() if text[language] == grade]
        rows = COMMA[language].join(labels.text("variable", name, language) for name in names)
        lines.append(say_of_comparison("aspects_all", language, grade=grade, states=rows))
    return [*lines, *_differing(labels, language)]


def _meaning(grades: Sequence[str], language: str) -> str:
    """What each grade says."""
    words = SEMICOLON[language].join(
        say_of_comparison(f"grade_{grade}", language) for grade in grades
    )
    return say_of_comparison("grades", language, grades=words)


def _differing(labels: Labels, language: str) -> list[str]:
    found = labels.texts["differs"].values()
    return [say_of_comparison("differs_in", language, text=text[language]) for text in found]


def _aspects(asked: pd.DataFrame, labels: Labels, language: str) -> list[str]:
    """The state of each aspect, once for all rows, or for each set of items that share it."""
    lines = []
    found = asked.groupby(["grade", *ASPECTS])
    for (grade, *states), rows in found:
        said = [
            say_of_comparison(
                "state",
                language,
                aspect=say_of_comparison(aspect, language),
                state=say_of_comparison(state, language),
            )
            for aspect, state in zip(ASPECTS, states, strict=True)
        ]
        words = COMMA[language].join(said)
        if found.ngroups == 1:
            lines.append(say_of_comparison("aspects_all", language, grade=grade, states=words))
            continue
        names = [labels.text("item", key, language) for key in labels.arrange("item", rows["item"])]
        of = COMMA[language].join(names)
        lines.append(say_of_comparison("aspects", language, grade=grade, rows=of, states=words))
    return lines


def comparison_alt(
    table: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    trends: pd.DataFrame | None = None,
) -> str:
    """The finding: how many shares changed, the largest change, the steepest trend, and what
    is only assumed."""
    heading = entry["title"][language]
    words = say("alt.head", language, heading=heading, kind=say_of_comparison("alt_kind", language))
    if "base" in entry:
        words += say("alt.base", language, base=entry["base"][language])
    waves = waves_shown(sides(table), labels)
    if any(labels.waves[wave]["source"] == "synthetic" for wave in waves):
        words += say("alt.synthetic", language)
    asked = table[~table["basis"].isin(EMPTY)]
    found = asked[asked["basis"] != "assumed"]
    sentences = [words]
    if len(found):
        sentences += [_counts(found, language), _largest(found, labels, language)]
    if trends is not None:
        sentences += trend_alt(trends, labels, language)
    if len(asked) > len(found):
        sentences.append(say_of_comparison("alt_assumed", language, n=len(asked) - len(found)))
    return STOP[language].join(sentences) + STOP[language].strip()


def _counts(found: pd.DataFrame, language: str) -> str:
    """How many of the changes have each verdict."""
    numbers = found["verdict"].value_counts()
    counts = [
        say_of_comparison(
            "alt_count",
            language,
            verdict=say_of_comparison(verdict, language),
            n=int(numbers[verdict]),
        )
        for verdict in VERDICTS
        if verdict in numbers
    ]
    total = len(found)
    return say_of_comparison(
        "alt_counts", language, total=total, counts=COMMA[language].join(counts)
    )


def _largest(found: pd.DataFrame, labels: Labels, language: str) -> str:
    """The largest change, where it is, its interval, verdict and grade."""
    row = found["change"].abs().idxmax()
    chosen = found.loc[row]
    (block,) = blocks(found.loc[[row]], labels, language)
    return say_of_comparison(
        "alt_largest",
        language,
        place=_place(found, chosen, labels, language) or block.rows[0][0],
        change=signed(chosen["change"], 1),
        interval=f"[{signed(chosen['ci_low'], 1)}, {signed(chosen['ci_high'], 1)}]",
        verdict=say_of_comparison(chosen["verdict"], language),
        grade=chosen["grade"],
    )


def _place(found: pd.DataFrame, chosen: pd.Series, labels: Labels, language: str) -> str:
    """The keys in which rows differ, of one of them; the waves where there are several pairs."""
    keys = [key for key in ("country", "item", "group", "category") if found[key].nunique() > 1]
    words = [labels.text(key, chosen[key], language) for key in keys]
    if len(found[["earlier", "later"]].drop_duplicates()) > 1:
        pair = {side: labels.text("wave", chosen[side], language) for side in ("earlier", "later")}
        words.insert(0, say_of_comparison("pair", language, **pair))
    return COMMA[language].join(words)
