"""One style: sizes, greys, and colours by meaning, with text that can be read on them."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from math import fsum
from pathlib import Path
from typing import ParamSpec, TypeVar

import matplotlib
from matplotlib import font_manager
from matplotlib.colors import to_hex, to_rgb

from tsunagari.draw.paper.text import FONT_PATH

Arguments = ParamSpec("Arguments")
Drawn = TypeVar("Drawn")

OWN_STYLE = "TSUNAGARI_STYLE"  # names a style sheet that is laid over ours
SHEET = Path(__file__).parents[4] / "resources" / "tsunagari.mplstyle"

PAGE_WIDTH = 518.4  # points: 7.2 inches, the type area of a white paper's page
MARGIN = 14.0
HEADING, PANEL, LABEL, NUMBER, SMALL = 11.0, 8.5, 7.6, 7.4, 6.6  # font sizes

INK, SOFT, FAINT, RULE, PAPER = "#1a1a1a", "#4d4d4d", "#8c8c8c", "#d0d0d0", "#ffffff"
ACCENT = "#1f4e79"
WARNING, WARNING_PAPER = "#8a1c1c", "#fdf1ef"

# Colour-blind safe, and neighbours differ in lightness, so that grey prints tell them apart.
CATEGORICAL = ("#2f5d9b", "#f0b43c", "#23806f", "#f2c4cd", "#6b3f8c", "#a8c66c", "#7b4a2b")
SCALE = ("#d9e6f2", "#6fa3d0", "#0d2f57")  # little -> much
WITHIN = ("#1f4e8c", "#8fbbe0")  # a scale's half that a bracket sums: strongest -> weakest
BEYOND = ("#f0bf7c", "#c8701f")  # its other half: weakest -> strongest
HEAT = ("#ffffff", "#8fb8dc", "#1c5489")  # cells of tables: none -> most
NEUTRAL, PALE = "#e6e6e6", "#c4c4c4"
BAND_PAPER, BOX_PAPER, COOL_PAPER, WARM_PAPER = "#f0f0f0", "#f6f6f6", "#e8f0f8", "#fbf1e2"
ASKED = "#a9c6e3"  # squares of what a wave asked
WAVES_ON_PAGES = (ACCENT, BEYOND[1], "#4a7a3a", "#7a4a86")  # latest -> earliest, in the explorer


@lru_cache(maxsize=1)
def settings() -> Mapping[str, object]:
    """The style sheet's settings, then a reader's own; makes the bundled font known."""
    font_manager.fontManager.addfont(FONT_PATH)
    found = dict(matplotlib.rc_params_from_file(SHEET, use_default_template=False))
    if own := os.environ.get(OWN_STYLE):
        found |= matplotlib.rc_params_from_file(own, use_default_template=False)
    return found


def styled(draw: Callable[Arguments, Drawn]) -> Callable[Arguments, Drawn]:
    """Run a function under the style sheet, and leave matplotlib as it was."""

    @wraps(draw)
    def under_the_sheet(*arguments: Arguments.args, **named: Arguments.kwargs) -> Drawn:
        with matplotlib.rc_context(settings()):
            return draw(*arguments, **named)

    return under_the_sheet


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2), 0 black to 1 white."""
    channels = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return fsum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), channels, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2), 1 to 21; text needs 4.5 (AA)."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Black or white, whichever reads better on the fill."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, fill))


def mix(one: str, other: str, share: float) -> str:
    """The colour that is `share` of the way from one to the other."""
    pairs = zip(to_rgb(one), to_rgb(other), strict=True)
    return to_hex([a + (b - a) * share for a, b in pairs])


def shade(stops: Sequence[str], share: float) -> str:
    """The colour at `share` (0 to 1) of the way along evenly spaced stops."""
    place = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    return mix(stops[index], stops[index + 1], place - index)


def ramp(stops: Sequence[str], count: int) -> list[str]:
    """`count` colours from the first stop to the last."""
    return [shade(stops, step / max(count - 1, 1)) for step in range(count)]


def hatch_on(fill: str) -> str:
    """The colour of hatching that shows on the fill and leaves a number on it readable."""
    return mix(fill, ink_on(fill), 0.3)


def segment_colours(
    categories: Sequence[str], ordered: bool, within: Sequence[str], neutral: Sequence[str]
) -> dict[str, str]:
    """Colours of a bar's segments, by what the categories mean.

    A scale of which a bracket sums one end (`within`) has two sides; a scale without one
    runs from little to much; categories without order get colours that differ in kind.
    `neutral` categories, such as "unchanged" or "don't know", are grey.
    """
    coloured = [category for category in categories if category not in neutral]
    inside = [category for category in coloured if category in within]
    outside = [category for category in coloured if category not in within]
    if not ordered:
        colours = dict(zip(coloured, cycle(len(coloured)), strict=True))
    elif inside and outside:
        colours = dict(zip(inside, ramp(WITHIN, len(inside)), strict=True))
        # The far end is the strongest, also where it stands alone.
        colours |= zip(reversed(outside), ramp(BEYOND[::-1], len(outside)), strict=True)
    else:
        colours = dict(zip(coloured, ramp(SCALE, len(coloured)), strict=True))
    return colours | dict.fromkeys(neutral, NEUTRAL)


def cycle(count: int) -> list[str]:
    """`count` colours that differ in kind; beyond the palette they become lighter."""
    size = len(CATEGORICAL)
    return [mix(CATEGORICAL[i % size], PAPER, min(0.35 * (i // size), 0.7)) for i in range(count)]
