"""Files of a synthetic wave in the formats that waves are delivered in; bytes repeat."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound

SPSS_DATE_BYTES = slice(92, 109)  # creation date and time in the header of a .sav
STATA_DATE = re.compile(rb"<timestamp>\x11.{17}</timestamp>", re.DOTALL)
MOST_SPSS_MISSING = 3  # the format has room for no more; the codes are there all the same
EXCEL_DATE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive knows
TAGGED = re.compile(r"\.[a-z]")


@dataclass(frozen=True)
class Description:
    """What formats with labels say of the columns.

    titles   column -> the question
    labels   column -> code -> answer
    missing  column -> codes that are kinds of missing
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_file(
    path: Path, frame: pd.DataFrame, file: Mapping, about: Description, texts: Sequence[str] = ()
) -> None:
    """Write a frame of text codes in the format of its entry under `files:`.

    texts  columns that stay text even where all cells are numbers (ids such as 007)
    Raises ProblemsFound for SAS, which nothing but SAS writes reliably.
    """
    if file.get("values") == "labels":
        frame, about = _by_labels(frame, about, texts)
    typed = frame.apply(lambda column: column if column.name in texts else _typed(column))
    match file["reader"]:
        case "csv" | "tsv":
            _write_text(path, frame, file)
        case "excel":
            _write_excel(path, typed, file)
        case "spss":
            _write_spss(path, typed, about)
        case "stata":
            _write_stata(path, typed, about)
        case "parquet":
            typed.to_parquet(path, index=False)
        case "feather":
            typed.to_feather(path)
        case _:
            message = "a file of this format cannot be made for a synthetic wave"
            remedy = "Set another `reader:`, or `source: delivered` for real responses."
            raise ProblemsFound([Problem(file["path"], "", file["reader"], message, remedy)])


def _typed(column: pd.Series) -> pd.Series:
    """Codes as numbers where all are numbers, blanks as missing."""
    filled = column[column != ""]
    number = pd.to_numeric(filled, errors="coerce")
    if filled.empty or number.isna().any() or np.isinf(number).any():
        return column
    number = number.reindex(column.index)
    return number.astype("Int64") if (number.dropna() % 1 == 0).all() else number


def _by_labels(
    frame: pd.DataFrame, about: Description, texts: Sequence[str]
) -> tuple[pd.DataFrame, Description]:
    """Cells that are labels as numbers of their own, 1, 2, ..., with the labels beside."""
    columns, labels = {}, {}
    for name in frame:
        column = frame[name]
        words = sorted({cell for cell in column if cell and not _is_number(cell)})
        if words and name not in texts:
            # Numbers that stand beside the words (an age of 42) must stay what they are.
            taken = [float(cell) for cell in set(column) if _is_number(cell)]
            first = int(max([0, *taken])) + 1
            codes = {word: str(first + place) for place, word in enumerate(words)}
            labels[name] = {code: word for word, code in codes.items()}
            column = column.map(lambda cell, codes=codes: codes.get(cell, cell))
        columns[name] = column
    return pd.DataFrame(columns), Description(about.titles, labels)


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+(\.\d+)?", cell))


def _write_text(path: Path, frame: pd.DataFrame, file: Mapping) -> None:
    delimiter = file.get("delimiter", "\t" if file["reader"] == "tsv" else ",")
    decimals = file.get("decimal_comma", ())
    for name in frame if decimals is True else decimals or ():
        commas = frame[name].str.replace(r"^([+-]?\d+)\.(\d+)$", r"\1,\2", regex=True)
        frame = frame.assign(**{name: commas})
    text = frame.to_csv(index=False, sep=delimiter, lineterminator="\r\n")
    lines, between = _extra_rows(file)
    header, _, rest = text.partition("\r\n")
    text = "-\r\n" * lines + header + "\r\n" + (header + "\r\n") * between + rest
    path.write_bytes(text.encode(file["encoding"]))


