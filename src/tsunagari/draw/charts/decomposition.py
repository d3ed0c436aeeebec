"""The parts of a change between two waves as bars with their intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.labels import Labels
from tsunagari.draw.alt import change_head
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
from tsunagari.draw.paper.intervals import ASSUMED_MARK, marked
from tsunagari.draw.paper.model_frame import ASSUMED, close_model_page, open_model_page
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.words import say
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
Records = Mapping[tuple[str, str, str], Mapping]


@dataclass(frozen=True)
class Line:
    """A row of the picture: what its bars are parts of, and its label."""

    factor: str
    category: str
    words: str
    indent: float
    parts: tuple[str, ...]
    strong: bool


@style.styled
def decomposition(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> Figure:
    """Draw a table with columns component, factor, category, points, ci_low, ci_high, basis.

    First the change, then each factor's parts in all and by level; crossed factors in all.
    Assumed parts are hatched and their numbers carry an asterisk. Raises ProblemsFound for
    a factor or a level without a label.
    """
    said = with_method(entry)
    page = open_model_page(
        "parts", table, said, labels, language, _levels(table, entry, labels, language)
    )
    records = {
        (row["component"], row["factor"], row["category"]): row for row in table.to_dict("records")
    }
    parts = [part for part in PARTS if (table["component"] == part).any()]
    lines = _lines(table, records, parts, labels, language)
    widest = max(
        width(balance(line.words, style.LABEL, STUB), style.LABEL) + line.indent for line in lines
    )
    columns = _columns(page, table, parts)
    start, end = page.left + widest + 10, min(columns.values()) - _number_width(table) - SPACE
    shown = _shown(lines, records)
    low = min(0.0, *(record["ci_low"] for record in shown))
    high = max(0.0, *(record["ci_high"] for record in shown))
    axis = model_axis(low, high, start, end, ratios=False)
    _heads(page, columns)
    for line in lines:
        _row(page, line, records, axis, columns)
    draw_ticks(page, axis, say("points_of_change", language))
    in_all = any(line.factor == "" and line.parts != (CHANGE,) for line in lines)
    kind = "term" if entry["method"] == "oaxaca_blinder" else "part"
    remarks = [say(f"{part}_{kind}", language) for part in parts]
    remarks.append(say("parts_sum_in_all" if in_all else "parts_sum", language))
    remarks += comparability(labels, language)
    return close_model_page(page, table, said, labels, *remarks, hatched=True)


def with_method(entry: Mapping) -> dict:
    """The entry as a model's, whose family is the method."""
    regression = f"oaxaca_blinder_{entry.get('family', 'linear')}"
    method = entry["method"]
    return {**entry, "family": regression if method == "oaxaca_blinder" else method}


