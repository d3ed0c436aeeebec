"""How a script of the workflow ends: its problems said plainly, its outputs kept whole.

Rules flag outputs as `update`, so that a job that fails leaves what was there before.
Snakemake restores it with the present time, which would pass for up to date; so a job notes
its outputs before it begins and drops the note when it has succeeded. However it ends, the
next run finds the notes left over and makes those outputs old. A job that has succeeded notes
the hash of each of its files, the time that it took, and its memory; so a file that somebody
edits afterwards can be told from what its rule made, whatever its time says.
"""

import fcntl
import hashlib
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.checksums import sha256_of

BEGUN = Path(".snakemake") / "tsunagari_begun"
LOCKS = Path(".snakemake") / "locks"
MADE = Path(".snakemake") / "tsunagari_made"
LONG_AGO = 1.0
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there


@contextmanager
def job(log: str, outputs: Iterable[str]) -> Iterator[None]:
    """Run a script's body: an error goes to the terminal and the log, and ends the job."""
    outputs = list(outputs)
    note, began = note_begun(outputs), time.perf_counter()
    Path(log).write_text("", encoding="utf-8")
    try:
        yield
        note_made(outputs, time.perf_counter() - began)
        note.unlink(missing_ok=True)
    except BaseException as error:
        expected = isinstance(error, ProblemsFound)
        text = str(error) if expected else "".join(traceback.format_exception(error))
        Path(log).write_text(text + "\n", encoding="utf-8")
        print(text, file=sys.stderr)
        raise SystemExit(1) from None


def note_begun(outputs: Iterable[str | Path]) -> Path:
    """Remember that until the note is dropped, these outputs may be older than they look."""
    outputs = list(outputs)
    BEGUN.mkdir(parents=True, exist_ok=True)
    note = BEGUN / _name_of_note(outputs)
    note.write_text("\n".join(map(str, outputs)), encoding="utf-8")
    return note


def _name_of_note(outputs: Iterable[str | Path]) -> str:
    return hashlib.sha256("\n".join(map(str, outputs)).encode()).hexdigest()[:16]


def age_unfinished() -> None:
    """Make outputs of jobs that began and did not succeed old, so that this run makes them.

    While another run holds the folder's lock its jobs may still succeed, and are left alone.
    """
    if any(LOCKS.glob("*")):
        return
    for note in sorted(BEGUN.glob("*")):
        for output in note.read_text(encoding="utf-8").splitlines():
            if Path(output).exists():
                os.utime(output, (LONG_AGO, LONG_AGO))
        note.unlink()


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A temporary path beside `path`, renamed to it once the block ends without error."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def save(table: Any, path: str | Path) -> None:
    """Write a table whole: to Parquet if its name says so, else to CSV, without its index."""
    with whole(path) as partial:
        if str(path).endswith(".parquet"):
            table.to_parquet(partial)
        else:
            table.to_csv(partial, index=False)


# ---- What a job made -------------------------------------------------------------------------


@dataclass(frozen=True)
class Made:
    """What one job noted.

    files        file -> SHA-256
    seconds      of the job's work, without starting Python
    cpu_seconds  of its process so far: with imports, but for what a server had imported for it
    memory_mb    the most that its process held, with what it inherited from that server; jobs
                 that run at once share the inherited part
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
    outputs = list(outputs)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    note = {
        "files": {path.as_posix(): sha256_of(path) for path in files_below(outputs)},
        "seconds": round(seconds, 3),
        "cpu_seconds": round(time.process_time(), 3),
        "memory_mb": round(usage.ru_maxrss / KILOBYTES / 1024, 1),
    }
    with whole(folder / _name_of_note(outputs)) as partial:
        partial.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def read_made(folder: Path = MADE) -> list[Made]:
    """The notes of all jobs, the latest last; none where no run has been."""
    notes = [path for path in folder.glob("*") if not path.name.startswith(".")]
    notes.sort(key=lambda path: (path.stat().st_mtime_ns, path.name))
    return [Made(**json.loads(path.read_text(encoding="utf-8"))) for path in notes]


def seconds_before(outputs: Iterable[str | Path], folder: Path = MADE) -> float | None:
    """The seconds that the job of these outputs took last; None if it never succeeded."""
    note = folder / _name_of_note(list(outputs))
    return json.loads(note.read_text(encoding="utf-8"))["seconds"] if note.is_file() else None


def hashes_as_made(made: Iterable[Made]) -> dict[str, str]:
    """File -> the hash that it had when the job that made it last had ended."""
    return {file: digest for each in made for file, digest in each.files.items()}


# ---- Locks that a killed run left behind -------------------------------------------------
#
# Snakemake locks a folder with plain files, so a run that was killed locks it for ever, and
# the files do not tell whether their owner is alive. Therefore each run also holds a lock of
# the operating system, which ends with the process however it dies.


def clear_stale_locks(state: Path) -> IO[str]:
    """Remove Snakemake's locks in `state` (the folder `.snakemake`) if no other run is alive.

    Returns the file by whose lock other runs know of this one: keep it while this run lives.
    """
    state.mkdir(exist_ok=True)
    runs = (state / "tsunagari_runs").open("a", encoding="utf-8")
    try:
        fcntl.flock(runs, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pass  # another run is alive, and the locks are its own
    else:
        for stale in (state / "locks").glob("*.lock"):
            stale.unlink()
    fcntl.flock(runs, fcntl.LOCK_SH)
    return runs
