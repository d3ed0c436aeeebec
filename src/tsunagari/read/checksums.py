"""Checksums of delivered files: that a file is still the one that a wave was described by."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tsunagari.config.problems import Complaints
from tsunagari.read.file_entry import FileEntry

KEYS = {"path": "sha256", "catalog": "catalog_sha256"}  # a file, and where its checksum is


def sha256_of(path: str | Path) -> str:
    """The SHA-256 of a file's bytes, in 64 hexadecimal digits."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def check_checksums(file: FileEntry) -> None:
    """Raises ProblemsFound if a file, or its catalog, is not the one that was declared.

    Files that are missing are the reader's to find.
    """
    complaints = Complaints("")
    for key, declared in KEYS.items():
        path, wanted = getattr(file, key), getattr(file, declared)
        if not wanted or not (file.folder / path).is_file():
            continue
        found = sha256_of(file.folder / path)
        if found != wanted:
            message = f"the file is not the one whose `{declared}` the wave's file declares"
            remedy = (
                f"Declared is {wanted}. Deliver that file again; if this one is meant, "
                f"look at what has changed and set `{declared}: {found}`."
            )
            complaints.of(path).at(declared).add(found, message, remedy)
    complaints.raise_any()


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
