"""The audits as tables for pages, to be filtered by figure and verdict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.audit.claims.predicates import LEVELS
from tsunagari.audit.source.findings import ALARMS, CONSISTENT, NOTED, UNKNOWN
from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, languages, same
from tsunagari.read.reading import added_up
from tsunagari.report.tables import ASSUMED, BLANK, PageCell, PageTable, interval, number
from tsunagari.report.words import HEADS, VALUES, joined, text

PLACE = ("wave", "country", "group", "item", "category")
FIGURE, VERDICT = "figure", "verdict"
WORST_FIRST = (*ALARMS, NOTED)
NUMERIC = ("n", "printed", "computed_n", "computed_printed", "seed_line")
FILTERED = {FIGURE: FIGURE, VERDICT: VERDICT, "published_verdict": VERDICT}


@dataclass(frozen=True)
class Guide:
    """What audits need to name figures and lead to pages.

    labels       figure -> its labels       pages  figure -> its page
    of_one_wave  figures whose rows need not say their wave
    section      the page of the section's text
    """

    labels: Mapping[str, Labels]
    of_one_wave: Collection[str]
    pages: Mapping[str, str]
    section: str

    def figure(self, row: Mapping) -> PageCell:
        """A cell that names a figure and leads to its page."""
        return PageCell(row[FIGURE] or text("prose"), self.pages.get(row[FIGURE], ""))

    def line(self, row: Mapping) -> PageCell:
        """A cell that leads to a line of the section's text, where the row names one."""
        line = number(row["seed_line"], "seed_line").replace(",", "")
        return PageCell(line, f"{self.section}#L{line}" if line else "")

    def words(self, row: Mapping) -> list[Text]:
        """Wave, country, group ... of a row, in words; keys where no figure labels them."""
        own = self.labels.get(row[FIGURE])
        keys = [(role, row[role]) for role in PLACE if row[role]]
        alone = row[FIGURE] in self.of_one_wave
        plain = {("group", "all"), ("wave", row["wave"] if alone else "")}
        keys = [pair for pair in keys if pair not in plain]
        if own is None:
            return [same(key) for _, key in keys]
        return [_words(own, role, key) for role, key in keys]

    def place(self, row: Mapping) -> Text:
        """Which number a row is about, in words."""
        return joined(self.words(row))


def _words(labels: Labels, role: str, key: str) -> Text:
    """A key, or several that were added up, in words; rows of notes may name what has none."""
    known = labels.texts[role]
    parts = [key] if key in known else added_up(key)
    return joined([known.get(part, same(part)) for part in parts], "plus")


def _table(columns: Sequence[str], rows: Sequence[tuple], name: str) -> PageTable:
    """A table with filters for the columns that name figures and verdicts.

    A column is one of numbers if all that it shows begins with a digit.
    """
    filters = [
        (FILTERED[column], place, list(_choices(rows, place)))
        for place, column in enumerate(columns)
        if column in FILTERED
    ]
    numeric = [column in NUMERIC and _all_numbers(rows, at) for at, column in enumerate(columns)]
    return PageTable([HEADS[column] for column in columns], numeric, rows, filters, name)


def _all_numbers(rows: Sequence[tuple], place: int) -> bool:
    words = [cells[place].words for _, cells in rows]
    return all(isinstance(each, str) and (each == "" or each[0].isdigit()) for each in words)


def _choices(rows: Sequence[tuple], place: int) -> list[Text | str]:
    """The distinct words of a column, in the order in which rows have them."""
    found = {str(cells[place].words): cells[place].words for _, cells in rows}
    return list(found.values())


def numbers_table(numbers: pd.DataFrame, guide: Guide, anchors: Mapping[int, str]) -> PageTable:
    """Published numbers beside computed ones.

    anchors  place of a row -> where its computed number leads, or its base where that is all
    """
    columns = ("figure", "place", "n", "printed", "computed_n", "computed_printed", "verdict",
               "reason", "provenance", "basis", "seed_line")  # fmt: skip
    rows = []
    for place, row in enumerate(numbers.to_dict("records")):
        computed, way = row["computed_printed"], anchors.get(place, "")
        cells = [
            guide.figure(row),
            PageCell(guide.place(row)),
            PageCell(number(row["n"], "n")),
            PageCell(row["printed"]),
            PageCell(number(row["computed_n"], "computed_n"), BLANK if computed else way),
            PageCell(computed, way, row["basis"] == "assumed"),
            PageCell(VALUES.part(VERDICT)[row[VERDICT]]),
            PageCell(_text_of(row, "reason")),
            PageCell(VALUES.part("provenance")[row["provenance"]]),
            PageCell(VALUES.part("basis").get(row["basis"], "")),
            guide.line(row),
        ]
        rows.append((f"number-{place + 1}", cells))
    return _table(columns, rows, "numbers")


def source_table(checks: pd.DataFrame, guide: Guide) -> PageTable:
    """Checks of the publication against itself that found something: first what is wrong, then
    what is noted. What agrees or could be set against nothing is only counted."""
    columns = ("figure", "place", "check", "printed", "implied", "verdict", "explanation",
               "seed_line")  # fmt: skip
    found = checks[checks[VERDICT].isin(WORST_FIRST)]
    shown = found.assign(order=found[VERDICT].map(WORST_FIRST.index))
    shown = shown.sort_values("order", kind="stable").to_dict("records")
    rows = [
        (
            "",
            [
                guide.figure(row),
                PageCell(guide.place(row)),
                PageCell(VALUES.part("check")[row["check"]]),
                PageCell(row["printed"]),
                PageCell(row["implied"]),
                PageCell(VALUES.part(VERDICT)[row[VERDICT]]),
                PageCell(_text_of(row, "explanation")),
                guide.line(row),
            ],
        )
        for row in shown
    ]
    return _table(columns, rows, "checks")


