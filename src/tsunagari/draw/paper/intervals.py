"""Intervals as lines with caps, and how they are to be read."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from tsunagari.codebook.basis import ASSUMED
from tsunagari.draw.paper import style
from tsunagari.draw.paper.page import Page
from tsunagari.draw.words import Wording
from tsunagari.read.rounding import printed

BOUNDS = 3.0  # height of the bar of bounds
LANE, LANE_GAP = 4.4, 3.0  # pitch of intervals below one another, space between neighbours


def whisker(
    page: Page,
    low: float,
    high: float,
    y: float,
    colour: str,
    width: float,
    cap: float,
    edge: float | None = None,
) -> None:
    """A line from x `low` to x `high` at height y, with a cap of half-height `cap` at each end;
    nothing where the ends are unknown."""
    if not (isfinite(low) and isfinite(high)):
        return
    page.line([(low, y), (high, y)], colour, width)
    for end in (low, high) if cap else ():
        page.line([(end, y - cap), (end, y + cap)], colour, edge or min(width, 1.0))


def bounds_bar(page: Page, bounds: tuple[float, float], top: float) -> None:
    """The bounds of an assumed number, a pale bar between two places of the scale."""
    low, high = bounds
    page.box(low, top, max(high - low, 1.0), BOUNDS, style.PALE)


def lanes(spans: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """A lane for each span, the first in which it touches none before it, from 0 on."""
    ends: list[float] = []
    found = []
    for low, high in spans:
        lane = next((i for i, end in enumerate(ends) if low >= end + gap), len(ends))
        ends[lane : lane + 1] = [high]
        found.append(lane)
    return found


def below_bar(
    page: Page, spans: Sequence[tuple[float, float, float]], thick: int, bottom: float
) -> float:
    """Intervals below a bar, each hung from the edge that it is of; gives the height taken.

    spans  x of the low end, of the edge, of the high end; the last `thick` are of sums
    """
    of_sums = [place >= len(spans) - thick for place in range(len(spans))]
    placed = sorted(zip(spans, of_sums, strict=True))
    taken = lanes([(low, high) for (low, _, high), _ in placed], LANE_GAP)
    for ((low, edge, high), is_sum), lane in zip(placed, taken, strict=True):
        y = bottom + LANE * (lane + 0.75)
        colour = style.ACCENT if is_sum else style.SOFT
        page.line([(edge, bottom + 0.4), (edge, y)], colour, 0.5)
        whisker(page, low, high, y, colour, 1.8 if is_sum else 0.8, 1.5)
    return LANE * (max(taken, default=-1) + 1)


def sampling_words(waves: Iterable[str], wording: Wording) -> str:
    """How the intervals are to be read, by how the waves were sampled."""
    kinds = {wording.labels.waves[wave]["sampling"] for wave in waves}
    opt_in = any(kind.startswith("opt_in") for kind in kinds)
    return wording.say("model_based" if opt_in else "interval")


# ---- Numbers as they stand on a picture --------------------------------------------------

ASSUMED_MARK = "*"


def marked(value: float, assumed: bool, decimals: int = 1) -> str:
    """The value as the book would print it, with a mark if it stands on an assumption."""
    return printed(value, decimals) + ASSUMED_MARK * assumed


def mark(record: Mapping) -> str:
    """What follows a number that stands on an assumption."""
    return ASSUMED_MARK * (record["basis"] == ASSUMED)
