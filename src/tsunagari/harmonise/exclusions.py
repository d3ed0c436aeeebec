"""Which delivered rows are left out, by the wave's rules, each entered in the ledger."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tsunagari.config.problems import MOST_SHOWN, Complaints, nearest
from tsunagari.harmonise.before import Before, ids_hashed, rows_hashed
from tsunagari.harmonise.raw_rows import RawRows
from tsunagari.read.cells import as_number
from tsunagari.read.delivered_file import Seen
from tsunagari.waves.codes import as_texts, folded

Numbers = Callable[[str], float | None]  # the number of a cell, None where it is none
UNANSWERED = (
    "Leave it out by a rule of `exclude` with `unanswered: true`; "
    "if such rows are respondents, set `unanswered: kept`."
)
STATUSES = ("kept", "excluded")
COLUMN_KEYS = ("duplicated", "number", "column", "blank")


def excluding_columns(wave: Mapping) -> list[str]:
    """The raw columns that the rules look at."""
    return [rule[key] for rule in wave["exclude"] for key in COLUMN_KEYS if key in rule]


def deciding_columns(wave: Mapping) -> list[str]:
    """Those of them whose codes the rules name."""
    return [rule["column"] for rule in wave["exclude"] if "column" in rule]


def exclude(
    wave: Mapping,
    raw: RawRows,
    numbers: Mapping[str, Numbers],
    questions: Sequence[str],
    came: dict[str, Before],
) -> pd.DataFrame:
    """The ledger of rows of one file: file, row, respondent, status (kept or excluded), reason.

    numbers    raw column -> the number of a cell, where the mapping says of some what they are
    questions  the raw columns of all questions
    came       what came in the rows of the file before these, to which these are added
    A row is excluded by the first rule that holds. What a rule cannot decide (a second
    row of a respondent with other answers, a number that is none) is complained of.
    """
    reasons = ["", *(rule["name"] for rule in wave["exclude"])]
    reason = np.zeros(len(raw.frame), np.int16)
    unanswered = _unanswered(raw, questions)
    for place, rule in enumerate(wave["exclude"], start=1):
        undecided = reason == 0
        if "number" in rule:
            holds = _outside(rule, raw, undecided, numbers.get(rule["number"], as_number))
        elif "duplicated" in rule:
            holds = _delivered_twice(rule, raw, came)
        elif "blank" in rule:
            holds = raw.blank(rule["blank"])
        elif "unanswered" in rule:
            holds = unanswered
        else:
            holds = _coded(rule, raw, _ignores_case(wave))
        reason[undecided & holds] = place
    if "unanswered" not in wave:
        message = "a row without any answer: a note, a total, or somebody who answered nothing"
        raw.complain(wave["respondent"], unanswered & (reason == 0), message, UNANSWERED)
    return pd.DataFrame(
        {
            "file": raw.complaints.file,
            "row": raw.frame.index,
            "respondent": raw.frame[wave["respondent"]].astype(object).to_numpy(),
            "status": pd.Categorical.from_codes((reason > 0).astype(np.int8), STATUSES),
            "reason": pd.Categorical.from_codes(reason, reasons),
        }
    )


def _unanswered(raw: RawRows, questions: Sequence[str]) -> np.ndarray:
    """(n,) rows that are blank in all questions; none where no questions are given."""
    if not questions:
        return np.zeros(len(raw.frame), dtype=bool)
    return np.logical_and.reduce([raw.blank(column) for column in questions])


def _delivered_twice(rule: Mapping, raw: RawRows, came: dict[str, Before]) -> np.ndarray:
    """Rows whose respondent came before with the very same answers."""
    name, column = rule["name"], rule["duplicated"]
    ids = raw.frame[column]
    hashes, others = ids_hashed(ids), raw.frame.drop(columns=column)
    again = came.setdefault(f"{name}: ids", Before()).came(hashes)
    same = again & came.setdefault(f"{name}: rows", Before()).came(rows_hashed(others, hashes))
    message = f"respondent came before in this file with other answers (column {column})"
    remedy = "Keep the right one of the two rows; which it is cannot be known from here."
    raw.complaints.rows(ids[again & ~same], message, remedy)
    return same


def _outside(rule: Mapping, raw: RawRows, undecided: np.ndarray, number: Numbers) -> np.ndarray:
    """Rows whose number lies outside `keep`, both ends kept."""
    column, (low, high) = rule["number"], rule["keep"]

    def known(cell: str) -> float:
        value = number(cell)
        return np.nan if value is None else value

    numbers = raw.looked_up(column, known, float)
    message = f"no number, so rule {rule['name']} cannot decide"
    raw.complain(column, np.isnan(numbers) & undecided, message, "Mend the cell.")
    return (numbers < low) | (numbers > high)


def _ignores_case(wave: Mapping) -> bool:
    return wave.get("case", "exact") == "ignore"


def _coded(rule: Mapping, raw: RawRows, ignore_case: bool) -> np.ndarray:
    """Rows with one of `values`, or with none of `keep_values`."""
    key = _codes_key(rule)
    wanted = {folded(code, ignore_case) for code in as_texts(rule[key])}
    return raw.coded(rule["column"], wanted, ignore_case) == (key == "values")


def _codes_key(rule: Mapping) -> str:
    return "values" if "values" in rule else "keep_values"


def check_codes(wave: Mapping, files: Collection[Seen], complaints: Complaints) -> None:
    """Codes of the rules that no row of any file has: more often misspelt than superfluous.

    complaints  of the wave's file
    """
    ignore_case = _ignores_case(wave)
    for rule in [rule for rule in wave["exclude"] if "column" in rule]:
        key, column = _codes_key(rule), rule["column"]
        cells = {cell for file in files for cell in file.cells(column) or ()}
        folds = {folded(cell, ignore_case) for cell in cells}
        message = f"no row has this code of rule {rule['name']}"
        for code in [c for c in as_texts(rule[key]) if folded(c, ignore_case) not in folds]:
            remedy = f"{nearest(code, sorted(cells))} Or take it out of `{key}`."
            complaints.at(f"exclude, column {column}").add(code, message, remedy)


@dataclass
class LeftOut:
    """The rows that a rule leaves out: how many, and which the first ones are."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, rows: pd.DataFrame) -> None:
        """Rows of a ledger."""
        self.count += len(rows)
        some = rows.head(MOST_SHOWN - len(self.first))
        self.first += [f"{row.file} row {row.row}" for row in some.itertuples()]

    @property
    def named(self) -> str:
        """The rows in brackets, the first ones of many."""
        more = ["..."] if self.count > MOST_SHOWN else []
        return f" ({', '.join([*self.first, *more])})" if self.first else ""


def rules_that_count(wave: Mapping) -> dict[str, LeftOut]:
    """The rules that declare how many rows they leave out, with no row yet."""
    return {rule["name"]: LeftOut() for rule in wave["exclude"] if "leaves_out" in rule}


def check_left_out(wave: Mapping, left: Mapping[str, LeftOut], complaints: Complaints) -> None:
    """Rules that leave out more or fewer rows than they declare.

    left        what they left out, in all files of the wave
    complaints  of the wave's file
    The rows of a synthetic wave are made anew, so that no number is declared of them.
    """
    declared = [rule for rule in wave["exclude"] if "leaves_out" in rule]
    remedy = "Look at the rule and at the rows; if they are right, mend the number."
    for rule in declared if wave["source"] == "delivered" else ():
        found = left[rule["name"]]
        if found.count != rule["leaves_out"]:
            message = f"the rule leaves out {found.count:,} rows{found.named}"
            at_rule = complaints.at(f"exclude, {rule['name']}, leaves_out")
            at_rule.add(rule["leaves_out"], message, remedy)
