"""Jobs on a real Slurm: what runs, fails, is cancelled, killed, resumed: docs/evidence/slurm.md.

usage: prove_slurm.py [--runs 20] [--report FILE]
Starts a cluster of one node, runs the section and a figure of the toy project through
profiles/slurm, compares every result with that of a local run, and ends the cluster. Ends with 1 if any step
fails.
"""

import argparse
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from cluster import cluster, queued, wait_for
from runs import ROOT, STUCK, Failed, Run, Step, project, same, table

ON_SLURM = ("--workflow-profile", str(ROOT / "profiles" / "slurm"), "--slurm-no-account")
PICTURE = "results/figures/availability.ja.svg"  # after respondents and a table: 3 jobs of Slurm
ONE_WAVE = ("--config", "waves=['1999']")
AT_ONCE = 4
LONG = 2 * STUCK
ANSWERS = "data/raw/1999/answers.csv"
UNKNOWN = "answers.csv: row 5, column 利用_電話: unknown code [7]"
HEAD = """\
# Jobs on a Slurm cluster

`make slurm` starts Debian's Slurm with one node on the machine, does these steps through
`profiles/slurm`, ends the cluster and writes this table. Results are compared with those of a
local run of the same code.
"""


@dataclass
class Proof:
    """The steps, in order. Each says what was found, or raises Failed."""

    work: Path
    runs: int

    @cached_property
    def figure(self) -> Path:
        """The results of a local run up to one figure of the toy project."""
        run = self.one("locally", ("--cores", "2"))
        run.end()
        return run.results

    def one(self, name: str, how: tuple[str, ...] = ON_SLURM) -> Run:
        """A run from nothing up to that figure."""
        return Run(project(self.work / name), (*how, *ONE_WAVE), (PICTURE,))

    def section(self) -> str:
        """A whole run on the cluster gives the bytes of the local one."""
        expected = Run(project(self.work / "section-locally", ROOT), ("--cores", "2"))
        run = Run(project(self.work / "section", ROOT), ON_SLURM)
        expected.end(patience=LONG)
        began = time.perf_counter()
        said = run.end(patience=LONG)
        seconds = f"{time.perf_counter() - began:.0f} s"
        return f"{submitted(said)}, {seconds}; {same(expected.results, run.results)}"

    def failing(self) -> str:
        """An answer that no code stands for fails its job alone; mended, the run is resumed."""
        run = self.one("failing")
        answers = run.folder / ANSWERS
        good = answers.read_bytes()
        answers.write_bytes(good.replace(b",38,1,3,", b",38,1,7,", 1))
        said = run.end(wanted=1)
        left = queued(run_id(said))
        if UNKNOWN not in said or left:
            raise Failed(f"{said}\nleft in the queue: {left}")
        answers.write_bytes(good)
        return f"exit code 1, file, row and value named; mended: {self.resumed(run)}"

    def interrupted(self, number: signal.Signals) -> str:
        """A run that gets a signal while a job of its runs, and is then run again."""
        run = self.one(number.name)
        process = run.start()
        wait_for(lambda: "RUNNING" in queued(run_id(run.said.read_text())), "a running job")
        began = time.perf_counter()
        process.send_signal(number)
        if process.wait(STUCK) == 0:
            raise Failed(f"it ran to its end\n{run.said.read_text()}")
        seconds, name = time.perf_counter() - began, run_id(run.said.read_text())
        if number is signal.SIGINT:  # its jobs are cancelled
            wait_for(lambda: not queued(name), "an empty queue")
        left = len(queued(name))
        resumed = self.resumed(run)
        return f"ended after {seconds:.0f} s, {left} jobs left in the queue; {resumed}"

    def resumed(self, run: Run) -> str:
        Run(run.folder, run.how, run.targets).end()
        return f"resumed: {same(self.figure, run.results)}"

    def many(self) -> str:
        """Runs from nothing up to the figure, some at once: none stuck, the same bytes each."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            seconds = sorted(pool.map(self.timed, range(self.runs)))
        middle = seconds[len(seconds) // 2]
        times = f"{seconds[0]:.0f} to {seconds[-1]:.0f} s, half within {middle:.0f}"
        return f"{self.runs} of {self.runs} ended, {AT_ONCE} at once, {times}; the same bytes each"

    def timed(self, number: int) -> float:
        began, run = time.perf_counter(), self.one(f"run-{number}")
        run.end()
        same(self.figure, run.results)
        return time.perf_counter() - began

    def steps(self) -> Iterator[Step]:
        """The section runs beside all others, as runs on a cluster do."""
        with ThreadPoolExecutor(1) as beside:
            section = beside.submit(self.section)
            yield "an answer without a code; then mended", self.failing
            for number, how in ((signal.SIGINT, "Ctrl-C"), (signal.SIGKILL, "`kill -9`")):
                yield f"{how} while a job runs; then run again", partial(self.interrupted, number)
            yield f"one figure from nothing, {self.runs} times", self.many
            yield "the section, from nothing, beside all of these", section.result


def run_id(said: str) -> str:
    """The name that the plugin gives to the jobs of a run, "-" before it has."""
    found = re.search(r"SLURM run ID: (\S+)", said)
    return found[1] if found else "-"


def submitted(said: str) -> str:
    """How many jobs of the workflow a run did, in how many jobs of Slurm."""
    jobs = re.findall(r"Finished jobid: \d+ \(Rule: (?!all\))", said)
    return f"{len(jobs)} jobs in {said.count('submitted with SLURM jobid')} of Slurm's"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prove_slurm.py", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20, help="how often one figure is made")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "evidence" / "slurm.md")
    given = parser.parse_args(arguments)
    # Started in the background of a shell, this would hand on that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="slurm-") as work, cluster(Path(work)):
        return table(HEAD, Proof(Path(work), given.runs).steps(), given.report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
