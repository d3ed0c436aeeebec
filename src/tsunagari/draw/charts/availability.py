"""What was asked: a square a variable, wave and country, filled as far as it was.

The page is as wide as any other. As many columns as fit stand in one panel, further ones in
panels below, so that twenty-five waves of five countries are long and can still be read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text
from tsunagari.draw.charts.availability_notes import remarks
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.words import Wording
from tsunagari.harmonise.availability import of_variables

STUB, PAD = 188.0, 10.0  # most width of row labels, space beside them
SQUARE, ROW = 10.0, 12.5
NARROW, WIDE, NOTE = 14.0, 96.0, 6.0  # least and most width of a column, size of notes in it

Column = tuple[str, str]  # wave, country
Group = tuple[Text | None, Sequence[str]]


@dataclass(frozen=True)
class Panel:
    """The columns that stand side by side, and where: left edges and the width of each."""

    columns: Sequence[Column]
    left: float
    wide: float

    def centre(self, index: int) -> float:
        return self.left + self.wide * (index + 0.5)


@style.styled
def availability(
    table: pd.DataFrame,
    labels: Labels,
    groups: Sequence[Group],
    derived: set[str],
    language: str,
) -> Figure:
    """Draw the table of `availability.availability`.

    groups  headings and variables (harmonise.labels.row_groups)
    derived variables that get a dagger
    Raises ProblemsFound for a key without a label.
    """
    found = of_variables(table)
    columns = list(found[["wave", "country"]].drop_duplicates().itertuples(index=False, name=None))
    people = table.drop_duplicates(["wave", "country"])
    basis = people.assign(n=people["n_respondents"], basis="")
    title = Wording(labels, language).say("availability.title")
    page = open_page(basis, {}, labels, language, title)
    rows = _rows(page, found, groups, derived)
    cells = {(r["wave"], r["country"], r["variable"]): r for r in found.to_dict("records")}
    _key(page, set(found["state"]))
    panels = _panels(page, columns, rows)
    for panel in panels:
        _heads(page, panel)
        _body(page, panel, rows, cells)
        page.y += 3 if panel is panels[-1] else 12
    return close_page(page, basis, {}, *remarks(found, derived, page))


# --- layout -----------------------------------------------------------------------
def _rows(
    page: Page, found: pd.DataFrame, groups: Sequence[Group], derived: set[str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Heading ("" without one) and its rows: variable and label, of variables in the table."""
    shown, rows = set(found["variable"]), []
    for heading, names in groups:
        inside = [
            (name, page.name("variable", name) + "†" * (name in derived))
            for name in names
            if name in shown
        ]
        if inside:
            rows.append((page.of(heading) if heading else "", inside))
    return rows


