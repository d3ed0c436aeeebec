"""Published rows, read once: what each row says, for everybody who works with its number.

Who reads a publication's numbers - the builder of respondents, the audits, the report - takes
them from here: the row's place, what its figure tabulates there, its base, its decimals, and
what printing leaves open of it. What is done with them is a matter of each.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tsunagari.codebook.queries import KEYS, Base, bases
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.rounding import Span, decimals_of, percent_span

JOINED = "+"  # between answers that a text adds up
ORPHAN = "orphan"  # a number whose cell the figure does not show
ASSUMED = "assumed"  # an orphan that an assumption gives a cell
MEAN, DEVIATION = "mean", "standard_deviation"  # of a variable, in place of a category
COLUMNS = ("n", "printed", "value", "file", "seed_line", "provenance", "placement", "note")
CANDIDATES = re.compile(r"(?:^|; )candidates: ([^;]+)")

Table = Mapping[tuple[str, str, str], Base]  # country, group, item -> what stands there


def added_up(key: str) -> list[str]:
    """The answers that a key of a category names together."""
    return key.split(JOINED)


def candidates(note: str) -> tuple[str, ...]:
    """The cells that an orphan may belong to, from its note; () when it names none."""
    match = CANDIDATES.search(note)
    return tuple(match[1].split("|")) if match else ()


def tabulated(codebook: Codebook, figures: Mapping[str, Mapping]) -> dict[str, Table]:
    """What each row of each figure's table counts, of all figures that are tabulated."""
    return {
        figure: {
            (base.country, base.group, base.item_key): base
            for base in bases(codebook, figure, entry["estimates"])
        }
        for figure, entry in figures.items()
        if "estimates" in entry
    }


@dataclass(frozen=True, eq=False)
class Row:
    """One published row.

    place       its number in the frame of all published rows
    keys        figure, wave, country, group, item, category
    base        what its figure tabulates there; None where no figure does
    n           the printed base, None without one
    printed     the percentage as printed, "" without one
    value       a mean, or another number that is no percentage
    file        the stem of its file        seed_line  its line of the text
    provenance  seed, secondary, derived    placement  printed, inferred, orphan; assumed
    """

    place: int
    keys: tuple[str, ...]
    base: Base | None = None
    n: int | None = None
    printed: str = ""
    value: float | None = None
    file: str = ""
    seed_line: int | None = None
    provenance: str = ""
    placement: str = ""
    note: str = ""

    @property
    def figure(self) -> str:
        """The figure's printed number; "" of what belongs to none."""
        return self.keys[0]

    @property
    def survey(self) -> tuple[str, str]:
        """Its wave and country."""
        return self.keys[1], self.keys[2]

    @property
    def item(self) -> str:
        """Its item's key; of a question asked once, the variable."""
        return self.keys[4]

    @property
    def category(self) -> str:
        """Its category's key; "" where only the base is printed."""
        return self.keys[5]

    @property
    def table_row(self) -> tuple[str, ...]:
        """The row of a table that it stands in."""
        return self.keys[:-1]

    @property
    def categories(self) -> list[str]:
        """The answers or sets that are counted together, none where only the base is printed."""
        return added_up(self.category) if self.category else []

    @property
    def has_place(self) -> bool:
        """Whether its cell is known, or assumed."""
        return self.placement != ORPHAN

    @property
    def assumed(self) -> bool:
        """Whether its cell is assumed, not published."""
        return self.placement == ASSUMED

    @property
    def text(self) -> str:
        """The percentage or value as printed (a value's zeros at the end are not kept)."""
        return self.printed or ("" if self.value is None else f"{self.value:g}")

    @property
    def about(self) -> dict[str, object]:
        """What a finding about it names: its keys, its number as printed, its line."""
        return {"keys": self.keys, "printed": self.text, "seed_line": self.seed_line}

    @property
    def percent(self) -> float | None:
        """The percentage."""
        return float(self.printed) if self.printed else None

    @property
    def tenths(self) -> int | None:
        """The percentage in tenths of a percent, as percentages are published."""
        return round(float(self.printed) * 10) if self.printed else None

    @property
    def decimals(self) -> int:
        """How many decimals the percentage or value has."""
        return decimals_of(self.text)

    @property
    def span(self) -> Span:
        """What rounds to the percentage or value."""
        return percent_span(self.text)


def read_rows(
    published,
    tables: Mapping[str, Table] | None = None,
    placements: Sequence[Mapping] = (),
) -> list[Row]:
    """All published rows, in the order of the frame.

    published   the frame that tsunagari.read.published loads (no data frames are imported here,
                since reading the configuration asks this module what keys mean)
    tables      figure -> what its rows count (see tabulated); without it no row has a base
    placements  orphans that are given a cell: figure, percent, and the keys of the cell

    Raises ProblemsFound for a placement of which there is no orphan.
    """
    records = published.astype(object).where(published.notna(), None).to_dict("records")
    rows = [_row(place, record) for place, record in enumerate(records)]
    for entry in placements:
        orphan = _orphan_of(entry, rows)
        keys = tuple(str(entry.get(key, own)) for key, own in zip(KEYS, orphan.keys, strict=True))
        rows[orphan.place] = replace(orphan, keys=keys, placement=ASSUMED)
    known = tables or {}
    return [replace(row, base=known.get(row.figure, {}).get(row.keys[2:5])) for row in rows]


def _row(place: int, record: Mapping) -> Row:
    keys = tuple("" if record[key] is None else str(record[key]) for key in KEYS)
    return Row(place, keys, **{name: record[name] for name in COLUMNS})


def _orphan_of(entry: Mapping, rows: Sequence[Row]) -> Row:
    for row in rows:
        if not row.has_place and (row.figure, row.percent) == (entry["figure"], entry["percent"]):
            return row
    message = "no orphan of the figure has this percentage left"
    remedy = "Give placements only for rows with placement `orphan`, each once."
    where = f"placements, figure {entry['figure']}"
    raise ProblemsFound(
        [Problem("config/synthetic.yaml", where, str(entry["percent"]), message, remedy)]
    )
