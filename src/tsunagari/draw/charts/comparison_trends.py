"""Trends over three and more waves, as lines of text below the pairs of a comparison."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.compare.change import CHANGED, UNDECIDED
from tsunagari.draw.charts.comparison_rows import ROLES, varying
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import interval_words, signed
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height
from tsunagari.draw.words import Wording
from tsunagari.estimate.intervals import CONFIDENCE

GAP, ROOM, APART = 8.0, 4.0, 4.2
FEW = 4  # waves that are named one by one


def found_trends(trends: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a trend."""
    return trends[~trends["basis"].isin(EMPTY)]


def draw_trends(page: Page, trends: pd.DataFrame, columns: tuple[float, float, float]) -> None:
    """A row a cell: what it is of, slope with interval, whether it is a line, verdict, grade.

    trends   as of comparisons.trends, adjusted; an assumed slope carries an asterisk
    columns  the left edge of numbers, the centres of verdicts and grades
    """
    page.y += GAP
    page.rule(style.RULE, 0.5)
    page.y += ROOM
    page.write(page.left, page.say("comparison.trend_head"), style.LABEL, style.ACCENT)
    page.y += ROOM / 2
    names = trend_names(trends, page)
    for place, row in in_order(found_trends(trends), page.labels).iterrows():
        _row(page, row, names[place], columns)


def in_order(trends: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """The rows in the order of the configuration, as those of the pairs."""
    keys = [trends[role].map(labels.arrange(role, trends[role]).index) for role in ROLES]
    return trends.loc[pd.concat(keys, axis="columns").sort_values(list(ROLES)).index]


def _row(page: Page, row: Mapping, words: str, columns: tuple[float, float, float]) -> None:
    numbers, verdict, grade = columns
    words = balance(words, style.LABEL, numbers - page.left - GAP)
    tall = max(height(words, style.LABEL), 2 * height("0", style.NUMBER)) + ROOM
    middle, mark = page.y + tall / 2, ASSUMED_MARK * (row["basis"] == ASSUMED)
    page.level(page.left, middle, words)
    page.level(numbers, middle - APART, signed(row["slope"], 2) + mark, style.NUMBER)
    ends = interval_words(row["ci_low"], row["ci_high"], False, 2)
    page.level(numbers, middle + APART, ends, style.SMALL, style.SOFT)
    lines = [page.say(f"comparison.{trend_verdict(row)}") + mark]
    if row["p_line"] < 1 - CONFIDENCE:
        lines.append(page.say("comparison.off_line") + mark)
    for place, line in enumerate(lines):
        y = middle + APART * (2 * place - len(lines) + 1)
        page.level(verdict, y, line, style.SMALL, across="center")
    page.level(grade, middle, row["grade"], style.LABEL + 0.8, across="center")
    page.y += tall


def trend_verdict(row: Mapping) -> str:
    """Whether the slope is other than nil, after Holm within the family's trends."""
    return CHANGED if row["p_holm"] < 1 - CONFIDENCE else UNDECIDED


def trend_names(trends: pd.DataFrame, wording: Wording) -> dict[int, str]:
    """What each row is of, and of which waves."""
    roles = varying(trends) or ["item"]
    names = {}
    for place, row in trends.iterrows():
        parts = dict.fromkeys(wording.name(role, row[role]) for role in roles)
        names[place] = wording.listed(parts, "beside") + _waves(row["waves"].split(), wording)
    return names


def _waves(waves: Sequence[str], wording: Wording) -> str:
    """The waves of a trend: a few by name, of many the first and the last."""
    names = [wording.name("wave", wave) for wave in waves]
    if len(names) > FEW:
        ends = {"first": names[0], "last": names[-1]}
        return wording.say("comparison.trend_of_many", n=len(names), **ends)
    return wording.say("comparison.trend_of", waves=wording.listed(names, "together"))


def trend_alt(trends: pd.DataFrame, wording: Wording) -> list[str]:
    """The steepest trend that is not assumed, in words; none where there is none."""
    findings = found_trends(trends)
    findings = findings[findings["basis"] != ASSUMED]
    if findings.empty:
        return []
    steepest = findings["slope"].abs().idxmax()
    row = findings.loc[steepest]
    words = {
        "place": trend_names(trends, wording)[steepest],
        "slope": signed(row["slope"], 2),
        "interval": interval_words(row["ci_low"], row["ci_high"], False, 2),
        "verdict": wording.say(f"comparison.{trend_verdict(row)}"),
    }
    return [wording.say("comparison.alt_trend", grade=row["grade"], **words)]
