"""What stands below a picture of a comparison, and what it says to those who do not see it."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.compare.change import VERDICTS
from tsunagari.draw.alt import head
from tsunagari.draw.charts.comparison_rows import (
    blocks,
    found_trends,
    sides,
    simultaneous,
    trend_names,
    trend_verdicts,
)
from tsunagari.draw.paper.axis import interval_words, signed
from tsunagari.draw.paper.frame import made_up, waves_shown
from tsunagari.draw.paper.intervals import sampling_words
from tsunagari.draw.words import Wording
from tsunagari.estimate.intervals import CONFIDENCE
from tsunagari.waves.comparability import ASPECTS, GRADES

MANY = 8  # questions that are no longer named one by one


def remarks(
    table: pd.DataFrame, entry: Mapping, wording: Wording, omnibus: pd.DataFrame | None = None
) -> list[str]:
    """How to read dots, band, verdicts and grades; what is the same, and what is not."""
    asked = table[~table["basis"].isin(EMPTY)]
    grades = [grade for grade in GRADES if (asked["grade"] == grade).any()]
    family = wording.of(wording.labels.texts["family"][entry["family"]])
    lines = [
        wording.say("comparison.reading", margin=f"{entry['margin']:g}"),
        *(_of_questions(omnibus, wording) if omnibus is not None else ()),
        wording.say("comparison.verdicts", family=family, tests=int(table["tests"].max())),
        *_of_least_base(asked, wording),
        *_of_same(asked, wording),
        wording.say("comparison.grades", grades=meanings(grades, wording)),
        *_aspects(asked, wording),
        *_differing(wording),
    ]
    return [*lines, sampling_words(dict.fromkeys([*table["earlier"], *table["later"]]), wording)]


def _of_questions(omnibus: pd.DataFrame, wording: Wording) -> list[str]:
    """Of how many questions the answers changed at all, and which those are that did not."""
    tested = omnibus[omnibus["p_holm"].notna()]
    if tested.empty:
        return []
    alike = tested[tested["p_holm"] >= 1 - CONFIDENCE]
    roles = [role for role in ("country", "item", "group") if omnibus[role].nunique() > 1]
    counts = {"n": len(tested), "changed": len(tested) - len(alike)}
    lines = [wording.say("comparison.omnibus", **counts)]
    if len(alike) and roles and len(alike) <= MANY:
        names = [wording.listed([wording.name(role, row[role]) for role in roles], "beside")
                 for row in alike.to_dict("records")]  # fmt: skip
        lines.append(wording.say("comparison.omnibus_alike", names=wording.listed(names)))
    return lines


def _of_least_base(asked: pd.DataFrame, wording: Wording) -> list[str]:
    """With how many people verdicts are given twice, and how many of them turn."""
    judged = asked[asked["verdict_least_base"] != ""]
    waves = dict.fromkeys([*judged["earlier"], *judged["later"]])
    declared = {wave: wording.labels.waves[wave].get("assumed_base") for wave in waves}
    least = [
        wording.say("comparison.least_of", wave=wording.name("wave", wave), n=base["least"])
        for wave, base in declared.items()
        if base
    ]
    if not least:
        return []
    turned = int((judged["verdict"] != judged["verdict_least_base"]).sum())
    words = {"waves": wording.listed(least), "turned": turned, "n": len(judged)}
    return [wording.say("comparison.least_base", **words)]


def _of_same(asked: pd.DataFrame, wording: Wording) -> list[str]:
    """How many rows are tested elsewhere already."""
    same = int((asked["same_as"] != "").sum())
    return [wording.say("comparison.tested_once", n=same)] if same else []


def comparability(wording: Wording) -> list[str]:
    """How far the variables of a change compare between its waves: for pictures of its parts.

    The labels have the roles variable, grade and differs (`change_labels`).
    """
    graded = {key: wording.of(text) for key, text in wording.labels.texts["grade"].items()}
    grades = [grade for grade in GRADES if grade in graded.values()]
    lines = []
    if grades:
        lines.append(wording.say("comparison.grades", grades=meanings(grades, wording)))
    for grade in grades:
        names = [wording.name("variable", key) for key, text in graded.items() if text == grade]
        states = wording.listed(names)
        lines.append(wording.say("comparison.aspects_all", grade=grade, states=states))
    return [*lines, *_differing(wording)]


def meanings(grades: Iterable[str], wording: Wording) -> str:
    """What each grade says."""
    words = (wording.say(f"comparison.grade_{grade}") for grade in grades)
    return wording.listed(words, "semicolon")


def _differing(wording: Wording) -> list[str]:
    texts = wording.labels.texts["differs"].values()
    return [wording.say("comparison.differs_in", text=wording.of(text)) for text in texts]


def _aspects(asked: pd.DataFrame, wording: Wording) -> list[str]:
    """The state of each aspect, once for all rows, or for each set of items that share it."""
    lines, groups = [], asked.groupby(["grade", *ASPECTS])
    for (grade, *states), rows in groups:
        words = {"grade": grade, "states": wording.listed(_states(states, wording))}
        if groups.ngroups == 1:
            lines.append(wording.say("comparison.aspects_all", **words))
        else:
            items = wording.labels.arrange("item", rows["item"])
            names = wording.listed(wording.name("item", key) for key in items)
            lines.append(wording.say("comparison.aspects", rows=names, **words))
    return lines


def _states(states: Sequence[str], wording: Wording) -> list[str]:
    """The state of each aspect, in words."""
    pairs = [
        [wording.say(f"comparison.{key}") for key in pair]
        for pair in zip(ASPECTS, states, strict=True)
    ]
    return [wording.say("comparison.state", aspect=aspect, state=state) for aspect, state in pairs]


def comparison_alt(
    table: pd.DataFrame,
    entry: Mapping,
    labels: Labels,
    language: str,
    trends: pd.DataFrame | None = None,
    omnibus: pd.DataFrame | None = None,
) -> str:
    """The finding: how many shares changed, the largest change, the steepest trend, and what
    is only assumed."""
    wording = Wording(labels, language)
    kind, heading = wording.say("comparison.alt_kind"), wording.of(entry["title"])
    synthetic = made_up(waves_shown(sides(table), labels), labels)
    sentences = [head(heading, kind, entry, synthetic, wording)]
    table = simultaneous(table)
    asked = table[~table["basis"].isin(EMPTY)]
    findings = asked[asked["basis"] != ASSUMED]
    if len(findings):
        sentences += [_counts(findings, wording), _largest(findings, wording)]
    if trends is not None:
        sentences += _steepest(trends, wording)
    if assumed := len(asked) - len(findings):
        sentences.append(wording.say("comparison.alt_assumed", n=assumed))
    return wording.sentences(sentences)


def _steepest(trends: pd.DataFrame, wording: Wording) -> list[str]:
    """The steepest trend that is not assumed, in words; none where there is none."""
    findings = found_trends(simultaneous(trends))
    findings = findings[findings["basis"] != ASSUMED]
    if findings.empty:
        return []
    steepest = findings["slope"].abs().idxmax()
    row = findings.loc[steepest]
    words = {
        "place": trend_names(trends, wording)[steepest],
        "slope": signed(row["slope"], 2),
        "interval": interval_words(row["ci_low"], row["ci_high"], False, 2),
        "verdict": wording.say(f"comparison.{trend_verdicts(row)[0]}"),
    }
    return [wording.say("comparison.alt_trend", grade=row["grade"], **words)]


def _counts(findings: pd.DataFrame, wording: Wording) -> str:
    """How many of the changes have each verdict."""
    numbers, counts = findings["verdict"].value_counts(), []
    for verdict in [verdict for verdict in VERDICTS if verdict in numbers]:
        words, n = wording.say(f"comparison.{verdict}"), int(numbers[verdict])
        counts.append(wording.say("comparison.alt_count", verdict=words, n=n))
    counted = wording.listed(counts)
    return wording.say("comparison.alt_counts", total=len(findings), counts=counted)


def _largest(findings: pd.DataFrame, wording: Wording) -> str:
    """The largest change, where it is, its interval, verdict and grade."""
    row = findings["change"].abs().idxmax()
    chosen = findings.loc[row]
    (block,) = blocks(findings.loc[[row]], wording)
    words = {
        "place": _place(findings, chosen, wording) or block.rows[0][0],
        "change": signed(chosen["change"], 1),
        "interval": interval_words(chosen["ci_low"], chosen["ci_high"], False, 1),
        "verdict": wording.say(f"comparison.{chosen['verdict']}"),
    }
    return wording.say("comparison.alt_largest", grade=chosen["grade"], **words)


def _place(findings: pd.DataFrame, chosen: pd.Series, wording: Wording) -> str:
    """The keys in which rows differ, of one of them; the waves where there are several pairs."""
    roles = ("country", "item", "group", "category")
    words = [wording.name(r, chosen[r]) for r in roles if findings[r].nunique() > 1]
    if len(findings[["earlier", "later"]].drop_duplicates()) > 1:
        pair = {side: wording.name("wave", chosen[side]) for side in ("earlier", "later")}
        words.insert(0, wording.say("comparison.pair", **pair))
    return wording.listed(words)
