"""The audits as tables for pages, to be filtered by figure and verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.labels import Labels, Text
from tsunagari.problems import ProblemsFound
from tsunagari.report.tables import PageCell, PageTable, number
from tsunagari.report.words import HEADS, VALUES, joined, text

PLACE = ("wave", "country", "group", "item", "category")
FIGURE, VERDICT = "figure", "verdict"
CONSISTENT = "consistent"
SUMMED = "+"


def place_of(row: Mapping, labels: Mapping[str, Labels]) -> Text | str:
    """Which number a row is about, in words; keys as they stand where no figure labels them."""
    own = labels.get(row[FIGURE])
    keys = [(role, row[role]) for role in PLACE if row[role]]
    keys = [(role, key) for role, key in keys if (role, key) != ("group", "all")]
    if own is None:
        return " ".join(key for _, key in keys)
    return joined([_text(own, role, key) for role, key in keys])


def _text(labels: Labels, role: str, key: str) -> Text:
    known = labels.texts[role]
    parts = [key] if key in known else key.split(SUMMED)
    try:
        labels.check(role, parts)
    except ProblemsFound:
        return {"ja": key, "en": key}
    return joined([known[part] for part in parts], "plus")


def _heads(columns: Sequence[str]) -> list[Text]:
    return [HEADS[column] for column in columns]


def _filters(rows: Sequence[tuple], titles: Mapping[str, Text]) -> dict:
    """The choices of both filters, in the order in which rows have them."""
    figures = dict.fromkeys(values[FIGURE] for _, _, values in rows)
    verdicts = dict.fromkeys(values[VERDICT] for _, _, values in rows)
    return {
        FIGURE: [(key, titles.get(key, text("prose"))) for key in figures],
        VERDICT: [(key, VALUES[VERDICT][key]) for key in verdicts],
    }


def _of(figure: str, pages: Mapping[str, str]) -> PageCell:
    """A cell that names a figure and leads to its page."""
    return PageCell(figure or text("prose"), pages.get(figure, ""))


def _line(row: Mapping, section: str) -> PageCell:
    """A cell that leads to a line of the section's text, where the row names one."""
    line = number(row["seed_line"], "seed_line")
    return PageCell(line, f"{section}#L{line.replace(',', '')}" if line else "")


def numbers_table(
    numbers: pd.DataFrame,
    labels: Mapping[str, Labels],
    titles: Mapping[str, Text],
    pages: Mapping[str, str],
    section: str,
    name: str = "number",
    anchors: Mapping[int, str] | None = None,
) -> PageTable:
    """Published numbers beside computed ones.

    titles, pages  figure -> its title, the address of its page    section  of the text's page
    anchors        place of a row -> where its computed number leads, else the figure's page
    """
    columns = ("figure", "place", "n", "printed", "computed_n", "computed_printed", "verdict",
               "reason", "provenance", "basis", "seed_line")  # fmt: skip
    rows = []
    for place, row in enumerate(numbers.to_dict("records")):
        target = (anchors or {}).get(place) or pages.get(row[FIGURE], "")
        cells = [
            _of(row[FIGURE], pages),
            PageCell(place_of(row, labels)),
            PageCell(number(row["n"], "n")),
            PageCell(row["printed"], target),
            PageCell(number(row["computed_n"], "computed_n")),
            PageCell(row["computed_printed"], target, row["basis"] == "assumed"),
            PageCell(VALUES[VERDICT][row[VERDICT]]),
            PageCell(row["reason"]),
            PageCell(VALUES["provenance"][row["provenance"]]),
            PageCell(VALUES["basis"].get(row["basis"], "")),
            _line(row, section),
        ]
        rows.append((f"{name}-{place + 1}", cells, _values(row)))
    numeric = [c in ("n", "printed", "computed_n", "computed_printed", "seed_line")
               for c in columns]  # fmt: skip
    return PageTable(_heads(columns), numeric, rows, _filters(rows, titles), name)


def _values(row: Mapping, verdict: str = VERDICT) -> dict[str, str]:
    return {FIGURE: row[FIGURE], VERDICT: row[verdict]}


