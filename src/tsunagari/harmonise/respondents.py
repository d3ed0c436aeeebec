"""From a wave's delivered rows to harmonised respondents, with a ledger of every row.

Nothing is guessed: an unknown code, a missing column, an answer to a question that was
not put, two different answers of one respondent each stop the run, all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import NOT_ASKED, Codebook
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.harmonise.bases import base_problems, blanks_outside_base, exclusive_problems
from tsunagari.harmonise.cells import cell_problems
from tsunagari.harmonise.combine import harmonised_column, same_answer
from tsunagari.harmonise.design_columns import design_column
from tsunagari.harmonise.exclusions import (
    exclude,
    excluding_columns,
    left_out_problems,
    unmatched_codes,
)
from tsunagari.harmonise.numbers import number_problems
from tsunagari.waves.design import design_columns
from tsunagari.waves.mapping import maps_of_file, numbers_of, raw_columns, unmapped_columns

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile


def columns_read(codebook: Codebook, wave: Mapping, file: Mapping) -> list[str]:
    """The raw columns of one file that harmonising looks at, and no others."""
    wanted = [wave["respondent"], *design_columns(wave).values(), *excluding_columns(wave)]
    return list(dict.fromkeys([*wanted, *raw_columns(codebook, wave, file)]))


def harmonise(
    codebook: Codebook,
    wave_name: str,
    wave: Mapping,
    raw: Mapping[str, DeliveredFile],
    problems: Sequence[Problem] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Harmonised respondents, and the ledger: file, row, respondent, status, reason.

    raw       file path -> the delivered file, with the columns that `columns_read` names
    problems  found before, such as labels of the file; raised with those found here
    Raises ProblemsFound with everything that is wrong in all files.
    """
    found: list[Problem] = list(problems)
    found += unmatched_codes(wave_name, wave, (file.frame for file in raw.values()))
    parts, ledgers = [], []
    for file in wave["files"]:
        frame = raw[file["path"]].frame
        missing = _missing_columns(codebook, wave, file, frame)
        found.extend(missing)
        if missing:
            continue
        ledger = exclude(wave, file["path"], frame, found, numbers_of(codebook, wave))
        ledger["respondent"] = _ids(file, ledger["respondent"])
        ledgers.append(ledger)
        kept = (ledger["status"] == "kept").to_numpy()
        parts.append(_map_file(codebook, wave, file, frame[kept], found))
    if found:
        raise ProblemsFound(dict.fromkeys(found))
    respondents = pd.concat(parts, ignore_index=True)
    whole = pd.concat(ledgers, ignore_index=True)
    _check_respondents(wave_name, whole)
    if problems := left_out_problems(wave_name, wave, whole):
        raise ProblemsFound(problems)
    respondents.insert(1, "wave", wave_name)
    return derive(codebook, respondents), whole


def _missing_columns(
    codebook: Codebook, wave: Mapping, file: Mapping, frame: pd.DataFrame
) -> list[Problem]:
    """Raw columns that the mapping names and the file lacks."""
    return [
        Problem(
            file["path"],
            "header",
            column,
            "column is missing",
            f"{nearest(column, frame.columns)} Or list the variable under `not_asked`.",
        )
        for column in columns_read(codebook, wave, file)
        if column not in frame.columns
    ]


def _map_file(
    codebook: Codebook, wave: Mapping, file: Mapping, frame: pd.DataFrame, problems: list
) -> pd.DataFrame:
    """One file's kept rows as harmonised columns, all codes checked."""
    path = file["path"]
    maps = maps_of_file(codebook, wave, file)
    ids = frame[wave["respondent"]].astype(str)
    columns: dict[str, pd.Series] = {"respondent": _ids(file, ids)}
    remedy = "Fill it; a respondent is told from others by it."
    blank = ids[ids == ""]
    problems += cell_problems(path, wave["respondent"], blank, "no id", lambda _: remedy)
    for entry in maps:
        columns[entry.harmonised] = harmonised_column(entry, frame, path, problems)
    for column, raw_name in design_columns(wave).items():
        columns[column] = design_column(column, raw_name, path, frame, problems)
    columns |= _same_for_all(codebook, wave, file, frame, set(columns))
    outside = number_problems(codebook, maps, frame, path, columns)
    if outside:  # what is derived from numbers cannot be, so that no more can be looked at
        problems += outside
        return pd.DataFrame(columns)
    columns = blanks_outside_base(codebook, maps, frame, columns)
    mapped = pd.DataFrame(columns)
    if not problems:
        problems.extend(_against_codebook(codebook, path, mapped))
    order = list(design_columns(wave))
    order += [column for variable in codebook.asked for column in variable.columns()]
    return mapped[["respondent", *[column for column in order if column in mapped]]]


def _ids(file: Mapping, ids: pd.Series) -> pd.Series:
    """Respondents by name; files that number theirs anew have a prefix each."""
    return file.get("id_prefix", "") + ids.astype(str)


def _same_for_all(
    codebook: Codebook, wave: Mapping, file: Mapping, frame: pd.DataFrame, given: set[str]
) -> dict[str, pd.Series]:
    """Constants of the file, and what the file or the wave did not ask."""
    skipped, constants = set(file.get("not_asked", ())), file.get("constants", {})
    columns = {}
    for variable in codebook.asked:
        for column in variable.columns():
            if variable.name in constants:
                columns[column] = same_answer(constants[variable.name], variable, frame.index)
            elif variable.name in skipped and variable.type != "number":
                columns[column] = same_answer(NOT_ASKED, variable, frame.index)
    for column in unmapped_columns(codebook, wave):
        if column not in given and column not in columns:
            columns[column] = same_answer(NOT_ASKED, codebook[column.split(".")[0]], frame.index)
    return columns


def _against_codebook(codebook: Codebook, path: str, mapped: pd.DataFrame) -> list[Problem]:
    """Answers outside their base and beside an exclusive one."""
    partly = derive(codebook, mapped)
    found = []
    for variable in codebook.asked:
        found += base_problems(codebook, variable, path, partly)
        found += exclusive_problems(variable, path, mapped)
    return found


def _check_respondents(wave_name: str, ledger: pd.DataFrame) -> None:
    """One respondent, one kept row, over all files of the wave."""
    kept = ledger[ledger["status"] == "kept"]
    again = kept[kept["respondent"].duplicated()]
    problems = [
        Problem(
            row.file,
            f"row {row.row}",
            row.respondent,
            f"respondent delivered before in wave {wave_name}",
            "If the files number their respondents anew, give each an `id_prefix` under `files`; "
            "if it is one person, remove one of the two rows.",
        )
        for row in again.itertuples()
    ]
    if problems:
        raise ProblemsFound(problems)
