"""The published numbers, as they were transcribed into resources/published/, and checks of them.

Loading is strict: every problem of every file is raised together. What a row says is read in
tsunagari.read.reading, what printing leaves open of it in tsunagari.read.rounding.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Complaints, nearest
from tsunagari.read.reading import DEVIATION, MEAN, ORPHAN, added_up, candidates

COLUMNS = (*KEYS, "n", "percent", "value", "unit", "provenance", "placement", "seed_line", "note")
CHOICES = {
    "provenance": ("seed", "secondary", "derived"),
    "placement": ("printed", "inferred", ORPHAN),
}
NOT_STATISTICS = "not_statistics"  # numbers of the text that state no statistic; other columns
STATISTICS = (MEAN, DEVIATION)
SHAPES = {
    "n": (r"[1-9]\d*", "a whole number above 0, without separators"),
    "percent": (r"(0|[1-9]\d?)\.\d|100\.0", "a percentage with one decimal, as printed"),
    "value": (r"-?\d+(\.\d+)?", "a number, without separators"),
    "seed_line": (r"[1-9]\d*", "a line number"),
}
FIGURE = r"\d+(-\d+){3}"


# --- reading --------------------------------------------------------------------
def load_published(
    folder: str | Path, codebook: Codebook, group_names: Collection[str] = ()
) -> pd.DataFrame:
    """All published numbers of a folder as one frame, in the order of files and rows.

    folder       holds one CSV a figure and those that belong to no figure
    group_names  named groups that are valid besides `all` and the codebook's categories

    Returns COLUMNS with `n`, `seed_line` as Int64, `percent` (in percent) and `value` as
    Float64, text as strings ("" where empty), and two columns more: `printed`, the
    percentage as the string that was printed, and `file`, the stem of the file.
    Raises ProblemsFound with all problems of all files.
    """
    paths = [path for path in sorted(Path(folder).glob("*.csv")) if path.stem != NOT_STATISTICS]
    frames = {path.name: pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths}
    if not frames:  # of a survey that nothing was published about
        frames = {"": pd.DataFrame(columns=list(COLUMNS), dtype=str)}
    complaints = Complaints("")
    for name, frame in frames.items():
        _check_columns(complaints.of(name), frame)
    complaints.raise_any()
    for name, frame in frames.items():
        _check_numbers(complaints.of(name), frame)
        _check_keys(complaints.of(name), frame, codebook, group_names)
        _check_duplicates(complaints.of(name), frame)
    complaints.raise_any()
    _check_bases(complaints, frames)
    complaints.raise_any()
    return typed(frames)


def typed(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Files of checked strings as one frame with its types (see load_published)."""
    parts = [
        frame.assign(printed=frame["percent"], file=name.removesuffix(".csv"))
        for name, frame in frames.items()
    ]
    joined = pd.concat(parts, ignore_index=True)
    types = {"n": "Int64", "seed_line": "Int64", "percent": "Float64", "value": "Float64"}
    for column, kind in types.items():
        numbers = pd.to_numeric(joined[column].where(joined[column] != ""))
        joined[column] = numbers.astype(kind)
    return joined


# --- checks of a file, on strings -------------------------------------------------
def _rows(frame: pd.DataFrame) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; line 1 of a file is its header."""
    for line, row in enumerate(frame.to_dict("records"), start=2):
        yield f"line {line}", row


def _check_columns(complaints: Complaints, frame: pd.DataFrame) -> None:
    columns, header = list(frame.columns), complaints.at("header")
    if columns == list(COLUMNS):
        return
    for column in [column for column in columns if column not in COLUMNS]:
        header.add(column, "unknown column", nearest(column, COLUMNS))
    for column in [column for column in COLUMNS if column not in columns]:
        header.add(column, "column is missing", "Add it.")
    if set(columns) == set(COLUMNS):
        remedy = f"The columns are, in this order: {', '.join(COLUMNS)}."
        header.add(", ".join(columns), "columns out of order", remedy)


def _check_numbers(complaints: Complaints, frame: pd.DataFrame) -> None:
    """Malformed numbers, values of closed lists, and cells that must go together."""
    for where, row in _rows(frame):
        for column, (shape, meaning) in SHAPES.items():
            if row[column] and not re.fullmatch(shape, row[column]):
                at = complaints.at(f"{where}, {column}")
                at.add(row[column], "malformed number", f"Write {meaning}.")
        for column, valid in CHOICES.items():
            if row[column] not in valid:
                at = complaints.at(f"{where}, {column}")
                at.add(row[column], f"unknown {column}", nearest(row[column], valid))
        for value, message, remedy in _contradictions(row):
            complaints.at(where).add(value, message, remedy)


def _contradictions(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Value, message and remedy of each pair of cells of a row that cannot stand together."""
    if row["percent"] and row["value"]:
        yield row["value"], "a percent and a value in one row", "Give each a row of its own."
    if not (row["percent"] or row["value"] or row["n"]):
        yield "", "a row without any number", "Give n, percent or value, or delete the row."
    if bool(row["value"]) != bool(row["unit"]):
        yield row["value"] or row["unit"], "value and unit go together", "Fill or empty both."
    if (row["provenance"] == "seed") != bool(row["seed_line"]):
        remedy = "Rows of provenance seed, and only they, name the line of the text."
        yield row["seed_line"], f"seed_line does not fit provenance {row['provenance']}", remedy
    if row["placement"] == ORPHAN and not candidates(row["note"]):
        yield row["note"], "an orphan without candidates", "Start its note with 'candidates: a|b;'."


