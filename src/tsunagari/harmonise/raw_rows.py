"""Rows of a delivered file, looked at a column at a time and once a distinct cell."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tsunagari.config.problems import Complaints
from tsunagari.read.cells import NO_ROW
from tsunagari.waves.codes import folded


@dataclass(frozen=True)
class RawRows:
    """Rows of one file, and where what is wrong with their cells is said."""

    frame: pd.DataFrame
    complaints: Complaints

    def looked_up(self, column: str, meaning: Callable[[str], object], dtype: type) -> np.ndarray:
        """(n,) what each cell means, by a function that is asked once a distinct cell."""
        cells = self.categorical(column)
        table = np.array([meaning(cell) for cell in cells.categories], dtype=dtype)
        return table.take(cells.codes) if len(table) else np.zeros(len(self.frame), dtype)

    def categorical(self, column: str) -> pd.Categorical:
        """A raw column by its distinct cells."""
        cells = self.frame[column]
        return (
            cells.array if isinstance(cells.dtype, pd.CategoricalDtype) else pd.Categorical(cells)
        )

    def blank(self, column: str) -> np.ndarray:
        """(n,) where a cell is empty."""
        return self.looked_up(column, lambda cell: cell == "", bool)

    def absent(self, column: str) -> np.ndarray:
        """(n,) who has no row in the joined module that the column is of."""
        return self.looked_up(column, lambda cell: cell == NO_ROW, bool)

    def coded(self, column: str, codes: Collection[str], ignore_case: bool) -> np.ndarray:
        """(n,) where a cell is one of some codes, which are folded as cells are."""
        return self.looked_up(column, lambda cell: folded(cell, ignore_case) in codes, bool)

    def complain(
        self, column: str, rows: np.ndarray, message: str, remedy: str | Callable[[str], str]
    ) -> None:
        """A problem for the cell of each of some rows."""
        cells = self.frame[column][rows] if rows.any() else {}
        self.complaints.column(column).rows(cells, message, remedy)

    def only(self, rows: np.ndarray, columns: Iterable[str]) -> "RawRows":
        """Some of the rows, with the columns that are looked at."""
        return RawRows(self.frame.loc[rows, list(dict.fromkeys(columns))], self.complaints)
