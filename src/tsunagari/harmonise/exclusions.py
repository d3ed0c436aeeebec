"""Which delivered rows are left out, by the wave's rules, each entered in the ledger."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, nearest
from tsunagari.harmonise.cells import looked_up
from tsunagari.waves.codes import as_number, as_texts, folded

Numbers = Callable[[str], float | None]  # the number of a cell, None where it is none
MOST_SHOWN = 20  # rows that a rule leaves out, before the rest is left away
COLUMN_KEYS = ("duplicated", "number", "column", "blank")


def excluding_columns(wave: Mapping) -> list[str]:
    """The raw columns that the rules look at."""
    return [next(rule[key] for key in COLUMN_KEYS if key in rule) for rule in wave["exclude"]]


def exclude(
    wave: Mapping,
    file: str,
    frame: pd.DataFrame,
    problems: list[Problem],
    numbers: Mapping[str, Numbers] | None = None,
) -> pd.DataFrame:
    """The ledger of one file: file, row, respondent, status (kept or excluded), reason.

    numbers  raw column -> the number of a cell, where the mapping says of some what they are
    A row is excluded by the first rule that holds. What a rule cannot decide (a second
    row of a respondent with other answers, a number that is none) goes to `problems`.
    """
    reasons = ["", *(rule["name"] for rule in wave["exclude"])]
    reason = np.zeros(len(frame), np.int16)
    for place, rule in enumerate(wave["exclude"], start=1):
        undecided = reason == 0
        if "number" in rule:
            number = (numbers or {}).get(rule["number"], as_number)
            holds = _outside(rule, file, frame, undecided, problems, number)
        elif "duplicated" in rule:
            holds = _delivered_twice(rule["duplicated"], file, frame, problems)
        else:
            holds = _coded(rule, frame, _ignores_case(wave))
        reason[undecided & holds] = place
    if (reason > 0).all():
        remedy = "Mend the exclusions of the wave's file."
        problems.append(Problem(file, "", "", "every row is excluded", remedy))
    return pd.DataFrame(
        {
            "file": file,
            "row": frame.index,
            "respondent": frame[wave["respondent"]].astype(object).to_numpy(),
            "status": np.where(reason > 0, "excluded", "kept").astype(object),
            "reason": np.array(reasons, dtype=object)[reason],
        }
    )


def _delivered_twice(
    column: str, file: str, frame: pd.DataFrame, problems: list[Problem]
) -> np.ndarray:
    """Rows whose respondent came before with the very same answers."""
    again = frame[column].duplicated().to_numpy()
    # Only respondents that come twice are compared: a wave has hundreds of columns.
    several = frame[frame[column].duplicated(keep=False).to_numpy()]
    same = again.copy()
    same[same] = several.duplicated().to_numpy()[several[column].duplicated().to_numpy()]
    for row, respondent in frame.loc[again & ~same, column].items():
        message = f"respondent came before in this file with other answers (column {column})"
        remedy = "Keep the right one of the two rows; which it is cannot be known from here."
        problems.append(Problem(file, f"row {row}", respondent, message, remedy))
    return same


def _outside(
    rule: Mapping,
    file: str,
    frame: pd.DataFrame,
    undecided: np.ndarray,
    problems: list[Problem],
    number: Numbers,
) -> np.ndarray:
    """Rows whose number lies outside `keep`, both ends kept."""

    def known(cell: str) -> float:
        value = number(cell)
        return np.nan if value is None else value

    column = frame[rule["number"]]
    numbers = looked_up(column, known, float)
    for row, text in column[np.isnan(numbers) & undecided].items():
        where = f"row {row}, column {rule['number']}"
        message = f"no number, so rule {rule['name']} cannot decide"
        problems.append(Problem(file, where, text, message, "Mend the cell."))
    low, high = rule["keep"]
    return (numbers < low) | (numbers > high)


def _ignores_case(wave: Mapping) -> bool:
    return wave.get("case", "exact") == "ignore"


def _coded(rule: Mapping, frame: pd.DataFrame, ignore_case: bool) -> np.ndarray:
    """Rows with one of `values`, or with none of `keep_values`, or that are blank."""
    if "blank" in rule:
        return looked_up(frame[rule["blank"]], lambda cell: cell == "", bool)
    key = _codes_key(rule)
    wanted = {folded(code, ignore_case) for code in as_texts(rule[key])}
    held = looked_up(frame[rule["column"]], lambda cell: folded(cell, ignore_case) in wanted, bool)
    return held if key == "values" else ~held


def _codes_key(rule: Mapping) -> str:
    return "values" if "values" in rule else "keep_values"


def unmatched_codes(wave_name: str, wave: Mapping, frames: Iterable[pd.DataFrame]) -> list[Problem]:
    """Codes of the rules that no row of any file has: more often misspelt than superfluous."""
    problems = []
    frames = list(frames)
    for rule in [rule for rule in wave["exclude"] if "column" in rule]:
        key, column = _codes_key(rule), rule["column"]
        found = {cell for frame in frames if column in frame for cell in frame[column].unique()}
        folds = {folded(cell, _ignores_case(wave)) for cell in found}
        codes = as_texts(rule[key])
        for code in [code for code in codes if folded(code, _ignores_case(wave)) not in folds]:
            message = f"no row has this code of rule {rule['name']}"
            remedy = f"{nearest(code, sorted(found))} Or take it out of `{key}`."
            where = f"exclude, column {column}"
            problems.append(Problem(f"config/waves/{wave_name}.yaml", where, code, message, remedy))
    return problems


def left_out_problems(wave_name: str, wave: Mapping, ledger: pd.DataFrame) -> list[Problem]:
    """Rules that leave out more or fewer rows than they declare.

    ledger  of all files of the wave
    The rows of a synthetic wave are made anew, so that no number is declared of them.
    """
    problems = []
    declared = [rule for rule in wave["exclude"] if "leaves_out" in rule]
    for rule in declared if wave["source"] == "delivered" else ():
        rows = ledger[ledger["reason"] == rule["name"]]
        if len(rows) != rule["leaves_out"]:
            where = f"exclude, {rule['name']}, leaves_out"
            message = f"the rule leaves out {len(rows):,} rows{_named(rows)}"
            remedy = "Look at the rule and at the rows; if they are right, mend the number."
            value = str(rule["leaves_out"])
            file = f"config/waves/{wave_name}.yaml"
            problems.append(Problem(file, where, value, message, remedy))
    return problems


def _named(rows: pd.DataFrame) -> str:
    """The rows of a ledger in brackets, the first ones of many."""
    shown = [f"{row.file} row {row.row}" for row in rows.head(MOST_SHOWN).itertuples()]
    more = ["..."] if len(rows) > MOST_SHOWN else []
    return f" ({', '.join([*shown, *more])})" if shown else ""
