"""From a wave's delivered rows to harmonised respondents, with a ledger of every row.

Nothing is guessed: an unknown code, a missing column, an answer to a question that was
not put, two different answers of one respondent each stop the run, all of them at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Complaints, Problem, nearest
from tsunagari.harmonise.against_codebook import blanks_outside_base, check_answers, check_numbers
from tsunagari.harmonise.cells import design_column
from tsunagari.harmonise.combine import harmonised_column, same_answer
from tsunagari.harmonise.exclusions import check_codes, check_left_out, exclude
from tsunagari.harmonise.file_plan import FilePlan
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.harmonise.several import check_several, settle

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile


def columns_read(codebook: Codebook, wave: Mapping, file: Mapping) -> list[str]:
    """The raw columns of one file that harmonising looks at, and no others."""
    return FilePlan(codebook, wave, file).raw_columns


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
    of_wave = Complaints(f"config/waves/{wave_name}.yaml")
    of_wave.problems.extend(problems)
    check_codes(wave, (file.frame for file in raw.values()), of_wave)
    parts, ledgers = [], []
    for plan in [FilePlan(codebook, wave, file) for file in wave["files"]]:
        rows = RawRows(raw[plan.file["path"]].frame, of_wave.of(plan.file["path"]))
        if _lacks_columns(plan, rows):
            continue
        _check_number_of_rows(plan, rows)
        ledger = exclude(wave, rows, plan.numbers, plan.questions)
        ledger["respondent"] = _ids(plan, ledger["respondent"])
        ledgers.append(ledger)
        kept = (ledger["status"] == "kept").to_numpy()
        parts.append(_map_file(plan, RawRows(rows.frame[kept], rows.complaints)))
    of_wave.raise_any()
    respondents = pd.concat(parts, ignore_index=True)
    ledger = pd.concat(ledgers, ignore_index=True)
    _check_respondents(wave_name, ledger)
    check_left_out(wave, ledger, of_wave)
    of_wave.raise_any()
    respondents.insert(1, "wave", wave_name)
    return derive(codebook, respondents), ledger


def _check_number_of_rows(plan: FilePlan, raw: RawRows) -> None:
    """As many rows as the wave's file declares; those of a synthetic wave are made anew."""
    declared = plan.file.get("rows", len(raw.frame))
    if declared != len(raw.frame) and plan.wave["source"] == "delivered":
        message = f"the file has {len(raw.frame):,} rows, and `rows` declares another number"
        raw.complaints.add(
            declared, message, "Look for notes, totals or lost rows, or mend `rows`."
        )


def _lacks_columns(plan: FilePlan, raw: RawRows) -> bool:
    """Whether the file lacks raw columns that the mapping names."""
    lacking = [name for name in plan.raw_columns if name not in raw.frame]
    for name in lacking:
        remedy = f"{nearest(name, raw.frame.columns)} Or list the variable under `not_asked`."
        raw.complaints.at("header").add(name, "column is missing", remedy)
    return bool(lacking)


def _map_file(plan: FilePlan, raw: RawRows) -> pd.DataFrame:
    """One file's kept rows as harmonised columns, all codes checked."""
    codebook, index = plan.codebook, raw.frame.index
    id_column = plan.wave["respondent"]
    ids = raw.frame[id_column].astype(str)
    remedy = "Fill it; a respondent is told from others by it."
    raw.complain(id_column, (ids == "").to_numpy(), "no id", remedy)
    columns: dict[str, pd.Series] = {"respondent": _ids(plan, ids)}
    columns |= {entry.harmonised: harmonised_column(entry, raw) for entry in plan.maps}
    columns |= {column: design_column(column, name, raw) for column, name in plan.design.items()}
    for column, answer in plan.same_for_all.items():
        columns[column] = same_answer(answer, codebook[column.split(".")[0]], index)
    if not check_numbers(codebook, plan.maps, raw, columns):
        return pd.DataFrame(columns)  # what is derived from numbers cannot be looked at
    columns = settle(plan.maps, blanks_outside_base(codebook, plan.maps, raw, columns))
    mapped = pd.DataFrame(columns)
    if not raw.complaints.problems:
        check_answers(codebook, mapped, raw.complaints)
    if not raw.complaints.problems:
        check_several(plan.maps, raw, mapped)
    asked = [column for variable in codebook.asked for column in variable.columns()]
    return mapped[["respondent", *[name for name in (*plan.design, *asked) if name in mapped]]]


def _ids(plan: FilePlan, ids: pd.Series) -> pd.Series:
    """Respondents by name; files that number theirs anew have a prefix each."""
    return plan.file.get("id_prefix", "") + ids.astype(str)


def _check_respondents(wave_name: str, ledger: pd.DataFrame) -> None:
    """One respondent, one kept row, over all files of the wave."""
    kept = ledger[ledger["status"] == "kept"]
    complaints = Complaints("")
    message = f"respondent delivered before in wave {wave_name}"
    remedy = (
        "If the files number their respondents anew, give each an `id_prefix` under `files`; "
        "if it is one person, remove one of the two rows."
    )
    for row in kept[kept["respondent"].duplicated()].itertuples():
        complaints.of(row.file).add(row.respondent, message, remedy, f"row {row.row}")
    complaints.raise_any()
