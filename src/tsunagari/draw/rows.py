"""One list of rows for every chart: stubs at the left, lanes on an axis, columns of numbers.

And what stands over rows: titles of panels, and legends.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Self

import pandas as pd

from tsunagari.codebook.basis import ASSUMED
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_grid
from tsunagari.draw.paper.intervals import whisker
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, width, wrap
from tsunagari.draw.words import Wording
from tsunagari.models.labels import level_role, term_levels

SWATCH = 9.0  # of a legend
BLUE = style.CATEGORICAL[0]


def with_base(label: str, people: str, room: float) -> Lines:
    """A label with its base, wrapped; the base is kept in one piece."""
    words = balance(label, style.LABEL, room)
    fits = width(words.split("\n")[-1] + people, style.LABEL) <= room
    return words + people if fits else f"{words}\n{people.strip()}".rstrip()


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


# ---- One list of rows --------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A row of a picture: its stub at the left and, once it is placed, its height on the page.

    key    what the row is of; None of a heading
    least  its height, more where the lines of the stub and `pad` between rows need it
    lift   what it needs above it
    space  before it, in which a rule may stand, so far down
    """

    key: object
    words: Lines
    least: float = 0.0
    pad: float = 4.0
    indent: float = 0.0
    colour: str = style.INK
    size: float = style.LABEL
    lift: float = 0.0
    space: float = 0.0
    rule: float | None = None
    top: float = 0.0

    @property
    def tall(self) -> float:
        return max(self.least, height(self.words, self.size) + self.pad)

    @property
    def middle(self) -> float:
        return self.top + self.lift + self.tall / 2

    @property
    def bottom(self) -> float:
        return self.top + self.lift + self.tall

    def stub(self, page: Page) -> None:
        """The rule before the row, if there is one, and its label."""
        if self.rule is not None:
            y = self.top - self.space + self.rule
            page.line([(page.left, y), (page.right, y)], style.RULE, 0.5)
        page.level(page.left + self.indent, self.middle, self.words, self.size, self.colour)


class Rows(list[Row]):
    """Rows of a page from top to bottom; they have no height before they are stacked.

    most  the width that labels take at most, however long a word is that cannot be wrapped
    """

    def __init__(self, page: Page, rows: Iterable[Row] = (), most: float = inf) -> None:
        super().__init__(rows)
        self.page, self.most = page, most

    @property
    def keyed(self) -> list[Row]:
        """All but headings."""
        return [row for row in self if row.key is not None]

    @property
    def width(self) -> float:
        """What the widest label takes with its indent; headings may run over the lanes."""
        return min(max(row.indent + width(row.words, row.size) for row in self.keyed), self.most)

    def stack(self) -> Self:
        """Place them one below another from the filling height, which moves below them."""
        for at, row in enumerate(self):
            self[at] = replace(row, top=self.page.y + row.space)
            self.page.y = self[at].bottom
        return self

    def draw(self, axis: Axis | None = None, none: float | None = None) -> None:
        """Stack them, with an axis's lines behind all but headings, and draw the labels."""
        self.stack()
        for row in self.keyed if axis else ():
            draw_grid(self.page, axis, row.top, row.bottom, none)
        for row in self:
            row.stub(self.page)


def dot_in_lane(
    page: Page,
    axis: Axis,
    y: float,
    record: Mapping,
    value: str,
    colour: str = BLUE,
    size: float = 5.2,
    width: float = 1.4,
    cap: float = 2.2,
    edge: float = 0.9,
) -> float:
    """A value as a dot on its interval, if it has one, hollow where it is assumed; gives the
    dot's place.

    size, width, cap, edge  of the dot, the line, half of a cap (0 for none), a cap's line
    """
    low, x, high = (axis.at(record[key]) for key in ("ci_low", value, "ci_high"))
    if low <= high:  # else there is none
        whisker(page, low, high, y, colour, width, cap, edge)
    page.dot(x, y, colour, size, hollow=record["basis"] == ASSUMED)
    return x


def widths(texts: Mapping[Hashable, tuple[str, str]]) -> tuple[float, float]:
    """What the widest number takes, and the widest interval."""
    numbers, intervals = zip(*texts.values(), strict=True)
    return (
        max(width(words, style.NUMBER) for words in numbers),
        max(width(words, style.SMALL) for words in intervals),
    )


@dataclass(frozen=True)
class Numbers:
    """A column of numbers that end at `x`, and of their intervals, which begin behind them.

    texts  a row's key -> number, interval
    """

    page: Page
    texts: Mapping[Hashable, tuple[str, str]]
    x: float
    space: float = 3.0  # between the two

    @classmethod
    def before(cls, right: float, page: Page, texts: Mapping, space: float = 3.0) -> Self:
        """The column whose intervals end at `right`."""
        return cls(page, texts, right - widths(texts)[1] - space, space)

    @property
    def left(self) -> float:
        return self.x - widths(self.texts)[0]

    def breadth(self, right: float) -> float:
        """How wide the column is where it ends at `right`."""
        return right - self.x + widths(self.texts)[0]

    def draw(self, key: Hashable, y: float, ink: str = style.INK) -> None:
        number, interval = self.texts[key]
        self.page.level(self.x, y, number, style.NUMBER, ink, "right")
        self.page.level(self.x + self.space, y, interval, style.SMALL, style.SOFT)


# ---- The rows of a model's picture: each term's name, and its levels below ---------------

INDENT, STUB = 8.0, 142.0  # of levels, most width of their labels


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


def level_rows(
    page: Page, table: pd.DataFrame, label: Callable[[str, str], str], least: float
) -> Rows:
    """A heading for each term of the table and a row for each of its levels, by both."""
    rows = Rows(page, most=STUB + INDENT)
    for term, levels in term_levels(table, page.labels):
        name = balance(page.name("term", term), style.LABEL, page.breadth)
        above = {"space": 4.0, "rule": 2.0} if rows else {}
        rows.append(Row(None, name, colour=style.ACCENT, **above))
        for level in levels:
            words = balance(label(term, level), style.LABEL, STUB)
            rows.append(Row((term, level), words, least, indent=INDENT))
    return rows
