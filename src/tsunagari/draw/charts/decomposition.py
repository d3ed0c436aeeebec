"""The parts of a change between two waves as bars with their intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import head_of_model, marked_words
from tsunagari.draw.charts.comparison_notes import comparability
from tsunagari.draw.paper import style
from tsunagari.draw.paper.axis import (
    Axis,
    draw_grid,
    draw_ticks,
    interval_words,
    model_axis,
    signed,
)
from tsunagari.draw.paper.frame import ASSUMED, close_model_page, open_model_page
from tsunagari.draw.paper.intervals import ASSUMED_MARK, marked, whisker
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import Lines, balance, height, width
from tsunagari.draw.rows import value_and_interval
from tsunagari.draw.words import Wording
from tsunagari.models.labels import arrange_levels
from tsunagari.read.rounding import printed

PARTS = ("composition", "within", "interaction")
CHANGE = "change"
INTERCEPT = "intercept"
COLOURS = {
    CHANGE: style.SOFT,
    "composition": style.CATEGORICAL[1],
    "within": style.CATEGORICAL[0],
    "interaction": style.CATEGORICAL[2],
}
BAR, GAP, PAD, INDENT, STUB, SPACE, BETWEEN = 6.0, 1.5, 5.0, 8.0, 150.0, 10.0, 5.0
Records = Mapping[tuple[str, str, str], Mapping]  # component, factor, category -> row


@dataclass(frozen=True)
class Line:
    """A row of the picture: its label, and the parts that are its bars."""

    words: Lines
    indent: float
    parts: Mapping[str, Mapping]  # part -> row of the table
    strong: bool
    ruled: bool


@style.styled
def decomposition(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns component, factor, category, points, ci_low, ci_high, basis.

    First the change, then each factor's parts in all and by level; crossed factors in all.
    Assumed parts are hatched and their numbers carry an asterisk. Raises ProblemsFound for
    a factor or a level without a label.
    """
    said, wording = with_method(entry), Wording(labels, language)
    page = open_model_page("parts", table, said, labels, language, _levels(table, entry, wording))
    records = _records(table)
    parts = [part for part in PARTS if (table["component"] == part).any()]
    lines = _lines(table, records, parts, page)
    widest = max(width(line.words, style.LABEL) + line.indent for line in lines)
    columns = _columns(page, table, parts)
    start, end = page.left + widest + 10, min(columns.values()) - _number_width(table) - SPACE
    shown = [record for line in lines for record in line.parts.values()]
    low = min(0.0, *(record["ci_low"] for record in shown))
    high = max(0.0, *(record["ci_high"] for record in shown))
    axis = model_axis(low, high, start, end, ratios=False)
    _heads(page, columns)
    for line in lines:
        _row(page, line, axis, columns)
    draw_ticks(page, axis, page.say("points_of_change"))
    kind = "term" if entry["method"] == "oaxaca_blinder" else "part"
    in_all = any((part, "", "") in records for part in parts)
    remarks = [page.say(f"{part}_{kind}") for part in parts]
    remarks.append(page.say("parts_sum_in_all" if in_all else "parts_sum"))
    return close_model_page(page, table, said, *remarks, *comparability(page), hatched=True)


def with_method(entry: Mapping) -> dict:
    """The entry as a model's, whose family is the method."""
    regression = f"oaxaca_blinder_{entry.get('family', 'linear')}"
    method = entry["method"]
    return {**entry, "family": regression if method == "oaxaca_blinder" else method}


def _records(table: pd.DataFrame) -> Records:
    keys = ("component", "factor", "category")
    return {tuple(row[key] for key in keys): row for row in table.to_dict("records")}


def _levels(table: pd.DataFrame, entry: Mapping, wording: Wording) -> str:
    """Both waves' shares."""
    rows, parts = table.set_index("component"), []
    for wave, name in zip(entry["waves"], ("earlier", "later"), strict=True):
        row = rows.loc[name]
        share, n = marked(row["points"], row["basis"] == ASSUMED), row[f"n_{name}"]
        parts.append(
            wording.say("level_of_wave", wave=wording.name("wave", wave), share=share, n=n)
        )
    return " → ".join(parts)


# --- rows ---------------------------------------------------------------------
def _lines(table: pd.DataFrame, records: Records, parts: Sequence[str], page: Page) -> list[Line]:
    """The change, its parts in all, and those of each factor and level.

    Crossed cells are too many and too small to be drawn; the table has them.
    """

    def line(words: str, factor: str, level: str, among: Sequence[str] = parts) -> Line:
        own = {p: records[p, factor, level] for p in among if (p, factor, level) in records}
        label, strong = balance(words, style.LABEL, STUB), not level
        return Line(label, INDENT * (not strong), own, strong, strong and bool(factor))

    lines = [line(page.say(CHANGE), "", "", [CHANGE])]
    lines.append(line(page.say("all_parts"), "", ""))
    for factor in page.labels.arrange("term", set(table["factor"]) - {"", INTERCEPT}):
        lines.append(line(page.name("term", factor), factor, ""))
        levels = set(table.loc[table["factor"] == factor, "category"]) - {""}
        crossed = ":" in factor and len(levels) > 1
        for level in arrange_levels(page.labels, factor, levels) if levels and not crossed else ():
            lines.append(line(page.name(f"level of {factor}", level), factor, level))
    lines.append(line(page.say("intercept_part"), INTERCEPT, "", ["within"]))
    return [line for line in lines if line.parts]


