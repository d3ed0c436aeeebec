"""Predicted shares of the outcome's answers at each level of a model's terms.

An ordered outcome is drawn as bars stacked to 100 per cent, one of two answers or a number
as dots with intervals.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import nan

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import extreme_levels, head_of_model
from tsunagari.draw.arrange import Cell
from tsunagari.draw.average_change import headline_answers
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import axis_of, draw_ticks, interval_words, round_ticks, signed
from tsunagari.draw.paper.frame import (
    close_model_page,
    model_basis,
    odds_of,
    open_model_page,
)
from tsunagari.draw.paper.intervals import mark
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import height, width, wrap
from tsunagari.draw.rows import STUB, Numbers, Rows, dot_in_lane, level_rows, level_words, swatches
from tsunagari.draw.segments import Look, Segments, segments
from tsunagari.draw.words import Wording
from tsunagari.models.families import FAMILIES
from tsunagari.models.labels import AFFIRMATIVE
from tsunagari.models.spec import PARTIAL, REJECTED
from tsunagari.read.rounding import printed

ROW, LIFT, GAP = 15.5, 9.0, 10.0
SUM = 84.0  # width of the column of affirmative answers
LOOK = Look(tall=12.5, inset=2, above=1.2, leader=1.4, beyond=8)


@style.styled
def predicted_shares(shares: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns term, level, category, percent, ci_low, ci_high, n, basis; where
    the table has them, also observed, impossible, and odds, free, odds_reason.

    `percent` is in per cent, or for a linear model in units of the outcome. A short stroke is what
    was observed. The heading says by which odds shares are, and a line why. Sets of answers
    of an ordered outcome, such as the affirmative ones, stand as columns with intervals,
    if the table has them. Assumed values are hatched or hollow, and carry an asterisk. Raises
    ProblemsFound for a term, a level or a category without a label.
    """
    shares = shares.assign(basis=model_basis(shares, entry, labels))
    family = FAMILIES[entry["family"]]
    kind = "means" if family.numeric else "shares"
    lines = _odds(Wording(labels, language), shares)
    page = open_model_page(kind, shares, entry, labels, language, *lines)
    rows = _rows(page, shares)
    if family.ordered:
        _stacked(page, rows, shares)
    else:
        _dots(page, rows, shares, family.numeric)
    return close_model_page(page, shares, entry, *_remarks(page, shares), hatched=family.ordered)


def _odds(wording: Wording, shares: pd.DataFrame) -> list[str]:
    """Where proportional odds fail: what is free, or why nothing is."""
    if odds_of(shares) == PARTIAL:
        free = odds_of(shares, "free").split()
        terms = wording.listed(wording.name("term", term) for term in free)
        return [wording.say("free_terms", terms=terms)]
    if odds_of(shares) == REJECTED:
        why = wording.say(f"stays_{odds_of(shares, 'odds_reason')}")
        return [wording.say("stays", why=why)]
    return []


def _remarks(page: Page, shares: pd.DataFrame) -> list[str]:
    remarks = [page.say("predicted")]
    if "impossible" in shares and (left_out := int(shares["impossible"].max())):
        remarks.append(page.say("impossible", n=left_out))
    if "observed" in shares:
        remarks.append(page.say("observed_mark"))
    return remarks


def _rows(page: Page, shares: pd.DataFrame) -> Rows:
    """The levels, with their bases if these differ."""
    people = shares.groupby(["term", "level"], sort=False)["n"].max()

    def label(term: str, level: str) -> str:
        words = level_words(term, level, page, observed=True)
        n = page.base(int(people[term, level])) if people.nunique() > 1 else ""
        fits = width(words + n, style.LABEL) <= STUB
        return words + n if fits else f"{words}\n{n.strip()}".rstrip()

    return level_rows(page, shares, label, ROW)


# --- bars -------------------------------------------------------------------------
def _stacked(page: Page, rows: Rows, shares: pd.DataFrame) -> None:
    labels = page.labels
    columns = labels.arrange("category", shares["category"])
    sums = sum(key in labels.sets for key in columns)
    ends = page.left + rows.width + 8, page.right - (sums * (SUM + GAP) or 22)
    bars = segments(page, columns, labels.sets, (), ends, LOOK)
    cells = {key: _cells(shown) for key, shown in shares.groupby(["term", "level"])}
    observed = _observed(shares)
    _legend(page, bars)
    # Numbers too wide for their segments stand above the bar.
    lifts = {key: LIFT * (not bars.all_fit(of_level)) for key, of_level in cells.items()}
    rows[:] = [replace(row, lift=lifts.get(row.key, 0.0)) for row in rows]
    rows.draw()
    for row in rows.keyed:
        bars.bar(page, cells[row.key], row.middle)
        _observed_parts(page, bars, observed.get(row.key, {}), row.middle)
        for column, key in enumerate(bars.sums):
            _sum(page, column, row.middle, cells[row.key][key])
    page.y += 2
    foot = page.y + 3
    bars.scale(page)
    page.text(bars.axis.end + 7, foot, page.say("percent_unit"), style.SMALL, style.SOFT)


