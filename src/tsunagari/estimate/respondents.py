"""A wave's harmonised respondents in their file, read by columns and counted in batches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tsunagari.config.problems import ProblemsFound, refusal
from tsunagari.estimate.collapse import Counted, Counter
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.design import Design
from tsunagari.waves.design import design_columns

TEXT = pa.large_string()
BATCH = 131_072  # respondents held at a time
RESPONDENT, WEIGHT = "respondent", "design.weight"

Rows = tuple[pd.DataFrame, Design]  # aligned


class People(Protocol):
    """A wave's respondents, as every estimate takes them."""

    wave: str

    def count(self, sets: Iterable[Iterable[str]]) -> None:
        """Make ready for what will be asked `of` these sets of columns."""

    def of(self, columns: Iterable[str]) -> Rows:
        """Rows that tell these columns of all respondents, and the design of these rows."""


@dataclass(frozen=True, eq=False)
class Held:
    """Respondents who are in memory, a row each."""

    frame: pd.DataFrame
    design: Design

    @property
    def wave(self) -> str:
        return self.frame["wave"].iloc[0]

    def count(self, sets: Iterable[Iterable[str]]) -> None:
        """Nothing to be done."""

    def of(self, columns: Iterable[str]) -> Rows:
        """All of them."""
        return self.frame, self.design


@dataclass(eq=False)
class Values:
    """The values of one column, and of which type it is; more may come with each batch."""

    type: pa.DataType
    places: dict = field(default_factory=dict)

    def codes(self, column: pa.Array) -> np.ndarray:
        """(n,) places among the values, -1 for a missing one."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        own = column.dictionary.to_pylist()
        known = np.array([self.places.setdefault(value, len(self.places)) for value in own])
        indices = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        if (known == np.arange(len(own))).all():
            return indices
        return np.append(known, -1).astype(np.int32)[indices]

    def series(self, codes: np.ndarray) -> pd.Series:
        """The values at these places, of the type that pandas gives the file's column."""
        values = list(self.places)
        if pa.types.is_dictionary(self.type):
            return pd.Series(pd.Categorical.from_codes(codes, values))
        if pa.types.is_integer(self.type):
            return pd.Series(pd.array([*values, pd.NA], dtype="Int64")[codes])
        if pa.types.is_floating(self.type):
            return pd.Series(np.array([*values, np.nan], dtype=float)[codes])
        return pd.Series(np.array([*values, None], dtype=object)[codes], dtype="str")


class Beside:
    """A table of some of the respondents of a file, in their order, read along with it."""

    def __init__(self, path: Path | str, columns: Iterable[str]) -> None:
        self.path, self.columns = path, list(columns)
        self.schema = pq.read_schema(path)
        self.batches = pq.ParquetFile(path).iter_batches(BATCH, columns=[RESPONDENT, *self.columns])
        self.waiting = self.schema.empty_table().select([RESPONDENT, *self.columns])

    def of(self, ids: pa.Array) -> dict[str, pa.Array]:
        """Column -> its values for the next respondents, missing of those that it has not."""
        while len(self.waiting) < len(ids) and (batch := next(self.batches, None)) is not None:
            self.waiting = pa.concat_tables([self.waiting, pa.Table.from_batches([batch])])
        ahead = self.waiting.slice(0, len(ids)).combine_chunks()
        at = pc.index_in(ids.cast(TEXT), value_set=ahead[RESPONDENT].cast(TEXT))
        found = at.drop_null().to_numpy()
        if (found != np.arange(len(found))).any():
            raise self._problem(ahead[RESPONDENT][int(found.min())].as_py())
        self.waiting = self.waiting.slice(len(found))
        taken = {name: ahead[name].take(at) for name in self.columns}
        return {name: column.combine_chunks() for name, column in taken.items()}

    def end(self) -> None:
        """Raise ProblemsFound if anybody was not among the respondents."""
        if len(self.waiting) or next(self.batches, None) is not None:
            raise self._problem(self.waiting[RESPONDENT][0].as_py())

    def _problem(self, respondent: str) -> ProblemsFound:
        message = "is not a respondent of the wave, or not in the order of its respondents"
        return refusal(str(self.path), "respondent", respondent, message, "Make the table anew.")


