"""What Parquet and Feather have in common: typed columns of Arrow as codes."""

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
from pyarrow.parquet import ParquetFile

from tsunagari.read.codes import code_of, of_places
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

UNREADABLE = (pa.ArrowException, OSError, UnicodeDecodeError)


def categorical(column: pa.Array) -> pd.Categorical:
    """One column as codes; of a dictionary column (a factor) each value is a code.

    Raises ArrowInvalid for bytes that are no values of the column's type: of a damaged file
    that nothing else has noticed, and on which Arrow would otherwise read beyond its memory.
    """
    column.validate(full=True)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    texts = [code_of(value) for value in _values(column.dictionary)]
    return of_places(column.indices.fill_null(-1).to_numpy().astype(int), texts)


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


def _delivered(batch: pa.RecordBatch, names: list[str]) -> DeliveredFile:
    """A batch's columns under the names that they are wanted by."""
    read = {name: categorical(column) for name, column in zip(names, batch.columns, strict=True)}
    return DeliveredFile(pd.DataFrame(read, index=range(batch.num_rows)))


def read_feather(file: FileEntry) -> Iterator[DeliveredFile]:
    """The wanted columns of a Feather file (Arrow IPC) in its batches, mapped into memory.

    Other columns are not decompressed.
    """
    try:
        with pa.memory_map(str(file.place)) as source:
            wanted = _wanted(pa.ipc.open_file(source).schema, file)
            options = pa.ipc.IpcReadOptions(included_fields=list(wanted) or [0])
            stored = pa.ipc.open_file(source, options=options)
            for place in range(stored.num_record_batches):
                batch = stored.get_batch(place)
                if batch.num_columns > len(wanted):  # none is wanted; the rows are counted
                    batch = batch.select([])
                yield _delivered(batch, list(wanted.values()))
    except UNREADABLE as error:
        raise file.damaged(error) from error


def read_parquet(file: FileEntry) -> Iterator[DeliveredFile]:
    """The wanted columns of a Parquet file in batches."""
    try:
        with ParquetFile(file.place) as parquet:
            names = parquet.schema_arrow.names
            wanted = _wanted(parquet.schema_arrow, file)
            stored = [names[place] for place in wanted]
            for batch in parquet.iter_batches(file.at_once, columns=stored, use_threads=False):
                yield _delivered(batch.select(stored), list(wanted.values()))
    except UNREADABLE as error:
        raise file.damaged(error) from error
