"""Feather (Arrow IPC), mapped into memory, its wanted columns one at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from tsunagari.config.problems import ProblemsFound
from tsunagari.readers.arrow_tables import UNREADABLE, categorical, nested_problems
from tsunagari.readers.delivered_file import DeliveredFile, wanted_columns
from tsunagari.readers.refusals import damaged


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
