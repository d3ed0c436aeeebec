"""A share by age and by birth cohort, wave by wave, and what the period may have added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import head_of_model
from tsunagari.draw.charts.comparison_notes import comparability
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, axis_of, round_ticks, signed
from tsunagari.draw.paper.frame import close_model_page, open_model_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK, marked
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.words import Wording

TALL, GAP, PITCH, PAD, SHIFT = 150.0, 16.0, 12.0, 8.0, 1.8
COLOURS = (style.BEYOND[1], style.CATEGORICAL[0])  # earlier, later
ALL, AGE, COHORT = "all", "age", "cohort"


@dataclass(frozen=True)
class Panel:
    """One view: its bands from left to right, with what they are called."""

    view: str
    bands: Mapping[str, str]
    left: float
    right: float

    def at(self, band: str) -> float:
        step = (self.right - self.left) / len(self.bands)
        return self.left + step * (list(self.bands).index(band) + 0.5)


@style.styled
def age_curves(
    curve: pd.DataFrame, entry: Mapping, labels: Labels, language: str, bounds: pd.DataFrame
) -> Figure:
    """Draw a curve with columns view, wave, category, low, high, whole, n, percent, ci_low,
    ci_high, basis, and the rows `all` of its bounds.

    Two panels on one scale: by age, and by birth year. Assumed shares are hollow dots and
    their numbers carry an asterisk. Cohorts that a wave sampled in part are left out.
    """
    said = {**entry, "family": "share_of_answers"}
    curve, waves = curve[curve["whole"]], entry["waves"]
    page = open_model_page("curves", curve, said, labels, language)
    page.wrapped(page.say("apc"), style.LABEL, style.WARNING)
    page.y += 8
    stub = max(width(page.name("wave", wave), style.SMALL) for wave in waves)
    panels = _panels(page, curve, stub + 12)
    for panel in panels:
        page.text(panel.left, page.y, page.say(f"by_{panel.view}"), style.PANEL, style.ACCENT)
    page.y += height("0", style.PANEL) + 6
    ticks = round_ticks(min(curve["ci_low"].min(), 100), curve["ci_high"].max())
    axis = axis_of(ticks, page.y + TALL, page.y)
    for panel in panels:
        _grid(page, panel, axis)
        for place, wave in enumerate(waves):
            rows = curve[(curve["view"] == panel.view) & (curve["wave"] == wave)]
            _line(page, panel, rows.set_index("category"), axis, place)
    page.y += TALL + 3
    _under(page, panels, curve, waves)
    _bounds(page, bounds[bounds["view"] == ALL], entry)
    remarks = [page.say("cohort_note"), *([page.say("bounds_note")] if len(bounds) else [])]
    return close_model_page(page, curve, said, *remarks, *comparability(page))


def _panels(page: Page, curve: pd.DataFrame, stub: float) -> list[Panel]:
    """The views that the curve has, as wide as their bands are many."""
    every = curve.drop_duplicates(["view", "category"]).sort_values("low")
    views = [(view, rows) for view in (AGE, COHORT) if len(rows := every[every["view"] == view])]
    room = page.breadth - stub - GAP * (len(views) - 1)
    total = sum(len(rows) for _, rows in views)
    panels, left = [], page.left + stub
    for view, rows in views:
        right = left + room * len(rows) / total
        bands = {
            row.category: _band_words(view, int(row.low), int(row.high))
            for row in rows.itertuples()
        }
        panels.append(Panel(view, bands, left, right))
        left = right + GAP
    return panels


def _band_words(view: str, low: int, high: int) -> str:
    return f"{low}\u2013{high % 100:02}" if view == COHORT else f"{low}\u2013{high}"


def _grid(page: Page, panel: Panel, axis: Axis) -> None:
    for tick, words in axis.ticks:
        y = axis.at(tick)
        page.line([(panel.left, y), (panel.right, y)], style.RULE, 0.5)
        if panel.view == AGE:
            page.level(panel.left - 4, y, words, style.SMALL, style.SOFT, "right")
    if panel.view == AGE:
        unit = page.say("percent_axis")
        page.level(panel.left - 4, axis.end - 11, unit, style.SMALL, style.SOFT, "right")


def _line(page: Page, panel: Panel, rows: pd.DataFrame, axis: Axis, place: int) -> None:
    """A wave's shares joined by a line, each with its interval; waves a little apart."""
    colour, points = COLOURS[place], []
    for band in [band for band in panel.bands if band in rows.index]:
        x, row = panel.at(band) + SHIFT * (2 * place - 1), rows.loc[band]
        ends = [(x, axis.at(row[key])) for key in ("ci_low", "ci_high")]
        page.line(ends, style.mix(colour, style.PAPER, 0.35), 1.0)
        points.append((x, axis.at(row["percent"]), row["basis"] == ASSUMED))
    if len(points) > 1:
        page.line([(x, y) for x, y, _ in points], colour, 1.4, dashed=place == 0)
    for x, y, assumed in points:
        page.dot(x, y, colour, 5.0, hollow=assumed)


