"""Text with a delimiter (CSV, TSV): every line of another length is named, nothing is guessed."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import itemgetter
from pathlib import Path

import pandas as pd
from pyarrow import ArrowInvalid, DictionaryArray, RecordBatch, binary, dictionary, int32, string
from pyarrow import csv as arrow_csv

from tsunagari.config.in_batches import BatchComplaints
from tsunagari.config.problems import MOST_SHOWN, ProblemsFound
from tsunagari.read.codes import recoded
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.encodings import BLOCK, check_encoding, first_undecodable
from tsunagari.read.file_entry import FileEntry

DECIMAL_COMMA = re.compile(r"^([+-]?\d+),(\d+)$")
POINTED = re.compile(r"[+-]?[\d.]*\d\.\d[\d.,]*")
FIRST = itemgetter(0)
LARGEST_ROW = 1 << 24  # bytes
NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


def read_delimited(file: FileEntry) -> Iterator[DeliveredFile]:
    """The wanted columns of a text file in batches, cells as they are written."""
    check_encoding(file)
    complaints = BatchComplaints(file.path)
    try:
        names = _header(file)
        if _quotes(file.place) % 2:  # pyarrow takes all below an open quote for one cell, silently
            deque(_records(file), maxlen=0)
        wanted, row = file.wanted(names), 1
        for batch in _batches(file, len(names), list(wanted) or [0]):
            index = pd.RangeIndex(row, row + batch.num_rows)
            read = {name: _column(batch.column(str(place))) for place, name in wanted.items()}
            frame = pd.DataFrame(read, index=index)
            yield DeliveredFile(_with_points(frame, file, complaints))
            row += batch.num_rows
    except (ArrowInvalid, UnicodeError, csv.Error) as error:
        raise _unreadable(file, error) from error
    if problems := complaints.told():
        raise ProblemsFound(problems)


def _quotes(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b'"') for block in iter(lambda: stream.read(BLOCK), b""))


def _records(file: FileEntry) -> Iterator[tuple[int, list[str]]]:
    """Each record from the header on and the line where it begins, which quotes may stretch."""
    with file.place.open(encoding=_without_mark(file.encoding), newline="") as stream:
        lines = islice(stream, file.header_row - 1, None)
        reader = csv.reader(lines, delimiter=file.delimiter, strict=True)
        begins = file.header_row
        for cells in reader:
            if cells:
                yield begins, cells
            begins = file.header_row + reader.line_num


def _without_mark(encoding: str) -> str:
    """UTF-8 as Python reads it with its mark or without."""
    return "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding


def _header(file: FileEntry) -> list[str]:
    """The names of the columns; a header that another delimiter would part is a problem."""
    begins, names = next(_records(file), (0, []))
    if not names:
        raise file.fault("no line of names", "Mend `header_row`.", where="header")
    others = [mark for mark in NAMES if mark in names[0] and mark != file.delimiter]
    if len(names) == 1 and others:
        message = f"one column only, though the line holds {NAMES[others[0]]}"
        mark = others[0].replace("\t", "\\t")
        remedy = f'Set `delimiter: "{mark}"` in the wave\'s file.'
        raise file.fault(message, remedy, _short(names[0]), f"line {begins}")
    return names


def _batches(file: FileEntry, width: int, places: list[int]) -> Iterator[RecordBatch]:
    """The wanted columns by their place, as dictionaries of text, some rows at a time.

    Raises ProblemsFound that names every line of another length.
    """
    ragged = 0

    def count(_) -> str:
        nonlocal ragged
        ragged += 1
        return "skip"

    encoding = file.encoding.lower().replace("_", "-")
    keys = {
        "read_options": arrow_csv.ReadOptions(
            use_threads=False,
            block_size=LARGEST_ROW,
            column_names=[str(place) for place in range(width)],
            skip_rows=file.header_row - 1,
            skip_rows_after_names=_records_above(file),
            encoding="utf8" if encoding in ("utf-8", "utf8", "utf-8-sig") else encoding,
        ),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=file.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=width > 1,
            invalid_row_handler=count,
        ),
        "convert_options": arrow_csv.ConvertOptions(
            include_columns=[str(place) for place in places],
            column_types={str(place): dictionary(int32(), binary()) for place in places},
            strings_can_be_null=False,
        ),
    }
    with arrow_csv.open_csv(file.place, **keys) as batches:
        yield from (batch for batch in batches if batch.num_rows)
    if ragged:
        _check_lengths(file, width)


def _records_above(file: FileEntry) -> int:
    """How many records stand from the names on above the first respondent.

    Lines are counted, and a record may have several: one has to begin where the wave's file
    says that respondents do.
    """
    if file.first_row == file.header_row + 1:
        return 1
    begins = list(takewhile(lambda line: line <= file.first_row, map(FIRST, _records(file))))
    if begins[-1] < file.first_row:
        message = f"no record begins on this line; the one that holds it begins on {begins[-1]}"
        raise file.fault(message, "Mend `first_row`.", where=f"line {file.first_row}")
    return len(begins) - 1


def _column(cells: DictionaryArray) -> pd.Categorical:
    """A column by its distinct cells, all of which are there; only these are decoded.

    Raises ArrowInvalid for bytes that are no UTF-8.
    """
    categories = pd.Index(cells.dictionary.cast(string()).to_pandas(), dtype="str")
    return pd.Categorical.from_codes(cells.indices.to_numpy(), categories)


def _with_points(frame: pd.DataFrame, file: FileEntry, complaints: BatchComplaints) -> pd.DataFrame:
    """Numbers with a decimal comma as others write them; one with a point is complained of."""
    every = file.decimal_comma is True
    commas = [name for name in frame if every or name in (file.decimal_comma or ())]
    complaints.begin_batch()
    remedy = "Take the points between thousands out, or leave the column out of `decimal_comma`."
    message = "a point in a number, in a column of decimal commas"
    pointed = {}
    for name in commas:
        column = frame[name].array
        bad = [cell for cell in column.categories if POINTED.fullmatch(cell)]
        complaints.column(name).rows(frame[name][frame[name].isin(bad)], message, remedy)
        pointed[name] = recoded(column, lambda cell: DECIMAL_COMMA.sub(r"\1.\2", cell))
    return frame.assign(**pointed) if pointed else frame


def _check_lengths(file: FileEntry, width: int) -> None:
    """A problem a line that has more or fewer cells than the header; the rest counted."""
    complaints = file.complaints
    ragged = ((begins, cells) for begins, cells in _records(file) if len(cells) != width)
    for begins, cells in islice(ragged, MOST_SHOWN):
        message = f"the line has {len(cells)} cells, the header {width}"
        value = _short(file.delimiter.join(cells))
        complaints.add(value, message, "Mend the line.", f"line {begins}")
    if more := sum(1 for _ in ragged):
        complaints.add("", f"{more} more lines of another length", "See the ones above.")
    complaints.raise_any()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _unreadable(file: FileEntry, error: Exception) -> ProblemsFound:
    """Why a file cannot be read: its encoding, an open quote, or what the parser says."""
    bad = first_undecodable(file.place, file.encoding)
    if bad:
        message = f"not {file.encoding}: bytes that cannot be read"
        fits = ", ".join(bad.fits) or "none tried"
        remedy = f"Set `encoding:` of the file; these fit: {fits}."
        return file.fault(message, remedy, bad.value, f"line {bad.line}")
    begins = 0
    try:
        for line, _ in _records(file):
            begins = line
    except csv.Error as parse_error:
        message = f"below this line a quote is not closed or stands amid a cell ({parse_error})"
        remedy = "Mend the line after it: a quote within a quoted cell is written twice."
        return file.fault(message, remedy, where=f"line {begins}")
    return file.damaged(error)
