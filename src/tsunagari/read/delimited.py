"""Text with a delimiter (CSV, TSV): every line of another length is named, nothing is guessed."""

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from pyarrow import ArrowInvalid, Table, dictionary, int32, string
from pyarrow import csv as arrow_csv

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.codes import of_places, recoded
from tsunagari.read.delivered_file import DeliveredFile, wanted_columns
from tsunagari.read.encodings import BLOCK, encoding_problems, first_undecodable
from tsunagari.read.refusals import damaged

DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)")
LARGEST_ROW = 1 << 24  # bytes
MOST_SHOWN = 20  # lines of another length, before the rest is counted
NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


def read_delimited(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """The wanted columns of a text file, cells as they are written."""
    with path.open("rb") as stream:
        if problems := encoding_problems(file["path"], file["encoding"], stream.read(BLOCK)):
            raise ProblemsFound(problems)
    try:
        names = _header(path, file)
        if _quotes(path) % 2:  # pyarrow takes all below an open quote for one cell, silently
            deque(_records(path, file), maxlen=0)
        wanted = wanted_columns(names, columns, file)
        table = _table(path, file, len(names), list(wanted) or [0])
    except (ArrowInvalid, UnicodeError, csv.Error) as error:
        raise ProblemsFound(_reasons(path, file, error)) from error
    decimals = file.get("decimal_comma", False)
    read = {
        name: _column(table, str(place), decimals is True or (decimals and name in decimals))
        for place, name in wanted.items()
    }
    return DeliveredFile(pd.DataFrame(read, index=range(table.num_rows)))


def _quotes(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b'"') for block in iter(lambda: stream.read(BLOCK), b""))


def _delimiter(file: Mapping) -> str:
    return file.get("delimiter", "\t" if file["reader"] == "tsv" else ",")


def _records(path: Path, file: Mapping) -> Iterator[tuple[int, list[str]]]:
    """Each record from the header on and the line where it begins, which quotes may stretch."""
    with path.open(encoding=file["encoding"], newline="") as stream:
        skipped = file.get("header_row", 1) - 1
        lines = islice(stream, skipped, None)
        reader = csv.reader(lines, delimiter=_delimiter(file), strict=True)
        begins = skipped + 1
        for cells in reader:
            if cells:
                yield begins, cells
            begins = skipped + reader.line_num + 1


def _header(path: Path, file: Mapping) -> list[str]:
    """The names of the columns; a header that another delimiter would part is a problem."""
    begins, names = next(_records(path, file), (0, []))
    if not names:
        message = "no line of names"
        raise ProblemsFound([Problem(file["path"], "header", "", message, "Mend `header_row`.")])
    names[0] = names[0].removeprefix("\ufeff")
    others = [mark for mark in NAMES if mark in names[0] and mark != _delimiter(file)]
    if len(names) == 1 and others:
        message = f"one column only, though the line holds {NAMES[others[0]]}"
        remedy = f'Set `delimiter: "{_escaped(others[0])}"` in the wave\'s file.'
        where = f"line {begins}"
        raise ProblemsFound([Problem(file["path"], where, _short(names[0]), message, remedy)])
    return names


def _escaped(mark: str) -> str:
    return mark.replace("\t", "\\t")


def _table(path: Path, file: Mapping, width: int, places: list[int]) -> Table:
    """The wanted columns by their place, as dictionaries of text.

    Raises ProblemsFound that names every line of another length.
    """
    ragged = 0

    def count(_) -> str:
        nonlocal ragged
        ragged += 1
        return "skip"

    encoding = file["encoding"].lower().replace("_", "-")
    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            block_size=LARGEST_ROW,
            column_names=[str(place) for place in range(width)],
            skip_rows=file.get("header_row", 1) - 1,
            skip_rows_after_names=file.get("first_row", file.get("header_row", 1) + 1)
            - file.get("header_row", 1),
            encoding="utf8" if encoding in ("utf-8", "utf8", "utf-8-sig") else encoding,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=_delimiter(file),
            newlines_in_values=True,
            ignore_empty_lines=width > 1,
            invalid_row_handler=count,
        ),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=[str(place) for place in places],
            column_types={str(place): dictionary(int32(), string()) for place in places},
            strings_can_be_null=False,
        ),
    )
    if ragged:
        raise ProblemsFound(_ragged_lines(path, file, width))
    return table.unify_dictionaries()


def _column(table: Table, name: str, decimal_comma: bool) -> pd.Categorical:
    chunks = table.column(name).chunks
    if not chunks:
        return of_places(np.array([], dtype=int), [])
    places = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    column = of_places(places, chunks[0].dictionary.to_pylist())
    return recoded(column, _with_point) if decimal_comma else column


def _with_point(cell: str) -> str:
    return DECIMAL_COMMA.sub(r"\1.\2", cell) if DECIMAL_COMMA.fullmatch(cell) else cell


def _ragged_lines(path: Path, file: Mapping, width: int) -> list[Problem]:
    """A problem a line that has more or fewer cells than the header; the rest counted."""
    found, more = [], 0
    for begins, cells in _records(path, file):
        if len(cells) == width:
            continue
        if len(found) == MOST_SHOWN:
            more += 1
            continue
        message = f"the line has {len(cells)} cells, the header {width}"
        value = _short(_delimiter(file).join(cells))
        found.append(Problem(file["path"], f"line {begins}", value, message, "Mend the line."))
    if more:
        message = f"{more} more lines of another length"
        found.append(Problem(file["path"], "", "", message, "See the ones above."))
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _reasons(path: Path, file: Mapping, error: Exception) -> list[Problem]:
    """Why a file cannot be read: its encoding, an open quote, or what the parser says."""
    bad = first_undecodable(path, file["encoding"])
    if bad:
        message = f"not {file['encoding']}: bytes that cannot be read"
        fits = ", ".join(bad.fits) or "none tried"
        remedy = f"Set `encoding:` of the file; these fit: {fits}."
        return [Problem(file["path"], f"line {bad.line}", bad.value, message, remedy)]
    begins = 0
    try:
        for line, _ in _records(path, file):
            begins = line
    except csv.Error as parse_error:
        message = f"below this line a quote is not closed or stands amid a cell ({parse_error})"
        remedy = "Mend the line after it: a quote within a quoted cell is written twice."
        return [Problem(file["path"], f"line {begins}", "", message, remedy)]
    return [damaged(file, error)]
