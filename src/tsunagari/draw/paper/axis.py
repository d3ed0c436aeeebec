"""Scales of models: linear, or a log scale of odds ratios given as log odds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.draw.paper import style
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width
from tsunagari.read.rounding import printed

# ---- Ticks of scales ---------------------------------------------------------------------


def percent_ticks(largest: float) -> list[int]:
    """0, then steps of 10 or 20, up to the first step above the largest percentage."""
    step = 10 if largest <= 50 else 20
    return list(range(0, min(100, math.ceil(max(largest, 1) / step) * step) + 1, step))


def round_ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Ticks at 1, 2 or 5 times a power of ten that enclose low and high."""
    rough = max(high - low, 1e-9) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * index, 10) for index in range(first, last + 1)]


def tick_words(tick: float) -> str:
    """A tick's value, with a minus sign and not a hyphen."""
    return f"{tick:g}".replace("-", "\u2212")


# Steps of a log scale within a power of ten, from fine to coarse.
STEPS = (
    tuple(round(1 + 0.1 * step, 1) for step in range(90)),
    (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 2.0, 5.0),
    (1.0, 3.0),
    (1.0,),
)
MOST = 9  # ticks


@dataclass(frozen=True)
class Axis:
    """Values between the first and the last tick, drawn from `start` to `end` points.

    ticks  as (value on the scale of the model, words)
    """

    ticks: tuple[tuple[float, str], ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0][0], self.ticks[-1][0]
        return self.start + (self.end - self.start) * (value - low) / (high - low)


def axis_of(ticks: Sequence[float], start: float, end: float) -> Axis:
    """A linear axis from the first to the last of its ticks."""
    return Axis(tuple((tick, tick_words(tick)) for tick in ticks), start, end)


def model_axis(low: float, high: float, start: float, end: float, ratios: bool) -> Axis:
    """An axis that holds low and high; of `ratios`, they are logarithms and ticks are not."""
    if not ratios:
        return axis_of(round_ticks(low, high), start, end)
    ticks = [(math.log(tick), f"{tick:g}") for tick in log_ticks(math.exp(low), math.exp(high))]
    return Axis(tuple(ticks), start, end)


def log_ticks(low: float, high: float) -> list[float]:
    """Round ticks that enclose low and high (both above 0), as close as `MOST` allow.

    A range of more powers of ten than that has a tick at each.
    """
    for steps in STEPS:
        ticks = _enclosing(low, high, steps)
        if len(ticks) <= MOST:
            break
    return ticks


def _enclosing(low: float, high: float, steps: tuple[float, ...]) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = [float(f"{step}e{power}") for power in range(first - 1, last + 2) for step in steps]
    start = max(i for i, tick in enumerate(every) if tick <= low)
    end = min(i for i, tick in enumerate(every) if tick >= high)
    return every[min(start, end - 1) : max(end, start + 1) + 1]


def draw_grid(page: Page, axis: Axis, top: float, bottom: float, none: float | None) -> None:
    """Upright lines at the ticks, and a dashed one at no effect, behind what follows."""
    for value, _ in axis.ticks:
        x = axis.at(value)
        page.line([(x, top), (x, bottom)], style.RULE, 0.5)
    if none is not None:
        page.line([(axis.at(none), top), (axis.at(none), bottom)], style.SOFT, 0.9, dashed=True)


def draw_percents(page: Page, axis: Axis) -> None:
    """Strokes and words at the ticks below bars; a unit in the words stands behind the number."""
    for value, words in axis.ticks:
        x = axis.at(value)
        page.line([(x, page.y), (x, page.y + 2.5)], style.FAINT, 0.5)
        shift = (width(words, style.SMALL) - width(f"{value:g}", style.SMALL)) / 2
        page.text(x + shift, page.y + 3, words, style.SMALL, style.SOFT, "center")


def draw_ticks(page: Page, *axes: Axis, title: str = "") -> None:
    """The scales below the rows; ticks whose words would touch are left without.

    title  of a scale that stands alone
    """
    for axis in axes:
        page.line([(axis.start, page.y), (axis.end, page.y)], style.FAINT, 0.6)
        edge = -math.inf
        for value, words in axis.ticks:
            x, half = axis.at(value), width(words, style.SMALL) / 2
            if x - half > edge + 3:
                page.text(x, page.y + 2, words, style.SMALL, style.SOFT, "center")
                edge = x + half
    page.y += 2 + height("0", style.SMALL)
    if title:
        middle = (axis.start + axis.end) / 2
        page.text(middle, page.y + 1, title, style.SMALL, style.SOFT, "center")
        page.y += 1 + height(title, style.SMALL)


def signed(value: float, decimals: int = 2) -> str:
    """A number with a minus sign and not a hyphen, and no minus before zero."""
    words = printed(value, decimals)
    if not words.strip("-0."):
        words = words.lstrip("-")
    return words.replace("-", "\u2212")


def effect_words(value: float, ratio: bool, decimals: int = 2) -> str:
    """An effect as printed; log odds as an odds ratio if `ratio`."""
    return printed(math.exp(value), decimals) if ratio else signed(value, decimals)


def interval_words(low: float, high: float, ratio: bool, decimals: int = 2) -> str:
    """An interval in brackets; nothing where its ends are unknown."""
    if math.isnan(low) or math.isnan(high):
        return ""
    ends = (effect_words(end, ratio, decimals) for end in (low, high))
    return f"[{', '.join(ends)}]"
