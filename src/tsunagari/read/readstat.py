"""What SPSS, Stata and SAS files have in common: labels, kinds of missing, encodings.

A file is read some columns at a time, so that a million rows of hundreds of columns never
stand in memory as anything but small codes.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
from pyreadstat import PyreadstatError, ReadstatError

from tsunagari.config.problems import ProblemsFound, nearest
from tsunagari.read.cells import as_number
from tsunagari.read.codes import code_of, coded, recoded
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.encodings import CANDIDATES, SURE, is_plausible, is_utf8_though_declared
from tsunagari.read.file_entry import FileEntry, missing

UNREADABLE = (ReadstatError, PyreadstatError, UnicodeDecodeError)
ANY_BYTES = "ISO-8859-1"  # decodes whatever it is given
NOT_OF_CELLS = ("utf-16", "iso2022_jp")  # neither fits cells of fixed width
TAGGED = re.compile(r"\.[a-z_]")
Read = Callable[..., tuple[pd.DataFrame, object]]
Calendar = Callable[[str], Callable[[str], str] | None]


def read_columns(
    read: Read,
    file: FileEntry,
    cells_at_once: int,
    undeclared: str | None = None,
    calendar: Calendar = lambda _: None,
) -> DeliveredFile:
    """The wanted columns of a file, by one of pyreadstat's functions.

    cells_at_once  how many values may stand in memory before they are codes
    undeclared     the encoding where the entry has none; None for the one that the file names
    calendar       what makes dates of the stored numbers of a column, by its format
    """
    try:
        about, wanted, read_part = described(read, file, undeclared)
        frame = frame_of(read_part, about, wanted, cells_at_once, calendar)
    except UNREADABLE as error:
        raise unreadable(read, file, error) from error
    return delivered(file, about, wanted, frame)


def described(
    read: Read, file: FileEntry, undeclared: str | None = None
) -> tuple[object, dict[int, str], Read]:
    """What a file says of its variables, those that are wanted, and what reads their cells."""
    encoding = _iconv_name(file.encoding) if file.encoding else undeclared
    if file.encoding and encoding != "UTF-8" and _reads_as_utf8(read, file.place):
        raise is_utf8_though_declared(file)
    _, about = read(file.place, encoding=encoding, metadataonly=True)
    return about, file.wanted(about.column_names), partial(read, file.place, encoding=encoding)


def delivered(
    file: FileEntry, about: object, wanted: Mapping[int, str], frame: pd.DataFrame
) -> DeliveredFile:
    """Cells with what the file says of their columns."""
    original = {name: about.column_names[place] for place, name in wanted.items()}
    labels = {name: _labels(about, column) for name, column in original.items()}
    titles = {name: about.column_names_to_labels[column] for name, column in original.items()}
    missing = {name: _declared(about, original[name], frame[name].array) for name in frame}
    if file.values == "labels":
        frame = _as_labels(frame, labels, file)
        missing = {
            name: frozenset(labels[name].get(code, code) for code in codes)
            for name, codes in missing.items()
        }
    return DeliveredFile(
        frame,
        {name: codes for name, codes in labels.items() if codes},
        {name: title for name, title in titles.items() if title},
        {name: codes for name, codes in missing.items() if codes},
    )


def frame_of(
    read: Read,
    about: object,
    wanted: Mapping[int, str],
    at_once: int,
    calendar: Calendar = lambda _: None,
) -> pd.DataFrame:
    """The wanted columns as codes, some at a time; without any, only the rows are counted."""
    some = max(1, at_once // max(1, about.number_rows or 1))
    names = {about.column_names[place]: name for place, name in wanted.items()}
    columns, waiting = {}, list(names) or about.column_names[:1]
    while waiting:
        part, _ = read(usecols=waiting[:some])
        rows = len(part)
        for column in set(part) & set(names):
            kind = about.readstat_variable_types[column]
            codes = _codes(part[column], kind)
            dated = calendar(about.original_variable_types[column])
            columns[names[column]] = recoded(codes, dated) if dated else codes
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
    return {code(value): label for value, label in labels.items() if label.strip()}


def _declared(about: object, name: str, column: pd.Categorical) -> frozenset[str]:
    """The codes of a column that the file declares missing: by ranges, or by a letter (.d)."""
    ranges = (about.missing_ranges or {}).get(name, ())
    of_text = about.readstat_variable_types[name] == "string"

    def missing(code: str) -> bool:
        if of_text:
            return any(code == str(each["lo"]).strip() for each in ranges)
        if TAGGED.fullmatch(code):
            return True
        number = as_number(code)
        return number is not None and any(each["lo"] <= number <= each["hi"] for each in ranges)

    return frozenset(filter(missing, column.categories))


def unreadable(read: Read, file: FileEntry, error: Exception) -> ProblemsFound:
    """Why a file cannot be read: its encoding, or that it is damaged."""
    said = str(error)
    if "unsupported character set" in said:
        remedy = f"Set `encoding:` of the file. {nearest(file.encoding, CANDIDATES)}"
        return file.fault("no such encoding", remedy, file.encoding)
    if "encoding" not in said and not isinstance(error, UnicodeDecodeError):
        return file.damaged(error)
    fits = ", ".join(encodings_that_fit(read, file.place)) or "none tried"
    declared = file.encoding or "of the encoding that the file itself names"
    message = f"not {declared}: letters that cannot be read"
    return file.fault(message, f"Set `encoding:` of the file; these fit: {fits}.")


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


def _as_labels(
    frame: pd.DataFrame, labels: Mapping[str, Mapping[str, str]], file: FileEntry
) -> pd.DataFrame:
    """Every code that has a label as that label, for waves that are mapped by what codes say.

    Others stay as they are (an age of 42). Raises ProblemsFound where two codes of a column
    would become one.
    """
    columns, complaints = {}, file.complaints
    remedy = "Map the file by its codes: remove `values: labels`."
    for name in frame:
        column, texts = frame[name].array, labels[name]
        counts = Counter(texts.get(code, code) for code in column.categories)
        for label in [label for label, count in counts.items() if count > 1]:
            codes = [code for code in column.categories if texts.get(code, code) == label]
            message = f"codes {', '.join(codes)} have one label"
            complaints.column(name).add(label, message, remedy)
        columns[name] = recoded(column, lambda code, texts=texts: texts.get(code, code))
    complaints.raise_any()
    return pd.DataFrame(columns, index=frame.index)


# SAS (.sas7bdat), with a catalog of formats (.sas7bcat) where the labels are kept there.

SAS_CELLS_AT_ONCE = 40_000_000  # objects: numbers beside the letters of kinds of missing


def read_sas(file: FileEntry) -> DeliveredFile:
    """The wanted columns of a SAS file; missing values .A to .Z are the codes .a to .z."""
    read = partial(pyreadstat.read_sas7bdat, user_missing=True)
    if file.catalog:
        read = _with_labels(read, _catalog(file))
    return read_columns(read, file, SAS_CELLS_AT_ONCE)


def _catalog(file: FileEntry) -> Mapping[str, Mapping]:
    """The labels of each format in a catalog."""
    path = file.folder / file.catalog
    if not path.is_file():
        raise ProblemsFound([missing(path)])
    try:
        return pyreadstat.read_sas7bcat(path, encoding=file.encoding or None)[1].value_labels
    except UNREADABLE as error:
        raise file.damaged(error, file.catalog) from error


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
