"""Locks that a killed run left behind.

Snakemake locks a folder with plain files, so a run that was killed locks it for ever, and
the files do not tell whether their owner is alive. Therefore each run also holds a lock of
the operating system, which ends with the process however it dies.
"""

import fcntl
from pathlib import Path
from typing import IO


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
