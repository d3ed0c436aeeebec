"""Figures without numbers: a classification, flows between parties, a table of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from tsunagari.charts import style
from tsunagari.charts.flows import draw_flows
from tsunagari.charts.frame import close_page, open_page
from tsunagari.charts.page import Page
from tsunagari.charts.text import balance, height, least_width, width, wrap
from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound, nearest

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
    return close_page(page, None, spec, labels)


# --- classification ---------------------------------------------------------------
BAND, CHIP, CHIP_PAD, CHIP_GAP = 92.0, 9.0, 9.0, 12.0


def _classification(page: Page, entry: Mapping) -> None:
    """Two bands, one above the other, with what belongs to each as chips in it."""
    for end, fill in (("top", "#e8f0f8"), ("bottom", "#fbf1e2")):
        edge = style.CATEGORICAL[0] if end == "top" else style.BEYOND[1]
        _band(page, entry["axis"][end][page.language], entry[end], fill, edge)
        page.y += 4
    page.y -= 4


def _band(page: Page, name: str, chips: Sequence[Mapping], fill: str, edge: str) -> None:
    """A coloured band: the name of the type, what it means, and its chips, centred."""
    left, wide = page.left, page.breadth
    page.frame(left, page.y, wide, BAND, edge, fill)
    head, _, meaning = name.partition("\n")
    middle = left + wide / 2
    page.text(middle, page.y + PAD, head, style.PANEL + 1, style.INK, "center")
    page.text(
        middle,
        page.y + PAD + 15,
        wrap(meaning, style.LABEL, wide - 2 * PAD),
        style.LABEL,
        style.SOFT,
        "center",
    )
    words = [chip[page.language] for chip in chips]
    widths = [width(word, CHIP) + 2 * CHIP_PAD for word in words]
    x = middle - (sum(widths) + CHIP_GAP * (len(widths) - 1)) / 2
    y, tall = page.y + BAND - 40, height("x", CHIP) + 10
    for word, long in zip(words, widths, strict=True):
        page.frame(x, y, long, tall, edge, style.PAPER, rounding=tall / 2)
        page.text(x + long / 2, y + tall / 2, word, CHIP, style.INK, "center", "center")
        x += long + CHIP_GAP
    page.y += BAND


# --- table of words ---------------------------------------------------------------
def _table(page: Page, entry: Mapping) -> None:
    """Column heads and rows of words; the first column is the widest."""
    heads = [column[page.language] for column in entry["columns"]]
    rows = [[cell[page.language] for cell in row["cells"]] for row in entry["rows"]]
    edges = _edges(page, heads, rows)
    _table_row(page, heads, edges, style.ACCENT)
    for row in rows:
        _table_row(page, row, edges, None)
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)


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
        page.line([(page.left, page.y), (page.right, page.y)])
    ink = style.ink_on(fill) if fill else style.INK
    for index, (text, left, right) in enumerate(zip(words, edges, edges[1:], strict=False)):
        side, x = ("left", left + PAD) if index == 0 else ("center", (left + right) / 2)
        size = style.PANEL + 3 if len(text) == 1 else style.PANEL
        page.text(x, page.y + tall / 2, text, size, ink, side, "center")
    page.y += tall
