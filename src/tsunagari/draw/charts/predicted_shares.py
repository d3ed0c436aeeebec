"""Predicted shares of the outcome's answers at each level of a model's terms.

An ordered outcome is drawn as bars stacked to 100 per cent, one of two answers or a number
as dots with intervals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import extreme_levels, model_head
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import Axis, draw_grid, draw_ticks, round_ticks, signed, tick_words
from tsunagari.draw.paper.intervals import ASSUMED_MARK, base, marked
from tsunagari.draw.paper.model_frame import ASSUMED, close_model_page, model_basis, open_model_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.place import spread
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import ModelRow, draw_labels, level_words, place_rows, stub_width
from tsunagari.draw.words import say
from tsunagari.models.families import FAMILIES
from tsunagari.models.labels import AFFIRMATIVE, term_levels
from tsunagari.read.rounding import printed

BAR, ROW, STUB, LIFT, GAP, SPACE = 12.5, 15.5, 142.0, 9.0, 10.0, 3.0
PAD = 1.6  # between a number and the edge of its segment
SUM = 84.0  # width of the column of affirmative answers


@dataclass(frozen=True)
class Bars:
    """The table as bars: segments with colours, the rows' numbers, and the 0 to 100 axis."""

    segments: Sequence[str]
    sums: Sequence[str]
    colours: Mapping[str, str]
    records: Mapping[tuple[str, str, str], Mapping]  # term, level, category
    axis: Axis

    def lacks_room(self, term: str, level: str, key: str) -> bool:
        record = self.records[term, level, key]
        room = self.axis.at(record["percent"]) - self.axis.at(0)
        return width(_percent(record), style.NUMBER) + 2 * PAD > room

    def lift(self, term: str, level: str) -> float:
        """Room above a bar that has numbers too wide for their segments."""
        return LIFT * any(self.lacks_room(term, level, key) for key in self.segments)


