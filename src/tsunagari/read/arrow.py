"""What Parquet and Feather have in common: typed columns of Arrow as codes."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.codes import code_of, of_places
from tsunagari.read.delivered_file import DeliveredFile, wanted_columns
from tsunagari.read.refusals import damaged

UNREADABLE = (pa.ArrowException, OSError, UnicodeDecodeError)


def categorical(column: pa.ChunkedArray) -> pd.Categorical:
    """One column as codes; of a dictionary column (a factor) each value is a code.

    Raises ArrowInvalid for bytes that are no values of the column's type: of a damaged file
    that nothing else has noticed, and on which Arrow would otherwise read beyond its memory.
    """
    column.validate(full=True)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    if not column.num_chunks:
        return of_places(np.array([], dtype=int), [])
    column = column.unify_dictionaries()
    places = [chunk.indices.fill_null(-1).to_numpy() for chunk in column.chunks]
    values = column.chunk(0).dictionary
    texts = [code_of(value) for value in _values(values)]
    return of_places(np.concatenate(places).astype(int), texts)


def _values(values: pa.Array) -> list:
    if pa.types.is_float32(values.type):  # so that 0.1 stays 0.1
        return list(values.to_numpy(zero_copy_only=False))
    if pa.types.is_timestamp(values.type):  # as it is written, in its own time zone
        moments = values.cast(pa.timestamp("us", values.type.tz), safe=False).to_pylist()
        return [moment and moment.replace(tzinfo=None) for moment in moments]
    return values.to_pylist()


def nested_problems(schema: pa.Schema, wanted: Mapping[int, str], file: str) -> list[Problem]:
    """A problem for each wanted column whose cells are lists, records or bytes."""
    remedy = "Write it as columns of numbers or text, one answer a cell."
    found = []
    for place, name in wanted.items():
        kind = schema.field(place).type
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            message = "cells that are no numbers and no text"
            found.append(Problem(file, f"column {name}", str(kind), message, remedy))
    return found


# ---- Feather (Arrow IPC), mapped into memory, its wanted columns one at a time -----------


def read_feather(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """The wanted columns of a Feather file."""
    try:
        with pa.memory_map(str(path)) as source:
            schema = pa.ipc.open_file(source).schema
            wanted = wanted_columns(schema.names, columns, file)
            if problems := nested_problems(schema, wanted, file["path"]):
                raise ProblemsFound(problems)
            read = {name: categorical(_column(source, place)) for place, name in wanted.items()}
            rows = len(_column(source, 0)) if schema.names else 0
    except UNREADABLE as error:
        raise ProblemsFound([damaged(file, error)]) from error
    return DeliveredFile(pd.DataFrame(read, index=range(rows)))


def _column(source: pa.MemoryMappedFile, place: int) -> pa.ChunkedArray:
    """One column; the others are not decompressed."""
    options = pa.ipc.IpcReadOptions(included_fields=[place])
    return pa.ipc.open_file(source, options=options).read_all().column(0)


# ---- Parquet, its wanted columns one at a time -------------------------------------------


def read_parquet(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """The wanted columns of a Parquet file."""
    try:
        with ParquetFile(path) as parquet:
            schema = parquet.schema_arrow
            wanted = wanted_columns(schema.names, columns, file)
            if problems := nested_problems(schema, wanted, file["path"]):
                raise ProblemsFound(problems)
            read = {
                name: categorical(parquet.read([schema.names[place]]).column(schema.names[place]))
                for place, name in wanted.items()
            }
            rows = parquet.metadata.num_rows
    except UNREADABLE as error:
        raise ProblemsFound([damaged(file, error)]) from error
    return DeliveredFile(pd.DataFrame(read, index=range(rows)))
