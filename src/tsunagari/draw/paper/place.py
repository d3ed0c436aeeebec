"""Where labels go so that none covers another; the same for the same input, always."""

from collections.abc import Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def spread(
    centres: Sequence[float], widths: Sequence[float], gap: float, low: float, high: float
) -> list[float]:
    """Centres of labels moved apart along a line, in order, within low and high."""
    places = list(centres)
    edge = low
    for i, wide in enumerate(widths):
        places[i] = max(places[i], edge + wide / 2)
        edge = places[i] + wide / 2 + gap
    edge = high
    for i in reversed(range(len(places))):
        places[i] = min(places[i], edge - widths[i] / 2)
        edge = places[i] - widths[i] / 2 - gap
    return places


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0


def place_labels(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    gap: float,
    frame: Box,
    lines: Sequence[Box],
) -> list[Box]:
    """A box for each point's label, near it and, if there is room, on nothing else.

    lines  thin boxes, such as axes, that a label may rather cover than another label.
    Points are taken from the most crowded on. Each label takes the first of its candidate
    places, nearest first, where it and the leader to its point cover least.
    """
    dots = [(x - gap, y - gap, x + gap, y + gap) for x, y in points]
    boxes: dict[int, Box] = {}
    for i in sorted(range(len(points)), key=lambda i: (-_crowding(points, i), i)):
        others = [*boxes.values(), *(dot for j, dot in enumerate(dots) if j != i)]

        def covered(box: Box, i: int = i, others: Sequence[Box] = others) -> float:
            leader = along(points[i], anchor(points[i], box), 0.6)
            labels = sum(overlap(part, other) for part in [box, *leader] for other in others)
            return 10 * labels + sum(overlap(box, line) for line in lines)

        candidates = _candidates(points[i], sizes[i], gap)
        inside = [box for box in candidates if _within(box, frame)] or candidates
        boxes[i] = min(inside, key=covered)
    return [boxes[i] for i in range(len(points))]


def anchor(point: Point, box: Box) -> Point:
    """The point of the box that is nearest to the point."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def along(start: Point, end: Point, half: float) -> list[Box]:
    """Small boxes along a line, reaching `half` to each side, that stand for it."""
    places = [between(start, end, index / 24) for index in range(25)]
    return [(x - half, y - half, x + half, y + half) for x, y in places]


def between(start: Point, end: Point, share: float = 0.5) -> Point:
    """The point that is `share` of the way from one point to the other."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _crowding(points: Sequence[Point], i: int) -> int:
    """How many other points are near."""
    x, y = points[i]
    return sum(abs(x - a) < 90 and abs(y - b) < 30 for a, b in points) - 1


def _candidates(point: Point, size: tuple[float, float], gap: float) -> list[Box]:
    """Boxes right, left, above, below and at the corners, then the same further off."""
    further = (0, 5, 10, 16, 24, 34, 46, 60)
    sides = ((gap + more, ((gap + more) * 0.75,) * 2) for more in further)
    return [box for away, corner in sides for box in around(point, size, away, corner)]


def around(
    point: Point, size: tuple[float, float], away: float, corner: tuple[float, float]
) -> list[Box]:
    """Boxes right, left, above and below, so far `away`, and at the corners."""
    (x, y), (wide, tall), (aside, off) = point, size, corner
    lefts, tops = (x + aside, x - aside - wide), (y - off - tall, y + off)
    places = [
        (x + away, y - tall / 2),
        (x - away - wide, y - tall / 2),
        (x - wide / 2, y - away - tall),
        (x - wide / 2, y + away),
        *((left, top) for top in tops for left in lefts),
    ]
    return [(left, top, left + wide, top + tall) for left, top in places]


def _within(box: Box, frame: Box) -> bool:
    low = box[0] >= frame[0] + 2 and box[1] >= frame[1] + 2
    return low and box[2] <= frame[2] - 2 and box[3] <= frame[3] - 2
