"""Delivered files as frames of text: one reader a format, every cell a code as written."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd

from tsunagari.problems import Problem, ProblemsFound

ENCODINGS_TRIED = ("utf-8-sig", "utf-8", "cp932", "euc_jp", "utf-16", "cp1252")


def read_delivered(path: Path, file: Mapping) -> pd.DataFrame:
    """One delivered file; every cell text, "" where it is blank; index = row of the file.

    Row 1 is the first respondent. Raises ProblemsFound for a missing, empty, wrongly
    encoded or ragged file.
    """
    shown_as = file["path"]
    if not path.is_file():
        remedy = "Put it there, or mend `path` in the wave's file."
        raise ProblemsFound([Problem(str(path), "", "", "the delivered file is missing", remedy)])
    if path.stat().st_size == 0:
        raise ProblemsFound([Problem(shown_as, "", "", "the file is empty", "Deliver it again.")])
    raw = _READERS[file["reader"]](path, file)
    if raw.empty:
        message = "the file has a header and no respondent"
        raise ProblemsFound([Problem(shown_as, "", "", message, "Deliver it again.")])
    if file.get("full_width"):
        raw = raw.map(_half_width)
        raw.columns = [_half_width(name) for name in raw.columns]
    raw.index = pd.RangeIndex(1, len(raw) + 1, name="row")
    return raw


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _read_csv(path: Path, file: Mapping) -> pd.DataFrame:
    encoding = file["encoding"]
    content = path.read_bytes()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        value = content[error.start : error.start + 4].hex(" ")
        works = [name for name in ENCODINGS_TRIED if _decodes(content, name)]
        remedy = f"Set `encoding:` of the file; these fit: {', '.join(works) or 'none tried'}."
        message = f"not {encoding}: bytes that cannot be read"
        raise ProblemsFound(
            [Problem(file["path"], f"line {line}", value, message, remedy)]
        ) from error
    return _parse_csv(text, file)


def _parse_csv(text: str, file: Mapping) -> pd.DataFrame:
    """Cells as text; every line that has more or fewer cells than the header is named."""
    from pyarrow import ArrowInvalid, csv, string

    ragged: list = []

    def note(row) -> str:
        ragged.append(row)
        return "skip"

    delimiter = file.get("delimiter", ",")
    try:
        table = csv.read_csv(
            BytesIO(text.removeprefix("\ufeff").encode()),
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=csv.ConvertOptions(
                default_column_type=string(), strings_can_be_null=False
            ),
        )
    except ArrowInvalid as error:
        remedy = "Deliver it again, or mend `delimiter` in the wave's file."
        raise ProblemsFound([Problem(file["path"], "", "", str(error), remedy)]) from error
    names = table.column_names
    problems = [_ragged_problem(row, file["path"]) for row in ragged]
    for name in sorted({name for name in names if names.count(name) > 1}):
        remedy = "Rename one of the two."
        problems.append(Problem(file["path"], "header", name, "two columns of one name", remedy))
    if problems:
        raise ProblemsFound(problems)
    return table.to_pandas().astype(object)


def _ragged_problem(row, file: str) -> Problem:
    message = f"the line has {row.actual_columns} cells, the header {row.expected_columns}"
    value = row.text if len(row.text) <= 60 else row.text[:57] + "..."
    return Problem(file, f"line {row.number}", value, message, "Mend the line.")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeError:
        return False
    return True


def _read_spss(path: Path, file: Mapping) -> pd.DataFrame:
    import pyreadstat

    try:
        raw, _ = pyreadstat.read_sav(str(path), user_missing=True, encoding=file.get("encoding"))
    except pyreadstat.ReadstatError as error:
        remedy = "Check that the file is SPSS .sav and set `encoding:` if it is not UTF-8."
        raise ProblemsFound([Problem(file["path"], "", "", str(error), remedy)]) from error
    return raw.apply(_as_text)


def _as_text(column: pd.Series) -> pd.Series:
    """Numbers as their codes are written (1.0 as "1"), system missing as ""."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.fillna("").astype(str).str.strip()
    whole = column.dropna()
    if (whole == whole.round()).all():
        return column.astype("Int64").astype("string").fillna("").astype(str)
    return column.map(lambda number: "" if pd.isna(number) else repr(number))


_READERS = {"csv": _read_csv, "spss": _read_spss}
