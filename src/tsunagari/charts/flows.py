"""Boxes at given places, with labelled arrows between them."""

from __future__ import annotations

from collections.abc import Mapping

from tsunagari.charts import style
from tsunagari.charts.page import Page, Point
from tsunagari.charts.place import Box, along, overlap
from tsunagari.charts.text import height, width

NODE, ARROW, PAD = 8.4, 7.4, 7.0  # sizes of words, space in a box
PANEL_GAP = 14.0
HUB, HUB_PAPER = style.CATEGORICAL[0], "#e8f0f8"


def draw_flows(page: Page, entry: Mapping) -> None:
    """All panels, side by side; nodes stand at fractions of the panel, y from below."""
    panels = entry["panels"]
    wide = (page.breadth - PANEL_GAP * (len(panels) - 1)) / len(panels)
    tall = 190.0 if len(panels) > 1 else 250.0
    titled = any("title" in panel for panel in panels)
    top = page.y + (18 if titled else 0)
    for index, panel in enumerate(panels):
        left = page.left + index * (wide + PANEL_GAP)
        if titled:
            title = panel["title"][page.language]
            page.text(left + wide / 2, page.y, title, style.PANEL, style.ACCENT, "center")
        page.frame(left, top, wide, tall, style.RULE)
        listed = _list(page, panel, left, top, wide, tall)
        _panel(page, panel, (left, top, left + wide, top + tall), listed)
    page.y = top + tall


def _list(
    page: Page, panel: Mapping, left: float, top: float, wide: float, tall: float
) -> list[Box]:
    """A titled list at the foot of a panel, if it has one; gives the box it takes."""
    if "list" not in panel:
        return []
    words = [panel["list"]["title"][page.language]]
    words += [
        "・" + entry[page.language] if page.language == "ja" else "- " + entry["en"]
        for entry in panel["list"]["entries"]
    ]
    high = height("\n".join(words), style.LABEL) + 2 * PAD
    box = (left + 14, top + tall - high - 10, left + wide - 14, top + tall - 10)
    page.frame(box[0], box[1], box[2] - box[0], high, style.RULE, "#f6f6f6")
    page.text(box[0] + PAD, box[1] + PAD, words[0], style.LABEL, style.ACCENT)
    below = box[1] + PAD + height("x", style.LABEL)
    page.text(box[0] + PAD, below, "\n".join(words[1:]), style.LABEL)
    return [box]


def _panel(page: Page, panel: Mapping, frame: Box, listed: list[Box]) -> None:
    boxes = {key: _node_box(node, frame, page.language) for key, node in panel["nodes"].items()}
    for arrow in panel["arrows"]:
        start, end = _ends(boxes[arrow["from"]], boxes[arrow["to"]])
        _arrow(page, arrow, start, end)
    for key, node in panel["nodes"].items():
        _node(page, node, boxes[key])
    taken = [*boxes.values(), *listed]
    for arrow in panel["arrows"]:
        if page.language in arrow:
            start, end = _ends(boxes[arrow["from"]], boxes[arrow["to"]])
            taken.append(_caption(page, arrow[page.language], start, end, frame, taken))


def _node_box(node: Mapping, frame: Box, language: str) -> Box:
    """A node's box around its place, moved so far that it stands within the panel."""
    words = node[language]
    wide, tall = width(words, NODE) + 2 * PAD, height(words, NODE) + 2 * PAD
    x = frame[0] + (frame[2] - frame[0]) * node["at"][0]
    y = frame[3] - (frame[3] - frame[1]) * node["at"][1]
    left = min(max(x - wide / 2, frame[0] + 8), frame[2] - 8 - wide)
    top = min(max(y - tall / 2, frame[1] + 8), frame[3] - 8 - tall)
    return left, top, left + wide, top + tall


def _node(page: Page, node: Mapping, box: Box) -> None:
    hub = node.get("hub", False)
    edge, fill, line = (HUB, HUB_PAPER, 1.6) if hub else (style.SOFT, style.PAPER, 0.9)
    page.frame(box[0], box[1], box[2] - box[0], box[3] - box[1], edge, fill, line, 5)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    page.text(*middle, node[page.language], NODE, style.INK, "center", "center")


def _ends(start: Box, end: Box) -> tuple[Point, Point]:
    """Where the line between two boxes' middles leaves the one and meets the other."""
    return _edge(start, end), _edge(end, start)


def _edge(box: Box, towards: Box) -> Point:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    dx, dy = (towards[0] + towards[2]) / 2 - x, (towards[1] + towards[3]) / 2 - y
    half_x, half_y = (box[2] - box[0]) / 2 + 3, (box[3] - box[1]) / 2 + 3
    share = min(half_x / abs(dx) if dx else 9e9, half_y / abs(dy) if dy else 9e9)
    return x + dx * share, y + dy * share


def _arrow(page: Page, arrow: Mapping, start: Point, end: Point) -> None:
    """The arrow; one that is `broken` is dashed and crossed out."""
    broken = arrow.get("broken", False)
    colour = style.WARNING if broken else style.SOFT
    page.arrow(start, end, colour, arrow.get("both", False), dashed=broken)
    if broken:
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        for sign in (-1, 1):
            page.line([(x - 5, y - 5 * sign), (x + 5, y + 5 * sign)], style.WARNING, 1.8)


def _caption(page: Page, words: str, start: Point, end: Point, frame: Box, taken: list[Box]) -> Box:
    """Words beside the middle of an arrow, where they cover least; gives their box."""
    wide, tall = width(words, ARROW), height(words, ARROW)
    best, least = None, float("inf")
    line = along(start, end, 3.0)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        for left, top in (
            (x + 7, y - tall / 2),
            (x - 7 - wide, y - tall / 2),
            (x - wide / 2, y - tall - 7),
            (x - wide / 2, y + 7),
            (x + 4, y - tall - 3),
            (x - wide - 4, y - tall - 3),
            (x + 4, y + 3),
            (x - wide - 4, y + 3),
        ):
            box = (left, top, left + wide, top + tall)
            outside = wide * tall - overlap(box, frame)
            covered = 3 * outside + sum(overlap(box, other) for other in [*taken, *line])
            if covered < least - 1e-9:
                best, least = box, covered
    page.text(
        (best[0] + best[2]) / 2,
        (best[1] + best[3]) / 2,
        words,
        ARROW,
        style.SOFT,
        "center",
        "center",
    )
    return best
