"""Raw columns from known answers, and files of every format, by pandas and pyreadstat alone."""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.worksheet import Worksheet

Codes = Mapping[str, Mapping[str, object]]  # variable -> answer or kind of missing -> cell


def raw(
    people: pd.DataFrame,
    columns: Mapping[str, str],
    codes: Codes,
    marks: Mapping[str, Mapping[str, object]] | None = None,
) -> pd.DataFrame:
    """Raw columns named by patterns such as "U_{0}": a variable's items and categories in turn.

    columns  variable -> raw column or pattern; a variable that is not named is not delivered
    codes    its cells; what is not named (a number, an id) is written as it is
    marks    variable -> item or category -> what stands for it in the pattern (else its name)
    """
    found = {}
    for variable, pattern in columns.items():
        for name in [c for c in people if c == variable or c.startswith(f"{variable}.")]:
            parts = name.split(".")[1:]
            own = (marks or {}).get(variable, {})
            cells = codes.get(variable)
            column = pattern.format(*[own.get(part, part) for part in parts])
            found[column] = [cells[answer] for answer in people[name]] if cells else people[name]
    return pd.DataFrame(found).reset_index(drop=True)


def write_text(
    frame: pd.DataFrame, path: Path, encoding: str, delimiter: str = ",", above: Iterable[str] = ()
) -> None:
    """Text with a delimiter, with lines above the names of the columns."""
    text = frame.to_csv(index=False, sep=delimiter, lineterminator="\r\n")
    lines = "".join(f"{line}\r\n" for line in above)
    path.write_bytes((lines + text).encode(encoding))


def write_excel(
    frame: pd.DataFrame,
    path: Path,
    sheet: str = "Sheet1",
    above: int = 0,
    others: Iterable[str] = (),
) -> None:
    """A workbook with `above` rows above the names, and other sheets before the answers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in others:
        book.create_sheet(name).append(["-"])
    page = book.create_sheet(sheet)
    for _ in range(above):
        page.append(["-"])
    page.append(list(frame.columns))
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        page.append([_cell(page, value) for value in row])
    book.save(path)


def _cell(page: Worksheet, value: object) -> object:
    """A date as Excel shows one that it made of a code; other values as they are."""
    if not isinstance(value, datetime.datetime):
        return value
    cell = WriteOnlyCell(page, value)
    cell.number_format = "d-mmm"
    return cell


def write_sav(frame: pd.DataFrame, path: Path, labels: Mapping | None = None, **more) -> None:
    """SPSS; labels: raw column -> code -> label."""
    pyreadstat.write_sav(frame, str(path), variable_value_labels=dict(labels or {}), **more)


def write_dta(frame: pd.DataFrame, path: Path, labels: Mapping | None = None) -> None:
    """Stata; letters among numbers are its kinds of missing."""
    letters = {
        name: sorted({cell for cell in frame[name] if isinstance(cell, str)})
        for name in frame
        if any(isinstance(cell, str) for cell in frame[name])
        and any(isinstance(cell, (int, float)) for cell in frame[name])
    }
    pyreadstat.write_dta(
        frame, str(path), variable_value_labels=dict(labels or {}), missing_user_values=letters
    )
