"""Parquet, its wanted columns one at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
from pyarrow.parquet import ParquetFile

from tsunagari.config.problems import ProblemsFound
from tsunagari.readers.arrow_tables import UNREADABLE, categorical, nested_problems
from tsunagari.readers.delivered_file import DeliveredFile, wanted_columns
from tsunagari.readers.refusals import damaged


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
