"""The parts of a change between two waves as bars with their intervals."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from tsunagari.codebook.basis import ASSUMED
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
from tsunagari.draw.paper.frame import close_model_page, open_model_page
from tsunagari.draw.paper.intervals import mark, marked, whisker
from tsunagari.draw.paper.page import Page
from tsunagari.draw.paper.text import balance, height, width
from tsunagari.draw.rows import INDENT, Numbers, Row, Rows, widths
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
BAR, GAP, PAD, STUB, SPACE = 6.0, 1.5, 5.0, 150.0, 10.0
Records = Mapping[tuple[str, str, str], Mapping]  # component, factor, category -> row


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
    rows = _rows(page, table, records, parts)
    columns = _columns(page, records, parts)
    shown = [record for row in rows for record in _bars(records, row.key).values()]
    low, high = (end([0.0, *(record[column] for record in shown)])
                 for end, column in ((np.nanmin, "ci_low"), (np.nanmax, "ci_high")))  # fmt: skip
    ends = page.left + rows.width + 10, columns[parts[0]].left - SPACE
    axis = model_axis(low, high, *ends, ratios=False)
    _heads(page, columns)
    for row in rows.stack():
        _row(page, row, _bars(records, row.key), axis, columns)
    draw_ticks(page, axis, title=page.say("points_of_change"))
    kind = "term" if entry["method"] == "oaxaca_blinder" else "part"
    in_all = any((part, "", "") in records for part in parts)
    remarks = [page.say(f"{part}_{kind}") for part in parts]
    remarks.append(page.say("parts_sum_in_all" if in_all else "parts_sum"))
    if table["ci_low"].isna().any():
        remarks.append(page.say("fixed_parts"))
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
def _bars(records: Records, key: tuple[Sequence[str], str, str]) -> dict[str, Mapping]:
    """The parts that the table has of a row: those of it, their factor and level."""
    among, factor, level = key
    return {p: records[p, factor, level] for p in among if (p, factor, level) in records}


def _rows(page: Page, table: pd.DataFrame, records: Records, parts: Sequence[str]) -> Rows:
    """The change, its parts in all, then factor by factor and the intercept."""
    within, rows = tuple(parts), Rows(page)

    def add(words: str, factor: str, level: str, among: Sequence[str] = within) -> None:
        bars = len(_bars(records, (among, factor, level)))
        if bars:
            label = balance(words, style.LABEL, STUB)
            look = {"indent": INDENT} if level else {"colour": style.ACCENT}
            look |= {"space": 2.5, "rule": 1.0} if factor and not level else {}
            least = bars * (BAR + GAP) - GAP + PAD
            rows.append(Row((among, factor, level), label, least, PAD, **look))

    add(page.say(CHANGE), "", "", (CHANGE,))
    add(page.say("all_parts"), "", "")
    for factor in page.labels.arrange("term", set(table["factor"]) - {"", INTERCEPT}):
        add(page.name("term", factor), factor, "")
        levels = set(table.loc[table["factor"] == factor, "category"]) - {""}
        crossed = ":" in factor and len(levels) > 1
        for level in arrange_levels(page.labels, factor, levels) if levels and not crossed else ():
            add(page.name(f"level of {factor}", level), factor, level)
    add(page.say("intercept_part"), INTERCEPT, "", ("within",))
    return rows


def _row(
    page: Page,
    row: Row,
    bars: Mapping[str, Mapping],
    axis: Axis,
    columns: Mapping[str, Numbers],
) -> None:
    """A label, a bar with its interval for each part, and the numbers at the right."""
    row.stub(page)
    draw_grid(page, axis, row.top, row.bottom, 0.0)
    ink = style.SOFT if row.indent else style.INK
    top = row.middle - (len(bars) * (BAR + GAP) - GAP) / 2
    for place, (part, record) in enumerate(bars.items()):
        y = top + place * (BAR + GAP)
        _bar(page, record, axis, y, COLOURS[part])
        columns[part].draw((part, *row.key[1:]), row.middle, ink)


def _bar(page: Page, record: Mapping, axis: Axis, y: float, colour: str) -> None:
    """A bar from no change, and its interval across its end."""
    zero, end = axis.at(0.0), axis.at(record["points"])
    assumed = record["basis"] == ASSUMED
    page.box(min(zero, end), y, abs(end - zero), BAR, colour, hatched=assumed)
    if np.isnan(record["ci_low"]):
        return
    low, high = axis.at(record["ci_low"]), axis.at(record["ci_high"])
    whisker(page, low, high, y + BAR / 2, style.INK, 0.8, 1.8)


# --- numbers ------------------------------------------------------------------
def _interval(record: Mapping) -> str:
    """Its interval in words; "" of what is fixed."""
    if np.isnan(record["ci_low"]):
        return ""
    return interval_words(record["ci_low"], record["ci_high"], False, 1)


def _columns(page: Page, records: Records, parts: Sequence[str]) -> dict[str, Numbers]:
    """Numbers of each part, in columns of one width; the change stands in the first."""
    texts = {
        key: (signed(record["points"], 1) + mark(record), _interval(record))
        for key, record in records.items()
    }
    for side in ("earlier", "later"):  # stand over the picture
        texts[side, "", ""] = ("", texts[side, "", ""][1])
    number, interval = widths(texts)
    each, edge = interval + number + SPACE, page.right - interval - 2
    columns = {
        part: Numbers(page, texts, edge - each * place, 2.0)
        for place, part in enumerate(reversed(parts))
    }
    return columns | {CHANGE: columns[parts[0]]}


def _heads(page: Page, columns: Mapping[str, Numbers]) -> None:
    """The names of the parts over their columns, with their colours."""
    for part in [part for part in columns if part != CHANGE]:
        words, x = page.say(f"{part}_head"), columns[part].x
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
    return f"{_marked(row, lambda value: signed(value, 1), wording)} {_interval(row)}".rstrip()


def _marked(row: Mapping, number: Callable[[float], str], wording: Wording) -> str:
    return marked_words(number(row["points"]), row["basis"], wording)
