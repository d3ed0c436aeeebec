"""Why a job runs again: the file of code or configuration that is another than when it ran.

A job's fingerprint says that its code or configuration has changed, and not what of it. So each
run keeps what its fingerprints were taken of: file -> hash.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tsunagari.run.fingerprints import fingerprint_of_files
from tsunagari.run.kept import keep, kept

SOURCES = Path(".snakemake") / "tsunagari_sources.json"
KEY = "sources"
MOST = 2000  # fingerprints, the latest
Files = Mapping[str, str]  # file -> a short hash of its content


def contents(files: Iterable[str | Path]) -> dict[str, str]:
    """File -> a short hash of what is in it now."""
    return {str(file): fingerprint_of_files(file) for file in files if Path(file).is_file()}


def keep_sources(of_run: Mapping[str, Files], file: Path = SOURCES) -> None:
    """Keep what the fingerprints of a run were taken of, beside those of earlier runs."""
    earlier = {name: kept_of for name, kept_of in read_sources(file).items() if name not in of_run}
    all_of_them = {**earlier, **of_run}
    keep(file, KEY, {name: all_of_them[name] for name in list(all_of_them)[-MOST:]})


def read_sources(file: Path = SOURCES) -> dict[str, Files]:
    """Fingerprint -> what it was taken of; empty where no run has kept any."""
    return kept(file, KEY) or {}


def what_changed(before: Files | None, now: Files) -> list[str]:
    """The files that differ, each with how: changed, new or gone; none where `before` is not known.

    >>> what_changed({"a.py": "1", "b.py": "2"}, {"a.py": "3", "c.py": "4"})
    ['a.py', 'c.py (new)', 'b.py (gone)']
    """
    if before is None:
        return []
    changed = [file for file, content in now.items() if before.get(file, content) != content]
    new = [f"{file} (new)" for file in now if file not in before]
    gone = [f"{file} (gone)" for file in before if file not in now]
    return [*changed, *new, *gone]


def of_parameter(
    kind: str, old: str | None, new: str, sources: Mapping[str, Files], now: Files
) -> str | None:
    """Why a fingerprint is another: `code changed: file, file`; None where it is the same.

    kind  code or config      old, new  the fingerprints; None where the job kept none
    """
    if old == new:
        return None
    files = what_changed(sources.get(old or ""), now)
    return f"{kind} changed" + (f": {', '.join(files)}" if files else "")
