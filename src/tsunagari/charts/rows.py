"""Labels at the left of a chart's rows; with several row keys the outer ones span rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.charts import style
from tsunagari.charts.arrange import Arrangement, Row
from tsunagari.charts.numbers import base
from tsunagari.charts.page import Page
from tsunagari.charts.text import balance, height, width, wrap
from tsunagari.codebook.labels import Labels

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
