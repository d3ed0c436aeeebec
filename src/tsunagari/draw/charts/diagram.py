"""Figures without numbers: a classification, flows between parties, a table of words."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.draw.paper import style
from tsunagari.draw.paper.frame import close_page, open_page
from tsunagari.draw.paper.page import Page, Point
from tsunagari.draw.paper.place import Box, along, around, between, overlap
from tsunagari.draw.paper.text import balance, height, least_width, width, wrap

# ---- Boxes at given places, with labelled arrows between them ----------------------------

NODE, ARROW, FLOW_PAD = 8.4, 7.4, 7.0  # sizes of words, space in a box
PANEL_GAP = 14.0
HUB, HUB_PAPER = style.CATEGORICAL[0], style.COOL_PAPER


def draw_flows(page: Page, entry: Mapping) -> None:
    """All panels, side by side; nodes stand at fractions of the panel, y from below."""
    panels = entry["panels"]
    tall = 190.0 if len(panels) > 1 else 250.0
    titled = any("title" in panel for panel in panels)
    top = page.y + (18 if titled else 0)
    bottom = top + tall
    edges = page.columns(page.left, len(panels), PANEL_GAP)
    for panel, (left, right) in zip(panels, edges, strict=True):
        if titled:
            title, middle = page.of(panel["title"]), (left + right) / 2
            page.text(middle, page.y, title, style.PANEL, style.ACCENT, "center")
        frame = (left, top, right, bottom)
        page.frame(left, top, right - left, tall, style.RULE)
        _panel(page, panel, frame, _list(page, panel, frame))
    page.y = bottom


def _list(page: Page, panel: Mapping, frame: Box) -> list[Box]:
    """A titled list at the foot of a panel, if it has one; gives the box it takes."""
    if "list" not in panel:
        return []
    words = [page.of(panel["list"]["title"])]
    words += [page.say("bullet") + page.of(entry) for entry in panel["list"]["entries"]]
    high = height("\n".join(words), style.LABEL) + 2 * FLOW_PAD
    left, right, bottom = frame[0] + 14, frame[2] - 14, frame[3] - 10
    top = bottom - high
    page.frame(left, top, right - left, high, style.RULE, style.BOX_PAPER)
    page.text(left + FLOW_PAD, top + FLOW_PAD, words[0], style.LABEL, style.ACCENT)
    below = top + FLOW_PAD + height("x", style.LABEL)
    page.text(left + FLOW_PAD, below, "\n".join(words[1:]), style.LABEL)
    return [(left, top, right, bottom)]


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
            taken.append(_caption(page, page.of(arrow), start, end, frame, taken))


def _node_box(node: Mapping, frame: Box, language: str) -> Box:
    """A node's box around its place, moved so far that it stands within the panel."""
    words = node[language]
    wide, tall = width(words, NODE) + 2 * FLOW_PAD, height(words, NODE) + 2 * FLOW_PAD
    x = frame[0] + (frame[2] - frame[0]) * node["at"][0]
    y = frame[3] - (frame[3] - frame[1]) * node["at"][1]
    left = min(max(x - wide / 2, frame[0] + 8), frame[2] - 8 - wide)
    top = min(max(y - tall / 2, frame[1] + 8), frame[3] - 8 - tall)
    return left, top, left + wide, top + tall


def _node(page: Page, node: Mapping, box: Box) -> None:
    hub = node.get("hub", False)
    edge, fill, line = (HUB, HUB_PAPER, 1.6) if hub else (style.SOFT, style.PAPER, 0.9)
    page.frame(box[0], box[1], box[2] - box[0], box[3] - box[1], edge, fill, line, 5)
    page.level(*_middle(box), page.of(node), NODE, across="center")


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _ends(start: Box, end: Box) -> tuple[Point, Point]:
    """Where the line between two boxes' middles leaves the one and meets the other."""
    return _edge(start, end), _edge(end, start)


def _edge(box: Box, towards: Box) -> Point:
    (x, y), (to_x, to_y) = _middle(box), _middle(towards)
    dx, dy = to_x - x, to_y - y
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
        for box in around(between(start, end, share), (wide, tall), 7, (4, 3)):
            outside = wide * tall - overlap(box, frame)
            covered = 3 * outside + sum(overlap(box, other) for other in [*taken, *line])
            if covered < least - 1e-9:
                best, least = box, covered
    page.level(*_middle(best), words, ARROW, style.SOFT, "center")
    return best


PAD = 6.0