def _panels(page: Page, columns: Sequence[Column], rows: Sequence) -> list[Panel]:
    """As few panels as hold all columns; a wave's countries stay together where they can."""
    words = [balance(label, style.LABEL, STUB) for _, inside in rows for _, label in inside]
    left = page.left + max(width(line, style.LABEL) for line in words) + PAD
    most = int((page.right - left) // NARROW)
    panels: list[list[Column]] = [[]]
    for _, wave in groupby(columns, key=lambda column: column[0]):
        block = list(wave)
        if panels[-1] and len(panels[-1]) + len(block) > most:
            panels.append([])
        for column in block:
            if len(panels[-1]) == most:
                panels.append([])
            panels[-1].append(column)
    widest = max(len(panel) for panel in panels)
    wide = min((page.right - left) / widest, WIDE)
    return [Panel(panel, left, wide) for panel in panels]


# --- what stands over the rows ----------------------------------------------------
def _key(page: Page, states: set[str]) -> None:
    """What the squares mean, of those that occur."""
    x = page.left
    for state in ("asked", "part", "not_asked", "constant"):
        if state in states:
            words = page.say(f"availability.{state}")
            _square(page, x + SQUARE / 2, page.y + SQUARE / 2, state, "")
            page.level(x + SQUARE + 4, page.y + SQUARE / 2, words)
            x += SQUARE + 4 + width(words, style.LABEL) + 14
    page.y += SQUARE + 8


def _heads(page: Page, panel: Panel) -> None:
    """Waves over their countries; upright where a column is too narrow for the words."""
    blocks = [
        [place for place, _ in group]
        for _, group in groupby(enumerate(panel.columns), key=lambda pair: pair[1][0])
    ]
    titles = [_title(page, panel, block) for block in blocks]
    spans = [panel.wide * len(block) - 2 for block in blocks]
    middles = [(panel.centre(block[0]) + panel.centre(block[-1])) / 2 for block in blocks]
    _line_of_heads(page, titles, middles, spans, style.INK)
    for block in blocks:
        left, right = panel.centre(block[0]), panel.centre(block[-1])
        half = panel.wide / 2 - 1.5
        page.line([(left - half, page.y), (right + half, page.y)], style.SOFT, 0.6)
    page.y += 3
    names = [page.name("country", country) for _, country in panel.columns]
    centres = [panel.centre(place) for place in range(len(names))]
    _line_of_heads(page, names, centres, [panel.wide - 2] * len(names), style.SOFT)


def _title(page: Page, panel: Panel, block: Sequence[int]) -> str:
    """A wave's title, or its name where the title does not fit over its columns."""
    wave = panel.columns[block[0]][0]
    title = page.name("wave", wave)
    fits = width(title, style.SMALL) <= panel.wide * len(block) - 2
    return title if fits else wave


def _line_of_heads(
    page: Page, words: Sequence[str], centres: Sequence[float], rooms: Sequence[float], ink: str
) -> None:
    """Words over columns, level at their feet; all upright as soon as one does not fit."""
    wrapped = [balance(text, style.SMALL, room) for text, room in zip(words, rooms, strict=True)]
    fits = all(
        width(text, style.SMALL) <= room and text.count("\n") < 2
        for text, room in zip(wrapped, rooms, strict=True)
    )
    page.y += max(
        height(text, style.SMALL) if fits else width(flat, style.SMALL) + 2
        for text, flat in zip(wrapped, words, strict=True)
    )
    for flat, text, x in zip(words, wrapped, centres, strict=True):
        if fits:
            page.text(x, page.y, text, style.SMALL, ink, "center", "bottom")
        else:
            page.upright(x, page.y, flat, style.SMALL, ink)
    page.y += 2


# --- rows -------------------------------------------------------------------------
def _body(page: Page, panel: Panel, rows: Sequence, cells: Mapping[tuple, Mapping]) -> None:
    end = panel.left + panel.wide * len(panel.columns)
    for heading, inside in rows:
        page.line([(page.left, page.y), (end, page.y)], style.RULE, 0.5)
        page.y += 2
        if heading:
            page.write(page.left, heading, style.LABEL, style.ACCENT)
            page.y += 1
        for name, label in inside:
            words = balance(label, style.LABEL, STUB)
            tall = max(ROW, height(words, style.LABEL) + 2.5)
            middle = page.y + tall / 2
            page.level(page.left, middle, words)
            for place, column in enumerate(panel.columns):
                _cell(page, panel, place, middle, cells[(*column, name)])
            page.y += tall
        page.y += 2


def _cell(page: Page, panel: Panel, place: int, middle: float, record: Mapping) -> None:
    """A square, and beside it how much was asked where that is a part and there is room."""
    x = panel.centre(place)
    _square(page, x, middle, record["state"], record["grade_with_earlier"])
    if record["state"] == "part":
        beside, room = SQUARE / 2 + 2, panel.wide / 2 - SQUARE / 2 - 2
        fitting = [w for w in _how_much(page, record) if width(w, NOTE) <= room]
        if fitting:
            page.level(x + beside, middle, fitting[0], NOTE, style.SOFT)


def _how_much(page: Page, record: Mapping) -> tuple[str, str]:
    """Items asked of all, or people asked of all; in words, and short."""
    kind, asked, every = "items", record["items_asked"], record["items"]
    if asked == every:
        kind, every = "people", record["n_respondents"]
        asked = every - record["n_not_asked"]
    return page.say(f"availability.{kind}", asked=asked, all=every), f"{asked:,}/{every:,}"


def _square(page: Page, x: float, y: float, state: str, letter: str) -> None:
    """Filled, half filled, empty, or crossed by a bar; a letter stands on any of them."""
    left, top = x - SQUARE / 2, y - SQUARE / 2
    share = {"asked": 1.0, "part": 0.5}.get(state, 0.0)
    if share:
        page.box(left, top, SQUARE * share, SQUARE, style.ASKED)
    edge = style.FAINT if state == "not_asked" else style.INK
    corners = [(left, top), (left + SQUARE, top), (left + SQUARE, top + SQUARE),
               (left, top + SQUARE), (left, top)]  # fmt: skip
    page.line(corners, edge, 0.6)
    if state == "constant":
        page.line([(left + 2, y), (left + SQUARE - 2, y)], style.INK, 1.6)
    if letter:
        page.level(x, y, letter, 7.0, across="center")
