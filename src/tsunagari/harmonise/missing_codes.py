"""Codes that are missing by a list for all columns, or by the file, beside what a column says.

A list of missing codes for a whole wave holds for columns that say nothing else; it never takes
a number, a band, or what the file labels as an answer. And what the file itself declares missing
is no answer, unless the column says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tsunagari.codebook.variables import MISSING, Codebook, Variable
from tsunagari.config.problems import Complaints, Problem
from tsunagari.read.cells import as_number
from tsunagari.waves.codes import Cells, folded
from tsunagari.waves.draft.habits import kind_of_label
from tsunagari.waves.mapping import maps_of_file

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile, Seen

TAKEN = (
    "a code of missing for all columns of the wave, and here {what}",
    "Say what it is here: give the column a `missing` of its own, with the code or ({{}}) without.",
)
DECLARED = (
    "the file declares it missing, and the mapping takes it for {what}",
    "List it under a kind of `missing`; if it is an answer, `not_missing: [{code}]`.",
)


def missing_problems(
    codebook: Codebook, wave: Mapping, raw: Mapping[str, DeliveredFile | Seen]
) -> list[Problem]:
    """Codes of missing that may be answers, and answers that the file declares missing.

    raw  file path -> the delivered file
    """
    complaints = Complaints("")
    for file in wave["files"]:
        delivered = raw[file["path"]]
        for entry in maps_of_file(codebook, wave, file):
            for part in [part for part in entry.parts if delivered.cells(part.raw) is not None]:
                at = complaints.of(file["path"]).column(part.raw)
                for code, words in _found(entry.variable, part, delivered):
                    message, remedy = words
                    at.add(code, f"{entry.variable.name}: {message}", remedy)
    return list(dict.fromkeys(complaints.problems))


def _found(
    variable: Variable, part: Cells, delivered: DeliveredFile | Seen
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Codes that cells of one raw column hold, each with what is wrong about it."""
    labels = delivered.labels.get(part.raw, {})
    declared = delivered.missing.get(part.raw, frozenset())
    for cell in delivered.cells(part.raw):
        code = folded(cell, part.ignore_case)
        what, words = "", TAKEN
        if code in part.of_wave and cell not in declared:
            what = _may_be(variable, part, code, labels.get(cell, ""))
        elif cell in declared and code not in part.kept:
            what, words = _answer(variable, part, cell), DECLARED
        if what:
            yield cell, tuple(text.format(what=what, code=cell) for text in words)


def _may_be(variable: Variable, part: Cells, code: str, label: str) -> str:
    """What else than missing a code of the wave's list may be in a column; "" for nothing.

    ASSUME: a label that speaks of no kind of missing is an answer's; a number without a label
    is one where it lies in the range of its variable, or in a band.
    """
    if label:
        return "" if kind_of_label(label) else f'labelled "{label}"'
    number = as_number(code)
    if number is None:
        return ""
    if part.bands:
        return "a number of a band" if any(band.holds(number) for band in part.bands) else ""
    if variable.type != "number":
        return ""
    low, high = variable.range or (number, number)
    return "a number like others" if low <= number <= high else ""


def _answer(variable: Variable, part: Cells, cell: str) -> str:
    """What the mapping takes a cell for; "" where for no answer."""
    if variable.type == "number":
        missing = folded(cell, part.ignore_case) in part.codes
        number = None if missing else part.number(cell)
        return "" if number is None else f"the number {number:g}"
    answer = part.answer(cell)
    return "" if answer is None or answer in MISSING else answer