@dataclass(eq=False)
class Respondents:
    """One wave's respondents, of whom no more than a batch is held at a time.

    wave   its name            entry  its entry in config/waves/
    path   harmonised Parquet  beside  a table of some of them, in their order, with more columns
    """

    wave: str
    entry: Mapping
    path: Path | str
    beside: Path | str | None = None
    _values: dict[str, Values] = field(default_factory=dict)
    _counted: dict[frozenset[str], Counted] = field(default_factory=dict)
    _made: dict[frozenset[str], Rows] = field(default_factory=dict)

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of the file, and of that beside it those that it has not."""
        schema = pq.read_schema(self.path)
        if self.beside is not None:
            for column in pq.read_schema(self.beside):
                schema = schema if column.name in schema.names else schema.append(column)
        return schema

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        """Columns of the design that tell people apart."""
        declared = [*design_columns(self.entry)]
        calibrate = self.entry["design"].get("calibrate") or {}
        if WEIGHT in declared and "trim" not in calibrate:
            declared.remove(WEIGHT)
        return (*declared, *calibrate.get("margins", ()))

    def ids(self) -> Iterator[np.ndarray]:
        """The respondents' ids, batch by batch."""
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(BATCH, columns=[RESPONDENT]):
                yield batch[RESPONDENT].cast(TEXT).to_numpy(zero_copy_only=False)

    @property
    def ends_of_ids(self) -> tuple[str, str]:
        """No id is before the first or behind the second, in the order of text."""
        metadata = pq.read_metadata(self.path)
        place = self.schema.names.index(RESPONDENT)
        groups = (metadata.row_group(row).column(place) for row in range(metadata.num_row_groups))
        found = [group.statistics for group in groups]
        if not found or not all(ends and ends.has_min_max for ends in found):
            return "", chr(0x10FFFF)
        return str(min(ends.min for ends in found)), str(max(ends.max for ends in found))

    def count(self, sets: Iterable[Iterable[str]]) -> None:
        """Count the people of several sets of columns in one pass over the file.

        Columns that the file does not have are left out, as from its table.
        """
        wanted = {self._key(columns) for columns in sets}
        wanted = [key for key in wanted if not any(key <= known for known in self._counted)]
        wanted = [key for key in wanted if not any(key < other for other in wanted)]
        if not wanted:
            return
        counters = {key: Counter(tuple(sorted(key))) for key in wanted}
        for batch in self._batches(frozenset().union(*wanted)):
            for counter in counters.values():
                counter.add(batch, self._sizes)
        for key, counter in counters.items():
            self._counted[key] = counter.result(self._sizes)

    def of(self, columns: Iterable[str]) -> Rows:
        """Distinct rows of some columns, with the design that says how many people each is."""
        key = self._key(columns)
        self.count([key])
        among = min((known for known in self._counted if key <= known), key=self._rows)
        if among != key:
            self._counted[key] = self._counted[among].again(self._sizes, sorted(key))
        if key not in self._made:
            self._made[key] = self._rows_of(self._counted[key])
        return self._made[key]

    def _key(self, columns: Iterable[str]) -> frozenset[str]:
        wanted = {*columns, *self._keys} - {"wave"}
        return frozenset(wanted.intersection(self.schema.names))

    def _rows(self, key: frozenset[str]) -> int:
        return len(self._counted[key].people)

    @property
    def _sizes(self) -> dict[str, int]:
        return {name: len(values.places) for name, values in self._values.items()}

    def _batches(self, columns: frozenset[str]) -> Iterator[Counted]:
        """Every respondent of the file, in codes."""
        own = pq.read_schema(self.path).names
        read = {name for name in columns if name in own}
        beside = sorted(columns - read)
        weighted = WEIGHT in design_columns(self.entry)
        read |= ({WEIGHT} if weighted else set()) | ({RESPONDENT} if beside else set())
        along = Beside(self.beside, beside) if beside else None
        start = 0
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(BATCH, columns=sorted(read) or [RESPONDENT]):
                given = {name: batch[name] for name in read}
                given |= along.of(batch[RESPONDENT]) if along else {}
                codes = {name: self._of(name).codes(given[name]) for name in columns}
                ones = np.ones(batch.num_rows)
                weight = _floats(batch[WEIGHT]) if weighted else ones
                first = np.arange(start, start + batch.num_rows)
                start += batch.num_rows
                yield Counted(codes, ones, weight, weight**2, first)
        if along:
            along.end()

    def _of(self, name: str) -> Values:
        if name not in self._values:
            self._values[name] = Values(self.schema.field(name).type)
        return self._values[name]

    def _rows_of(self, counted: Counted) -> Rows:
        frame = pd.DataFrame(
            {name: self._values[name].series(codes) for name, codes in counted.codes.items()},
            index=pd.RangeIndex(len(counted.people)),
        ).assign(wave=self.wave)
        if WEIGHT in self.schema.names:
            frame[WEIGHT] = counted.weight
        safe = np.where(counted.square > 0, counted.square, 1.0)
        effective = np.where(counted.square > 0, counted.weight**2 / safe, counted.people)
        same = np.isclose(effective, counted.people, rtol=1e-12, atol=0)
        effective = np.where(same, counted.people, effective)
        counts = (counted.people, effective)
        return frame, wave_design(self.wave, self.entry, frame, *counts)


def _floats(column: pa.Array) -> np.ndarray:
    return column.cast(pa.float64()).to_numpy(zero_copy_only=False)