def source_table(
    checks: pd.DataFrame,
    labels: Mapping[str, Labels],
    titles: Mapping[str, Text],
    pages: Mapping[str, str],
    section: str,
) -> PageTable:
    """Checks of the publication against itself that found something, or found no way to check."""
    columns = ("figure", "place", "check", "printed", "implied", "verdict", "explanation",
               "seed_line")  # fmt: skip
    rows = []
    shown = checks[checks[VERDICT] != CONSISTENT]
    for place, row in enumerate(shown.to_dict("records")):
        cells = [
            _of(row[FIGURE], pages),
            PageCell(place_of(row, labels)),
            PageCell(row["check"].replace("_", " ")),
            PageCell(row["printed"]),
            PageCell(row["implied"]),
            PageCell(VALUES[VERDICT][row[VERDICT]]),
            PageCell({"ja": row["explanation_ja"], "en": row["explanation_en"]}),
            _line(row, section),
        ]
        rows.append((f"check-{place + 1}", cells, _values(row)))
    numeric = [column == "seed_line" for column in columns]
    return PageTable(_heads(columns), numeric, rows, _filters(rows, titles), "check")


def source_counts(summary: pd.DataFrame, titles: Mapping[str, Text]) -> PageTable:
    """How many checks of each kind gave each verdict, over all figures."""
    verdicts = [column for column in summary.columns if column not in (FIGURE, "check")]
    total = summary.groupby("check", sort=False)[verdicts].sum().reset_index()
    rows = []
    for place, row in enumerate(total.to_dict("records")):
        counts = [PageCell(f"{row[verdict]:,}" if row[verdict] else "") for verdict in verdicts]
        cells = [PageCell(row["check"].replace("_", " ")), *counts]
        rows.append((f"counts-{place + 1}", cells, {}))
    heads = [HEADS["check"], *(VALUES[VERDICT][verdict] for verdict in verdicts)]
    return PageTable(heads, [False, *([True] * len(verdicts))], rows, name="counts")


def claims_table(
    claims: pd.DataFrame, titles: Mapping[str, Text], pages: Mapping[str, str], section: str
) -> PageTable:
    """Claims with their verdicts; filtered by the verdict on printed numbers."""
    columns = ("figure", "says", "predicate", "published_verdict", "computed_verdict",
               "specifications_holding", "kind", "reason", "seed_line")  # fmt: skip
    rows = []
    for row in claims.to_dict("records"):
        tried = int(float(row["specifications_tried"] or 0))
        holding = int(float(row["specifications_holding"] or 0))
        more = f"#specifications-{row['claim']}" if tried else ""
        cells = [
            _of(row[FIGURE], pages),
            PageCell(_both(row, "says")),
            PageCell(_both(row, "predicate")),
            PageCell(VALUES[VERDICT][row["published_verdict"]]),
            PageCell(VALUES[VERDICT][row["computed_verdict"]]),
            PageCell(f"{holding}/{tried}" if tried else "", more),
            PageCell(VALUES["kind"][row["kind"]]),
            PageCell(_both(row, "reason")),
            _line(row, section),
        ]
        rows.append((f"claim-{row['claim']}", cells, _values(row, "published_verdict")))
    numeric = [column == "seed_line" for column in columns]
    return PageTable(_heads(columns), numeric, rows, _filters(rows, titles), "claim")


def _both(row: Mapping, column: str) -> Text:
    return {"ja": row[f"{column}_ja"], "en": row[f"{column}_en"]}


def specifications_table(specifications: pd.DataFrame, claims: pd.DataFrame) -> PageTable:
    """How each claim fares under each other choice."""
    says = {row["claim"]: _both(row, "says") for row in claims.to_dict("records")}
    columns = ("says", "label", "verdict", "numbers", "value", "interval", "basis")
    rows, seen = [], set()
    for place, row in enumerate(specifications.to_dict("records")):
        low, high = number(row["ci_low"], "change"), number(row["ci_high"], "change")
        cells = [
            PageCell(says[row["claim"]]),
            PageCell(_both(row, "label")),
            PageCell(VALUES[VERDICT][row[VERDICT]]),
            PageCell(VALUES["numbers"].get(row["numbers"], row["numbers"])),
            PageCell(row["value"]),
            PageCell(f"{low} – {high}" if low or high else ""),
            PageCell(VALUES["basis"].get(row["basis"], "")),
        ]
        first = row["claim"] not in seen
        seen.add(row["claim"])
        identity = f"specifications-{row['claim']}" if first else f"specification-{place + 1}"
        rows.append((identity, cells, {}))
    return PageTable(_heads(columns), [False] * len(columns), rows, name="specification")


def slips_table(slips: pd.DataFrame, section: str) -> PageTable:
    """The text's own slips."""
    rows = [
        (
            f"slip-{row['slip']}",
            [PageCell(row["quote"]), PageCell(_both(row, "says")), _line(row, section)],
            {},
        )
        for row in slips.to_dict("records")
    ]
    return PageTable(_heads(("quote", "says", "seed_line")), [False, False, True], rows,
                     name="slip")  # fmt: skip
