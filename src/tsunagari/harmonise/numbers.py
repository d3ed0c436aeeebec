"""Numbers against the codebook: in the variable's range, and in one of its bands."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.config.problems import Problem
from tsunagari.harmonise.cells import cell_problems
from tsunagari.waves.mapping import ColumnMap


def number_problems(
    codebook: Codebook,
    maps: Sequence[ColumnMap],
    frame: pd.DataFrame,
    file: str,
    columns: Mapping[str, pd.Series],
) -> list[Problem]:
    """A problem a cell whose number no respondent can have, or that lies in no band."""
    found: list[Problem] = []
    for entry in [entry for entry in maps if entry.variable.type == "number"]:
        numbers = columns[entry.harmonised]
        shown = frame[entry.raw] if entry.parts else numbers.astype(str)
        name = entry.raw or entry.harmonised
        for low, high, message, remedy in _limits(codebook, entry.variable):
            outside = (numbers < low) | (numbers > high)
            cells = shown[outside.fillna(False).to_numpy(bool)]
            found += cell_problems(file, name, cells, message, lambda _, said=remedy: said)
    return found


def _limits(codebook: Codebook, variable: Variable) -> Iterator[tuple[int, int, str, str]]:
    """Least and greatest number of a variable, and what is said of one beyond them."""
    if variable.range is not None:
        low, high = variable.range
        message = f"outside the range of {variable.name}, {low} to {high}"
        remedy = "Mend the cell, exclude the row, or mend `range` in codebook.yaml."
        yield low, high, message, remedy
    for other in codebook.derived:
        if other.derive.get("bands") == variable.name:
            low, high = other.derive["lowest"], max(other.derive["upper"].values())
            message = f"in no band of {other.name}, {low} to {high}"
            remedy = "Mend the cell, exclude the row, or mend `derive` in codebook.yaml."
            yield low, high, message, remedy
