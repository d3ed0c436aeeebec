"""A module of a survey that came as a file of its own, joined one to one on an id."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.read.codes import of_places, recoded
from tsunagari.read.delivered_file import DeliveredFile

MOST_SHOWN = 20  # ids of one kind, before the rest is counted
NUMBER = re.compile(r"0*(\d+)(?:\.0*)?")


def join(
    whole: DeliveredFile, file: Mapping, part: DeliveredFile, module: Mapping
) -> DeliveredFile:
    """The columns of a module beside those of the first file, in the rows of the first.

    Raises ProblemsFound for ids that are blank, come twice, or are in one of the two only,
    and for columns that both have.
    """
    id_in_first, id_here = module.get("id_in_first", module["id"]), module["id"]
    problems = _missing(whole.frame, file["path"], id_in_first)
    problems += _missing(part.frame, module["path"], id_here)
    both = [name for name in part.frame if name in whole.frame and name != id_here]
    problems += [
        Problem(module["path"], "header", name, f"also a column of {file['path']}", "Rename one.")
        for name in both
    ]
    if problems:
        raise ProblemsFound(problems)
    numbers = module.get("ids", "text") == "numbers"
    first = _ids(whole.frame[id_in_first], numbers)
    second = _ids(part.frame[id_here], numbers)
    problems = _repeated(first, file["path"], id_in_first) + _repeated(
        second, module["path"], id_here
    )
    if not problems:
        problems = _unmatched(first, second, file, module)
    if problems:
        raise ProblemsFound(problems)
    place = pd.Index(second).get_indexer(first)
    kept = [name for name in part.frame if name != id_here]
    columns = {name: _taken(part.frame[name].array, place) for name in kept}
    frame = pd.concat([whole.frame, pd.DataFrame(columns, index=whole.frame.index)], axis=1)
    extra = {name: titles for name, titles in part.titles.items() if name in kept}
    labels = {name: labels for name, labels in part.labels.items() if name in kept}
    return DeliveredFile(frame, {**whole.labels, **labels}, {**whole.titles, **extra})


def _missing(frame: pd.DataFrame, path: str, name: str) -> list[Problem]:
    if name in frame:
        return []
    remedy = f"{nearest(name, frame.columns)} Mend `id` of the joined file."
    return [Problem(path, "header", name, "no column of this name to join on", remedy)]


def _ids(column: pd.Series, numbers: bool) -> np.ndarray:
    """Ids as text; as numbers, 007 and 7.0 are the id 7."""
    ids = column.array
    if numbers:
        ids = recoded(ids, lambda cell: NUMBER.sub(r"\1", cell) if NUMBER.fullmatch(cell) else cell)
    return np.asarray(ids, dtype=object)


def _taken(column: pd.Categorical, place: np.ndarray) -> pd.Categorical:
    """The cells at the given places, blank at -1."""
    return of_places(np.where(place < 0, -1, column.codes[place]), list(column.categories))


def _repeated(ids: np.ndarray, path: str, name: str) -> list[Problem]:
    ids = pd.Series(ids)
    blank = ids[ids == ""]
    again = ids[ids.duplicated() & (ids != "")]
    return [
        *_shown(blank, path, name, "no id to join on", "Fill it, or remove the row."),
        *_shown(again, path, name, "an id that came before", "Keep the right one of the two."),
    ]


def _unmatched(
    first: np.ndarray, second: np.ndarray, file: Mapping, module: Mapping
) -> list[Problem]:
    """Ids of one file that the other lacks; a module of a part may lack those of the first."""
    alone = pd.Series(first)[~pd.Index(first).isin(second)]
    strange = pd.Series(second)[~pd.Index(second).isin(first)]
    remedy = "Deliver both files whole, or remove the row."
    of_part = "If not all were asked, set `partial: true` for the joined file."
    if module.get("ids", "text") == "text" and _match_as_numbers(alone, strange):
        remedy = of_part = "As numbers they match: set `ids: numbers` for the joined file."
    message = f"no such id in {file['path']}"
    found = _shown(strange, module["path"], module["id"], message, remedy)
    if not module.get("partial"):
        id_in_first = module.get("id_in_first", module["id"])
        message = f"no such id in {module['path']}"
        found += _shown(alone, file["path"], id_in_first, message, of_part)
    return found


def _match_as_numbers(alone: pd.Series, strange: pd.Series) -> bool:
    one, other = ({NUMBER.sub(r"\1", str(cell)) for cell in ids} for ids in (alone, strange))
    return bool(one & other)


def _shown(cells: pd.Series, path: str, name: str, message: str, remedy: str) -> list[Problem]:
    found = [
        Problem(path, f"row {row + 1}, column {name}", cell, message, remedy)
        for row, cell in cells.iloc[:MOST_SHOWN].items()
    ]
    if len(cells) > MOST_SHOWN:
        rest = f"{len(cells) - MOST_SHOWN} more ids of this kind"
        found.append(Problem(path, f"column {name}", "", rest, "See the ones above."))
    return found
