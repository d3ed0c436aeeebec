"""Labels at the left of a chart's rows; with several row keys the outer ones span rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.draw.arrange import Arrangement, Row
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_grid
from tsunagari.draw.paper.intervals import dot_with_interval
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, width, wrap
from tsunagari.draw.words import Wording
from tsunagari.models.labels import level_role

INNER, OUTER = 168.0, 92.0  # most width of a label, of the innermost and of an outer key
BOTH_INNER = 118.0
SWATCH = 9.0  # of a legend


@dataclass(frozen=True)
class Stubs:
    """Row labels: `width` in all, `outer` of it for the outer key."""

    page: Page
    roles: tuple[str, ...]
    outer: float
    inner: float

    @property
    def width(self) -> float:
        return self.outer + self.inner

    def words(self, row: Row, people: str) -> str:
        """The innermost label with its base, wrapped."""
        return with_base(self.page.name(self.roles[-1], row[-1]), people, self.inner)

    def outer_words(self, row: Row) -> str:
        names = map(self.page.name, self.roles[:-1], row[:-1])
        return wrap(" ".join(names), style.LABEL, self.outer - 8)

    def room(self, rows: Sequence[Row], row: Row) -> float:
        """The height that a row needs for its share of the outer label that spans it."""
        if not self.outer:
            return 0.0
        span = sum(other[:-1] == row[:-1] for other in rows)
        return (height(self.outer_words(row), style.LABEL) + 2) / span

    def draw(self, rows: Sequence[Row], index: int, middle: float, words: str, top: float) -> None:
        """The row's label centred on `middle`; an outer label at the first row it spans."""
        page, row = self.page, rows[index]
        page.level(page.left + self.outer, middle, words)
        begins = index == 0 or rows[index - 1][:-1] != row[:-1]
        if self.outer and begins:
            if index:
                page.line([(page.left, top), (page.right, top)])
            # Its first line level with the row's label.
            first = middle - height("x", style.LABEL) / 2
            page.text(page.left, first, self.outer_words(row), style.LABEL, style.ACCENT)


def with_base(label: str, people: str, room: float) -> Lines:
    """A label with its base, wrapped; the base is kept in one piece."""
    words = balance(label, style.LABEL, room)
    fits = width(words.split("\n")[-1] + people, style.LABEL) <= room
    return words + people if fits else f"{words}\n{people.strip()}".rstrip()


def stubs(page: Page, grid: Arrangement) -> Stubs:
    """Measure the row labels of all panels and share out the width."""
    nested = len(grid.row_roles) > 1
    limit, widest = BOTH_INNER if nested else INNER, 0.0
    for panel, row in grid.every_row:
        people = page.base(grid.base(panel, row))
        words = wrap(page.name(grid.row_roles[-1], row[-1]) + people, style.LABEL, limit)
        widest = max(widest, width(words, style.LABEL), width(people, style.LABEL))
    return Stubs(page, grid.row_roles, OUTER + 8 if nested else 0.0, min(widest, limit))


def panel_title(page: Page, words: str, gap: float, room: float | None = None) -> None:
    """The title of a panel; the filling height moves `gap` below it."""
    page.write(page.left, wrap(words, style.PANEL, room or page.breadth), style.PANEL, style.ACCENT)
    page.y += gap


def why_empty(page: Page, x: float, middle: float, why: str) -> None:
    """Why a row has no number, a key of the words, where its numbers would begin."""
    page.level(x, middle, page.say(why), style.LABEL, style.SOFT)


def swatches(
    page: Page, entries: Sequence[tuple[str, str]], end: float, gap: float = 14.0, line: float = 0.0
) -> None:
    """A legend: a box of a colour and its words a time, over as many lines as needed.

    entries  (words, colour); `end` is where a line ends, `line` a tolerance of it
    """
    x = page.left
    for words, colour in entries:
        wide = SWATCH + 4 + width(words, style.LABEL)
        if x > page.left and x + wide > end + line:
            x, page.y = page.left, page.y + style.LABEL * 1.5
        page.box(x, page.y + 0.5, SWATCH, SWATCH - 1, colour)
        page.text(x + SWATCH + 4, page.y, words, style.LABEL)
        x += wide + gap
    page.y += style.LABEL * 1.5


def dots(
    page: Page,
    entries: Sequence[tuple[str, str]],
    x: float,
    drop: float,
    gap: float,
    coloured: bool = False,
) -> None:
    """A legend in one line from x on: a dot of a colour, `drop` low, and its words a time."""
    for words, colour in entries:
        page.dot(x + 3, page.y + drop, colour, 5.5)
        page.text(x + 10, page.y, words, style.LABEL, colour if coloured else style.INK)
        x += 10 + width(words, style.LABEL) + gap
    page.y += height("x", style.LABEL)


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


def level_words(term: str, level: str, wording: Wording, observed: bool = False) -> str:
    """A level's label; of a number its value or, without one, the unit that a coefficient is
    for (`observed`: that a prediction leaves everybody's value as it is)."""
    role, units = level_role(term), wording.labels.texts["unit"]
    words, unit = level, wording.of(units[term]) if term in units else ""
    if set(wording.labels.texts[role]) != {""}:
        words, unit = wording.name(role, level), ""
    if words:
        return words + (wording.say("space") + unit if unit else "")
    if observed:
        return wording.say("as_observed")
    return wording.say("per_unit_of", unit=unit) if unit else wording.say("per_unit")


def stub_width(words: Sequence[str], limit: float) -> float:
    """Width of the longest label, wrapped within the limit."""
    return INDENT + max(width(balance(text, style.LABEL, limit), style.LABEL) for text in words)


def place_rows(
    page: Page,
    words: Mapping[tuple[str, str], str],
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
            head = balance(page.name("term", term), style.LABEL, page.breadth)
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
            page.level(page.left + INDENT, row.middle, row.words)
            continue
        if row is not rows[0]:
            y = row.top - BETWEEN / 2
            page.line([(page.left, y), (page.right, y)], style.RULE, 0.5)
        page.level(page.left, row.middle, row.words, color=style.ACCENT)


def grid_of_levels(page: Page, rows: Sequence[ModelRow], axis: Axis, none: float | None) -> None:
    """The axis's lines behind all levels."""
    for row in rows:
        if row.level is not None:
            draw_grid(page, axis, row.top, row.bottom, none)


def dot_of_level(page: Page, axis: Axis, y: float, record: Mapping, value: str) -> None:
    """A level's value as a dot on its interval, hollow where it is assumed."""
    spans = [axis.at(record[key]) for key in ("ci_low", value, "ci_high")]
    dot_with_interval(page, spans, y, style.CATEGORICAL[0], hollow=record["basis"] == "assumed")


def value_and_interval(
    page: Page, x: float, y: float, value: str, interval: str, ink: str = style.INK, gap: float = 2
) -> None:
    """A number that ends at x, and its interval behind it, small."""
    page.level(x, y, value, style.NUMBER, ink, "right")
    page.level(x + gap, y, interval, style.SMALL, style.SOFT)