@style.styled
def diagram(_: None, spec: Mapping, labels: Labels, language: str) -> Figure:
    """Draw the figure's `diagram`, of the kind that it names.

    The first argument stands where the other charts take their estimates. Raises
    ProblemsFound for an unknown kind.
    """
    kinds = {"classification": _classification, "flows": draw_flows, "table": _table}
    entry = spec["diagram"]
    if entry["kind"] not in kinds:
        where = f"figures.{labels.figure}.diagram.kind"
        remedy = nearest(entry["kind"], kinds)
        raise ProblemsFound(
            [Problem("config/figures.yaml", where, entry["kind"], "no such kind", remedy)]
        )
    page = open_page(None, spec, labels, language)
    kinds[entry["kind"]](page, entry)
    return close_page(page, None, spec)


# --- classification ---------------------------------------------------------------
BAND, CHIP, CHIP_PAD, CHIP_GAP = 92.0, 9.0, 9.0, 12.0


def _classification(page: Page, entry: Mapping) -> None:
    """Two bands, one above the other, with what belongs to each as chips in it."""
    for end, fill in (("top", style.COOL_PAPER), ("bottom", style.WARM_PAPER)):
        edge = style.CATEGORICAL[0] if end == "top" else style.BEYOND[1]
        _band(page, page.of(entry["axis"][end]), entry[end], fill, edge)
        page.y += 4
    page.y -= 4


def _band(page: Page, name: str, chips: Sequence[Mapping], fill: str, edge: str) -> None:
    """A coloured band: the name of the type, what it means, and its chips, centred."""
    left, wide = page.left, page.breadth
    page.frame(left, page.y, wide, BAND, edge, fill)
    head, _, meaning = name.partition("\n")
    middle = left + wide / 2
    page.text(middle, page.y + PAD, head, style.PANEL + 1, style.INK, "center")
    meaning = wrap(meaning, style.LABEL, wide - 2 * PAD)
    page.text(middle, page.y + PAD + 15, meaning, style.LABEL, style.SOFT, "center")
    words = [page.of(chip) for chip in chips]
    widths = [width(word, CHIP) + 2 * CHIP_PAD for word in words]
    x = middle - (sum(widths) + CHIP_GAP * (len(widths) - 1)) / 2
    y, tall = page.y + BAND - 40, height("x", CHIP) + 10
    for word, long in zip(words, widths, strict=True):
        page.frame(x, y, long, tall, edge, style.PAPER, rounding=tall / 2)
        page.level(x + long / 2, y + tall / 2, word, CHIP, across="center")
        x += long + CHIP_GAP
    page.y += BAND


# --- table of words ---------------------------------------------------------------
def _table(page: Page, entry: Mapping) -> None:
    """Column heads and rows of words; the first column is the widest."""
    heads = [page.of(column) for column in entry["columns"]]
    rows = [[page.of(cell) for cell in row["cells"]] for row in entry["rows"]]
    edges = _edges(page, heads, rows)
    _table_row(page, heads, edges, style.ACCENT)
    for row in rows:
        _table_row(page, row, edges, None)
    page.rule(style.SOFT, 0.8)


def _edges(page: Page, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Edges of the columns: the first as wide as its words, the others share the rest."""
    first = max(width(text, style.PANEL) for text in [heads[0], *(row[0] for row in rows)])
    others = max(least_width(head, style.PANEL) for head in heads[1:]) * (len(heads) - 1)
    first = min(first + 2 * PAD, page.breadth - others - 2 * PAD * (len(heads) - 1))
    each = (page.breadth - first) / (len(heads) - 1)
    return [page.left, *(page.left + first + each * index for index in range(len(heads)))]


def _table_row(page: Page, cells: Sequence[str], edges: Sequence[float], fill: str | None) -> None:
    words = [
        balance(cell, style.PANEL, right - left - 2 * PAD)
        for cell, left, right in zip(cells, edges, edges[1:], strict=False)
    ]
    tall = max(height(text, style.PANEL) for text in words) + 2 * PAD
    if fill:
        page.box(page.left, page.y, page.breadth, tall, fill)
    else:
        page.rule()
    ink = style.ink_on(fill) if fill else style.INK
    for index, (text, left, right) in enumerate(zip(words, edges, edges[1:], strict=False)):
        side, x = ("left", left + PAD) if index == 0 else ("center", (left + right) / 2)
        size = style.PANEL + 3 if len(text) == 1 else style.PANEL
        page.level(x, page.y + tall / 2, text, size, ink, side)
    page.y += tall