def _levels(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """Both waves' shares."""
    rows = table.set_index("component")
    return " → ".join(
        say(
            "level_of_wave",
            language,
            wave=labels.text("wave", wave, language),
            share=marked(rows.loc[name, "points"], rows.loc[name, "basis"] == ASSUMED),
            n=rows.loc[name, f"n_{name}"],
        )
        for wave, name in zip(entry["waves"], ("earlier", "later"), strict=True)
    )


# --- rows ---------------------------------------------------------------------
def _lines(
    table: pd.DataFrame, records: Records, parts: Sequence[str], labels: Labels, language: str
) -> list[Line]:
    lines = [Line("", "", say(CHANGE, language), 0.0, (CHANGE,), True)]
    own = tuple(part for part in parts if (part, "", "") in records)
    if own:
        lines.append(Line("", "", say("all_parts", language), 0.0, own, True))
    known = set(table["factor"]) - {"", INTERCEPT}
    for factor in labels.arrange("term", known):
        here = _present(records, parts, factor, "")
        words = labels.text("term", factor, language)
        lines.append(Line(factor, "", words, 0.0, here, True))
        levels = set(table.loc[table["factor"] == factor, "category"]) - {""}
        if _crossed(factor, levels, labels):
            continue
        for level in arrange_levels(labels, factor, levels) if levels else ():
            here = _present(records, parts, factor, level)
            words = labels.text(f"level of {factor}", level, language)
            lines.append(Line(factor, level, words, INDENT, here, False))
    if ("within", INTERCEPT, "") in records:
        words = say("intercept_part", language)
        lines.append(Line(INTERCEPT, "", words, 0.0, ("within",), True))
    return lines


def _crossed(factor: str, levels: set[str], labels: Labels) -> bool:
    """Crossed cells are too many and too small to be drawn; the table has them."""
    return ":" in factor and len(levels) > 1


def _present(records: Records, parts: Sequence[str], factor: str, level: str) -> tuple[str, ...]:
    return tuple(part for part in parts if (part, factor, level) in records)


def _shown(lines: Sequence[Line], records: Records) -> list[Mapping]:
    return [records[part, line.factor, line.category] for line in lines for part in line.parts]


def _row(
    page: Page, line: Line, records: Records, axis: Axis, columns: Mapping[str, float]
) -> None:
    """A label, a bar with its interval for each part, and the numbers at the right."""
    words = balance(line.words, style.LABEL, STUB)
    bars = len(line.parts) * (BAR + GAP) - GAP
    tall = max(bars, height(words, style.LABEL)) + PAD
    if line.strong and line.indent == 0 and line.factor:
        page.line([(page.left, page.y + 1), (page.right, page.y + 1)], style.RULE, 0.5)
        page.y += BETWEEN / 2
    middle = page.y + tall / 2
    draw_grid(page, axis, page.y, page.y + tall, 0.0)
    colour = style.ACCENT if line.strong else style.INK
    page.text(page.left + line.indent, middle, words, style.LABEL, colour, down="center")
    top = middle - bars / 2
    for place, part in enumerate(line.parts):
        record = records[part, line.factor, line.category]
        y = top + place * (BAR + GAP)
        _bar(page, record, axis, y, COLOURS[part])
        level = middle if len(line.parts) == 1 else y + BAR / 2
        _numbers(page, record, columns[part], level if len(columns) == 1 else middle, line.strong)
    page.y += tall


def _bar(page: Page, record: Mapping, axis: Axis, y: float, colour: str) -> None:
    """A bar from no change, and its interval across its end."""
    zero, end = axis.at(0.0), axis.at(record["points"])
    left, wide = min(zero, end), abs(end - zero)
    page.box(left, y, wide, BAR, colour, hatched=record["basis"] == ASSUMED)
    middle = y + BAR / 2
    low, high = axis.at(record["ci_low"]), axis.at(record["ci_high"])
    page.line([(low, middle), (high, middle)], style.INK, 0.8)
    for x in (low, high):
        page.line([(x, middle - 1.8), (x, middle + 1.8)], style.INK, 0.8)


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
    rows = table.to_dict("records")
    interval = max(width(_interval(row), style.SMALL) for row in rows)
    each = interval + _number_width(table) + SPACE
    columns, edge = {}, page.right - interval - 2
    for part in reversed(parts):
        columns[part] = edge
        edge -= each
    return {CHANGE: columns[parts[0]], **columns}


def _numbers(page: Page, record: Mapping, x: float, y: float, strong: bool) -> None:
    ink = style.INK if strong else style.SOFT
    page.text(x, y, _number(record), style.NUMBER, ink, "right", "center")
    page.text(x + 2, y, _interval(record), style.SMALL, style.SOFT, "left", "center")


def _heads(page: Page, columns: Mapping[str, float]) -> None:
    """The names of the parts over their columns, with their colours."""
    tall = height("0", style.LABEL)
    for part, x in columns.items():
        if part == CHANGE:
            continue
        words = say(f"{part}_head", page.language)
        wide = width(words, style.LABEL)
        page.text(x, page.y, words, style.LABEL, style.INK, "center")
        page.box(x - wide / 2 - 11, page.y + 1.5, 8, 6, COLOURS[part])
    page.y += tall + 2
    page.line([(page.left, page.y), (page.right, page.y)], style.SOFT, 0.8)
    page.y += 2


def decomposition_alt(table: pd.DataFrame, entry: Mapping, labels: Labels, language: str) -> str:
    """The change, and its parts in all and by factor."""
    said, stop = with_method(entry), " " * (language == "en")
    rows = {(row["component"], row["factor"], row["category"]): row
            for row in table.to_dict("records")}  # fmt: skip
    words = change_head("parts", table, said, labels, language)
    earlier, later = entry["waves"]
    words += (
        say(
            "alt.changes.levels",
            language,
            first=labels.text("wave", earlier, language),
            second=labels.text("wave", later, language),
            low=_marked(rows["earlier", "", ""], printed, language),
            high=_marked(rows["later", "", ""], printed, language),
            change=_points(rows["change", "", ""], language),
        )
        + stop
    )
    known = set(table["factor"]) - {"", INTERCEPT}
    for factor in ["", *labels.arrange("term", known)]:
        found = [
            say("alt.changes.part", language, 
                part=say(f"{part}_head", language) + ("" if language == "en" else " "),
                points=_points(rows[part, factor, ""], language),
            )
            for part in PARTS if (part, factor, "") in rows
        ]  # fmt: skip
        if found:
            name = labels.text("term", factor, language) if factor else say("all_parts", language)
            parts = ("、" if language == "ja" else "; ").join(found)
            words += say("alt.changes.parts", language, name=name, parts=parts) + stop
    return words.strip()


def _points(row: Mapping, language: str) -> str:
    interval = interval_words(row["ci_low"], row["ci_high"], False, 1)
    return f"{_marked(row, lambda value: signed(value, 1), language)} {interval}"


def _marked(row: Mapping, number, language: str) -> str:
    return number(row["points"]) + say("alt.assumed", language) * (row["basis"] == ASSUMED)
