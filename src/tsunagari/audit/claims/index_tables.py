"""The tables of indices, where a claim's cell is found by the keys that it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from tsunagari.audit.claims.cells import KEYS, Cell, claim_problem
from tsunagari.config.problems import nearest

EMPTY: Mapping = {}


@dataclass(frozen=True)
class IndexTables:
    """Tables of indices; the category of a cell is the column of its number.

    tables  name of an index, or of the table of its differences -> rows
    spec    index -> how its table is read: `keys`, the columns that keys of a cell stand in
            where they have other names; `where`, the rows that are meant; `differences`, the
            table of differences between two of its groups, and the rows of it that are meant;
            `not_printed`, columns that printed numbers bound only
    """

    tables: Mapping[str, pd.DataFrame]
    spec: Mapping[str, Mapping] = field(default_factory=dict)

    def row(self, cell: Cell) -> Mapping[str, object] | None:
        """The one row that a cell names; None where the run has no such table or row.

        Raises ProblemsFound for a column that the table does not have, and where several
        rows are meant.
        """
        if cell.name not in self.tables:
            return None
        table, spec = self.tables[cell.name], self.spec.get(cell.name, EMPTY)
        if cell.category not in table.columns:
            message = f"no column of {cell.name}"
            raise claim_problem(cell.category, message, nearest(cell.category, table.columns))
        columns = {key: spec.get("keys", EMPTY).get(key, key) for key in KEYS[:-1]}
        wanted = {columns[key]: name for key in KEYS[:-1] if (name := getattr(cell, key))}
        rows = _matching(table, {**spec.get("where", EMPTY), **wanted})
        if len(rows) > 1:
            shown = ", ".join(filter(None, (getattr(cell, key) for key in KEYS)))
            remedy = _remedy({key: rows.get(column) for key, column in columns.items()})
            raise claim_problem(shown, f"{cell.name} has {len(rows)} such rows", remedy)
        return None if rows.empty else rows.iloc[0].to_dict()

    def printed_row(self, cell: Cell) -> Mapping[str, object] | None:
        """The same of a table of printed numbers; None also where they bound the cell only."""
        spec = self.spec.get(cell.name, EMPTY)
        return None if cell.category in spec.get("not_printed", ()) else self.row(cell)

    def error_of_difference(self, left: Cell, right: Cell) -> float | None:
        """The standard error of one group less another, where the index comes with it."""
        spec = self.spec.get(left.name, EMPTY).get("differences")
        if spec is None or left.name != right.name or left.wave != right.wave:
            return None
        named = {"wave": left.wave, "group": left.group, "against": right.group}
        keys = {column: name for column, name in named.items() if name}
        rows = _matching(self.tables[spec["table"]], {**spec.get("where", EMPTY), **keys})
        return float(rows["std_error"].iloc[0]) if len(rows) == 1 else None


def _remedy(columns: Mapping[str, pd.Series | None]) -> str:
    """The keys in which rows differ, each with its names; a key may have no column."""
    names = {key: list(dict.fromkeys(map(str, c))) for key, c in columns.items() if c is not None}
    several = [f"`{key}` ({', '.join(each)})" for key, each in names.items() if len(each) > 1]
    return f"Name {' and '.join(several)}." if several else "Mend the table: its rows are the same."


def _matching(table: pd.DataFrame, wanted: Mapping[str, str]) -> pd.DataFrame:
    """The rows that hold all these names; a column that the table lacks excludes nothing."""
    for column, name in wanted.items():
        if column in table.columns:
            table = table[table[column].astype(str) == name]
    return table
