"""A page measured in points, origin at the top left, on which the charts are laid out.

The width is fixed and the height is what the contents need. Every text, box and line goes
through here, so that one place knows the font, the line pitch and the direction of y.
"""

from collections.abc import Sequence
from math import ceil, floor

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.line import Line
from tsunagari.draw.paper.text import ASCENT, LINE, Lines, height, wrap
from tsunagari.draw.words import Wording

Point = tuple[float, float]
STROKE_GAP = 4.0  # points between the strokes of a hatching, across the page


class Page(Wording):
    """A figure under construction; `y` is how far it is filled, in points from the top.

    To be made and filled in a function that is `style.styled`.
    """

    def __init__(self, labels: Labels, language: str) -> None:
        super().__init__(labels, language)
        self.left, self.right = style.MARGIN, style.PAGE_WIDTH - style.MARGIN
        self.y = style.MARGIN
        self.figure = Figure()
        self._flip = Affine2D()
        self._points = self._flip + self.figure.dpi_scale_trans

    @property
    def breadth(self) -> float:
        """Width between the margins."""
        return self.right - self.left

    def columns(self, start: float, count: int, gap: float) -> list[tuple[float, float]]:
        """Left and right edges of columns of one width from `start` to the right margin."""
        wide = (self.right - start - gap * (count - 1)) / count
        return [(left, left + wide) for left in (start + at * (wide + gap) for at in range(count))]

    def text(
        self,
        x: float,
        y: float,
        words: Lines,
        size: float = style.LABEL,
        color: str = style.INK,
        across: str = "left",
        down: str = "top",
    ) -> None:
        """Words at a point: `across` left, center or right of it, `down` top, center, bottom.

        Each line is an artist of its own, set on its baseline, so that lines stand level
        whichever letters they hold; all carry the whole words as their label.
        """
        tall = height(words, size)
        top = y - {"top": 0.0, "center": tall / 2, "bottom": tall}[down]
        for index, line in enumerate(words.split("\n")):
            baseline = top + (index * LINE + (LINE - 1) / 2 + ASCENT) * size
            self._add_words(Line(x, baseline, line, ha=across), words, size, color)

    def level(
        self,
        x: float,
        middle: float,
        words: Lines,
        size: float = style.LABEL,
        color: str = style.INK,
        across: str = "left",
    ) -> None:
        """Words whose middle is at a height."""
        self.text(x, middle, words, size, color, across, "center")

    def upright(self, x: float, y: float, words: str, size: float, color: str) -> None:
        """Words in one line that reads upwards, its foot at (x, y), x its middle."""
        upright = Text(x, y, words, rotation=90, ha="center", va="bottom")
        self._add_words(upright, words, size, color)

    def _add_words(self, artist: Text, words: str, size: float, color: str) -> None:
        artist.set(size=size, color=color, label=words)
        self._add(artist)

    def write(self, x: float, words: Lines, size: float, color: str = style.INK) -> None:
        """Words at the filling height, which moves below them."""
        self.text(x, self.y, words, size, color)
        self.y += height(words, size)

    def wrapped(self, words: str, size: float, color: str = style.INK, indent: float = 0.0) -> None:
        """Words over the page's breadth at the filling height, which moves below them."""
        limit = self.breadth - indent
        self.write(self.left + indent, wrap(words, size, limit), size, color)

    def heads(
        self,
        words: Sequence[tuple[float, Lines, str]],
        size: float = style.SMALL,
        color: str = style.SOFT,
        rule: tuple[float, float] | None = None,
    ) -> None:
        """Words as (x, words, across), level at their feet, where the filling height moves to.

        rule  space above and below a line under them, if there is one
        """
        self.y += max((height(text, size) for _, text, _ in words), default=0.0)
        for x, text, across in words:
            self.text(x, self.y, text, size, color, across, "bottom")
        if rule:
            self.y += rule[0]
            self.rule(style.SOFT, 0.8)
            self.y += rule[1]

    def rule(self, color: str = style.RULE, width: float = 0.6, below: float = 0.0) -> None:
        """A line over the page's breadth, some points below the filling height."""
        y = self.y + below
        self.line([(self.left, y), (self.right, y)], color, width)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, hatched: bool = False
    ) -> None:
        """A filled rectangle, its top left corner at (x, y)."""
        self._add(Rectangle((x, y), width, height, facecolor=fill, linewidth=0))
        if hatched and width > 0:
            strokes = hatching(x, y, width, height)
            path = Path([point for stroke in strokes for point in stroke], [1, 2] * len(strokes))
            colour = style.hatch_on(fill)
            self._add(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=0.6))

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        edge: str,
        fill: str = style.PAPER,
        line: float = 0.8,
        rounding: float = 3.0,
    ) -> None:
        """A box with an outline and round corners."""
        shape = f"round,pad=0,rounding_size={rounding}"
        colours = {"facecolor": fill, "edgecolor": edge, "linewidth": line}
        self._add(FancyBboxPatch((x, y), width, height, shape, mutation_aspect=1, **colours))

    def line(
        self, points: Sequence[Point], color: str = style.RULE, width: float = 0.6, dashed=False
    ) -> None:
        """A line through the points."""
        xs, ys = zip(*points, strict=True)
        dashes = (0, (3, 2)) if dashed else "-"
        self._add(Line2D(xs, ys, color=color, linewidth=width, linestyle=dashes))

    def dot(self, x: float, y: float, color: str, size: float = 6.0, hollow: bool = False) -> None:
        """A round marker centred at a point."""
        fill = style.PAPER if hollow else color
        marker = {"marker": "o", "markersize": size, "markeredgewidth": 1.1}
        colours = {"markerfacecolor": fill, "markeredgecolor": color}
        self._add(Line2D([x], [y], linestyle="none", **marker, **colours))

    def arrow(
        self, start: Point, end: Point, color: str = style.SOFT, both: bool = False, dashed=False
    ) -> None:
        """A straight arrow, with a head at both ends if `both`."""
        shape = {"arrowstyle": "<|-|>" if both else "-|>", "mutation_scale": 9}
        shape |= {"shrinkA": 0, "shrinkB": 0, "linestyle": (0, (3, 2)) if dashed else "-"}
        self._add(FancyArrowPatch(start, end, color=color, linewidth=1.1, **shape))

    def _add(self, artist) -> None:
        artist.set_transform(self._points)
        self.figure.add_artist(artist)

    def finish(self) -> Figure:
        """The figure, as high as it is filled."""
        tall = self.y + style.MARGIN
        self.figure.set_size_inches(style.PAGE_WIDTH / 72, tall / 72)
        self._flip.clear().scale(1 / 72, -1 / 72).translate(0, tall / 72)
        return self.figure


def hatching(x: float, y: float, width: float, height: float) -> list[tuple[Point, Point]]:
    """Rising diagonal strokes that fill a rectangle.

    Strokes of their own rather than a pattern fill, which some viewers of SVG draw black.
    They lie on one grid for the whole page, so that neighbours continue each other.
    """
    strokes = []
    for step in range(ceil((x + y) / STROKE_GAP), floor((x + y + width + height) / STROKE_GAP) + 1):
        total = step * STROKE_GAP  # of the coordinates of every point of the stroke
        low = max(x, total - y - height)
        high = min(x + width, total - y)
        if high > low:
            strokes.append(((low, total - low), (high, total - high)))
    return strokes
