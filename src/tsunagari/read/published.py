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
from tsunagari.config.problems import Problem, ProblemsFound, nearest
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
    problems = [p for name, frame in frames.items() for p in _column_problems(name, frame)]
    if problems:
        raise ProblemsFound(problems)
    for name, frame in frames.items():
        problems += check_numbers(name, frame)
        problems += check_keys(name, frame, codebook, group_names)
        problems += check_duplicates(name, frame)
    if not problems:
        problems = check_bases(frames)
    if problems:
        raise ProblemsFound(problems)
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
def _rows(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with its place; line 1 of a file is its header."""
    for line, row in enumerate(frame.to_dict("records"), start=2):
        yield f"line {line}", row


def _column_problems(name: str, frame: pd.DataFrame) -> list[Problem]:
    found = list(frame.columns)
    if found == list(COLUMNS):
        return []
    unknown = [column for column in found if column not in COLUMNS]
    lacking = [column for column in COLUMNS if column not in found]
    problems = [
        Problem(name, "header", column, "unknown column", nearest(column, COLUMNS))
        for column in unknown
    ]
    problems += [Problem(name, "header", c, "column is missing", "Add it.") for c in lacking]
    remedy = f"The columns are, in this order: {', '.join(COLUMNS)}."
    return problems or [Problem(name, "header", ", ".join(found), "columns out of order", remedy)]


def check_numbers(name: str, frame: pd.DataFrame) -> list[Problem]:
    """Malformed numbers, values of closed lists, and cells that must go together."""
    problems = []
    for where, row in _rows(name, frame):
        for column, (shape, meaning) in SHAPES.items():
            if row[column] and not re.fullmatch(shape, row[column]):
                remedy = f"Write {meaning}."
                problems.append(
                    Problem(name, f"{where}, {column}", row[column], "malformed number", remedy)
                )
        for column, valid in CHOICES.items():
            if row[column] not in valid:
                remedy = nearest(row[column], valid)
                problems.append(
                    Problem(name, f"{where}, {column}", row[column], f"unknown {column}", remedy)
                )
        for value, message, remedy in _contradictions(row):
            problems.append(Problem(name, where, value, message, remedy))
    return problems


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


def check_keys(
    name: str, frame: pd.DataFrame, codebook: Codebook, group_names: Collection[str] = ()
) -> list[Problem]:
    """Keys that the codebook does not have.

    A row with a wave states something about that survey's respondents, so its keys are the
    codebook's; a row without a wave states something else, and its keys are free.
    `a|b` says that a number holds for each of two keys, `a+b` for the sum of two.
    """
    stem = name.removesuffix(".csv")
    problems = []
    for where, row in _rows(name, frame):
        if re.fullmatch(FIGURE, stem) and row["figure"] != stem:
            remedy = f"Write {stem}, as the file is named, or move the row."
            problems.append(
                Problem(name, f"{where}, figure", row["figure"], "wrong figure", remedy)
            )
        if row["wave"]:
            for column, value, valid in _unknown_keys(row, codebook, group_names):
                remedy = nearest(value, valid)
                problems.append(
                    Problem(name, f"{where}, {column}", value, f"unknown {column}", remedy)
                )
    return problems


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


def check_duplicates(name: str, frame: pd.DataFrame) -> list[Problem]:
    """Cells that a file states twice.

    A figure states a cell once. Orphans have no cell, and a text may repeat one, so there
    the line of the text tells rows apart.
    """
    is_figure = re.fullmatch(FIGURE, name.removesuffix(".csv"))
    repeatable = (frame["placement"] == ORPHAN) | (not is_figure)
    keys = frame[list(KEYS)].assign(line=frame["seed_line"].where(repeatable, ""))
    remedy = "Delete one of the rows, or correct its keys."
    return [
        Problem(name, f"line {i + 2}", ", ".join(keys.loc[i, list(KEYS)]), "duplicate key", remedy)
        for i in keys.index[keys.duplicated()]
    ]


def check_bases(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Rows of one figure, wave, country, group and item that name different bases."""
    keys = list(KEYS[:-1])
    parts = [
        f.assign(place=[f"{name}: line {i + 2}" for i in f.index]) for name, f in frames.items()
    ]
    stated = pd.concat(parts, ignore_index=True)
    stated = stated[(stated["n"] != "") & (stated["wave"] != "")]
    problems = []
    for _, rows in stated.groupby(keys, sort=False):
        first = rows.drop_duplicates("n")
        if len(first) > 1:
            file, where = first["place"].iloc[1].split(": ")
            remedy = f"{first['place'].iloc[0]} has {first['n'].iloc[0]}."
            problems.append(
                Problem(file, f"{where}, n", first["n"].iloc[1], "two bases of one row", remedy)
            )
    return problems
