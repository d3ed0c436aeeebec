"""What SPSS, Stata and SAS files have in common: labels, kinds of missing, encodings.

A file is read some columns at a time, so that a million rows of hundreds of columns never
stand in memory as anything but small codes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from pyreadstat import PyreadstatError, ReadstatError

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.readers.codes import code_of, coded
from tsunagari.readers.delivered_file import DeliveredFile, wanted_columns
from tsunagari.readers.encodings import CANDIDATES, SURE, is_plausible, utf8_problem
from tsunagari.readers.refusals import damaged

UNREADABLE = (ReadstatError, PyreadstatError, UnicodeDecodeError)
ANY_BYTES = "ISO-8859-1"  # decodes whatever it is given
NOT_OF_CELLS = ("utf-16", "iso2022_jp")  # neither fits cells of fixed width
Read = Callable[..., tuple[pd.DataFrame, object]]


def read_columns(
    read: Read,
    path: Path,
    file: Mapping,
    columns: Collection[str] | None,
    cells_at_once: int,
    undeclared: str | None = None,
) -> DeliveredFile:
    """The wanted columns of a file, by one of pyreadstat's functions.

    cells_at_once  how many values may stand in memory before they are codes
    undeclared     the encoding where the entry has none; None for the one that the file names
    """
    declared = file.get("encoding")
    encoding = _iconv_name(declared) if declared else undeclared
    if declared and encoding != "UTF-8" and _reads_as_utf8(read, path):
        raise ProblemsFound([utf8_problem(file["path"], declared)])
    try:
        _, about = read(path, encoding=encoding, metadataonly=True)
        wanted = wanted_columns(about.column_names, columns, file)
        frame = _frame(partial(read, path, encoding=encoding), about, wanted, cells_at_once)
    except UNREADABLE as error:
        raise ProblemsFound([_reason(read, path, file, error)]) from error
    original = {name: about.column_names[place] for place, name in wanted.items()}
    labels = {name: _labels(about, column) for name, column in original.items()}
    titles = {name: about.column_names_to_labels[column] for name, column in original.items()}
    return DeliveredFile(
        frame,
        {name: codes for name, codes in labels.items() if codes},
        {name: title for name, title in titles.items() if title},
    )


def _frame(read: Read, about: object, wanted: Mapping[int, str], at_once: int) -> pd.DataFrame:
    """The wanted columns as codes, some at a time; without any, only the rows are counted."""
    some = max(1, at_once // max(1, about.number_rows or 1))
    names = {about.column_names[place]: name for place, name in wanted.items()}
    columns, waiting = {}, list(names) or about.column_names[:1]
    while waiting:
        part, _ = read(usecols=waiting[:some])
        rows = len(part)
        for column in set(part) & set(names):
            kind = about.readstat_variable_types[column]
            columns[names[column]] = _codes(part[column], kind)
        waiting = waiting[some:]
    return pd.DataFrame({name: columns[name] for name in names.values()}, index=range(rows))


def _iconv_name(encoding: str) -> str:
    return encoding.replace("_", "-").upper().replace("UTF-8-SIG", "UTF-8")


def _reads_as_utf8(read: Read, path: Path) -> bool:
    """Whether the labels of a file can hardly be anything but UTF-8."""
    try:
        _, about = read(path, encoding="UTF-8", metadataonly=True)
    except UNREADABLE:
        return False
    return sum(letter > "\x7f" for letter in _texts(about)) >= SURE


def _texts(about: object) -> str:
    """All that a file says in words of its columns."""
    labels = [label for codes in about.value_labels.values() for label in codes.values()]
    titles = [title or "" for title in about.column_labels]
    return "".join([*about.column_names, *titles, *labels])


def _codes(column: pd.Series, kind: str) -> pd.Categorical:
    """Cells as codes: 1.0 as 1, the missing value .d as .d, one without a letter blank."""
    values = column.to_numpy()
    if kind == "string":
        return coded(values, _stripped)
    if values.dtype == object:
        return coded(values, _number_or_letter(kind))
    return coded(values.astype(np.float32) if kind == "float" else values)


def _stripped(cell: object) -> str:
    return code_of(cell).strip()


def _number_or_letter(kind: str) -> Callable[[object], str]:
    """The code of a value in a column of numbers, dates and letters of kinds of missing."""

    def code(value: object) -> str:
        if isinstance(value, str):
            return f".{value.lower()}"
        return code_of(np.float32(value) if kind == "float" else value)

    return code


def _labels(about: object, name: str) -> dict[str, str]:
    kind = about.readstat_variable_types[name]
    code = _stripped if kind == "string" else _number_or_letter(kind)
    labels = about.variable_value_labels.get(name, {})
    return {code(value): label for value, label in labels.items()}


def _reason(read: Read, path: Path, file: Mapping, error: Exception) -> Problem:
    """Why a file cannot be read: its encoding, or that it is damaged."""
    said = str(error)
    if "unsupported character set" in said:
        encoding = file.get("encoding", "")
        remedy = f"Set `encoding:` of the file. {nearest(encoding, CANDIDATES)}"
        return Problem(file["path"], "", encoding, "no such encoding", remedy)
    if "encoding" not in said and not isinstance(error, UnicodeDecodeError):
        return damaged(file, error)
    fits = ", ".join(encodings_that_fit(read, path)) or "none tried"
    declared = file.get("encoding")
    message = f"not {declared}" if declared else "not of the encoding that the file itself names"
    message += ": letters that cannot be read"
    return Problem(
        file["path"], "", "", message, f"Set `encoding:` of the file; these fit: {fits}."
    )


def encodings_that_fit(read: Read, path: Path) -> list[str]:
    """The candidates under which all labels and all columns of text can be read."""
    _, about = read(path, encoding=ANY_BYTES, metadataonly=True)
    kinds = about.readstat_variable_types
    places = [place for place, name in enumerate(about.column_names) if kinds[name] == "string"]

    def fits(name: str) -> bool:
        # Names may change with the encoding, so columns are found by their place.
        encoding = _iconv_name(name)
        try:
            _, named = read(path, encoding=encoding, metadataonly=True)
            texts = [named.column_names[place] for place in places or (0,)]
            cells, _ = read(path, encoding=encoding, usecols=texts)
        except UNREADABLE:
            return False
        found = {str(cell) for column in cells for cell in cells[column].unique()}
        return is_plausible(_texts(named) + "".join(found))

    return [name for name in CANDIDATES if name not in NOT_OF_CELLS and fits(name)]
