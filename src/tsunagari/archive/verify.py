"""Whether files are what a manifest says, each that is not by name."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from tsunagari.archive.contents import MANIFEST, RESULTS, place
from tsunagari.archive.manifest import Hashes, differences, parse_manifest
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.run.made import sha256

RUN_AGAIN = "Delete it and run the workflow, which makes it anew."
REMEDIES = {
    RESULTS: RUN_AGAIN,
    "": "Restore it; or, if the change is meant, run the workflow, which then says so too.",
}


def read_manifest(path: Path, shown_as: str = MANIFEST) -> dict[str, str]:
    """A manifest of hashes; raises ProblemsFound where there is none."""
    if not path.is_file():
        remedy = "Run the workflow (make), which writes it."
        raise ProblemsFound([Problem(shown_as, "", "", "there is no manifest", remedy)])
    return parse_manifest(path.read_text(encoding="utf-8"), shown_as)


def hashes_of(files: Iterable[str], project: Path, root: Path) -> dict[str, str]:
    """File -> hash, of those that are there."""
    places = {file: place(file, project, root) for file in files}
    return {file: sha256(path) for file, path in places.items() if path.is_file()}


def check(expected: Hashes, project: Path, root: Path, absent: Iterable[str] = ()) -> list[Problem]:
    """One problem for each file that is missing or not as expected.

    absent  files that may be missing, since responses that are closed are not passed on
    """
    actual = hashes_of(expected, project, root)
    away = {file for file in absent if file not in actual}
    wanted = {file: digest for file, digest in expected.items() if file not in away}
    return differences(wanted, actual, REMEDIES)


def largest_difference(first: str, second: str) -> float | None:
    """The largest relative difference between numbers in the same cells of two CSV texts.

    None where a cell that is no number, or the shape, differs.
    """
    one, two = (list(csv.reader(io.StringIO(text))) for text in (first, second))
    if [len(row) for row in one] != [len(row) for row in two]:
        return None
    largest = 0.0
    for a, b in zip(chain(*one), chain(*two), strict=True):
        if a != b:
            numbers = _number(a), _number(b)
            if None in numbers:
                return None
            scale = max(map(abs, numbers))
            largest = max(largest, abs(numbers[0] - numbers[1]) / scale)
    return largest


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