def source_score(checks: pd.DataFrame) -> Text:
    """How many checks found what, in a sentence."""
    counts = checks[VERDICT].value_counts()
    wrong = int(counts.reindex(ALARMS, fill_value=0).sum())
    kinds = {kind: int(counts.get(kind, 0)) for kind in (CONSISTENT, NOTED, UNKNOWN)}
    return text("source_score", wrong=wrong, **kinds)


def source_counts(summary: pd.DataFrame) -> PageTable:
    """How many checks of each kind gave each verdict, over all figures."""
    verdicts = [column for column in summary.columns if column not in (FIGURE, "check")]
    total = summary.groupby("check", sort=False)[verdicts].sum().reset_index()
    rows = []
    for row in total.to_dict("records"):
        counts = [PageCell(f"{row[verdict]:,}" if row[verdict] else "") for verdict in verdicts]
        rows.append(("", [PageCell(VALUES.part("check")[row["check"]]), *counts]))
    heads = [HEADS["check"], *(VALUES.part(VERDICT)[verdict] for verdict in verdicts)]
    return PageTable(heads, [False, *([True] * len(verdicts))], rows, name="counts")


def claims_table(claims: pd.DataFrame, guide: Guide) -> PageTable:
    """Claims with their verdicts on printed and on computed numbers, by kind as in VALUES."""
    columns = ("figure", "quote", "says", "predicate", "published_verdict", "computed_verdict",
               "margin", "specifications_holding", "kind", "reason", "seed_line")  # fmt: skip
    kinds = list(VALUES.part("kind"))
    ordered = sorted(claims.to_dict("records"), key=lambda row: kinds.index(row["kind"]))
    rows = []
    for row in ordered:
        tried = int(row["specifications_tried"])
        cells = [
            guide.figure(row),
            PageCell(row["quote"]),
            PageCell(_text_of(row, "says")),
            PageCell(_text_of(row, "predicate")),
            PageCell(VALUES.part(VERDICT)[row["published_verdict"]]),
            PageCell(VALUES.part(VERDICT)[row["computed_verdict"]]),
            _margin(row),
            PageCell(
                f"{int(row['specifications_holding'])}/{tried}" if tried else "",
                f"#tried-{row['claim']}" if tried else "",
            ),
            PageCell(VALUES.part("kind")[row["kind"]]),
            PageCell(_text_of(row, "reason")),
            guide.line(row),
        ]
        rows.append((f"claim-{row['claim']}", cells))
    return _table(columns, rows, "claims")


def _margin(row: Mapping) -> PageCell:
    """How far computed numbers are from turning the verdict, marked where they are assumed."""
    margin, ends = number(row["margin"], "change"), interval(row, "change")
    shown = f"{margin} ({ends})" if margin and ends else margin
    return PageCell(shown, assumed=bool(margin) and row["basis"] == ASSUMED)


def words_table(vagueness: Mapping[str, Mapping]) -> PageTable:
    """What vague words of the text are taken to mean, and why."""
    rows = [
        ("", [PageCell(entry["word"]), *(PageCell(f"{entry[level]:g}") for level in LEVELS),
              PageCell(entry["reason"])])
        for entry in vagueness.values()
    ]  # fmt: skip
    heads = [HEADS[column] for column in ("word", *LEVELS, "why")]
    return PageTable(heads, [False, *[True] * len(LEVELS), False], rows, name="words")


def _text_of(row: Mapping, column: str) -> Text:
    return {language: row[f"{column}_{language}"] for language in languages()}


def specifications_table(specifications: pd.DataFrame, claims: pd.DataFrame) -> PageTable:
    """How each claim fares under each other choice; the first row of a claim has its id."""
    columns = ("says", "label", "verdict", "numbers", "value", "margin", "basis")
    rows, seen = [], set()
    said = {row["claim"]: _text_of(row, "says") for row in claims.to_dict("records")}
    for row in specifications.to_dict("records"):
        cells = [
            PageCell(said[row["claim"]], f"#claim-{row['claim']}"),
            PageCell(_text_of(row, "label")),
            PageCell(VALUES.part(VERDICT)[row[VERDICT]]),
            PageCell(VALUES.part("numbers").get(row["numbers"], row["numbers"])),
            PageCell(row["value"], assumed=bool(row["value"]) and row["basis"] == ASSUMED),
            _margin(row),
            PageCell(VALUES.part("basis").get(row["basis"], "")),
        ]
        rows.append(("" if row["claim"] in seen else f"tried-{row['claim']}", cells))
        seen.add(row["claim"])
    heads = [HEADS[column] for column in columns]
    return PageTable(heads, [False] * len(columns), rows, name="tried")


def slips_table(slips: pd.DataFrame, guide: Guide) -> PageTable:
    """The text's own slips and what it leaves out, whether found by a check, and what it found."""
    rows = [
        ("", [PageCell(row["quote"]), PageCell(_text_of(row, "says")),
              PageCell(VALUES.part("slip")[row[VERDICT]]), PageCell(row["value"]), guide.line(row)])
        for row in slips.to_dict("records")
    ]  # fmt: skip
    heads = [HEADS[column] for column in ("quote", "wrong", "check", "value", "seed_line")]
    return PageTable(heads, [False, False, False, False, True], rows, name="slips")
