"""One delivered file by its entry in the wave's `files:`, the files joined to it included."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.checksums import checksum_problems
from tsunagari.read.codes import half_width, recoded
from tsunagari.read.dates import mend_dates
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.joined import join
from tsunagari.read.readstat import as_labels
from tsunagari.read.refusals import AGAIN, refuse

Reader = Callable[[Path, Mapping, Collection[str] | None], DeliveredFile]


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
    modules = file.get("joined", ())
    needed = columns
    if columns is not None:
        needed = {*columns, *(module.get("id_in_first", module["id"]) for module in modules)}
    whole = _read_one(path, file, needed)
    folder = path.parents[len(Path(file["path"]).parts) - 1]
    problems: list[Problem] = []
    read: list[DeliveredFile] = []
    for module in modules:
        of_module = None if columns is None else {*columns, module["id"]}
        try:
            read.append(_read_one(folder / module["path"], module, of_module))
        except ProblemsFound as found:
            problems.extend(found.problems)
    if problems:
        raise ProblemsFound(problems)
    for module, part in zip(modules, read, strict=True):
        whole = join(whole, file, part, module)
    kept = [name for name in whole.frame if columns is None or name in columns]
    frame = whole.frame[kept].set_axis(pd.RangeIndex(1, len(whole.frame) + 1, name="row"))
    return DeliveredFile(frame, whole.labels, whole.titles)


def _read_one(path: Path, file: Mapping, columns: Collection[str] | None) -> DeliveredFile:
    folder = path.parents[len(Path(file["path"]).parts) - 1]
    if problems := checksum_problems(folder, file):
        raise ProblemsFound(problems)
    refuse(path, file)
    read = _reader(file["reader"])(path, file, columns)
    if not len(read.frame):
        message = "the file has a header and no respondent"
        raise ProblemsFound([Problem(file["path"], "", "", message, AGAIN)])
    if file.get("values") == "labels":
        read = as_labels(read, file["path"])
    frame = read.frame
    if file.get("full_width"):
        cells = {name: recoded(frame[name].array, half_width) for name in frame}
        frame = pd.DataFrame(cells, index=frame.index)
    if file["reader"] in ("csv", "tsv", "excel"):
        frame, problems = mend_dates(frame, file.get("dates", {}), file["path"])
        if problems:
            raise ProblemsFound(problems)
    return DeliveredFile(frame, read.labels, read.titles)


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