def _row(page: Page, line: Line, axis: Axis, columns: Mapping[str, float]) -> None:
    """A label, a bar with its interval for each part, and the numbers at the right."""
    bars = len(line.parts) * (BAR + GAP) - GAP
    tall = max(bars, height(line.words, style.LABEL)) + PAD
    if line.ruled:
        page.rule(style.RULE, 0.5, below=1)
        page.y += BETWEEN / 2
    middle = page.y + tall / 2
    draw_grid(page, axis, page.y, page.y + tall, 0.0)
    colour = style.ACCENT if line.strong else style.INK
    page.level(page.left + line.indent, middle, line.words, color=colour)
    ink = style.INK if line.strong else style.SOFT
    for place, (part, record) in enumerate(line.parts.items()):
        y = middle - bars / 2 + place * (BAR + GAP)
        _bar(page, record, axis, y, COLOURS[part])
        alone = len(line.parts) == 1 or len(columns) > 1
        level = middle if alone else y + BAR / 2
        value_and_interval(page, columns[part], level, _number(record), _interval(record), ink)
    page.y += tall


def _bar(page: Page, record: Mapping, axis: Axis, y: float, colour: str) -> None:
    """A bar from no change, and its interval across its end."""
    zero, end = axis.at(0.0), axis.at(record["points"])
    assumed = record["basis"] == ASSUMED
    page.box(min(zero, end), y, abs(end - zero), BAR, colour, hatched=assumed)
    low, high = axis.at(record["ci_low"]), axis.at(record["ci_high"])
    whisker(page, low, high, y + BAR / 2, style.INK, 0.8, 1.8)


# --- numbers ------------------------------------------------------------------
def _number(record: Mapping) -> str:
    return signed(record["points"], 1) + ASSUMED_MARK * (record["basis"] == ASSUMED)


def _interval(record: Mapping) -> str:
    return interval_words(record["ci_low"], record["ci_high"], False, 1)


def _number_width(table: pd.DataFrame) -> float:
    shown = table[~table["component"].isin(("earlier", "later"))].to_dict("records")
    return max(width(_number(record), style.NUMBER) for record in shown)


def _columns(page: Page, table: pd.DataFrame, parts: Sequence[str]) -> dict[str, float]:
    """Where the numbers of each part end; the change stands in the first column."""
    interval = max(width(_interval(row), style.SMALL) for row in table.to_dict("records"))
    each = interval + _number_width(table) + SPACE
    columns, edge = {}, page.right - interval - 2
    for part in reversed(parts):
        columns[part] = edge
        edge -= each
    return {CHANGE: columns[parts[0]], **columns}


def _heads(page: Page, columns: Mapping[str, float]) -> None:
    """The names of the parts over their columns, with their colours."""
    for part, x in list(columns.items())[1:]:
        words = page.say(f"{part}_head")
        page.text(x, page.y, words, style.LABEL, style.INK, "center")
        page.box(x - width(words, style.LABEL) / 2 - 11, page.y + 1.5, 8, 6, COLOURS[part])
    page.y += height("0", style.LABEL) + 2
    page.rule(style.SOFT, 0.8)
    page.y += 2


def decomposition_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The change, and its parts in all and by factor."""
    wording, rows = Wording(labels, language), _records(table)
    first, second = (wording.name("wave", wave) for wave in entry["waves"])
    low, high = (_marked(rows[side, "", ""], printed, wording) for side in ("earlier", "later"))
    change = _points(rows[CHANGE, "", ""], wording)
    ends = {"first": first, "second": second, "low": low, "high": high}
    sentences = [wording.say("alt.changes.levels", change=change, **ends)]
    for factor in ["", *labels.arrange("term", set(table["factor"]) - {"", INTERCEPT})]:
        parts = [
            wording.say(
                "alt.changes.part",
                part=wording.say(f"{part}_head"),
                points=_points(rows[part, factor, ""], wording),
            )
            for part in PARTS
            if (part, factor, "") in rows
        ]
        if parts:
            name = wording.name("term", factor) if factor else wording.say("all_parts")
            words = wording.listed(parts, "clauses")
            sentences.append(wording.say("alt.changes.parts", name=name, parts=words))
    words = head_of_model("parts", table, with_method(entry), wording)
    return words + wording.listed(sentences, "space")


def _points(row: Mapping, wording: Wording) -> str:
    return f"{_marked(row, lambda value: signed(value, 1), wording)} {_interval(row)}"


def _marked(row: Mapping, number: Callable[[float], str], wording: Wording) -> str:
    return marked_words(number(row["points"]), row["basis"], wording)
