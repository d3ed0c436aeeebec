"""What a reviewer would do, step by step, with its result: docs/evidence/protocol.md.

usage: protocol.py [--project FOLDER] [--report FILE]
Two runs from nothing in two folders, the archive of each, the archive unzipped elsewhere, where
no git is, checked there, edited there, and run again there. Ends with 1 if any step fails.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from pipeline import ROOT, digests

PARTS = ("config", "resources", "data")
HOUR = 3600  # no step may take longer
EDITED = "results/audit/numbers.csv"
SCRIPTS = Path("workflow", "scripts")
NO_GIT = {**os.environ, "GIT_DIR": "/nonexistent"}


class Failed(Exception):
    """Raised with what a step found."""


def copied(project: Path, folder: Path) -> Path:
    """The project's inputs, without results."""
    for part in PARTS:
        if (project / part).is_dir():
            shutil.copytree(project / part, folder / part)
    return folder


def run(folder: Path) -> str:
    """Run the workflow from nothing."""
    command = [sys.executable, "-m", "snakemake", "--cores", "2"]
    command += ["--snakefile", str(ROOT / "Snakefile")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=HOUR)
    if done.returncode:
        raise Failed(done.stdout + done.stderr)
    return f"{len(digests(folder / 'results'))} files"


def script(root: Path, name: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(root / SCRIPTS / name), *arguments]
    return subprocess.run(command, cwd=folder, env=NO_GIT if root != ROOT else None,
                          capture_output=True, text=True, timeout=HOUR)  # fmt: skip


def passed(done: subprocess.CompletedProcess) -> str:
    if done.returncode:
        raise Failed(done.stdout + done.stderr)
    return done.stdout.strip().splitlines()[-1]


def same(first: dict[str, str], second: dict[str, str]) -> str:
    """Raises Failed with the files that are not the same in both."""
    differ = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    if differ:
        raise Failed("differ: " + ", ".join(differ))
    return f"no byte of {len(first)} files differs"


def packed(folder: Path) -> Path:
    """The archive of the project in a folder."""
    passed(script(ROOT, "pack.py", folder))
    return next((folder / "dist").glob("*.zip"))


def same_archives(*folders: Path) -> str:
    """The archives of the same results, made twice of the first."""
    archives = [packed(folder) for folder in (*folders, folders[0])]
    found = {hashlib.sha256(path.read_bytes()).hexdigest() for path in archives}
    if len(found) > 1:
        raise Failed("the archives differ: " + ", ".join(sorted(found)))
    return (
        f"{archives[0].name}, {archives[0].stat().st_size / 1e6:.1f} MB, the same bytes each time"
    )


def unzipped(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as source:
        source.extractall(folder)
    return next(folder.iterdir())


def notices_an_edit(place: Path) -> str:
    """Change one digit of an output: it has to be named; then put it back."""
    path = place / EDITED
    before = path.read_bytes()
    path.write_bytes(before.replace(b"1", b"2", 1))
    done = script(place, "verify.py", place)
    path.write_bytes(before)
    if done.returncode != 1 or EDITED not in done.stderr:
        raise Failed(f"not noticed: {done.stdout}{done.stderr}")
    return f"named: {EDITED}"


def steps(project: Path, work: Path) -> list[tuple[str, Callable[[], str]]]:
    """What is done, in order, and the function that does it and says what was found."""
    first, second = work / "first", work / "second" / "deeper"
    away, code = work / "elsewhere", [Path()]

    def check_unzipped() -> str:
        code[0] = unzipped(next((first / "dist").glob("*.zip")), away)
        return passed(script(code[0], "verify.py", code[0]))

    return [
        ("run from nothing in one folder", lambda: run(copied(project, first))),
        ("run from nothing in another", lambda: run(copied(project, second))),
        (
            "compare the two",
            lambda: same(digests(first / "results"), digests(second / "results")),
        ),
        ("archive both, and the first again", lambda: same_archives(first, second)),
        ("unzip elsewhere, without git; verify", check_unzipped),
        ("edit one output there; verify", lambda: notices_an_edit(code[0])),
        (
            "run everything again there; compare",
            lambda: passed(script(code[0], "verify.py", code[0], "--again")),
        ),
        ("archive what was unzipped", lambda: archive_of_archive(first, code[0])),
    ]


def archive_of_archive(first: Path, place: Path) -> str:
    """An archive made from an unzipped one is the same."""
    passed(script(place, "pack.py", place))
    one, other = (next((each / "dist").glob("*.zip")).read_bytes() for each in (first, place))
    if one != other:
        raise Failed("the archives differ")
    return "the same bytes"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="protocol.py", description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=ROOT)
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "evidence" / "protocol.md")
    given = parser.parse_args(arguments)
    rows, failed = [], False
    with tempfile.TemporaryDirectory() as work:
        for number, (said, do) in enumerate(steps(given.project.resolve(), Path(work)), start=1):
            began = time.perf_counter()
            try:
                found = do()
            except Failed as error:
                found, failed = f"FAILED: {error}", True
            rows.append(f"| {number} | {said} | {found} | {time.perf_counter() - began:.0f} |")
            print(rows[-1], flush=True)
            if failed:
                break
    head = [
        "# A reviewer's protocol",
        "",
        "`make protocol` does these steps and writes this table.",
        "",
    ]
    table = ["| step | what is done | found | seconds |", "| --: | --- | --- | --: |", *rows]
    given.report.write_text("\n".join([*head, *table]) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
