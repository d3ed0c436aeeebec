"""One delivered file by its entry in the wave's `files:`, the files joined to it included."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Complaints
from tsunagari.read.checksums import check_checksums
from tsunagari.read.codes import recoded
from tsunagari.read.dates import mend_dates
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import AGAIN, FileEntry, half_width, refuse
from tsunagari.read.formats import FORMATS
from tsunagari.read.guarded import guarded
from tsunagari.read.joined import join

Reader = Callable[[FileEntry], DeliveredFile]


def read_delivered(
    path: Path, file: Mapping, columns: Collection[str] | None = None
) -> DeliveredFile:
    """One delivered file (see DeliveredFile); a row is a respondent, the first is row 1.

    path     where the file is
    file     its entry under `files:` of the wave
    columns  the raw columns that are wanted, None for all; that the file lacks one is for
             the caller to find

    Raises ProblemsFound for a file that is missing, empty, of another format, damaged, not
    the one whose checksum is declared, or of another encoding, for lines of another length,
    columns of one name, dates in columns of codes, and joined files that do not fit.
    """
    first = FileEntry.from_config(path, file)
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
    whole = _read_one(first)
    complaints, parts = Complaints(""), []
    for module in modules:
        with complaints.collecting():
            parts.append(_read_one(module))
    complaints.raise_any()
    for module, part in zip(modules, parts, strict=True):
        if module.id not in part.frame:  # with all names, so that the nearest can be found
            part = _read_one(replace(module, columns=None))
        if module.id_in_first not in whole.frame:
            whole = _read_one(replace(first, columns=None))
        whole = join(whole, first, part, module)
    kept = [name for name in whole.frame if columns is None or name in columns]
    frame = whole.frame[kept].set_axis(pd.RangeIndex(1, len(whole.frame) + 1, name="row"))
    return replace(whole, frame=frame)


def _read_one(file: FileEntry) -> DeliveredFile:
    check_checksums(file)
    refuse(file)
    reader = _reader(file.reader)
    read = reader(file) if FORMATS[file.reader].is_text else guarded(reader, file)
    if not len(read.frame):
        raise file.fault("the file has a header and no respondent", AGAIN)
    frame = read.frame
    if file.full_width:
        cells = {name: recoded(frame[name].array, half_width) for name in frame}
        frame = pd.DataFrame(cells, index=frame.index)
    if "dates" in FORMATS[file.reader].keys:
        frame = mend_dates(frame, file)
    return replace(read, frame=frame)


def _reader(name: str) -> Reader:
    """The reader of a format; only its own library is imported."""
    match name:
        case "csv" | "tsv":
            from tsunagari.read.delimited import read_delimited as reader
        case "excel":
            from tsunagari.read.excel import read_excel as reader
        case "spss":
            from tsunagari.read.readstat import read_spss as reader
        case "stata":
            from tsunagari.read.stata import read_stata as reader
        case "sas":
            from tsunagari.read.readstat import read_sas as reader
        case "parquet":
            from tsunagari.read.arrow import read_parquet as reader
        case "feather":
            from tsunagari.read.arrow import read_feather as reader
    return reader
