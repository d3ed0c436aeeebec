"""Intervals as lines with caps, and how they are to be read."""

from collections.abc import Iterable, Sequence

from tsunagari.codebook.labels import Labels
from tsunagari.draw.paper import style
from tsunagari.draw.paper.page import Page
from tsunagari.draw.words import say
from tsunagari.read.rounding import printed

LANE, LANE_GAP = 4.4, 3.0  # pitch of intervals below one another, space between neighbours


def whisker(
    page: Page, low: float, high: float, y: float, colour: str, width: float = 1.2, cap: float = 2.2
) -> None:
    """A line from x `low` to x `high` at height y, with a cap of half-height `cap` at each end."""
    page.line([(low, y), (high, y)], colour, width)
    for end in (low, high):
        page.line([(end, y - cap), (end, y + cap)], colour, min(width, 1.0))


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


def sampling_words(waves: Iterable[str], labels: Labels, language: str) -> str:
    """How the intervals are to be read, by how the waves were sampled."""
    kinds = {labels.waves[wave]["sampling"] for wave in waves}
    opt_in = any(kind.startswith("opt_in") for kind in kinds)
    return say("model_based" if opt_in else "interval", language)


# ---- Numbers as they stand on a picture --------------------------------------------------

ASSUMED_MARK = "*"


def marked(value: float, assumed: bool, decimals: int = 1) -> str:
    """The value as the book would print it, with a mark if it stands on an assumption."""
    return printed(value, decimals) + ASSUMED_MARK * assumed


def base(n: int, language: str) -> str:
    """The base of a row: （n=1,200） or " (n=1,200)"."""
    return f"（n={n:,}）" if language == "ja" else f" (n={n:,})"
