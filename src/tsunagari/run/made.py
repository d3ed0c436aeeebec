"""What a job made: the hash of each of its files, the time that it took, and its memory.

Each job of a run notes this when it has succeeded, beside Snakemake's own records. So a file
that somebody edits afterwards can be told from what its rule made, whatever its time says.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tsunagari.read.checksums import sha256_of

MADE = Path(".snakemake") / "tsunagari_made"
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there


@dataclass(frozen=True)
class Made:
    """What one job noted.

    files        file -> SHA-256
    seconds      of the job's work, without starting Python
    cpu_seconds  of its process so far, with imports
    memory_mb    the most that its process held
    """

    files: Mapping[str, str]
    seconds: float
    cpu_seconds: float
    memory_mb: float


def files_below(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files, and those below the folders, of `paths`."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file())
        elif path.is_file():
            yield path


def note_made(outputs: Iterable[str | Path], seconds: float, folder: Path = MADE) -> None:
    """Note what a job made that has succeeded; takes the place of an earlier note of it."""
    outputs = [str(path) for path in outputs]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    note = {
        "files": {path.as_posix(): sha256_of(path) for path in files_below(outputs)},
        "seconds": round(seconds, 3),
        "cpu_seconds": round(time.process_time(), 3),
        "memory_mb": round(usage.ru_maxrss / KILOBYTES / 1024, 1),
    }
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\n".join(outputs).encode()).hexdigest()[:16]
    partial = folder / f".{name}.part"
    partial.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    partial.replace(folder / name)


def read_made(folder: Path = MADE) -> list[Made]:
    """The notes of all jobs, the latest last; none where no run has been."""
    notes = [path for path in folder.glob("*") if not path.name.startswith(".")]
    notes.sort(key=lambda path: (path.stat().st_mtime_ns, path.name))
    return [Made(**json.loads(path.read_text(encoding="utf-8"))) for path in notes]


def hashes_as_made(made: Iterable[Made]) -> dict[str, str]:
    """File -> the hash that it had when the job that made it last had ended."""
    return {file: digest for each in made for file, digest in each.files.items()}
