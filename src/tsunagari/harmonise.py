"""From a wave's delivered rows to harmonised respondents, with a ledger of every row.

Nothing is guessed: an unknown code, a missing column, an answer to a question that was
not put, two different answers of one respondent each stop the run, all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.answers import holds
from tsunagari.codebook import NOT_APPLICABLE, NOT_ASKED, SELECTED, Codebook, Variable
from tsunagari.exclusions import exclude
from tsunagari.mapping import ColumnMap, column_maps, unmapped_columns
from tsunagari.problems import Problem, ProblemsFound, nearest
from tsunagari.wave_design import design_columns, is_number

MOST_SHOWN = 20  # problems of one kind in one column, before the rest is counted


def harmonise(
    codebook: Codebook, wave_name: str, wave: Mapping, raw: Mapping[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Harmonised respondents, and the ledger: file, row, respondent, status, reason.

    raw  file path -> frame of text with the file's row numbers as index
    """
    problems: list[Problem] = []
    parts, ledgers = [], []
    for file in wave["files"]:
        frame = raw[file["path"]]
        missing = _missing_columns(codebook, wave, file, frame)
        problems.extend(missing)
        if missing:
            continue
        ledger = exclude(wave, file["path"], frame, problems)
        ledgers.append(ledger)
        kept = frame[(ledger["status"] == "kept").to_numpy()]
        parts.append(_map_file(codebook, wave, file, kept, problems))
    if problems:
        raise ProblemsFound(problems)
    respondents = pd.concat(parts, ignore_index=True)
    _check_respondents(wave_name, pd.concat(ledgers, ignore_index=True))
    respondents.insert(1, "wave", wave_name)
    return codebook.derive(respondents), pd.concat(ledgers, ignore_index=True)


def _missing_columns(
    codebook: Codebook, wave: Mapping, file: Mapping, frame: pd.DataFrame
) -> list[Problem]:
    """Raw columns that the mapping names and the file lacks."""
    wanted = [wave["respondent"]]
    wanted += design_columns(wave).values()
    wanted += [rule.get("duplicated") or rule["number"] for rule in wave["exclude"]]
    skipped = set(file.get("not_asked", ()))
    wanted += [m.raw for m in column_maps(codebook, wave) if m.variable.name not in skipped]
    return [
        Problem(
            file["path"],
            "header",
            column,
            "column is missing",
            f"{nearest(column, frame.columns)} Or list the variable under `not_asked`.",
        )
        for column in dict.fromkeys(wanted)
        if column not in frame.columns
    ]


def _map_file(
    codebook: Codebook, wave: Mapping, file: Mapping, frame: pd.DataFrame, problems: list
) -> pd.DataFrame:
    """One file's kept rows as harmonised columns, all codes checked."""
    skipped = set(file.get("not_asked", ()))
    columns: dict[str, pd.Series] = {"respondent": frame[wave["respondent"]]}
    for entry in column_maps(codebook, wave):
        if entry.variable.name not in skipped:
            columns[entry.harmonised] = _map_column(entry, file["path"], frame, problems)
    for column, raw_name in design_columns(wave).items():
        columns[column] = _design_column(column, raw_name, file["path"], frame, problems)
    constants = file.get("constants", {})
    for variable in codebook.asked:
        for column in variable.columns():
            if variable.name in constants:
                columns[column] = _filled(constants[variable.name], variable, frame)
            elif variable.name in skipped and variable.type != "number":
                columns[column] = _filled(NOT_ASKED, variable, frame)
    for column in unmapped_columns(codebook, wave):
        if column not in columns:
            columns[column] = _filled(NOT_ASKED, codebook[column.split(".")[0]], frame)
    mapped = pd.DataFrame(columns)
    if not problems:
        partly = codebook.derive(mapped)
        for variable in codebook.asked:
            problems.extend(_base_problems(codebook, variable, file["path"], partly))
            problems.extend(_exclusive_problems(variable, file["path"], mapped))
    order = list(design_columns(wave))
    order += [column for variable in codebook.asked for column in variable.columns()]
    return mapped[["respondent", *[column for column in order if column in mapped]]]


