"""Respondents and ledger written as they come, so that a wave never stands in memory whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv
from pyarrow.parquet import ParquetFile, ParquetWriter

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive, unasked
from tsunagari.codebook.variables import Codebook
from tsunagari.waves.design import is_number

ROW_GROUP = 250_000  # rows, at most
DESIGN = "design."
LEDGER = {
    "file": pa.string(),
    "row": pa.int64(),
    "respondent": pa.string(),
    "status": pa.string(),
    "reason": pa.string(),
}
SPECIAL = '[",\r\n]'  # what has to stand in quotes
BARE = arrow_csv.WriteOptions(include_header=False, quoting_style="none")


class RespondentsFile:
    """A Parquet file of respondents with what is derived from their answers.

    Of few rows, it is what pandas writes of the whole. Of more than ROW_GROUP it has several
    row groups of one schema: answers have the codebook's dictionary in each, strata and
    clusters the dictionary of what the group holds.
    """

    def __init__(
        self, path: Path, codebook: Codebook, columns: Sequence[str], rows: int = ROW_GROUP
    ) -> None:
        self._path, self._codebook, self._most = path, codebook, rows
        self._columns = [columns[0], "wave", *columns[1:]]
        self._waiting: list[pd.DataFrame] = []
        self._writer: ParquetWriter | None = None
        # Questions that nobody was asked: by the first row group, and by all so far.
        self._supposed: frozenset[str] = frozenset()
        self._unasked: frozenset[str] = frozenset()

    def add(self, people: pd.DataFrame) -> None:
        """The next respondents; written once there are enough of them for a row group."""
        if self._waiting and sum(map(len, self._waiting)) + len(people) > self._most:
            self._write_group(self._taken())
        self._waiting.append(people)

    def close(self) -> None:
        """Writes what is left. Nothing may be added afterwards."""
        if self._writer is None:
            derive(self._codebook, self._taken()).to_parquet(self._path)
            return
        self._write_group(self._taken())
        self._writer.close()
        if self._unasked != self._supposed:
            self._derive_again()

    def _taken(self) -> pd.DataFrame:
        people = pd.concat(self._waiting, ignore_index=True)
        self._waiting.clear()
        return people

    def _write_group(self, people: pd.DataFrame) -> None:
        for name in [name for name in self._columns if name not in people]:
            variable = self._codebook[name.split(".")[0]]
            people[name] = pd.Series(pd.NA, index=people.index, dtype=dtype_of(variable))
        people = people[self._columns]
        nobody = unasked(self._codebook, people)
        if self._writer is None:
            self._supposed = self._unasked = nobody
        self._unasked &= nobody
        table = _table(derive(self._codebook, people, unasked=self._supposed))
        if self._writer is None:
            self._writer = ParquetWriter(self._path, table.schema, write_statistics=False)
        self._writer.write_table(table)

    def _derive_again(self) -> None:
        """Row group by row group, once it is known of the whole wave what it did not ask."""
        again = self._path.with_name(f"{self._path.name}.again")
        with ParquetFile(self._path) as stored:
            writer = None
            for group in range(stored.num_row_groups):
                people = stored.read_row_group(group, self._columns).to_pandas()
                table = _table(derive(self._codebook, people, unasked=self._unasked))
                writer = writer or ParquetWriter(again, table.schema, write_statistics=False)
                writer.write_table(table)
            writer.close()
        again.replace(self._path)


def _table(people: pd.DataFrame) -> pa.Table:
    table = pa.Table.from_pandas(people, preserve_index=False)
    for place, name in enumerate(table.column_names):
        if name.startswith(DESIGN) and not is_number(name):
            labels = table.column(name).cast(pa.string()).combine_chunks().dictionary_encode()
            table = table.set_column(place, name, labels)
    return table


class LedgerFile:
    """The ledger as CSV, byte by byte as pandas writes it, which takes several times as long."""

    def __init__(self, path: Path) -> None:
        self._path, self._schema = path, pa.schema(LEDGER)

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        self._file.write(f"{','.join(LEDGER)}\n".encode())
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, ledger: pd.DataFrame) -> None:
        """The next rows."""
        table = pa.Table.from_pandas(ledger[list(LEDGER)], preserve_index=False)
        table = table.cast(self._schema)
        texts = [table.column(name) for name, kind in LEDGER.items() if pa.types.is_string(kind)]
        if any(pc.any(pc.match_substring_regex(cells, SPECIAL)).as_py() for cells in texts):
            ledger.to_csv(self._file, header=False, index=False)
        else:
            arrow_csv.write_csv(table, self._file, BARE)