def _extra_rows(file: Mapping) -> tuple[int, int]:
    """Rows above the names, and between them and the first respondent."""
    names = file.get("header_row", 1)
    return names - 1, file.get("first_row", names + 1) - names - 1


def _write_excel(path: Path, typed: pd.DataFrame, file: Mapping) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(file.get("sheet", "Sheet1"))
    above, between = _extra_rows(file)
    for _ in range(above):
        sheet.append(["-"])
    for _ in range(1 + between):
        sheet.append(list(typed.columns))
    cells = typed.astype(object)
    cells = cells.where(cells.notna() & (cells != ""), None)
    for row in cells.itertuples(index=False):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    with ZipFile(written) as made, ZipFile(path, "w", ZIP_DEFLATED) as fixed:
        for entry in made.infolist():
            content = EXCEL_DATE.sub(rb"\g<1>1980-01-01T00:00:00Z", made.read(entry))
            fixed.writestr(ZipInfo(entry.filename, EPOCH), content, ZIP_DEFLATED)


def _write_spss(path: Path, typed: pd.DataFrame, about: Description) -> None:
    import pyreadstat

    stored = typed.apply(lambda column: column if _is_text(column) else column.astype(float))
    labels = {
        name: {
            code if _is_text(stored[name]) else float(code): about.labels[name][code]
            for code in codes
        }
        for name in stored
        if (codes := _fitting(about.labels.get(name, ()), stored[name]))
    }
    missing = {
        name: [float(code) for code in codes][:MOST_SPSS_MISSING]
        for name in stored
        if not _is_text(stored[name])
        and (codes := _fitting(about.missing.get(name, ()), stored[name]))
    }
    pyreadstat.write_sav(
        stored,
        str(path),
        column_labels=[about.titles.get(name, "") for name in typed],
        variable_value_labels=labels,
        missing_ranges=missing,
    )
    content = bytearray(path.read_bytes())
    content[SPSS_DATE_BYTES] = b"01 Jan 0000:00:00"  # so that bytes repeat
    path.write_bytes(content)


def _fitting(codes: Iterable[str], column: pd.Series) -> list[str]:
    """The codes that a column can hold: of one of numbers, those that are numbers."""
    return [code for code in codes if _is_text(column) or _is_number(code)]


def _write_stata(path: Path, typed: pd.DataFrame, about: Description) -> None:
    import pyreadstat

    lettered = [name for name in typed if _has_letters(typed[name])]
    stored = typed.apply(lambda column: _stata_column(column, column.name in lettered))
    numbers = [name for name in stored if name in lettered or not _is_text(typed[name])]
    labels = {
        name: {int(code): label for code, label in about.labels[name].items() if _is_number(code)}
        for name in numbers
        if about.labels.get(name)
    }
    pyreadstat.write_dta(
        stored,
        str(path),
        column_labels=[about.titles.get(name, "") for name in typed],
        variable_value_labels=labels,
        missing_user_values={
            name: sorted({cell for cell in stored[name] if isinstance(cell, str)})
            for name in lettered
        },
    )
    fixed = b"<timestamp>\x1101 Jan 1980 00:00</timestamp>"
    path.write_bytes(STATA_DATE.sub(fixed, path.read_bytes(), count=1))


def _has_letters(column: pd.Series) -> bool:
    """Whether a column holds .a to .z, Stata's kinds of missing, among numbers."""
    cells = {cell for cell in column if cell} if _is_text(column) else set()
    letters = {cell for cell in cells if TAGGED.fullmatch(cell)}
    return bool(letters) and all(_is_number(cell) for cell in cells - letters)


def _stata_column(column: pd.Series, lettered: bool) -> pd.Series:
    if lettered:
        return column.map(_stata_cell).astype(object)
    return column if _is_text(column) else column.astype(float)


def _stata_cell(cell: str) -> float | str:
    if cell == "":
        return np.nan
    return cell[1:] if TAGGED.fullmatch(cell) else float(cell)


def _is_text(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column)
