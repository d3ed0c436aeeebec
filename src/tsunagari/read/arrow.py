"""What Parquet and Feather have in common: typed columns of Arrow as codes."""

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from tsunagari.read.codes import code_of, of_places
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

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


def _wanted(schema: pa.Schema, file: FileEntry) -> dict[int, str]:
    """The wanted columns; a problem for each whose cells are lists, records or bytes."""
    wanted, complaints = file.wanted(schema.names), file.complaints
    remedy = "Write it as columns of numbers or text, one answer a cell."
    for place, name in wanted.items():
        kind = schema.field(place).type
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            message = "cells that are no numbers and no text"
            complaints.column(name).add(kind, message, remedy)
    complaints.raise_any()
    return wanted


def read_feather(file: FileEntry) -> DeliveredFile:
    """The wanted columns of a Feather file (Arrow IPC), mapped into memory one at a time."""
    try:
        with pa.memory_map(str(file.place)) as source:
            schema = pa.ipc.open_file(source).schema
            wanted = _wanted(schema, file)
            read = {name: categorical(_column(source, place)) for place, name in wanted.items()}
            rows = len(_column(source, 0)) if schema.names else 0
    except UNREADABLE as error:
        raise file.damaged(error) from error
    return DeliveredFile(pd.DataFrame(read, index=range(rows)))


def _column(source: pa.MemoryMappedFile, place: int) -> pa.ChunkedArray:
    """One column; the others are not decompressed."""
    options = pa.ipc.IpcReadOptions(included_fields=[place])
    return pa.ipc.open_file(source, options=options).read_all().column(0)


def read_parquet(file: FileEntry) -> DeliveredFile:
    """The wanted columns of a Parquet file, one at a time."""
    try:
        with ParquetFile(file.place) as parquet:
            names = parquet.schema_arrow.names
            wanted = _wanted(parquet.schema_arrow, file)
            read = {
                name: categorical(parquet.read([names[place]]).column(names[place]))
                for place, name in wanted.items()
            }
            rows = parquet.metadata.num_rows
    except UNREADABLE as error:
        raise file.damaged(error) from error
    return DeliveredFile(pd.DataFrame(read, index=range(rows)))
