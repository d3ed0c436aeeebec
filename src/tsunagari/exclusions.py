"""Which delivered rows are left out, by the wave's rules, each entered in the ledger."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tsunagari.problems import Problem


def exclude(wave: Mapping, file: str, frame: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """The ledger of one file: file, row, respondent, status (kept or excluded), reason.

    A row is excluded by the first rule that holds. What a rule cannot decide (a second
    row of a respondent with other answers, a number that is none) goes to `problems`.
    """
    reason = pd.Series("", index=frame.index)
    for rule in wave["exclude"]:
        if "duplicated" in rule:
            holds = _delivered_twice(rule["duplicated"], file, frame, problems)
        else:
            holds = _outside(rule, file, frame, reason == "", problems)
        reason = reason.mask((reason == "") & holds, rule["name"])
    return pd.DataFrame(
        {
            "file": file,
            "row": frame.index,
            "respondent": frame[wave["respondent"]].to_numpy(),
            "status": ["excluded" if text else "kept" for text in reason],
            "reason": reason.to_numpy(),
        }
    )


def _delivered_twice(
    column: str, file: str, frame: pd.DataFrame, problems: list[Problem]
) -> pd.Series:
    """Rows whose respondent came before with the very same answers."""
    again = frame[column].duplicated()
    same = frame.duplicated()
    for row, respondent in frame.loc[again & ~same, column].items():
        message = f"respondent came before in this file with other answers (column {column})"
        remedy = "Keep the right one of the two rows; which it is cannot be known from here."
        problems.append(Problem(file, f"row {row}", respondent, message, remedy))
    return again & same


def _outside(
    rule: Mapping, file: str, frame: pd.DataFrame, open_rows: pd.Series, problems: list[Problem]
) -> pd.Series:
    """Rows whose number lies outside `keep`, both ends kept."""
    column = frame[rule["number"]]
    number = pd.to_numeric(column, errors="coerce")
    for row, text in column[number.isna() & open_rows].items():
        where = f"row {row}, column {rule['number']}"
        message = f"no number, so rule {rule['name']} cannot decide"
        problems.append(Problem(file, where, text, message, "Mend the cell."))
    low, high = rule["keep"]
    return (number < low) | (number > high)
