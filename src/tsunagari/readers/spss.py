"""SPSS (.sav, .zsav): codes of user missing stay codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

import pyreadstat

from tsunagari.config.problems import ProblemsFound
from tsunagari.readers.delivered_file import DeliveredFile
from tsunagari.readers.readstat_files import read_columns
from tsunagari.readers.refusals import damaged
from tsunagari.readers.spss_dictionary import dictionary_fault

CELLS_AT_ONCE = 60_000_000  # numbers of 8 bytes, which pandas copies once


def read_spss(path: Path, file: Mapping, columns: Collection[str] | None = None) -> DeliveredFile:
    """The wanted columns of an SPSS file."""
    if fault := dictionary_fault(path):
        raise ProblemsFound([damaged(file, fault)])
    read = partial(pyreadstat.read_sav, user_missing=True)
    return read_columns(read, path, file, columns, CELLS_AT_ONCE)