def _under(page: Page, panels: Sequence[Panel], curve: pd.DataFrame, waves: Sequence[str]) -> None:
    """The bands below their points, and the numbers of each wave in its colour."""
    bands = [(panel, band) for panel in panels for band in panel.bands]
    for panel, band in bands:
        page.text(panel.at(band), page.y, panel.bands[band], style.SMALL, style.SOFT, "center")
    page.y += height("0", style.SMALL) + 4
    records = {(r["wave"], r["view"], r["category"]): r for r in curve.to_dict("records")}
    for wave, colour in zip(waves, COLOURS, strict=False):
        middle = page.y + PITCH / 2
        page.level(page.left, middle, page.name("wave", wave), style.SMALL, colour)
        for panel, band in bands:
            if row := records.get((wave, panel.view, band)):
                words = marked(row["percent"], row["basis"] == ASSUMED)
                page.level(panel.at(band), middle, words, style.NUMBER, colour, "center")
        page.y += PITCH


# --- bounds -------------------------------------------------------------------
def _bounds(page: Page, rows: pd.DataFrame, entry: Mapping) -> None:
    """A line an assumption: what the period may have added, and that with sampling error."""
    if rows.empty:
        return
    page.y += PAD
    page.rule(style.SOFT, 0.8)
    page.y += 4
    first, second = (page.labels.waves[wave]["year"] for wave in entry["waves"])
    head = page.say("bounds_head", years=f"{second - first:g}")
    texts = [(head, page.say("range_head"), page.say("error_head"))]
    texts += [_texts(row, entry, page) for row in rows.to_dict("records")]
    _, *wide = (
        max(width(text, style.LABEL) for text in column) for column in zip(*texts, strict=True)
    )
    limit = page.breadth - sum(wide) - 2 * GAP
    columns = (page.right - wide[1] - GAP - wide[0], page.right - wide[1])
    for title, *ranges in texts:
        colour = style.ACCENT if title == head else style.INK
        words = balance(title, style.LABEL, limit)
        for x, text in zip((page.left, *columns), (words, *ranges), strict=True):
            page.text(x, page.y, text, style.LABEL, colour)
        page.y += height(words, style.LABEL) + 2


def _texts(row: Mapping, entry: Mapping, page: Page) -> tuple[str, str, str]:
    mark = ASSUMED_MARK * (row["basis"] == ASSUMED)
    ranges = (("low", "high"), ("ci_low", "ci_high"))
    given, around = (range_words(row[low], row[high], page) + mark for low, high in ranges)
    return page.of(entry["bounds"][row["bound"]]["title"]), given, around


def range_words(low: float, high: float, wording: Wording) -> str:
    """A range of points; an end that is infinite is none, and a range may be empty."""
    ends = {
        "low": signed(low, 1) if low > -float("inf") else "",
        "high": signed(high, 1) if high < float("inf") else "",
    }
    if low > high:
        return wording.say("no_range")
    key = "from_to" if all(ends.values()) else "at_least" if ends["low"] else "at_most"
    return wording.say(key, **ends)


# --- for those who do not see it ------------------------------------------------
def age_curves_alt(
    curve: pd.DataFrame, entry: Mapping, labels: Labels, language: str, bounds: pd.DataFrame
) -> str:
    """In how many bands the share fell, that nothing is separated, and the bounds."""
    wording, said = Wording(labels, language), {**entry, "family": "share_of_answers"}
    counted = {}
    for view, prefix, total in ((AGE, "", "bands"), (COHORT, "cohort_", "cohorts")):
        change = changes(curve, view, entry["waves"])
        falls, rises = int((change < 0).sum()), int((change > 0).sum())
        counted |= {f"{prefix}fell": falls, f"{prefix}rose": rises, total: len(change)}
    first, second, *_ = (wording.name("wave", wave) for wave in entry["waves"])
    sentences = [wording.say("alt.changes.curve", first=first, second=second, **counted)]
    sentences.append(wording.say("apc"))
    for row in bounds[bounds["view"] == ALL].to_dict("records"):
        title = wording.of(entry["bounds"][row["bound"]]["title"])
        given = range_words(row["low"], row["high"], wording)
        sentences.append(wording.say("alt.changes.bound", title=title, range=given))
    words = head_of_model("curves", curve, said, wording)
    return words + wording.listed(sentences, "space")


def changes(curve: pd.DataFrame, view: str, waves: list[str]) -> pd.Series:
    """Later less earlier of the bands that both waves sampled whole."""
    rows = curve[(curve["view"] == view) & curve["whole"]]
    wide = rows.pivot(index="category", columns="wave", values="percent").dropna()
    return wide[waves[1]] - wide[waves[0]] if set(waves) <= set(wide) else pd.Series(dtype=float)
