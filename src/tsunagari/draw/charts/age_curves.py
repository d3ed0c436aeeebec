"""A share by age and by birth cohort, wave by wave, and what the period may have added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import change_head
from tsunagari.draw.charts.comparison_notes import comparability
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import round_ticks, signed, tick_words
from tsunagari.draw.paper.intervals import marked
from tsunagari.draw.paper.model_frame import ASSUMED, close_model_page, open_model_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width, wrap
from tsunagari.draw.words import say


def age_curves_alt(
    curve: pd.DataFrame, entry: Mapping, labels: Labels, language: str, bounds: pd.DataFrame
) -> str:
    """In how many bands the share fell, that nothing is separated, and the bounds."""
    said = {**entry, "family": "share_of_answers"}
    words = change_head("curves", curve, said, labels, language)
    counted = {}
    for view, prefix in (("age", ""), ("cohort", "cohort_")):
        change = changes(curve, view, entry["waves"])
        counted |= {
            f"{prefix}fell": int((change < 0).sum()),
            f"{prefix}rose": int((change > 0).sum()),
        }
        counted["cohorts" if prefix else "bands"] = len(change)
    names = [labels.text("wave", wave, language) for wave in entry["waves"]]
    stop = " " * (language == "en")
    words += say("alt.changes.curve", language, first=names[0], second=names[1], **counted) + stop
    words += say("apc", language) + stop
    for row in bounds[bounds["view"] == "all"].to_dict("records"):
        title = entry["bounds"][row["bound"]]["title"][language]
        given = range_words(row["low"], row["high"], language)
        words += say("alt.changes.bound", language, title=title, range=given) + stop
    return words.strip()


def changes(curve: pd.DataFrame, view: str, waves: list[str]) -> pd.Series:
    """Later less earlier of the bands that both waves sampled whole."""
    rows = curve[(curve["view"] == view) & curve["whole"]]
    wide = rows.pivot(index="category", columns="wave", values="percent").dropna()
    return wide[waves[1]] - wide[waves[0]] if set(waves) <= set(wide) else pd.Series(dtype=float)


def range_words(low: float, high: float, language: str) -> str:
    """A range of points; an end that is infinite is none, and a range may be empty."""
    ends = {"low": signed(low, 1) if low > -float("inf") else "",
            "high": signed(high, 1) if high < float("inf") else ""}  # fmt: skip
    if low > high:
        return say("no_range", language)
    key = "from_to" if all(ends.values()) else "at_least" if ends["low"] else "at_most"
    return say(key, language, **ends)


TALL, GAP, PITCH, PAD, SHIFT = 150.0, 16.0, 12.0, 8.0, 1.8
COLOURS = (style.BEYOND[1], style.CATEGORICAL[0])  # earlier, later
ALL, AGE, COHORT = "all", "age", "cohort"


@dataclass(frozen=True)
class Panel:
    """One view: bands from left to right, each with its place."""

    view: str
    bands: tuple[str, ...]
    labels: Mapping[str, str]
    left: float
    right: float

    def at(self, band: str) -> float:
        step = (self.right - self.left) / len(self.bands)
        return self.left + step * (self.bands.index(band) + 0.5)


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
    curve = curve[curve["whole"]]
    page = open_model_page("curves", curve, said, labels, language)
    note = wrap(say("apc", language), style.LABEL, page.breadth)
    page.write(page.left, note, style.LABEL, style.WARNING)
    page.y += 8
    stub = max(width(labels.text("wave", wave, language), style.SMALL) for wave in entry["waves"])
    ticks = round_ticks(min(curve["ci_low"].min(), 100), curve["ci_high"].max())
    panels = _panels(page, curve, labels, stub + 12)
    top = _heads(page, panels)
    for panel in panels:
        _grid(page, panel, ticks, top)
        for place, wave in enumerate(entry["waves"]):
            rows = curve[(curve["view"] == panel.view) & (curve["wave"] == wave)]
            _line(page, panel, rows.set_index("category"), ticks, top, place)
    page.y = top + TALL + 3
    _under(page, panels, curve, entry["waves"], labels)
    _bounds(page, bounds[bounds["view"] == ALL], entry, labels)
    remarks = [say("cohort_note", language)]
    remarks += [say("bounds_note", language)] if len(bounds) else []
    remarks += comparability(labels, language)
    return close_model_page(page, curve, said, labels, *remarks)


def _panels(page: Page, curve: pd.DataFrame, labels: Labels, stub: float) -> list[Panel]:
    views = [
        (view, tuple(_ordered(curve[curve["view"] == view])))
        for view in (AGE, COHORT)
        if (curve["view"] == view).any()
    ]
    room = page.breadth - stub - GAP * (len(views) - 1)
    total = sum(len(bands) for _, bands in views)
    panels, left = [], page.left + stub
    for view, bands in views:
        right = left + room * len(bands) / total
        names = {band: _band_words(curve, view, band) for band in bands}
        panels.append(Panel(view, bands, names, left, right))
        left = right + GAP
    return panels


def _ordered(rows: pd.DataFrame) -> list[str]:
    """The bands, by age or by birth year."""
    return list(rows.sort_values("low")["category"].unique())


def _band_words(curve: pd.DataFrame, view: str, band: str) -> str:
    row = curve[(curve["view"] == view) & (curve["category"] == band)].iloc[0]
    low, high = int(row["low"]), int(row["high"])
    return f"{low}\u2013{high % 100:02}" if view == COHORT else f"{low}\u2013{high}"


def _heads(page: Page, panels: Sequence[Panel]) -> float:
    for panel in panels:
        words = say(f"by_{panel.view}", page.language)
        page.text(panel.left, page.y, words, style.PANEL, style.ACCENT)
    page.y += height("0", style.PANEL) + 6
    return page.y


def _y(value: float, ticks: Sequence[float], top: float) -> float:
    return top + TALL * (ticks[-1] - value) / (ticks[-1] - ticks[0])


def _grid(page: Page, panel: Panel, ticks: Sequence[float], top: float) -> None:
    for tick in ticks:
        y = _y(tick, ticks, top)
        page.line([(panel.left, y), (panel.right, y)], style.RULE, 0.5)
        if panel.view == AGE:
            page.text(
                panel.left - 4, y, tick_words(tick), style.SMALL, style.SOFT, "right", "center"
            )
    if panel.view == AGE:
        unit = say("percent_axis", page.language)
        page.text(panel.left - 4, top - 11, unit, style.SMALL, style.SOFT, "right", "center")


def _line(
    page: Page, panel: Panel, rows: pd.DataFrame, ticks: Sequence[float], top: float, place: int
) -> None:
    """A wave's shares joined by a line, each with its interval; waves a little apart."""
    colour, shift = COLOURS[place], SHIFT * (2 * place - 1)
    points = []
    for band in [band for band in panel.bands if band in rows.index]:
        x = panel.at(band) + shift
        low, middle, high = (
            _y(rows.loc[band, key], ticks, top) for key in ("ci_low", "percent", "ci_high")
        )
        page.line([(x, low), (x, high)], style.mix(colour, style.PAPER, 0.35), 1.0)
        points.append((x, middle, rows.loc[band, "basis"] == ASSUMED))
    if len(points) > 1:
        page.line([(x, y) for x, y, _ in points], colour, 1.4, dashed=place == 0)
    for x, y, assumed in points:
        page.dot(x, y, colour, 5.0, hollow=assumed)


