"""Time and memory of the index with its intervals, at the surveys' size and at 100,000.

usage: python benchmarks/ties.py [--write]    exits 1 if a goal is missed
--write keeps the table in docs/evidence/ties.csv. Each size runs in a process of its own, so
that its peak of memory is its own: two waves, both sides, all replicates and deals of
config/indices.yaml, as rule `ties` does.
"""

import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.codebook.derivation import derive
from tsunagari.estimate.design import Design
from tsunagari.index import ties
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.synthesise.respondents import build_respondents

GOALS = {3_600: (5.0, 1.0), 100_000: (120.0, 4.0)}  # respondents -> seconds, GiB
COLUMNS = [
    "respondents", "design", "replicates", "seconds", "cpu_seconds", "gib", "goal_seconds",
    "goal_gib",
]  # fmt: skip


def sample_of(project, wave: str, size: int, weighted: bool) -> ties.Sample:
    """Respondents of a wave, repeated up to the size; with weights of 0.5 to 1.5 if wanted."""
    published = load_published(
        ROOT / "resources" / "published", project.codebook, project.group_names
    )
    given = (project.codebook, published, project.figures, project.assumptions)
    people, _ = build_respondents(*given, wave, project.settings["seed"], 1)
    people = derive(project.codebook, people)
    spec = project.indices["ties"]
    sample = ties.read_sample(project.codebook, spec, people, Design.unweighted(len(people)))
    rows = pd.RangeIndex(size).to_numpy() % sample.n
    weights = 0.5 + (rows % 101) / 100 if weighted else sample.weights[rows]
    return replace(
        sample,
        people=sample.people.iloc[rows],
        answers={side: answers[rows] for side, answers in sample.answers.items()},
        members=sample.members[rows],
        kind=sample.kind[rows],
        weights=weights,
        design=Design(weights) if weighted else Design.unweighted(size),
        inside=pd.RangeIndex(size).to_numpy(),
    )


def run(respondents: int, weighted: bool) -> tuple[float, float, float]:
    """Seconds, those of all cores, and GiB at the peak, of all replicates and deals."""
    project = load_project(ROOT / "config")
    spec, seed = project.indices["ties"], project.settings["seed"]
    samples = {
        wave: sample_of(project, wave, respondents * share // 3, weighted)
        for wave, share in zip(spec["waves"], (2, 1), strict=True)
    }
    began, used = time.perf_counter(), time.process_time()
    found = ties.replicate(samples, spec, seed)
    for wave in samples:
        ties.counting_table(found, wave, spec["counting"], seed)
        ties.respondents_table(found, wave, spec["group"])
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> int:
    if len(sys.argv) == 3 and sys.argv[1].isdigit():
        print(*run(int(sys.argv[1]), sys.argv[2] == "weights"))
        return 0
    replicates = load_project(ROOT / "config").indices["ties"]["replicates"]
    rows = []
    for respondents, goals in GOALS.items():
        for design in ("none", "weights"):
            command = [sys.executable, __file__, str(respondents), design]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            measured = (round(float(number), 2) for number in done.stdout.split())
            rows.append((respondents, design, replicates, *measured, *goals))
    table = pd.DataFrame(rows, columns=COLUMNS)
    print(table.to_string(index=False))
    if "--write" in sys.argv:
        target = ROOT / "docs" / "evidence" / "ties.csv"
        table.to_csv(target, index=False, lineterminator="\n")
    met = (table["seconds"] <= table["goal_seconds"]) & (table["gib"] <= table["goal_gib"])
    return 0 if met.all() else 1


if __name__ == "__main__":
    sys.exit(main())
