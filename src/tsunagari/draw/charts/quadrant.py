"""Points on two standardised axes that cross at 0, each labelled where it stands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.arrange import check_roles
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import round_ticks, tick_words
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.place import Box, Point, anchor, place_labels
from tsunagari.draw.paper.text import height, width, wrap

TALL, SIDE, END = 320.0, 76.0, 7.4  # height, room for the words at the ends, their size
POINT, WIDEST = 6.5, 108.0  # diameter of a point, most width of its label


@style.styled
def quadrant(index: pd.DataFrame, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw the items of a table with columns item, n, x, y and basis.

    chart.horizontal and chart.vertical name the meaning of each axis's low and high end.
    Items without anybody (n 0) have no place and are named below.
    """
    check_roles(index, ["item"], labels)
    page = open_page(index, spec, labels, language)
    table, index = index, index[index["n"] > 0]
    frame = (page.left + SIDE, page.y + 18, page.right - SIDE, page.y + 18 + TALL)
    scale = _scale(index, frame)
    points = [scale.at(x, y) for x, y in zip(index["x"], index["y"], strict=True)]
    obstacles = _axes(page, frame, scale, spec["chart"])
    _points(page, index, points, frame, obstacles)
    page.y = frame[3] + 20
    return close_page(page, table, spec, *_without_place(page, table), hollow=True)


def _without_place(page: Page, table: pd.DataFrame) -> list[str]:
    """The items that have no place, by why they have none."""
    lines = []
    for why, rows in table[table["n"] == 0].groupby("basis"):
        items = page.labels.arrange("item", rows["item"])
        words = page.listed(page.name("item", item) for item in items)
        lines.append(page.say("items_without_people", why=page.say(why), items=words))
    return lines


@dataclass(frozen=True)
class Scale:
    """Points on the page of the values' origin, and of one unit on each axis."""

    x0: float
    y0: float
    unit_x: float
    unit_y: float

    def at(self, x: float, y: float) -> Point:
        return self.x0 + x * self.unit_x, self.y0 - y * self.unit_y


def _scale(index: pd.DataFrame, frame: Box) -> Scale:
    """Each axis as long as its values need, with room for labels at the right."""
    xs, ys = [*index["x"], 0.0], [*index["y"], 0.0]
    left, top, right, bottom = frame
    unit_x = (right - left - 30 - WIDEST) / max(max(xs) - min(xs), 1e-9)
    unit_y = (bottom - top - 50) / max(max(ys) - min(ys), 1e-9)
    return Scale(left + 30 - min(xs) * unit_x, top + 25 + max(ys) * unit_y, unit_x, unit_y)


def _axes(page: Page, frame: Box, scale: Scale, chart: Mapping) -> list[Box]:
    """The axes with ticks and the meaning of their ends; gives the boxes that labels avoid."""
    left, top, right, bottom = frame
    x0, y0 = scale.x0, scale.y0
    page.frame(left, top, right - left, bottom - top, style.RULE, rounding=0.1)
    page.line([(left, y0), (right, y0)], style.SOFT, 0.9)
    page.line([(x0, top), (x0, bottom)], style.SOFT, 0.9)
    taken = [(left, y0 - 1, right, y0 + 1), (x0 - 1, top, x0 + 1, bottom)]
    for tick in round_ticks((left - x0) / scale.unit_x, (right - x0) / scale.unit_x):
        x, _ = scale.at(tick, 0)
        if left + 4 < x < right - 4 and tick:
            page.line([(x, y0 - 2), (x, y0 + 2)], style.SOFT, 0.7)
            page.text(x, y0 + 2.5, tick_words(tick), style.SMALL, style.SOFT, "center")
            taken.append((x - 6, y0 + 2, x + 6, y0 + 11))
    for tick in round_ticks((y0 - bottom) / scale.unit_y, (y0 - top) / scale.unit_y):
        _, y = scale.at(0, tick)
        if top + 4 < y < bottom - 4 and tick:
            page.line([(x0 - 2, y), (x0 + 2, y)], style.SOFT, 0.7)
            page.level(x0 - 4, y, tick_words(tick), style.SMALL, style.SOFT, "right")
            taken.append((x0 - 15, y - 5, x0 - 3, y + 5))
    _ends(page, frame, x0, y0, chart)
    return taken


def _ends(page: Page, frame: Box, x0: float, y0: float, chart: Mapping) -> None:
    """What the ends of the axes mean, outside the frame."""
    left, top, right, bottom = frame
    across, upright = chart["horizontal"], chart["vertical"]
    for side, end, x in (("right", "low", left - 6), ("left", "high", right + 6)):
        words = wrap(page.of(across[end]), END, SIDE - 8)
        page.level(x, y0, words, END, style.ACCENT, side)
    page.text(x0, top - 3, page.of(upright["high"]), END, style.ACCENT, "center", "bottom")
    page.text(x0, bottom + 3, page.of(upright["low"]), END, style.ACCENT, "center", "top")


def _points(
    page: Page,
    index: pd.DataFrame,
    points: Sequence[tuple[float, float]],
    frame: Box,
    obstacles: Sequence[Box],
) -> None:
    assumed = (index["basis"] == "assumed").tolist()
    words = [
        wrap(page.name("item", item) + mark * ASSUMED_MARK, style.LABEL, WIDEST)
        for item, mark in zip(index["item"], assumed, strict=True)
    ]
    sizes = [(width(text, style.LABEL), height(text, style.LABEL)) for text in words]
    boxes = place_labels(points, sizes, POINT / 2 + 1.5, frame, obstacles)
    for (x, y), (x0, y0, x1, y1), text, mark in zip(points, boxes, words, assumed, strict=True):
        page.dot(x, y, style.CATEGORICAL[0], POINT, hollow=mark)
        near = anchor((x, y), (x0, y0, x1, y1))
        if math.dist((x, y), near) > POINT + 3:
            page.line([(x, y), near], style.FAINT, 0.5)
        side = "left" if x0 >= x else "right" if x1 <= x else "center"
        edge = {"left": x0, "right": x1, "center": (x0 + x1) / 2}[side]
        page.level(edge, (y0 + y1) / 2, text, across=side)
