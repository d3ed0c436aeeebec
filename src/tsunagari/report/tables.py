"""Tables for pages: heads, and rows of cells that are words, numbers or links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from tsunagari.codebook.queries import KEYS
from tsunagari.config.words import Text, main_language, same
from tsunagari.read.rounding import printed
from tsunagari.report.captions import TextOf
from tsunagari.report.words import HEADS, both

ONE_DECIMAL = ("percent", "percent_earlier", "percent_later", "change", "points")
WHOLE = ("n", "n_earlier", "n_later", "computed_n", "participants", "seed_line")
PROBABILITIES = ("p_value", "p_adjusted", "p_holm")
# Columns of a page that stand for two of the table.
ENDS = {"interval": ("ci_low", "ci_high"), "bounds": ("bound_low", "bound_high"),
        "interval_adjusted": ("ci_low_adjusted", "ci_high_adjusted")}  # fmt: skip
ASSUMED, PRINTED = "assumed", "printed"
BLANK = ""


@dataclass(frozen=True)
class PageCell:
    """What one cell shows; `href` makes it a link, `assumed` marks a number so."""

    words: Text | str = BLANK
    href: str = ""
    assumed: bool = False

    @property
    def html(self) -> Markup:
        """Its words."""
        return both(self.words)


@dataclass(frozen=True)
class PageTable:
    """A table as pages show it.

    numeric  whether each column holds numbers
    rows     (id of the row or "", its cells)
    filters  (name of a filter, place of the column that it filters, its choices)
    """

    heads: Sequence[Text]
    numeric: Sequence[bool]
    rows: Sequence[tuple[str, Sequence[PageCell]]]
    filters: Sequence[tuple[str, int, Sequence[Text | str]]] = ()
    name: str = "table"

    @property
    def classes(self) -> str:
        """Classes that say which columns hold numbers, so that no cell has to."""
        return " ".join(f"n{place + 1}" for place, yes in enumerate(self.numeric) if yes)


def number(value: object, column: str) -> str:
    """A number as its column shows it; nothing where there is none."""
    if value is None or value == "" or pd.isna(value):
        return BLANK
    value = float(value)
    if column in WHOLE:
        return f"{value:,.0f}"
    if column in PROBABILITIES:
        return "<0.001" if value < 0.001 else printed(value, 3)
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    return printed(value, 1 if column in ONE_DECIMAL else 2).replace("-", "−")


def interval(row: Mapping, column: str, ends: tuple[str, str] = ENDS["interval"]) -> str:
    """An interval in the decimals of the number that it belongs to.

    Of an assumed number that has bounds these alone: it is not an answer of a sample.
    """
    if ends == ENDS["interval"] and not pd.isna(row.get("bound_low")) and "percent" in row:
        return BLANK
    low, high = (number(row[end], column) for end in ends)
    return f"{low} – {high}" if low or high else BLANK


def plain_table(
    frame: pd.DataFrame,
    columns: Sequence[str],
    read: TextOf,
    measure: str,
    link: Callable[[Mapping], str] = lambda row: "",
    name: str = "table",
) -> PageTable:
    """Columns of a frame as a page's table; all of it, rows in their order.

    columns  those of the frame, and those that stand for two: `interval`, `bounds`
    read     what the cells of words read as
    measure  the column of the number that matters: it is marked where assumed, gives the
             interval its decimals, and links to what `link` says of its row
    """
    numeric = [column in ENDS or pd.api.types.is_numeric_dtype(frame[column]) for column in columns]
    aligned = [yes or column == PRINTED for column, yes in zip(columns, numeric, strict=True)]
    rows = []
    for row in frame.to_dict("records"):
        assumed = row.get("basis") == ASSUMED
        cells = []
        for column, is_number in zip(columns, numeric, strict=True):
            if column in ENDS:
                cells.append(PageCell(interval(row, measure, ENDS[column])))
            elif not is_number:
                cells.append(PageCell(read(column, row)))
            elif column == measure:
                cells.append(PageCell(number(row[column], column), link(row), assumed))
            else:
                cells.append(PageCell(number(row[column], column)))
        rows.append(("", cells))
    return PageTable([HEADS.get(c, same(c)) for c in columns], aligned, rows, name=name)


def with_words(frame: pd.DataFrame, read: TextOf) -> pd.DataFrame:
    """The frame with what each column of keys that varies reads as in the main language beside it.

    The keys themselves are English.
    """
    parts: list[pd.Series] = []
    rows = frame.to_dict("records")
    for column in frame.columns:
        parts.append(frame[column])
        if column in KEYS and frame[column].nunique() > 1:
            said = [read(column, row) for row in rows]
            words = [each if isinstance(each, str) else each[main_language()] for each in said]
            parts.append(pd.Series(words, index=frame.index, name=f"{column}_{main_language()}"))
    return pd.concat(parts, axis="columns")


def csv_for_excel(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Japanese for another encoding.

    Six significant digits: what is computed exactly stands in the pipeline's own tables.
    """
    text = frame.to_csv(index=False, float_format="%.6g", lineterminator="\r\n")
    return text.encode("utf-8-sig")