def _check_keys(
    complaints: Complaints, frame: pd.DataFrame, codebook: Codebook, group_names: Collection[str]
) -> None:
    """Keys that the codebook does not have.

    A row with a wave states something about that survey's respondents, so its keys are the
    codebook's; a row without a wave states something else, and its keys are free.
    `a|b` says that a number holds for each of two keys, `a+b` for the sum of two.
    """
    stem = complaints.file.removesuffix(".csv")
    for where, row in _rows(frame):
        if re.fullmatch(FIGURE, stem) and row["figure"] != stem:
            remedy = f"Write {stem}, as the file is named, or move the row."
            complaints.at(f"{where}, figure").add(row["figure"], "wrong figure", remedy)
        for key, value, valid in _unknown_keys(row, codebook, group_names) if row["wave"] else ():
            complaints.at(f"{where}, {key}").add(value, f"unknown {key}", nearest(value, valid))


def _unknown_keys(
    row: dict[str, str], codebook: Codebook, group_names: Collection[str]
) -> Iterator[tuple[str, str, list[str]]]:
    countries = list(codebook["country"].categories)
    if row["country"] not in countries:
        yield "country", row["country"], countries
    groups = ["all", *group_names]
    parts = [row["group"]] if row["group"] in groups else row["group"].split(".")
    single = [v for v in codebook.variables.values() if v.type == "single"]
    crossed = [key for v in single for key in (*v.categories, *v.sets)]
    for part in parts:
        if part not in groups and part not in crossed:
            yield "group", part, [*groups, *crossed]
    items = sorted({key for v in codebook.variables.values() for key in v.items or (v.name,)})
    unfinished = row["placement"] == ORPHAN or not (row["percent"] or row["value"])
    for item in _parts(row["item"]):
        if item not in items and not (item == "" and unfinished):
            yield "item", item, items
        for category in _parts(row["category"]):
            valid = _categories(codebook, item)
            if item in items and category not in valid and not (category == "" and unfinished):
                yield "category", category, valid


def _parts(key: str) -> list[str]:
    return [part for each in key.split("|") for part in added_up(each)]


def _categories(codebook: Codebook, item: str) -> list[str]:
    """Categories and sets of every variable that has the item, and statistics of one."""
    asked = [v for v in codebook.variables.values() if item in (v.items or (v.name,))]
    return [*(key for v in asked for key in (*v.categories, *v.sets)), *STATISTICS]


def _check_duplicates(complaints: Complaints, frame: pd.DataFrame) -> None:
    """Cells that a file states twice.

    A figure states a cell once. Orphans have no cell, and a text may repeat one, so there
    the line of the text tells rows apart.
    """
    is_figure = re.fullmatch(FIGURE, complaints.file.removesuffix(".csv"))
    repeatable = (frame["placement"] == ORPHAN) | (not is_figure)
    keys = frame[list(KEYS)].assign(line=frame["seed_line"].where(repeatable, ""))
    for place in keys.index[keys.duplicated()]:
        remedy, value = "Delete one of the rows, or correct its keys.", keys.loc[place, list(KEYS)]
        complaints.at(f"line {place + 2}").add(", ".join(value), "duplicate key", remedy)


def _check_bases(complaints: Complaints, frames: dict[str, pd.DataFrame]) -> None:
    """Rows of one figure, wave, country, group and item that name different bases."""
    parts = [f.assign(of=name, line=f.index + 2) for name, f in frames.items()]
    stated = pd.concat(parts, ignore_index=True)
    stated = stated[(stated["n"] != "") & (stated["wave"] != "")]
    for _, rows in stated.groupby(list(KEYS[:-1]), sort=False):
        first, *others = rows.drop_duplicates("n").to_dict("records")
        for other in others[:1]:
            remedy = f"{first['of']}: line {first['line']} has {first['n']}."
            at = complaints.of(other["of"]).at(f"line {other['line']}, n")
            at.add(other["n"], "two bases of one row", remedy)
