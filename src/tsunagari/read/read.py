"""One delivered file by its entry in the wave's `files:`, the files joined to it included."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

from tsunagari.config.problems import Complaints
from tsunagari.read.checksums import check_checksums
from tsunagari.read.codes import recoded
from tsunagari.read.dates import Dates
from tsunagari.read.delivered_file import DeliveredFile, Seen
from tsunagari.read.file_entry import AGAIN, ROWS, FileEntry, half_width, refuse
from tsunagari.read.formats import FORMATS
from tsunagari.read.guarded import Reader, guarded
from tsunagari.read.joined import join


def read_delivered(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """One delivered file (see DeliveredFile); a row is a respondent, the first is row 1.

    The arguments and the problems are those of `read_batches`.
    """
    return _whole(list(read_batches(path, file, columns)))


def read_batches(
    path: Path, file: Mapping, columns: Collection[str] | None = None, rows: int = ROWS
) -> Iterator[DeliveredFile]:
    """One delivered file, at most so many rows at a time; a row is a respondent.

    path     where the file is
    file     its entry under `files:` of the wave
    columns  the raw columns that are wanted, None for all; that the file lacks one is for
             the caller to find
    Rows are numbered from 1 on. Text, Parquet, Feather and SPSS files never stand in memory
    whole; others, and those with files joined to them, do as small codes.

    Raises ProblemsFound for a file that is missing, empty, of another format, damaged, not
    the one whose checksum is declared, or of another encoding, for lines of another length,
    columns of one name, dates in columns of codes, and joined files that do not fit; some of
    them only once the last batch has been taken.
    """
    first = replace(FileEntry.from_config(path, file, columns), at_once=rows)
    parts = [_joined(first)] if first.joined else _read_one(first)
    begin = 1
    for part in _together(parts, rows):
        kept = [name for name in part.frame if columns is None or name in columns]
        frame = part.frame[kept]
        for place in range(0, len(frame), rows):
            some = frame[place : place + rows]
            index = pd.RangeIndex(begin, begin + len(some), name="row")
            yield replace(part, frame=some.set_axis(index))
            begin += len(some)


def _together(parts: Iterable[DeliveredFile], rows: int) -> Iterator[DeliveredFile]:
    """Small batches put together as far as they are no more than so many rows."""
    waiting: list[DeliveredFile] = []
    for part in parts:
        if waiting and sum(len(each.frame) for each in waiting) + len(part.frame) > rows:
            yield _whole(waiting)
            waiting = []
        waiting.append(part)
        del part  # so that it does not stay while the next is read
    yield _whole(waiting)


def _whole(parts: Sequence[DeliveredFile]) -> DeliveredFile:
    """Batches as one."""
    if len(parts) == 1:
        return parts[0]
    frame = pd.DataFrame(
        {
            name: union_categoricals([part.frame[name].array for part in parts])
            for name in parts[0].frame
        },
        index=pd.RangeIndex(1, sum(len(part.frame) for part in parts) + 1, name="row"),
    )
    seen = Seen(())
    for part in parts:
        seen.add(part)
    return DeliveredFile(frame, seen.labels, seen.titles, seen.missing)


def _joined(first: FileEntry) -> DeliveredFile:
    """A file with the columns of those that are joined to it, whole."""
    columns = first.columns
    modules = [
        FileEntry.from_config(
            first.folder / entry["path"],
            entry,
            None if columns is None else {*columns, entry["id"]},
        )
        for entry in first.joined
    ]
    if columns is not None:
        first = replace(first, columns={*columns, *(module.id_in_first for module in modules)})
    whole = _whole(list(_read_one(first)))
    complaints, parts = Complaints(""), []
    for module in modules:
        with complaints.collecting():
            parts.append(_whole(list(_read_one(module))))
    complaints.raise_any()
    for module, part in zip(modules, parts, strict=True):
        if module.id not in part.frame:  # with all names, so that the nearest can be found
            part = _whole(list(_read_one(replace(module, columns=None))))
        if module.id_in_first not in whole.frame:
            whole = _whole(list(_read_one(replace(first, columns=None))))
        whole = join(whole, first, part, module)
    return whole


def _read_one(file: FileEntry) -> Iterator[DeliveredFile]:
    check_checksums(file)
    refuse(file)
    reader = _reader(file.reader)
    parts = reader(file) if FORMATS[file.reader].is_text else guarded(reader, file)
    dates, begin = Dates(file), 1
    for read in parts:
        frame = read.frame.set_axis(pd.RangeIndex(begin, begin + len(read.frame)))
        begin += len(frame)
        if file.full_width:
            cells = {name: recoded(frame[name].array, half_width) for name in frame}
            frame = pd.DataFrame(cells, index=frame.index)
        if "dates" in FORMATS[file.reader].keys:
            frame = dates.mended(frame)
        if len(frame):
            yield replace(read, frame=frame)
    if begin == 1:
        raise file.fault("the file has a header and no respondent", AGAIN)
    dates.raise_problems()


def _reader(name: str) -> Reader:
    """The reader of a format; only its own library is imported."""
    match name:
        case "csv" | "tsv":
            from tsunagari.read.delimited import read_delimited as reader
        case "excel":
            from tsunagari.read.excel import read_excel

            return lambda file: [read_excel(file)]
        case "spss":
            from tsunagari.read.spss import read_spss as reader
        case "stata":
            from tsunagari.read.stata import read_stata

            return lambda file: [read_stata(file)]
        case "sas":
            from tsunagari.read.readstat import read_sas

            return lambda file: [read_sas(file)]
        case "parquet":
            from tsunagari.read.arrow import read_parquet as reader
        case "feather":
            from tsunagari.read.arrow import read_feather as reader
    return reader
