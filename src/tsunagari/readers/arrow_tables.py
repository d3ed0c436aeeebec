"""What Parquet and Feather have in common: typed columns of Arrow as codes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from tsunagari.config.problems import Problem
from tsunagari.readers.codes import code_of, of_places

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
