"""A reader in a process of its own, so that a broken file ends in a message and nothing else.

The libraries that read files of statistics packages and workbooks trust what the file says of
itself: one damaged byte can end the whole process, or ask for more memory than there is.
"""

import faulthandler
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import FileEntry

SECONDS, SECONDS_A_MEGABYTE = 60, 2
MEMORY, MEMORY_A_BYTE = 4 << 30, 60  # of addresses, beyond what the process has already
STATM = Path("/proc/self/statm")


def guarded(read: Callable[[FileEntry], DeliveredFile], file: FileEntry) -> DeliveredFile:
    """What a reader gives, or ProblemsFound whatever its library does.

    The reader has a minute and some gigabytes, and more of both for large files.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        pid = os.fork()
        if pid == 0:
            _read(read, file, given, said)
        _, status = os.waitpid(pid, 0)
        given.seek(0)
        said.seek(0)
        if status:
            raise file.damaged(_why(status, said.read().decode(errors="replace")))
        result = pickle.load(given)
    if isinstance(result, DeliveredFile):
        return result
    raise ProblemsFound(result)


def _read(read: Callable, file: FileEntry, given: IO[bytes], said: IO[bytes]) -> None:
    """The child: its result or its problems, pickled; any other end says what it was."""
    code = 1
    faulthandler.disable()  # the parent says how it ended
    try:
        _limit(file.place.stat().st_size)
        try:
            result = read(file)
        except ProblemsFound as found:
            result = list(found.problems)
        pickle.dump(result, given, protocol=pickle.HIGHEST_PROTOCOL)
        given.flush()
        code = 0
    finally:
        error = sys.exc_info()[1]
        said.write(f"{type(error).__name__}: {error}".encode() if error else b"")
        said.flush()
        os._exit(code)  # nothing of the parent's is to run here


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
