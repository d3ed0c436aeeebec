"""A module of a survey that came as a file of its own, joined one to one on an id."""

import re

import numpy as np
import pandas as pd

from tsunagari.config.problems import Complaints, nearest
from tsunagari.read.cells import NO_ROW
from tsunagari.read.codes import of_places, recoded
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

NUMBER = re.compile(r"0*(\d+)(?:\.0*)?")
OF_THIS_KIND = "ids of this kind"


def join(
    whole: DeliveredFile, file: FileEntry, part: DeliveredFile, module: FileEntry
) -> DeliveredFile:
    """The columns of a module beside those of the first file, in the rows of the first.

    Raises ProblemsFound for ids that are blank, come twice, or are in one of the two only,
    and for columns that both have.
    """
    in_first = file.complaints
    in_module = in_first.of(module.path)
    _check_present(whole.frame, module.id_in_first, in_first)
    _check_present(part.frame, module.id, in_module)
    for name in [name for name in part.frame if name in whole.frame and name != module.id]:
        in_module.at("header").add(name, f"also a column of {file.path}", "Rename one.")
    in_module.raise_any()
    first = _ids(whole.frame[module.id_in_first], module.ids == "numbers")
    second = _ids(part.frame[module.id], module.ids == "numbers")
    _check_unique(first, in_first.column(module.id_in_first))
    _check_unique(second, in_module.column(module.id))
    if not in_module.problems:
        _check_matched(first, second, file, module, in_module)
    in_module.raise_any()
    place = pd.Index(second).get_indexer(first)
    kept = [name for name in part.frame if name != module.id]
    columns = {name: _taken(part.frame[name].array, place) for name in kept}
    frame = pd.concat([whole.frame, pd.DataFrame(columns, index=whole.frame.index)], axis=1)
    extra = {name: titles for name, titles in part.titles.items() if name in kept}
    labels = {name: labels for name, labels in part.labels.items() if name in kept}
    missing = {name: codes for name, codes in part.missing.items() if name in kept}
    return DeliveredFile(
        frame,
        {**whole.labels, **labels},
        {**whole.titles, **extra},
        {**whole.missing, **missing},
    )


def _check_present(frame: pd.DataFrame, name: str, complaints: Complaints) -> None:
    if name not in frame:
        remedy = f"{nearest(name, frame.columns)} Mend `id` of the joined file."
        complaints.at("header").add(name, "no column of this name to join on", remedy)


def _ids(column: pd.Series, numbers: bool) -> np.ndarray:
    """Ids as text; as numbers, 007 and 7.0 are the id 7."""
    ids = column.array
    if numbers:
        ids = recoded(ids, lambda cell: NUMBER.sub(r"\1", cell) if NUMBER.fullmatch(cell) else cell)
    return np.asarray(ids, dtype=object)


def _taken(column: pd.Categorical, place: np.ndarray) -> pd.Categorical:
    """The cells at the given places; at -1 that there is no row."""
    texts = [*column.categories, NO_ROW]
    return of_places(np.where(place < 0, len(texts) - 1, column.codes[place]), texts)


def _check_unique(ids: np.ndarray, complaints: Complaints) -> None:
    cells = _numbered(ids)
    blank, again = cells == "", cells.duplicated()
    remedy = "Fill it, or remove the row."
    complaints.rows(cells[blank], "no id to join on", remedy, OF_THIS_KIND)
    remedy = "Keep the right one of the two."
    complaints.rows(cells[again & ~blank], "an id that came before", remedy, OF_THIS_KIND)


def _numbered(ids: np.ndarray) -> pd.Series:
    """The ids by their rows, the first respondent's being 1."""
    return pd.Series(ids, index=range(1, len(ids) + 1))


def _check_matched(
    first: np.ndarray,
    second: np.ndarray,
    file: FileEntry,
    module: FileEntry,
    complaints: Complaints,
) -> None:
    """Ids of one file that the other lacks; a module of a part may lack those of the first."""
    alone = _numbered(first)[~pd.Index(first).isin(second)]
    strange = _numbered(second)[~pd.Index(second).isin(first)]
    remedy = "Deliver both files whole, or remove the row."
    of_part = "If not all were asked, set `partial: true` for the joined file."
    if module.ids == "text" and _match_as_numbers(alone, strange):
        remedy = of_part = "As numbers they match: set `ids: numbers` for the joined file."
    in_module = complaints.column(module.id)
    in_module.rows(strange, f"no such id in {file.path}", remedy, OF_THIS_KIND)
    if not module.partial:
        in_first = complaints.of(file.path).column(module.id_in_first)
        in_first.rows(alone, f"no such id in {module.path}", of_part, OF_THIS_KIND)


def _match_as_numbers(alone: pd.Series, strange: pd.Series) -> bool:
    one, other = ({NUMBER.sub(r"\1", str(cell)) for cell in ids} for ids in (alone, strange))
    return bool(one & other)
