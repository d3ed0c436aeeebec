"""Checksums of delivered files: that a file is still the one that a wave was described by."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tsunagari.config.problems import Problem

KEYS = {"path": "sha256", "catalog": "catalog_sha256"}  # a file, and where its checksum is


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def checksum_problems(folder: Path, file: Mapping) -> list[Problem]:
    """A problem if a file of an entry, or its catalog, is not the one that was declared.

    folder  where the wave's files are
    Files that are missing are the reader's to find.
    """
    problems = []
    for key, declared in KEYS.items():
        if declared not in file or not (folder / file[key]).is_file():
            continue
        found = sha256_of(folder / file[key])
        if found != file[declared]:
            message = f"the file is not the one whose `{declared}` the wave's file declares"
            remedy = (
                f"Declared is {file[declared]}. Deliver that file again; if this one is meant, "
                f"look at what has changed and set `{declared}: {found}`."
            )
            problems.append(Problem(file[key], declared, found, message, remedy))
    return problems


def without_checksums(files: Sequence[Mapping]) -> list[dict]:
    """Entries of files that are made anew, as those of a synthetic wave are."""
    bare = []
    for file in files:
        entry = {key: value for key, value in file.items() if key not in KEYS.values()}
        if "joined" in file:
            entry["joined"] = without_checksums(file["joined"])
        bare.append(entry)
    return bare


def checksums(folder: Path, files: Sequence[Mapping]) -> Iterator[str]:
    """A line a file: its name, its SHA-256, and whether that is declared."""
    for file in files:
        for key, declared in KEYS.items():
            if key in file:
                told = "as declared" if declared in file else "not declared"
                yield f"{file[key]}: sha256 {sha256_of(folder / file[key])} ({told})"
        yield from checksums(folder, file.get("joined", ()))