def _under(
    page: Page, panels: Sequence[Panel], curve: pd.DataFrame, waves: Sequence[str], labels: Labels
) -> None:
    """The bands below their points, and the numbers of each wave in its colour."""
    for panel in panels:
        for band in panel.bands:
            words = panel.labels[band]
            page.text(panel.at(band), page.y, words, style.SMALL, style.SOFT, "center")
    page.y += height("0", style.SMALL) + 4
    for place, wave in enumerate(waves):
        colour, middle = COLOURS[place], page.y + PITCH / 2
        name = labels.text("wave", wave, page.language)
        page.text(page.left, middle, name, style.SMALL, colour, down="center")
        rows = curve[curve["wave"] == wave].set_index(["view", "category"])
        for panel in panels:
            for band in panel.bands:
                if (panel.view, band) in rows.index:
                    row = rows.loc[(panel.view, band)]
                    words = marked(row["percent"], row["basis"] == ASSUMED)
                    page.text(
                        panel.at(band), middle, words, style.NUMBER, colour, "center", "center"
                    )
        page.y += PITCH


def _bounds(page: Page, rows: pd.DataFrame, entry: Mapping, labels: Labels) -> None:
    """A line an assumption: what the period may have added, and that with sampling error."""
    if rows.empty:
        return
    language = page.language
    page.y += PAD
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)
    page.y += 4
    first, second = (labels.waves[wave]["year"] for wave in entry["waves"])
    head = say("bounds_head", language, years=f"{second - first:g}")
    heads = [say(key, language) for key in ("range_head", "error_head")]
    texts = [_texts(row, entry, language) for row in rows.to_dict("records")]
    wide = [max(width(text, style.LABEL) for text in [heads[i], *(t[i + 1] for t in texts)])
            for i in (0, 1)]  # fmt: skip
    limit = page.breadth - sum(wide) - 2 * GAP
    columns = (page.right - wide[1] - GAP - wide[0], page.right - wide[1])
    for place, words in enumerate([(head, *heads), *texts]):
        title = balance(words[0], style.LABEL, limit)
        colour = style.INK if place else style.ACCENT
        page.text(page.left, page.y, title, style.LABEL, colour)
        for x, text in zip(columns, words[1:], strict=True):
            page.text(x, page.y, text, style.LABEL, colour)
        page.y += height(title, style.LABEL) + 2


def _texts(row: Mapping, entry: Mapping, language: str) -> tuple[str, str, str]:
    title = entry["bounds"][row["bound"]]["title"][language]
    mark = "*" * (row["basis"] == ASSUMED)
    given = range_words(row["low"], row["high"], language)
    around = range_words(row["ci_low"], row["ci_high"], language)
    return title, given + mark, around + mark
