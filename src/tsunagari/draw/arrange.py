"""Estimates laid out by the roles that a figure's chart gives their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import isnan

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, NOBODY, NOT_ASKED
from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.draw.paper.intervals import marked

KEYS = ("wave", "country", "group", "item", "category")
Keys = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One number: its percentage, its base, whether it stands on an assumption, the ends of its
    interval where the table has one, and the bounds of an assumed number."""

    percent: float
    n: int
    assumed: bool
    low: float | None = None
    high: float | None = None
    bounds: tuple[float, float] | None = None

    @property
    def has_interval(self) -> bool:
        """Whether the ends of its interval are known."""
        return self.low is not None and not isnan(self.low)

    @property
    def printed(self) -> str:
        return marked(self.percent, self.assumed)


@dataclass(frozen=True)
class Arrangement:
    """Cells by panel, row and column, each in the order of the configuration.

    Without a panel there is one, None; without a column role one column, "". Only cells
    with people in their base are here, but all rows, so that a chart can say what a wave
    did not ask. `empty` says of the others why they have no number (a basis).
    """

    panel_role: str | None
    row_roles: tuple[str, ...]
    panels: list[str | None]
    columns: list[str]
    cells: Mapping[tuple[str | None, Keys, str], Cell]
    empty: Mapping[tuple[str | None, Keys, str], str]
    rows: Mapping[str | None, list[Keys]]  # of each panel

    @property
    def every_row(self) -> list[tuple[str | None, Keys]]:
        """All rows with their panels."""
        return [(panel, row) for panel in self.panels for row in self.rows[panel]]

    def cell(self, panel: str | None, row: Keys, column: str = "") -> Cell | None:
        return self.cells.get((panel, row, column))

    def base(self, panel: str | None, row: Keys) -> int:
        """The largest base of a row's cells; 0 where nobody was asked."""
        found = (self.cell(panel, row, column) for column in self.columns)
        return max((cell.n for cell in found if cell), default=0)

    def why_empty(self, panel: str | None, row: Keys) -> str:
        """Why a row has no number: `not_asked` or, if that is not so of all of it, `nobody`."""
        places = [(panel, row, column) for column in self.columns]
        found = {self.empty[place] for place in places if place in self.empty}
        return NOT_ASKED if found == {NOT_ASKED} else NOBODY

    @property
    def has_gaps(self) -> bool:
        """Whether a row with numbers lacks some."""
        return any(
            self.base(panel, row) and not all(self.cell(panel, row, c) for c in self.columns)
            for panel, row in self.every_row
        )

    @property
    def largest(self) -> float:
        """The largest percentage, 0 if there is none."""
        return max((cell.percent for cell in self.cells.values()), default=0.0)

    @property
    def has_bounds(self) -> bool:
        """Whether any number has bounds."""
        return any(cell.bounds for cell in self.cells.values())


def arrange(
    estimates: pd.DataFrame, chart: Mapping, labels: Labels, column: str | None = None
) -> Arrangement:
    """Give every key of the estimates its place.

    column  the name of the chart's column role (`segment`, `column`, `bar`), if it has one.
    Several waves that no role shows become panels. A country, group, item or category
    without anybody in the whole table is left out, unless it was not asked. Raises
    ProblemsFound for any other key with several values that the chart gives no role.
    """
    rows = (chart["row"],) if isinstance(chart["row"], str) else tuple(chart["row"])
    across = chart[column] if column else None
    panel = chart.get("panel")
    if panel is None and "wave" not in (*rows, across) and estimates["wave"].nunique() > 1:
        panel = "wave"
    estimates = _shown(estimates)
    check_roles(estimates, [*rows, across, panel], labels)
    places = [
        (record[panel] if panel else None, tuple(record[role] for role in rows), record)
        for record in estimates.to_dict("records")
    ]
    by_place = {(at, row, record[across] if across else ""): record for at, row, record in places}
    cells = {place: _cell(record) for place, record in by_place.items() if record["n"] > 0}
    empty = {place: record["basis"] for place, record in by_place.items() if record["n"] == 0}
    order = {key: labels.arrange(key, estimates[key]) for key in KEYS}
    present = {(at, row) for at, row, _ in places}
    panels = order[panel] if panel else [None]
    return Arrangement(
        panel_role=panel,
        row_roles=rows,
        panels=panels,
        columns=order[across] if across else [""],
        cells=cells,
        empty=empty,
        rows={
            at: [row for row in product(*(order[role] for role in rows)) if (at, row) in present]
            for at in panels
        },
    )


def _shown(estimates: pd.DataFrame) -> pd.DataFrame:
    """The table without the countries, groups, items and categories that nobody is in.

    A group outside a question's base, or a country that no wave surveyed, is not a gap in
    the answers. A question that a wave lacks is, and stays, so that the picture says so.
    """
    people, lacking = estimates["n"] > 0, estimates["basis"] == NOT_ASKED
    shown = pd.Series(True, index=estimates.index)
    for key in ("country", "group", "item", "category"):
        # A group outside the base in one wave is no gap where another lacks the question.
        rule = "any" if key in ("country", "item") else "all"
        unasked = lacking.groupby(estimates[key]).transform(rule)
        shown &= people.groupby(estimates[key]).transform("any") | unasked
    return estimates[shown] if shown.any() else estimates


def _cell(record: Mapping) -> Cell:
    ends = record.get("ci_low"), record.get("ci_high")
    found = record.get("bound_low"), record.get("bound_high")
    bounds = None if None in found or pd.isna(found[0]) else found
    assumed = record["basis"] == ASSUMED
    return Cell(record["percent"], int(record["n"]), assumed, *ends, bounds=bounds)


def check_roles(table: pd.DataFrame, roles: Iterable[str | None], labels: Labels) -> None:
    """Raise ProblemsFound for a role given to no key, and for a key without a role that
    has several values, whose numbers would be drawn over one another."""
    given = {role for role in roles if role is not None}
    where = f"figures.{labels.figure}.chart"
    problems = []
    for role in sorted(given - set(table.columns)):
        keys = [key for key in KEYS if key in table]
        message = "the chart gives a role to a key that its table does not have"
        problems.append(Problem("config/figures.yaml", where, role, message, nearest(role, keys)))
    for key in (key for key in KEYS if key in table and key not in given):
        values = sorted(map(str, table[key].unique()))
        if len(values) > 1:
            message = f"the chart gives '{key}' no role, yet it has several values"
            remedy = "Give it a role (panel, row ...) or show one of the values only."
            problems.append(
                Problem("config/figures.yaml", where, ", ".join(values), message, remedy)
            )
    if problems:
        raise ProblemsFound(problems)
