"""Bars stacked to 100 per cent: segments in their colours, every number printed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.draw.arrange import Cell
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_percents
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.place import spread
from tsunagari.draw.paper.text import height, width

PAD = 1.6  # between a number and the edge of its segment
PERCENTS = range(0, 101, 20)


@dataclass(frozen=True)
class Look:
    """Measures of bars: height, space around the ground of an assumed number, how far above
    stand numbers that lack room and begin the leaders to them, how far right these may go."""

    tall: float
    inset: float
    above: float
    leader: float
    beyond: float


@dataclass(frozen=True)
class Segments:
    """What bars are divided into, from left to right, and what is summed beside them."""

    keys: Sequence[str]
    sums: Sequence[str]
    colours: Mapping[str, str]
    axis: Axis
    look: Look

    def fits(self, cell: Cell) -> bool:
        """Whether the number has room in its segment."""
        room = self.axis.at(cell.percent) - self.axis.at(0)
        return width(cell.printed, style.NUMBER) + 2 * PAD <= room

    def all_fit(self, cells: Mapping[str, Cell]) -> bool:
        return all(self.fits(cells[key]) for key in self.keys)

    def bar(self, page: Page, cells: Mapping[str, Cell], middle: float) -> None:
        """One bar: numbers in their segments, those that do not fit above with a leader."""
        look, top, start, above = self.look, middle - self.look.tall / 2, 0.0, []
        for key in self.keys:
            cell, fill = cells[key], self.colours[key]
            left, right = self.axis.at(start), self.axis.at(start + cell.percent)
            page.box(left, top, right - left, look.tall, fill, hatched=cell.assumed)
            centre = (left + right) / 2
            if self.fits(cell):
                number_on(page, centre, middle, cell, fill, look.tall - 2 * look.inset)
            else:
                above.append((centre, cell.printed))
            start += cell.percent
            if 0 < start < 99.95 and cell.percent > 0:
                page.line([(right, top), (right, top + look.tall)], style.PAPER, 0.8)
        self._above(page, above, top)

    def _above(self, page: Page, above: Sequence[tuple[float, str]], top: float) -> None:
        look, widths = self.look, [width(words, style.SMALL) for _, words in above]
        ends = self.axis.start - 6, self.axis.end + look.beyond
        places = spread([x for x, _ in above], widths, 3.0, *ends)
        for (centre, words), x in zip(above, places, strict=True):
            page.text(x, top - look.above, words, style.SMALL, style.INK, "center", "bottom")
            page.line([(x, top - look.leader), (centre, top + look.inset)], style.SOFT, 0.5)

    def scale(self, page: Page) -> None:
        """A scale from 0 to 100 below the last bar."""
        page.line([(self.axis.start, page.y), (self.axis.end, page.y)], style.FAINT, 0.5)
        draw_percents(page, self.axis)
        page.y += 3 + height("0", style.SMALL)


def number_on(
    page: Page, x: float, middle: float, cell: Cell, fill: str, tall: float, across: str = "center"
) -> None:
    """A cell's number on its fill; on hatching it has a plain ground of height `tall`."""
    if cell.assumed:
        wide = width(cell.printed, style.NUMBER) + 2
        left = x - (wide / 2 if across == "center" else wide - 1)
        page.box(left, middle - tall / 2, wide, tall, fill)
    page.level(x, middle, cell.printed, style.NUMBER, style.ink_on(fill), across)


def segments(
    page: Page,
    columns: Sequence[str],
    sums: Collection[str],
    neutral: Sequence[str],
    ends: tuple[float, float],
    look: Look,
    unit: str = "",
) -> Segments:
    """Columns of a table as segments; of its sets, those in `sums` as sums.

    neutral  categories in grey; `unit` stands behind the last tick of the axis
    """
    labels = page.labels
    shown = [key for key in columns if key in sums]
    keys = [key for key in columns if key not in labels.sets]
    inside = [member for key in shown for member in labels.sets[key]]
    colours = style.segment_colours(keys, labels.ordered, inside, neutral)
    ticks = tuple((float(tick), f"{tick}{unit * (tick == 100)}") for tick in PERCENTS)
    return Segments(keys, shown, colours, Axis(ticks, *ends), look)
