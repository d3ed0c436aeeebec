"""What a model of several waves says first: the average change between them, in points."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.draw.paper.axis import interval_words, signed
from tsunagari.draw.paper.intervals import mark
from tsunagari.draw.words import Wording
from tsunagari.models.families import FAMILIES, MEAN
from tsunagari.models.labels import AFFIRMATIVE, level_role
from tsunagari.models.terms import WAVE


def average_changes(effects: pd.DataFrame | None, entry: Mapping, wording: Wording) -> list[str]:
    """A line a wave that is compared: the average effect of it on the sets of answers (without
    them on the first answer), with its interval; none of a model of one wave.

    effects  term, level, reference, category, estimate, ci_low, ci_high, basis: in points, of a
             linear model in units of the outcome
    """
    if effects is None:
        return []
    rows = effects[(effects["term"] == WAVE) & effects["estimate"].notna()]
    answers = headline_answers(rows, wording)
    decimals = 2 if FAMILIES[entry["family"]].numeric else 1
    lines = []
    for (level, reference), of_level in rows.groupby(["level", "reference"], sort=False):
        shown = of_level[of_level["category"].isin(answers)].to_dict("records")
        ends = {"level": wording.name(level_role(WAVE), level),
                "reference": wording.name(level_role(WAVE), reference)}  # fmt: skip
        parts = wording.listed(_change(row, decimals, wording) for row in shown)
        lines.append(wording.say("average_change", **ends) + wording.say("colon") + parts)
    return lines


def headline_answers(table: pd.DataFrame, wording: Wording) -> list[str]:
    """The sets of answers that a table of a model has; without them its first answer."""
    answers = wording.labels.arrange("category", set(table["category"]) - {""})
    sets = [key for key in answers if key in wording.labels.sets or key == AFFIRMATIVE]
    return sets or answers[:1]


def _change(row: Mapping, decimals: int, wording: Wording) -> str:
    change = "+" * (row["estimate"] > 0) + signed(row["estimate"], decimals)
    unit = "" if row["category"] == MEAN else wording.say("points_unit")
    interval = interval_words(row["ci_low"], row["ci_high"], False, decimals)
    category = wording.name("category", row["category"])
    return wording.say("average_change_of", category=category, change=change + mark(row),
                       unit=unit, interval=interval)  # fmt: skip
