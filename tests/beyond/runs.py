"""What proofs on other machines' terms share: runs of Snakemake, comparisons, and their table."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MINI = ROOT / "tests" / "mini"
sys.path.insert(0, str(ROOT / "tests"))

from same_results import SAME, compare  # noqa: E402

SNAKEMAKE = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
STUCK = 1800  # seconds, for the toy project
TIMESTAMP = ".snakemake_timestamp"
Step = tuple[str, Callable[[], str]]


class Failed(Exception):
    """Raised with what a step found."""


def project(folder: Path, source: Path = MINI, parts: Iterable[str] = ("config", "data")) -> Path:
    """The inputs of a project in a folder of its own."""
    for part in ("resources", *parts):
        if (source / part).is_dir():
            shutil.copytree(source / part, folder / part)
    return folder


@dataclass
class Run:
    """A run of Snakemake in a folder; what it says is kept there."""

    folder: Path
    how: tuple[str, ...]
    targets: tuple[str, ...] = ()

    @cached_property
    def said(self) -> Path:
        return self.folder / f"run{len(list(self.folder.glob('run*.txt')))}.txt"

    @property
    def results(self) -> Path:
        return self.folder / "results"

    def start(self) -> subprocess.Popen:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        with self.said.open("w") as file:
            return subprocess.Popen(
                [*SNAKEMAKE, *self.how, "--", *self.targets],
                cwd=self.folder, env={**os.environ, "PATH": path},
                stdout=file, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def end(self, wanted: int = 0, patience: float = STUCK) -> str:
        """Run to the end; what it said. A run that is stuck is killed, and has failed."""
        process = self.start()
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"stuck: no end within {patience} s\n{self.said.read_text()}") from None
        said = self.said.read_text()
        if code != wanted:
            raise Failed(f"exit code {code} instead of {wanted}\n{said}")
        return said


def locally(folder: Path, source: Path = MINI) -> Path:
    """The results of a run on this machine alone."""
    Run(project(folder, source), ("--cores", "2")).end()
    return folder / "results"


def same(expected: Path, results: Path) -> str:
    """Raises Failed with the files that differ from those of a local run of the same code."""
    found = compare(expected, results)
    aside = {name: how for files in found.aside.values() for name, how in files.items()}
    wrong = [f"{name}: {how}" for name, how in {**aside, **found.differ}.items()
             if how != SAME and not name.endswith(TIMESTAMP)]  # fmt: skip
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{len(found.same) + len(aside)} files, no byte differs"


def table(head: str, steps: Iterable[Step], report: Path) -> int:
    """Do the steps, write what each found to `report` below `head`; 1 if any failed, else 0."""
    rows, failed = ["| what is done | found | seconds |", "| --- | --- | --: |"], 0
    for said, do in steps:
        began = time.perf_counter()
        try:
            found = do()
        except Failed as error:
            found, failed = f"FAILED: {error}", 1
        rows.append(f"| {said} | {found} | {time.perf_counter() - began:.0f} |")
        print(rows[-1], flush=True)
    report.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return failed
