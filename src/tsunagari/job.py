"""How a script of the workflow ends: its problems said plainly, its outputs kept whole.

Rules flag outputs as `update`, so that a job that fails leaves what was there before.
Snakemake restores it with the present time, which would pass for up to date; so a failing
job notes its outputs, and the next run makes them old again.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tsunagari.problems import ProblemsFound

FAILED = Path(".snakemake") / "tsunagari_failed"
LONG_AGO = 1.0


@contextmanager
def job(log: str, outputs: Iterable[str]) -> Iterator[None]:
    """Run a script's body: an error goes to the terminal and the log, and ends the job."""
    outputs = [str(output) for output in outputs]
    Path(log).write_text("", encoding="utf-8")
    try:
        yield
    except BaseException as error:
        expected = isinstance(error, ProblemsFound)
        text = str(error) if expected else "".join(traceback.format_exception(error))
        Path(log).write_text(text + "\n", encoding="utf-8")
        print(text, file=sys.stderr)
        note_failed(outputs)
        raise SystemExit(1) from None


def note_failed(outputs: Iterable[str]) -> None:
    """Remember that these outputs are not those of the present inputs."""
    text = "\n".join(outputs)
    FAILED.mkdir(parents=True, exist_ok=True)
    note = FAILED / hashlib.sha256(text.encode()).hexdigest()[:16]
    note.write_text(text, encoding="utf-8")


def age_failed() -> None:
    """Make outputs of jobs that failed old, so that the run makes them anew."""
    for note in sorted(FAILED.glob("*")):
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
    yield partial
    partial.replace(path)
