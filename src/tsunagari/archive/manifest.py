"""Hashes of files, in the format that `sha256sum` reads and writes, and what differs from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tsunagari.config.problems import Problem, ProblemsFound

LINE = re.compile(r"([0-9a-f]{64})  (.+)")
Hashes = Mapping[str, str]  # file, relative to the project -> SHA-256 in hexadecimal


def manifest_text(hashes: Hashes) -> str:
    """The lines of `sha256sum`, sorted by file."""
    return "".join(f"{hashes[file]}  {file}\n" for file in sorted(hashes))


def parse_manifest(text: str, shown_as: str) -> dict[str, str]:
    """File -> hash; raises ProblemsFound with every line that is none of `sha256sum`'s."""
    found: dict[str, str] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = LINE.fullmatch(line)
        if match:
            found[match[2]] = match[1]
        else:
            remedy = "Make the archive's files again: delete this one and run the workflow."
            problems.append(
                Problem(shown_as, f"line {number}", line[:80], "not a hash and a file", remedy)
            )
    if problems:
        raise ProblemsFound(problems)
    return found


def differences(expected: Hashes, actual: Hashes, remedies: Mapping[str, str]) -> list[Problem]:
    """One problem for each file of `expected` that is not as it says.

    actual    the files that are there
    remedies  beginning of a file's name -> what to do about such a file; the first that fits
    """
    problems = []
    for file, digest in sorted(expected.items()):
        if file not in actual:
            problems.append(Problem(file, "", "", "the file is missing", _remedy(file, remedies)))
        elif actual[file] != digest:
            message = "the file is not what the manifest says"
            problems.append(Problem(file, "", actual[file][:12], message, _remedy(file, remedies)))
    return problems


def added(expected: Hashes, actual: Iterable[str]) -> list[str]:
    """Files that are there though the manifest does not name them."""
    return sorted(set(actual) - set(expected))


def edited(made: Hashes, actual: Hashes) -> list[Problem]:
    """One problem for each file that was changed after the job that made it had ended.

    made    file -> hash at the end of its job; files that no job noted are not judged
    """
    remedy = "Delete it and run again: its rule makes it anew."
    message = "changed by hand after its rule had made it"
    return [
        Problem(file, "", digest[:12], message, remedy)
        for file, digest in sorted(actual.items())
        if file in made and made[file] != digest
    ]


def _remedy(file: str, remedies: Mapping[str, str]) -> str:
    return next(remedy for start, remedy in remedies.items() if file.startswith(start))
