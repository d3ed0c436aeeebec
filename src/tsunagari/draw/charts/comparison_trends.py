"""Trends over three and more waves, as lines of text below the pairs of a comparison."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.compare.change import CHANGED, UNDECIDED
from tsunagari.draw.charts.comparison_rows import ROLES, varying
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import interval_words, signed
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height
from tsunagari.draw.words import say_of_comparison as say
from tsunagari.estimate.intervals import CONFIDENCE

JOIN = {"ja": "・", "en": ", "}
PART = {"ja": "　", "en": " · "}
GAP, ROOM, APART = 8.0, 4.0, 4.2
FEW = 4  # waves that are named one by one


def found_trends(trends: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a trend."""
    return trends[~trends["basis"].isin(EMPTY)]


def draw_trends(
    page: Page, trends: pd.DataFrame, labels: Labels, columns: tuple[float, float, float]
) -> None:
    """A row a cell: what it is of, slope with interval, whether it is a line, verdict, grade.

    trends   as of comparisons.trends, adjusted; an assumed slope carries an asterisk
    columns  the left edge of numbers, the centres of verdicts and grades
    """
    page.y += GAP
    page.line([(page.left, page.y), (page.right, page.y)], style.RULE, 0.5)
    page.y += ROOM
    page.write(page.left, say("trend_head", page.language), style.LABEL, style.ACCENT)
    page.y += ROOM / 2
    names = trend_names(trends, labels, page.language)
    for place, row in in_order(found_trends(trends), labels).iterrows():
        _row(page, row, names[place], columns)


def in_order(trends: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """The rows in the order of the configuration, as those of the pairs."""
    keys = [trends[role].map(labels.arrange(role, trends[role]).index) for role in ROLES]
    return trends.loc[pd.concat(keys, axis="columns").sort_values(list(ROLES)).index]


def _row(page: Page, row: Mapping, words: str, columns: tuple[float, float, float]) -> None:
    numbers, verdict, grade = columns
    words = balance(words, style.LABEL, numbers - page.left - GAP)
    tall = max(height(words, style.LABEL), 2 * height("0", style.NUMBER)) + ROOM
    middle, mark = page.y + tall / 2, ASSUMED_MARK * (row["basis"] == "assumed")
    page.text(page.left, middle, words, style.LABEL, down="center")
    ends = interval_words(row["ci_low"], row["ci_high"], False, 2)
    slope = signed(row["slope"], 2) + mark
    page.text(numbers, middle - APART, slope, style.NUMBER, down="center")
    page.text(numbers, middle + APART, ends, style.SMALL, style.SOFT, down="center")
    found = [say(trend_verdict(row), page.language) + mark]
    if row["p_line"] < 1 - CONFIDENCE:
        found.append(say("off_line", page.language) + mark)
    for place, line in enumerate(found):
        y = middle + APART * (2 * place - len(found) + 1)
        page.text(verdict, y, line, style.SMALL, style.INK, "center", "center")
    page.text(grade, middle, row["grade"], style.LABEL + 0.8, style.INK, "center", "center")
    page.y += tall


def trend_verdict(row: Mapping) -> str:
    """Whether the slope is other than nil, after Holm within the family's trends."""
    return CHANGED if row["p_holm"] < 1 - CONFIDENCE else UNDECIDED


def trend_names(trends: pd.DataFrame, labels: Labels, language: str) -> dict[int, str]:
    """What each row is of, and of which waves."""
    roles = varying(trends) or ["item"]
    names = {}
    for place, row in trends.iterrows():
        parts = dict.fromkeys(labels.text(role, row[role], language) for role in roles)
        names[place] = PART[language].join(parts) + _waves(row["waves"].split(), labels, language)
    return names


def _waves(waves: Sequence[str], labels: Labels, language: str) -> str:
    """The waves of a trend: a few by name, of many the first and the last."""
    names = [labels.text("wave", wave, language) for wave in waves]
    if len(names) > FEW:
        ends = {"first": names[0], "last": names[-1]}
        return say("trend_of_many", language, n=len(names), **ends)
    return say("trend_of", language, waves=JOIN[language].join(names))


def trend_alt(trends: pd.DataFrame, labels: Labels, language: str) -> list[str]:
    """The steepest trend that is not assumed, in words; none where there is none."""
    found = found_trends(trends)
    found = found[found["basis"] != "assumed"]
    if found.empty:
        return []
    place = found["slope"].abs().idxmax()
    row = found.loc[place]
    return [
        say(
            "alt_trend",
            language,
            place=trend_names(trends, labels, language)[place],
            slope=signed(row["slope"], 2),
            interval=interval_words(row["ci_low"], row["ci_high"], False, 2),
            verdict=say(trend_verdict(row), language),
            grade=row["grade"],
        )
    ]
