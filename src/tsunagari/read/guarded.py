"""A reader in a process of its own, so that a broken file ends in a message and nothing else.

The libraries that read files of statistics packages and workbooks trust what the file says of
itself: one damaged byte can end the whole process, or ask for more memory than there is.
Batches come through a pipe, so that the reader is never more than one of them ahead.
"""

import faulthandler
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

SECONDS, SECONDS_A_MEGABYTE = 60, 2
MEMORY, MEMORY_A_BYTE = 4 << 30, 60  # of addresses, beyond what the process has already
STATM = Path("/proc/self/statm")
Reader = Callable[[FileEntry], Iterable[DeliveredFile]]


def guarded(read: Reader, file: FileEntry) -> Iterator[DeliveredFile]:
    """The batches that a reader gives, or ProblemsFound whatever its library does.

    The reader has a minute and some gigabytes, and more of both for large files; the time that
    it waits for its batches to be taken is not its own.
    """
    with tempfile.TemporaryFile() as said:
        taken, given = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(taken)
            _read(read, file, given, said)
        os.close(given)
        ended = False
        try:
            with os.fdopen(taken, "rb") as stream:
                last = yield from _batches(stream)
            status, ended = os.waitpid(pid, 0)[1], True
        finally:
            if not ended:  # nobody wants the rest
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        said.seek(0)
        if status or last is None:
            raise file.damaged(_why(status, said.read().decode(errors="replace")))
    if last:
        raise ProblemsFound(last)


def _batches(stream: IO[bytes]) -> Iterator[DeliveredFile]:
    """What comes through the pipe; returns the problems at its end, None without an end."""
    while True:
        try:
            part = pickle.load(stream)
        except (EOFError, pickle.UnpicklingError):
            return None
        if not isinstance(part, DeliveredFile):
            return part
        yield part


def _read(read: Reader, file: FileEntry, given: int, said: IO[bytes]) -> None:
    """The child: its batches, then its problems, pickled; any other end says what it was."""
    code = 1
    faulthandler.disable()  # the parent says how it ended
    try:
        _limit(file.place.stat().st_size)
        problems = []
        with os.fdopen(given, "wb") as stream:
            try:
                for part in read(file):
                    _give(part, stream)
            except ProblemsFound as found:
                problems = list(found.problems)
            _give(problems, stream)
        code = 0
    finally:
        error = sys.exc_info()[1]
        said.write(f"{type(error).__name__}: {error}".encode() if error else b"")
        said.flush()
        os._exit(code)  # nothing of the parent's is to run here


def _give(part: object, stream: IO[bytes]) -> None:
    left = signal.alarm(0)
    pickle.dump(part, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()
    signal.alarm(left)


def _limit(size: int) -> None:
    """The time, and where the system tells it the memory, that a file of so many bytes may take."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS + SECONDS_A_MEGABYTE * (size >> 20))
    if STATM.exists():
        held = int(STATM.read_text().split()[0]) * resource.getpagesize()
        most = held + MEMORY + MEMORY_A_BYTE * size
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _why(status: int, said: str) -> str:
    """How the child ended, in words."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGALRM:
            return "reading it took too long"
        return f"it ended the program that read it ({signal.Signals(number).name})"
    return said.strip() or "it ended the program that read it"