def _design_column(
    column: str, raw_name: str, file: str, frame: pd.DataFrame, problems: list
) -> pd.Series:
    """Weights and population sizes as numbers above 0, strata and clusters as labels."""
    raw = frame[raw_name]
    if not is_number(column):
        blank = raw[raw == ""]
        problems.extend(
            _cell_problems(file, raw_name, blank, "blank in the design", lambda _: "Fill it.")
        )
        return raw.astype("category")
    number = pd.to_numeric(raw, errors="coerce")
    bad = raw[~(number > 0)]
    remedy = "Mend the cell, or exclude the row."
    message = "no number above 0 in the design"
    problems.extend(_cell_problems(file, raw_name, bad, message, lambda _: remedy))
    return number.astype(float)


def _filled(answer: str, variable: Variable, frame: pd.DataFrame) -> pd.Series:
    return pd.Series(answer, index=frame.index, dtype=variable.dtype)


def _map_column(entry: ColumnMap, file: str, frame: pd.DataFrame, problems: list) -> pd.Series:
    raw = frame[entry.raw]
    if entry.variable.type == "number":
        return _map_number(entry, file, raw, problems)
    unknown = raw[~raw.isin(list(entry.codes))]
    valid = [code for code in entry.codes if code != ""]
    problems.extend(
        _cell_problems(file, entry.raw, unknown, "unknown code", lambda code: nearest(code, valid))
    )
    return pd.Series(
        pd.Categorical(raw.map(entry.codes), dtype=entry.variable.dtype), index=raw.index
    )


def _map_number(entry: ColumnMap, file: str, raw: pd.Series, problems: list) -> pd.Series:
    number = pd.to_numeric(raw.where(~raw.isin(list(entry.codes))), errors="coerce")
    bad = raw[(number.isna() & ~raw.isin(list(entry.codes))) | (number.notna() & (number % 1 != 0))]
    remedy = "Mend the cell, or give its code a kind of missing."
    problems.extend(_cell_problems(file, entry.raw, bad, "not a whole number", lambda _: remedy))
    return number.where(~raw.index.isin(bad.index)).astype("Int64")


def _cell_problems(file: str, column: str, cells: pd.Series, message: str, remedy) -> list[Problem]:
    """A problem a cell, the first ones by row, the rest of the column counted."""
    found = [
        Problem(file, f"row {row}, column {column}", code, message, remedy(code))
        for row, code in cells.iloc[:MOST_SHOWN].items()
    ]
    if len(cells) > MOST_SHOWN:
        rest = f"{len(cells) - MOST_SHOWN} more of this kind in the column"
        found.append(Problem(file, f"column {column}", "", rest, "See the ones above."))
    return found


def _base_problems(
    codebook: Codebook, variable: Variable, file: str, mapped: pd.DataFrame
) -> list[Problem]:
    """Answers outside a question's base, and `not applicable` inside it."""
    if variable.type == "number":
        return []
    found = []
    for item in variable.items or (None,):
        column = mapped[variable.columns(item)[0]]
        asked = codebook.matches(mapped, variable.base, item)
        outside = column[~asked & ~holds(column, (NOT_APPLICABLE, NOT_ASKED))]
        inside = column[asked & holds(column, (NOT_APPLICABLE,))]
        base = f"outside the base {dict(variable.base or {})}"
        found += _cell_problems(file, column.name, outside, f"answered {base}", _mend_base)
        message = "coded not applicable inside the base"
        found += _cell_problems(file, column.name, inside, message, _mend_base)
    return found


def _mend_base(_: str) -> str:
    return "Mend the response, or the variable's base in codebook.yaml."


def _exclusive_problems(variable: Variable, file: str, mapped: pd.DataFrame) -> list[Problem]:
    """An exclusive answer (such as `none of these`) given together with another."""
    found = []
    for category in variable.exclusive:
        for item in variable.items or (None,):
            stem = ".".join(part for part in (variable.name, item) if part)
            others = [column for column in variable.columns(item) if column != f"{stem}.{category}"]
            alone = mapped[f"{stem}.{category}"]
            others_too = np.logical_or.reduce([holds(mapped[name], (SELECTED,)) for name in others])
            both = alone[holds(alone, (SELECTED,)) & others_too]
            message = "exclusive answer given together with another"
            found += _cell_problems(file, alone.name, both, message, _mend_exclusive)
    return found


def _mend_exclusive(_: str) -> str:
    return "Mend the response, or the category's `exclusive` in codebook.yaml."


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
            "Remove one, or add an exclusion with `duplicated` to the wave's file.",
        )
        for row in again.itertuples()
    ]
    if problems:
        raise ProblemsFound(problems)
