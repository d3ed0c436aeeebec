"""What a reader gives back: a file, or some of its rows, and what the file says of its columns."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class DeliveredFile:
    """One delivered file, or some rows of it, with what the file itself says of its columns.

    frame   every column text codes as Categorical, "" where blank; the index is the row of
            the file, 1 for the first respondent
    labels  raw column -> code -> the file's value label ({} where the format has none)
    titles  raw column -> the file's variable label
    missing  raw column -> those of its codes that the file itself declares missing
    """

    frame: pd.DataFrame
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def cells(self, column: str) -> Collection[str] | None:
        """A column's distinct cells as they first appear; None of a column that is not there."""
        return list(self.frame[column].unique()) if column in self.frame else None


@dataclass
class Seen:
    """What is kept of a file that is read in batches: as DeliveredFile, but for its rows.

    columns  those of which each distinct cell is kept
    """

    columns: Iterable[str]
    labels: dict[str, Mapping[str, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    missing: dict[str, frozenset[str]] = field(default_factory=dict)
    rows: int = 0
    _cells: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, batch: DeliveredFile) -> None:
        """The rows that come next."""
        self.rows += len(batch.frame)
        self.labels |= batch.labels
        self.titles |= batch.titles
        for name, codes in batch.missing.items():
            self.missing[name] = self.missing.get(name, frozenset()) | codes
        for name in self.columns:
            if name in batch.frame:
                self._add_cells(self._cells.setdefault(name, {}), batch.frame[name])

    def _add_cells(self, known: dict[str, None], column: pd.Series) -> None:
        is_categorical = isinstance(column.dtype, pd.CategoricalDtype)
        if not is_categorical or any(cell not in known for cell in column.array.categories):
            known |= dict.fromkeys(column.unique())

    def cells(self, column: str) -> Collection[str] | None:
        """As of DeliveredFile."""
        return self._cells.get(column)
