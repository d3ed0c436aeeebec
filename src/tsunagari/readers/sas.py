"""SAS (.sas7bdat), with a catalog of formats (.sas7bcat) where the labels are kept there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

import pyreadstat

from tsunagari.config.problems import ProblemsFound
from tsunagari.readers.delivered_file import DeliveredFile
from tsunagari.readers.readstat_files import UNREADABLE, Read, read_columns
from tsunagari.readers.refusals import damaged, missing

CELLS_AT_ONCE = 40_000_000  # objects: numbers beside the letters of kinds of missing


def read_sas(path: Path, file: Mapping, columns: Collection[str] | None = None) -> DeliveredFile:
    """The wanted columns of a SAS file; missing values .A to .Z are the codes .a to .z."""
    read = partial(pyreadstat.read_sas7bdat, user_missing=True)
    if "catalog" in file:
        folder = path.parents[len(Path(file["path"]).parts) - 1]
        read = _with_labels(read, _catalog(folder / file["catalog"], file))
    return read_columns(read, path, file, columns, CELLS_AT_ONCE)


def _catalog(path: Path, file: Mapping) -> Mapping[str, Mapping]:
    """The labels of each format in a catalog."""
    if not path.is_file():
        raise ProblemsFound([missing(path)])
    try:
        return pyreadstat.read_sas7bcat(path, encoding=file.get("encoding"))[1].value_labels
    except UNREADABLE as error:
        raise ProblemsFound([damaged({"path": file["catalog"]}, error)]) from error


def _with_labels(read: Read, formats: Mapping[str, Mapping]) -> Read:
    """The same reader with the labels of a catalog, by the format that each column has.

    pyreadstat, given the catalog, would put the labels in place of the codes.
    """

    def read_with_labels(path: Path, **keys: object) -> tuple:
        frame, about = read(path, **keys)
        about.value_labels = formats
        about.variable_value_labels = {
            column: formats[name]
            for column, name in about.original_variable_types.items()
            if name in formats
        }
        return frame, about

    return read_with_labels
