"""Hashes of files, in the format that `sha256sum` reads and writes, and what differs from them."""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from tsunagari.archive.contents import MANIFEST, RESULTS, place
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.checksums import sha256_of

LINE = re.compile(r"([0-9a-f]{64})  (.+)")
MAKE_AGAIN = "Delete it and run the workflow, which makes it anew."
RESTORE = "Restore it; or, if the change is meant, run the workflow, which then says so too."
Hashes = Mapping[str, str]  # file, relative to the project -> SHA-256 in hexadecimal


def manifest_text(hashes: Hashes) -> str:
    """The lines of `sha256sum`, sorted by file."""
    return "".join(f"{hashes[file]}  {file}\n" for file in sorted(hashes))


def parse_manifest(text: str, shown_as: str) -> dict[str, str]:
    """File -> hash; raises ProblemsFound with every line that is none of `sha256sum`'s."""
    matches = [(line, LINE.fullmatch(line)) for line in text.splitlines()]
    remedy = "Make the archive's files again: delete this one and run the workflow."
    problems = [
        Problem(shown_as, f"line {number}", line[:80], "not a hash and a file", remedy)
        for number, (line, match) in enumerate(matches, start=1)
        if not match
    ]
    if problems:
        raise ProblemsFound(problems)
    return {match[2]: match[1] for _, match in matches}


def differences(expected: Hashes, actual: Hashes, absent: Iterable[str] = ()) -> list[Problem]:
    """One problem for each file of `expected` that is not as it says.

    actual  the files that are there     absent  those that need not be
    """
    missing, changed = "the file is missing", "the file is not what the manifest says"
    return [
        Problem(
            file,
            "",
            actual.get(file, "")[:12],
            changed if file in actual else missing,
            MAKE_AGAIN if file.startswith(RESULTS) else RESTORE,
        )
        for file, digest in sorted(expected.items())
        if actual.get(file) != digest and (file in actual or file not in absent)
    ]


def added(expected: Hashes, actual: Iterable[str]) -> list[str]:
    """Files that are there though the manifest does not name them."""
    return sorted(set(actual) - set(expected))


def edited(made: Hashes, actual: Hashes) -> list[Problem]:
    """One problem for each file that was changed after the job that made it had ended.

    made    file -> hash at the end of its job; files that no job noted are not judged
    """
    message = "changed by hand after its rule had made it"
    remedy = "Delete it and run again: its rule makes it anew."
    return [
        Problem(file, "", digest[:12], message, remedy)
        for file, digest in sorted(actual.items())
        if file in made and made[file] != digest
    ]


# ---- Whether files are what a manifest says, each that is not by name --------------------


def read_manifest(path: Path, shown_as: str = MANIFEST) -> dict[str, str]:
    """A manifest of hashes; raises ProblemsFound where there is none."""
    if not path.is_file():
        remedy = "Run the workflow (make), which writes it."
        raise ProblemsFound([Problem(shown_as, "", "", "there is no manifest", remedy)])
    return parse_manifest(path.read_text(encoding="utf-8"), shown_as)


def check(expected: Hashes, project: Path, root: Path, absent: Iterable[str] = ()) -> list[Problem]:
    """One problem for each file that is missing or not as expected.

    absent  files that may be missing, since responses that are closed are not passed on
    """
    places = {file: place(file, project, root) for file in expected}
    actual = {file: sha256_of(path) for file, path in places.items() if path.is_file()}
    return differences(expected, actual, set(absent))


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
