"""The audits as tables for pages, to be filtered by figure and verdict."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.audit.claims.predicates import LEVELS
from tsunagari.audit.source.findings import ALARMS, CONSISTENT, NOTED, UNKNOWN
from tsunagari.audit.words import SOURCE
from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, languages, same
from tsunagari.config.words import columns as text_columns
from tsunagari.read.reading import added_up
from tsunagari.report.tables import ASSUMED, PageCell, PageTable, interval, number
from tsunagari.report.words import HEADS, VALUES, joined, text

PLACE = ("wave", "country", "group", "item", "category")
FIGURE, VERDICT = "figure", "verdict"
WORST_FIRST = (*ALARMS, NOTED)
NUMERIC = ("n", "printed", "computed_n", "computed_printed", "seed_line", *LEVELS)
FILTERED = {FIGURE: FIGURE, VERDICT: VERDICT, "published_verdict": VERDICT}
KINDS_OF_CHECK = SOURCE.part("checks")  # what the checks of the source are called
VALUES_OF = {"published_verdict": VERDICT, "computed_verdict": VERDICT}  # column -> its values

# The columns of each table, in order.
NUMBERS = (FIGURE, "place", "n", "printed", "computed_n", "computed_printed", VERDICT, "reason",
           "provenance", "basis", "seed_line")  # fmt: skip
CHECKS = (FIGURE, "place", "check", "printed", "implied", VERDICT, "explanation", "seed_line")
CLAIMS = (FIGURE, "quote", "says", "predicate", "published_verdict", "computed_verdict", "margin",
          "bounds", "specifications_holding", "kind", "reason", "seed_line")  # fmt: skip
TRIED = ("claim", "label", VERDICT, "numbers", "value", "margin", "basis")
SLIPS = ("quote", "says", "slip", "value", "seed_line")


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


def _margin(row: Mapping, guide: Guide | None) -> PageCell:
    """How far computed numbers are from turning the verdict, marked where they are assumed."""
    margin, ends = number(row["margin"], "change"), interval(row, "change")
    return PageCell(f"{margin} ({ends})" if margin and ends else margin, assumed=_assumed(row))


def _bounds(row: Mapping, guide: Guide | None) -> PageCell:
    """The least and greatest margin that print allows on a common list."""
    low, high = (number(row[key], "change") for key in ("bound_low", "bound_high"))
    return PageCell(f"{low} – {high}" if low and high else "")


def _holding(row: Mapping, guide: Guide | None) -> PageCell:
    """Of how many other choices tried a claim holds under how many; leads to them."""
    tried = int(row["specifications_tried"])
    if not tried:
        return PageCell()
    return PageCell(f"{int(row['specifications_holding'])}/{tried}", f"#tried-{row['claim']}")


def _assumed(row: Mapping) -> bool:
    return row.get("basis") == ASSUMED


# Column -> its cell of a row, where that shows more than what stands in the row.
CELLS: dict[str, Callable[[Mapping, Guide | None], PageCell]] = {
    FIGURE: lambda row, guide: guide.figure(row),
    "place": lambda row, guide: PageCell(guide.place(row)),
    "seed_line": lambda row, guide: guide.line(row),
    "n": lambda row, guide: PageCell(number(row["n"], "n")),
    # A number leads to what it counts, its base where there is no number.
    "computed_n": lambda row, guide: PageCell(
        number(row["computed_n"], "computed_n"), "" if row["computed_printed"] else row["way"]
    ),
    "computed_printed": lambda row, guide: PageCell(
        row["computed_printed"], row["way"], _assumed(row)
    ),
    "claim": lambda row, guide: PageCell(_text_of(row, "says"), f"#claim-{row['claim']}"),
    "value": lambda row, guide: PageCell(row["value"], "", _assumed(row)),
    "margin": _margin,
    "bounds": _bounds,
    "specifications_holding": _holding,
}


def _text_of(row: Mapping, column: str) -> Text:
    return {language: row[f"{column}_{language}"] for language in languages()}


def _cell(column: str, row: Mapping, guide: Guide | None) -> PageCell:
    """A cell: as CELLS makes it, else the words of a value, a text, or what stands there."""
    if column in CELLS:
        return CELLS[column](row, guide)
    values = KINDS_OF_CHECK if column == "check" else VALUES.part(VALUES_OF.get(column, column))
    if values:
        return PageCell(values[row[column]] if row[column] else "")
    return PageCell(row[column] if column in row else _text_of(row, column))


def _table(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Mapping],
    guide: Guide | None = None,
    heads: Sequence[str] = (),
) -> PageTable:
    """A table of some columns of rows; one of figures can be filtered by these and by verdicts.

    rows   with their `id`, if they have one
    heads  what its columns are headed by, where other than by their names
    A column is one of numbers if all that it shows begins with a digit.
    """
    lines = [(row.get("id", ""), [_cell(column, row, guide) for column in columns]) for row in rows]
    filters = [
        (FILTERED[column], place, list(_choices(lines, place)))
        for place, column in enumerate(columns)
        if column in FILTERED and FIGURE in columns
    ]
    numeric = [column in NUMERIC and _all_numbers(lines, at) for at, column in enumerate(columns)]
    return PageTable([HEADS[head] for head in heads or columns], numeric, lines, filters, name)


def _all_numbers(rows: Sequence[tuple], place: int) -> bool:
    words = [cells[place].words for _, cells in rows]
    return all(isinstance(each, str) and (each == "" or each[0].isdigit()) for each in words)


def _choices(rows: Sequence[tuple], place: int) -> list[Text | str]:
    """The distinct words of a column, in the order in which rows have them."""
    return list({str(cells[place].words): cells[place].words for _, cells in rows}.values())


def numbers_table(numbers: pd.DataFrame, guide: Guide, anchors: Mapping[int, str]) -> PageTable:
    """Published numbers beside computed ones.

    anchors  place of a row -> where its computed number leads, or its base where that is all
    """
    rows = [
        {**row, "id": f"number-{place + 1}", "way": anchors.get(place, "")}
        for place, row in enumerate(numbers.to_dict("records"))
    ]
    return _table("numbers", NUMBERS, rows, guide)


def source_table(checks: pd.DataFrame, guide: Guide) -> PageTable:
    """Checks of the publication against itself that found something: first what is wrong, then
    what is noted. What agrees or could be set against nothing is only counted."""
    shown = checks[checks[VERDICT].isin(WORST_FIRST)]
    rows = sorted(shown.to_dict("records"), key=lambda row: WORST_FIRST.index(row[VERDICT]))
    return _table("checks", CHECKS, rows, guide)


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
        rows.append(("", [PageCell(KINDS_OF_CHECK[row["check"]]), *counts]))
    heads = [HEADS["check"], *(VALUES.part(VERDICT)[verdict] for verdict in verdicts)]
    return PageTable(heads, [False, *([True] * len(verdicts))], rows, name="counts")


def claims_table(claims: pd.DataFrame, guide: Guide) -> PageTable:
    """Claims with their verdicts on printed and on computed numbers, by kind as in VALUES."""
    kinds = list(VALUES.part("kind"))
    rows = claims.assign(id="claim-" + claims["claim"].astype(str)).to_dict("records")
    rows.sort(key=lambda row: kinds.index(row["kind"]))
    return _table("claims", CLAIMS, rows, guide)


def words_table(vagueness: Mapping[str, Mapping]) -> PageTable:
    """What vague words of the text are taken to mean, and why."""
    rows = [{**entry, **{level: f"{entry[level]:g}" for level in LEVELS}, "why": entry["reason"]}
            for entry in vagueness.values()]  # fmt: skip
    return _table("words", ("word", *LEVELS, "why"), rows)


def specifications_table(specifications: pd.DataFrame, claims: pd.DataFrame) -> PageTable:
    """How each claim fares under each other choice; the first row of a claim has its id."""
    said = claims[["claim", *text_columns("says")]]
    tried = specifications.merge(said, on="claim", how="left", validate="many_to_one")
    first = ~tried["claim"].duplicated()
    rows = tried.assign(id=("tried-" + tried["claim"].astype(str)).where(first, "")).to_dict(
        "records"
    )
    return _table("tried", TRIED, rows, heads=("says", *TRIED[1:]))


def slips_table(slips: pd.DataFrame, guide: Guide) -> PageTable:
    """The text's own slips and what it leaves out, whether found by a check, and what it found."""
    rows = slips.assign(slip=slips[VERDICT]).to_dict("records")
    heads = ("quote", "wrong", "check", "value", "seed_line")
    return _table("slips", SLIPS, rows, guide, heads=heads)
