"""The rows of a model's picture: each term's name, and its levels below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.charts import style
from tsunagari.charts.page import Page
from tsunagari.charts.text import Lines, balance, height, width
from tsunagari.charts.words import say
from tsunagari.codebook.labels import Labels
from tsunagari.models.labels import level_role

INDENT, PAD, BETWEEN = 8.0, 4.0, 4.0  # of levels, within a row, before a term


@dataclass(frozen=True)
class ModelRow:
    """A level (or, of level None, the name of a term) and its place on the page."""

    term: str
    level: str | None
    words: Lines
    top: float
    lift: float
    tall: float

    @property
    def middle(self) -> float:
        return self.top + self.lift + self.tall / 2

    @property
    def bottom(self) -> float:
        return self.top + self.lift + self.tall


def level_words(
    labels: Labels, term: str, level: str, language: str, observed: bool = False
) -> str:
    """A level's label; of a number its value or, without one, the unit that a coefficient is
    for (`observed`: that a prediction leaves everybody's value as it is)."""
    known = labels.texts[level_role(term)]
    unit = labels.texts["unit"].get(term, {}).get(language, "")
    if set(known) == {""}:
        if level:
            return level + (" " * (language == "en") + unit if unit else "")
        if observed:
            return say("as_observed", language)
        return say("per_unit_of", language, unit=unit) if unit else say("per_unit", language)
    words = labels.text(level_role(term), level, language)
    return words or say("as_observed" if observed else "per_unit", language)


def stub_width(words: Sequence[str], limit: float) -> float:
    """Width of the longest label, wrapped within the limit."""
    return INDENT + max(width(balance(text, style.LABEL, limit), style.LABEL) for text in words)


def place_rows(
    page: Page,
    words: Mapping[tuple[str, str], str],
    labels: Labels,
    limit: float,
    least: float,
    lift: Callable[[str, str], float] = lambda term, level: 0.0,
) -> list[ModelRow]:
    """Rows from the page's filling height down, none drawn yet.

    words  (term, level) -> label, in order; at most `limit` points wide, then wrapped
    least  the height of a row, more where the label needs it
    lift   what a row needs above it
    """
    rows: list[ModelRow] = []
    y = page.y
    for term, level in words:
        if not rows or rows[-1].term != term:
            head = balance(labels.text("term", term, page.language), style.LABEL, page.breadth)
            y += BETWEEN if rows else 0.0
            rows.append(ModelRow(term, None, head, y, 0.0, height(head, style.LABEL) + PAD))
            y = rows[-1].bottom
        text = balance(words[term, level], style.LABEL, limit)
        tall = max(least, height(text, style.LABEL) + PAD)
        rows.append(ModelRow(term, level, text, y, lift(term, level), tall))
        y = rows[-1].bottom
    return rows


def draw_labels(page: Page, rows: Sequence[ModelRow]) -> None:
    """Names of terms with a rule above all but the first, and labels of levels."""
    for row in rows:
        if row.level is not None:
            page.text(page.left + INDENT, row.middle, row.words, style.LABEL, down="center")
            continue
        if row is not rows[0]:
            y = row.top - BETWEEN / 2
            page.line([(page.left, y), (page.right, y)], style.RULE, 0.5)
        page.text(page.left, row.middle, row.words, style.LABEL, style.ACCENT, down="center")
