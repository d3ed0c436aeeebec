"""Labels at the left of a chart's rows; with several row keys the outer ones span rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import Arrangement, Row
from tsunagari.draw.paper import style
from tsunagari.draw.paper.intervals import base
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, width, wrap
from tsunagari.draw.words import say
from tsunagari.models.labels import level_role

INNER, OUTER = 168.0, 92.0  # most width of a label, of the innermost and of an outer key
BOTH_INNER = 118.0


@dataclass(frozen=True)
class Stubs:
    """Row labels: `width` in all, `outer` of it for the outer key."""

    labels: Labels
    language: str
    roles: tuple[str, ...]
    outer: float
    inner: float

    @property
    def width(self) -> float:
        return self.outer + self.inner

    def words(self, row: Row, n: str) -> str:
        """The innermost label with its base, wrapped; the base is kept in one piece."""
        label = self.labels.text(self.roles[-1], row[-1], self.language)
        words = balance(label, style.LABEL, self.inner)
        last = words.split("\n")[-1]
        if width(last + n, style.LABEL) <= self.inner:
            return words + n
        return words + "\n" + n.strip()

    def outer_words(self, row: Row) -> str:
        parts = [
            self.labels.text(role, key, self.language)
            for role, key in zip(self.roles[:-1], row[:-1], strict=True)
        ]
        return wrap(" ".join(parts), style.LABEL, self.outer - 8)

    def room(self, rows: Sequence[Row], row: Row) -> float:
        """The height that a row needs for its share of the outer label that spans it."""
        if not self.outer:
            return 0.0
        span = sum(other[:-1] == row[:-1] for other in rows)
        return (height(self.outer_words(row), style.LABEL) + 2) / span

    def draw(
        self,
        page: Page,
        rows: Sequence[Row],
        row: Row,
        index: int,
        middle: float,
        words: str,
        top: float,
    ) -> None:
        """The row's label centred on `middle`; an outer label at the first row it spans."""
        x = page.left + self.outer
        page.text(x, middle, words, style.LABEL, down="center")
        begins = index == 0 or rows[index - 1][:-1] != row[:-1]
        if self.outer and begins:
            if index:
                page.line([(page.left, top), (page.right, top)])
            # Its first line level with the row's label.
            first = middle - height("x", style.LABEL) / 2
            page.text(page.left, first, self.outer_words(row), style.LABEL, style.ACCENT)


def stubs(page: Page, grid: Arrangement, labels: Labels) -> Stubs:
    """Measure the row labels of all panels and share out the width."""
    nested = len(grid.row_roles) > 1
    limit = BOTH_INNER if nested else INNER
    widest = 0.0
    for panel in grid.panels:
        for row in grid.rows(panel):
            n = base(grid.base(panel, row), page.language)
            label = labels.text(grid.row_roles[-1], row[-1], page.language)
            words = wrap(label + n, style.LABEL, limit)
            widest = max(widest, width(words, style.LABEL), width(n, style.LABEL))
    outer = OUTER + 8 if nested else 0.0
    return Stubs(labels, page.language, grid.row_roles, outer, min(widest, limit))


# ---- The rows of a model's picture: each term's name, and its levels below ---------------

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
