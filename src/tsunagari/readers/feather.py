"""Feather (Arrow IPC), mapped into memory, its wanted columns one at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow.feather import read_table

from tsunagari.problems import ProblemsFound
from tsunagari.readers.arrow_tables import categorical, nested_problems
from tsunagari.readers.delivered_file import DeliveredFile, wanted_columns
from tsunagari.readers.refusals import damaged


def read_feather(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """The wanted columns of a Feather file."""
    try:
        table = read_table(path, memory_map=True)
        wanted = wanted_columns(table.column_names, columns, file)
        if problems := nested_problems(table.schema, wanted, file["path"]):
            raise ProblemsFound(problems)
        read = {name: categorical(table.column(place)) for place, name in wanted.items()}
    except (pa.ArrowException, OSError) as error:
        raise ProblemsFound([damaged(file, error)]) from error
    return DeliveredFile(pd.DataFrame(read, index=range(table.num_rows)))