@style.styled
def predicted_shares(shares: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns term, level, category, percent, ci_low, ci_high, n, basis.

    `percent` is in per cent, or for a linear model in units of the outcome. Sets of answers
    of an ordered outcome, such as the affirmative ones, stand as columns with intervals,
    if the table has them. Assumed values are hatched or hollow, and carry an asterisk. Raises
    ProblemsFound for a term, a level or a category without a label.
    """
    shares = shares.assign(basis=model_basis(shares, entry, labels))
    family = FAMILIES[entry["family"]]
    linear, ordered = family.numeric, family.ordered
    page = open_model_page("means" if linear else "shares", shares, entry, labels, language)
    words = _row_words(shares, entry, labels, language)
    stub = min(stub_width(list(words.values()), STUB), STUB + 8)
    if ordered:
        _stacked(page, shares, labels, words, stub)
    else:
        _dots(page, shares, labels, words, stub, linear)
    remark = say("predicted", language)
    return close_model_page(page, shares, entry, labels, remark, hatched=ordered)


def _row_words(
    shares: pd.DataFrame, entry: Mapping, labels: Labels, language: str
) -> dict[tuple[str, str], str]:
    """Labels of the rows, with their bases if these differ."""
    people = shares.groupby(["term", "level"], sort=False)["n"].max()
    varied = people.nunique() > 1
    found = {}
    for term, levels in term_levels(shares, labels):
        for level in levels:
            words = level_words(labels, term, level, language, observed=True)
            n = base(int(people[term, level]), language) if varied else ""
            fits = width(words + n, style.LABEL) <= STUB
            found[term, level] = words + n if fits else f"{words}\n{n.strip()}".rstrip()
    return found


def _percent(record: Mapping) -> str:
    return marked(record["percent"], record["basis"] == ASSUMED)


# --- bars -------------------------------------------------------------------------
def _stacked(
    page: Page,
    shares: pd.DataFrame,
    labels: Labels,
    words: Mapping[tuple[str, str], str],
    stub: float,
) -> None:
    found = labels.arrange("category", shares["category"])
    segments = [key for key in found if key not in labels.sets]
    sums = [key for key in found if key in labels.sets]
    inside = [member for key in sums for member in labels.sets[key]]
    colours = style.segment_colours(segments, labels.ordered, inside, ())
    right = page.right - (len(sums) * (SUM + GAP) or 22)
    axis = Axis(((0.0, "0"), (100.0, "100")), page.left + stub + 8, right)
    keys = shares[["term", "level", "category"]].itertuples(index=False, name=None)
    records = dict(zip(keys, shares.to_dict("records"), strict=True))
    bars = Bars(segments, sums, colours, records, axis)
    _legend(page, bars, labels)
    rows = place_rows(page, words, labels, STUB, ROW, bars.lift)
    draw_labels(page, rows)
    for row in rows:
        if row.level is not None:
            _bar(page, row, bars)
            for place, key in enumerate(sums):
                _sum(page, place, row.middle, records[row.term, row.level, key])
    page.y = rows[-1].bottom + 2
    _percent_axis(page, axis)


def _legend(page: Page, bars: Bars, labels: Labels) -> None:
    """Swatches with labels over as many lines as needed; beside them the heads of the sums."""
    top, x, end = page.y, page.left, bars.axis.end
    for key in bars.segments:
        words = wrap(labels.text("category", key, page.language), style.LABEL, end - page.left - 13)
        if x > page.left and x + 13 + width(words, style.LABEL) > end:
            x, page.y = page.left, page.y + style.LABEL * 1.5
        page.box(x, page.y + 0.5, 9, 8, bars.colours[key])
        page.text(x + 13, page.y, words, style.LABEL)
        x += 13 + width(words, style.LABEL) + 14
    page.y += style.LABEL * 1.5
    texts = (labels.text("category", key, page.language) for key in bars.sums)
    heads = [wrap(words, style.SMALL, SUM) for words in texts]
    page.y = max([page.y, *(top + height(words, style.SMALL) for words in heads)])
    for place, words in enumerate(heads):
        x = _sum_x(page, place) - SUM / 2
        page.text(x, page.y, words, style.SMALL, style.SOFT, "center", "bottom")
    page.y += 4


def _sum_x(page: Page, place: int) -> float:
    """The right edge of a column of sums, counted from the right."""
    return page.right - place * (SUM + GAP)


def _bar(page: Page, row: ModelRow, bars: Bars) -> None:
    """One bar: numbers in their segments, those that do not fit above with a leader."""
    top, start, above = row.middle - BAR / 2, 0.0, []
    for key in bars.segments:
        record, fill = bars.records[row.term, row.level, key], bars.colours[key]
        left, right = bars.axis.at(start), bars.axis.at(start + record["percent"])
        assumed, words = record["basis"] == ASSUMED, _percent(record)
        page.box(left, top, right - left, BAR, fill, hatched=assumed)
        centre, ink = (left + right) / 2, style.ink_on(fill)
        if bars.lacks_room(row.term, row.level, key):
            above.append((centre, words))
        else:
            if assumed:
                wide = width(words, style.NUMBER) + 2
                page.box(centre - wide / 2, top + 2, wide, BAR - 4, fill)
            page.text(centre, row.middle, words, style.NUMBER, ink, "center", "center")
        start += record["percent"]
        if 0 < start < 99.95:
            page.line([(right, top), (right, top + BAR)], style.PAPER, 0.8)
    _numbers_above(page, above, top, bars.axis)


def _numbers_above(page: Page, above: Sequence[tuple[float, str]], top: float, axis: Axis) -> None:
    widths = [width(words, style.SMALL) for _, words in above]
    places = spread([x for x, _ in above], widths, 3.0, axis.start - 6, axis.end + 8)
    for (centre, words), x in zip(above, places, strict=True):
        page.text(x, top - 1.2, words, style.SMALL, style.INK, "center", "bottom")
        page.line([(x, top - 1.4), (centre, top + 2)], style.SOFT, 0.5)


def _sum(page: Page, place: int, y: float, record: Mapping) -> None:
    """A set of answers with its interval."""
    interval = f"[{printed(record['ci_low'])}, {printed(record['ci_high'])}]"
    words = _percent(record)
    x = _sum_x(page, place) - width("[100.0, 100.0]", style.SMALL) - SPACE
    page.text(x, y, words, style.NUMBER, style.INK, "right", "center")
    page.text(x + SPACE, y, interval, style.SMALL, style.SOFT, "left", "center")


def _percent_axis(page: Page, axis: Axis) -> None:
    page.line([(axis.start, page.y), (axis.end, page.y)], style.FAINT, 0.5)
    unit = "（％）" if page.language == "ja" else " (%)"
    for percent in range(0, 101, 20):
        x, words = axis.at(percent), str(percent)
        page.line([(x, page.y), (x, page.y + 2.5)], style.FAINT, 0.5)
        page.text(x, page.y + 3, words, style.SMALL, style.SOFT, "center")
    page.text(axis.end + 7, page.y + 3, unit, style.SMALL, style.SOFT)
    page.y += 3 + height("0", style.SMALL)


# --- dots -------------------------------------------------------------------------
def _dots(
    page: Page,
    shares: pd.DataFrame,
    labels: Labels,
    words: Mapping[tuple[str, str], str],
    stub: float,
    linear: bool,
) -> None:
    """A dot with its interval a row, on a scale that holds all, and both as text."""
    shares = _one_answer(shares, labels)
    texts = {key: _dot_words(row, linear) for key, row in _by_level(shares).items()}
    wide = max(width(interval, style.SMALL) for _, interval in texts.values()) + SPACE
    before = max(width(number, style.NUMBER) for number, _ in texts.values())
    low, high = shares["ci_low"].min(), shares["ci_high"].max()
    ticks = round_ticks(low if linear else min(0.0, low), high)
    title = say("predicted_mean" if linear else "predicted_share", page.language)
    if not linear:
        category = labels.text("category", shares["category"].iloc[0], page.language)
        page.write(page.left, wrap(category, style.LABEL, page.breadth), style.LABEL, style.ACCENT)
        page.y += 3
    start, end = page.left + stub + 8, page.right - wide - before - GAP
    axis = Axis(tuple((tick, tick_words(tick)) for tick in ticks), start, end)
    rows = place_rows(page, words, labels, STUB, ROW)
    for row in (row for row in rows if row.level is not None):
        draw_grid(page, axis, row.top, row.bottom, None)
    draw_labels(page, rows)
    for row in (row for row in rows if row.level is not None):
        record = _by_level(shares)[row.term, row.level]
        _dot(page, row.middle, record, axis)
        number, interval = texts[row.term, row.level]
        x = page.right - wide
        page.text(x, row.middle, number, style.NUMBER, style.INK, "right", "center")
        page.text(x + SPACE, row.middle, interval, style.SMALL, style.SOFT, "left", "center")
    page.y = rows[-1].bottom + 2
    draw_ticks(page, axis, title)


def _one_answer(shares: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Of two answers the affirmative one, since the other is what is left of 100.

    # ASSUME: it is the first of the codebook, where the table does not name it so.
    """
    found = set(shares["category"])
    if len(found) == 1:
        return shares
    wanted = AFFIRMATIVE if AFFIRMATIVE in found else labels.arrange("category", found)[0]
    return shares[shares["category"] == wanted]


def _by_level(shares: pd.DataFrame) -> dict[tuple[str, str], Mapping]:
    return {(record["term"], record["level"]): record for record in shares.to_dict("records")}


def _dot_words(record: Mapping, linear: bool) -> tuple[str, str]:
    decimals = 2 if linear else 1
    number, low, high = (signed(record[key], decimals) for key in ("percent", "ci_low", "ci_high"))
    return number + ASSUMED_MARK * (record["basis"] == ASSUMED), f"[{low}, {high}]"


def _dot(page: Page, y: float, record: Mapping, axis: Axis) -> None:
    low, x, high = (axis.at(record[key]) for key in ("ci_low", "percent", "ci_high"))
    colour = style.CATEGORICAL[0]
    page.line([(low, y), (high, y)], colour, 1.4)
    for end in (low, high):
        page.line([(end, y - 2.2), (end, y + 2.2)], colour, 0.9)
    page.dot(x, y, colour, 5.2, hollow=record["basis"] == ASSUMED)


def shares_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The level with most and with least of the first set of answers, or first answer."""
    linear = FAMILIES[entry["family"]].numeric
    answers = labels.arrange("category", set(table["category"]) - {""})
    sets = [key for key in answers if key in labels.sets or key == AFFIRMATIVE]
    answer = next(iter([*sets, *answers]), "")
    name = labels.text("category", answer, language) if answer else say("predicted_mean", language)
    percent = "％" if language == "ja" else "%"

    def number(value: float) -> str:
        return signed(value) if linear else printed(value) + percent

    shown = table[table["category"] == answer]
    found = extreme_levels(shown, "percent", number, entry, labels, language)
    about = say("alt.models.shares", language, answer=name, **found)
    return model_head("means" if linear else "shares", shown, entry, labels, language) + about