def _cells(rows: pd.DataFrame) -> dict[str, Cell]:
    return {
        row.category: Cell(row.percent, row.n, row.basis == ASSUMED, row.ci_low, row.ci_high)
        for row in rows.itertuples()
    }


def _observed(shares: pd.DataFrame) -> dict[tuple[str, str], dict[str, float]]:
    """term, level -> category -> the observed share, where somebody is at the level."""
    if "observed" not in shares:
        return {}
    known = shares[shares["observed"].notna()].groupby(["term", "level"])
    return {key: dict(zip(rows["category"], rows["observed"], strict=True)) for key, rows in known}


def _observed_parts(
    page: Page, bars: Segments, observed: Mapping[str, float], middle: float
) -> None:
    """Short strokes at the foot of a bar where the observed shares part."""
    foot, start = middle + LOOK.tall / 2, 0.0
    for key in bars.keys[:-1] if observed else ():
        start += observed[key]
        x = bars.axis.at(start)
        page.line([(x, foot - 1.5), (x, foot + 2.2)], style.INK, 1.1)


def _legend(page: Page, bars: Segments) -> None:
    """Swatches with labels over as many lines as needed; beside them the heads of the sums."""
    top, end = page.y, bars.axis.end
    texts = (wrap(page.name("category", k), style.LABEL, end - page.left - 13) for k in bars.keys)
    colours = (bars.colours[key] for key in bars.keys)
    swatches(page, list(zip(texts, colours, strict=True)), end)
    heads = [wrap(page.name("category", key), style.SMALL, SUM) for key in bars.sums]
    page.y = max([page.y, *(top + height(words, style.SMALL) for words in heads)])
    for place, words in enumerate(heads):
        x = _sum_x(page, place) - SUM / 2
        page.text(x, page.y, words, style.SMALL, style.SOFT, "center", "bottom")
    page.y += 4


def _sum_x(page: Page, place: int) -> float:
    """The right edge of a column of sums, counted from the right."""
    return page.right - place * (SUM + GAP)


def _sum(page: Page, place: int, y: float, cell: Cell) -> None:
    """A set of answers with its interval, in a column that would hold the widest."""
    interval = f"[{printed(cell.low)}, {printed(cell.high)}]"
    texts = {"": (cell.printed, interval), None: ("", "[100.0, 100.0]")}
    Numbers.before(_sum_x(page, place), page, texts).draw("", y)


# --- dots -------------------------------------------------------------------------
def _dots(page: Page, rows: Rows, shares: pd.DataFrame, linear: bool) -> None:
    """A dot with its interval a row, on a scale that holds all, and both as text."""
    shares = _one_answer(shares, page.labels)
    records = {(row["term"], row["level"]): row for row in shares.to_dict("records")}
    texts = {key: _dot_words(row, linear) for key, row in records.items()}
    numbers = Numbers.before(page.right, page, texts)
    seen = shares["observed"] if "observed" in shares else shares["percent"]
    low = min(shares["ci_low"].min(), seen.min())
    high = max(shares["ci_high"].max(), seen.max())
    ticks = round_ticks(low if linear else min(0.0, low), high)
    if not linear:
        category = page.name("category", shares["category"].iloc[0])
        page.wrapped(category, style.LABEL, style.ACCENT)
        page.y += 3
    axis = axis_of(ticks, page.left + rows.width + 8, numbers.left - GAP)
    rows.draw(axis)
    for row in rows.keyed:
        dot_in_lane(page, axis, row.middle, records[row.key], "percent")
        if (x := records[row.key].get("observed", nan)) == x:
            x = axis.at(x)
            page.line([(x, row.middle - 4), (x, row.middle + 4)], style.INK, 1.1)
        numbers.draw(row.key, row.middle)
    page.y += 2
    draw_ticks(page, axis, title=page.say("predicted_mean" if linear else "predicted_share"))


def _one_answer(shares: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Of two answers the affirmative one, since the other is what is left of 100.

    # ASSUME: it is the first of the codebook, where the table does not name it so.
    """
    answers = set(shares["category"])
    if len(answers) == 1:
        return shares
    wanted = AFFIRMATIVE if AFFIRMATIVE in answers else labels.arrange("category", answers)[0]
    return shares[shares["category"] == wanted]


def _dot_words(row: Mapping, linear: bool) -> tuple[str, str]:
    decimals = 2 if linear else 1
    number = signed(row["percent"], decimals) + mark(row)
    return number, interval_words(row["ci_low"], row["ci_high"], False, decimals)


def shares_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The level with most and with least of the first set of answers, or first answer."""
    wording, linear = Wording(labels, language), FAMILIES[entry["family"]].numeric
    answer = next(iter(headline_answers(table, wording)), "")
    name = wording.name("category", answer) if answer else wording.say("predicted_mean")

    def number(value: float) -> str:
        return signed(value) if linear else printed(value) + wording.say("percent_sign")

    shown = table[table["category"] == answer]
    ends = extreme_levels(shown, "percent", number, entry, wording)
    about = wording.say("alt.models.shares", answer=name, **ends)
    return head_of_model("means" if linear else "shares", shown, entry, wording) + about
