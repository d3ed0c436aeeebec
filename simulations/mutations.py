"""Does a slip of one character stop the run where it is, or can it make a wrong number?

usage: python simulations/mutations.py [--config 200] [--data 200] [--published 60]
                                       [--mappings 120] [--seed 2018]

One character is replaced, deleted, inserted, or swapped with the next, in the configuration of
the toy project and of the section cut down, in delivered files of eight formats, and in the
digits of the published numbers. Then the project runs as far as its numbers and, of the toy
project, its pictures.

Of the configuration, a slip must stop the run and be pointed at (its line, or its key), leave
every number as it is, or be another statement that is as valid: these are listed with what
makes them so. Of data, a slip must stop the run, or be an answer, age or weight that is as
valid; with the file's checksum declared, every one must stop it.

Writes docs/evidence/mutations.csv and mutations.md; exits 1 if any of this is not so.
"""

import argparse
import os
import sys

# Before numpy is imported: two processes share the cores, so each keeps to one.
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "agg")

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from mutation import projects
from mutation.benches import UNNOTICED, Row, slips_of_config, slips_of_data
from mutation.mappings import slips_of_mappings
from mutation.published import slips_of_published
from mutation.verdicts import CRASH, ELSEWHERE, OTHER

EVIDENCE = ROOT / "docs" / "evidence"
SHARE_OF_MINI = 0.6  # of the slips in configurations
PROCESSES = 2


def slips(kind: str, seed: int, first: int, last: int) -> list[Row]:
    """Some of the slips of one kind, by number; the same whichever process tries them."""
    count, name = range(first, last), f"{seed} {kind}"
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        at = Path(folder) / "project"
        if kind == "mini":
            made = projects.mini(at)
            files = [str(path.relative_to(made / "config")) for path in projects.files_of(made)]
            return list(slips_of_config(made, files, name, count, drawn=True))
        if kind == "section":
            made = projects.section(at)
            return list(slips_of_config(made, list(projects.MUTATED), name, count, drawn=False))
        if kind == "data":
            return list(slips_of_data(at, name, count))
        if kind == "mapping":
            return list(slips_of_mappings(count))
        return list(slips_of_published(at, name, count))


def parts(counts: dict[str, int], seed: int) -> list[tuple[str, int, int, int]]:
    """The slips of each kind shared out, the longest first."""
    found = []
    for kind, count in counts.items():
        middle = count // PROCESSES
        found += [(kind, seed, 0, middle), (kind, seed, middle, count)]
    return [part for part in found if part[2] < part[3]]


def failures(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that must not be."""
    unexplained = rows["outcome"].eq(OTHER) & rows["message"].eq("")
    checksum = rows["kind"].eq("data") & ~rows["with_checksum"].str.startswith("stops")
    return rows[rows["outcome"].isin([CRASH, ELSEWHERE]) | unexplained | checksum]


def page(rows: pd.DataFrame, options: argparse.Namespace, failed: pd.DataFrame) -> str:
    """The summary in Markdown."""
    lines = [
        "# Slips of one character",
        "",
        f"`make mutations` (seed {options.seed}): {len(rows)} slips, each alone, in "
        "configurations, delivered files and published numbers. A row each is in "
        "[mutations.csv](mutations.csv).",
        "",
        "| what was changed | outcome | slips |",
        "|---|---|--:|",
    ]
    names = {"config": "a configuration", "data": "a delivered file", "published": "a digit",
             "mapping": "what codes of a wave mean"}  # fmt: skip
    for kind, name in names.items():
        counts = rows.loc[rows["kind"] == kind, "outcome"].value_counts()
        lines += [f"| {name} | {outcome} | {count} |" for outcome, count in counts.items()]
    data = rows[rows["kind"] == "data"]
    stopped = int(data["with_checksum"].str.startswith("stops").sum())
    lines += [
        "",
        f"With the checksum of each delivered file declared (`sha256:`), {stopped} of the "
        f"{len(data)} slips in data stop the run, and the message names the file and both "
        "checksums.",
        "",
        *_listed(rows, "config", OTHER, "Statements that are as valid", MEANING),
        *_listed(rows, "data", UNNOTICED, "Not noticed in data without a checksum", CLASSES),
        *_listed(rows, "published", UNNOTICED, "Digits that no check finds", DIGITS),
        *_listed(rows, "mapping", UNNOTICED, "Mappings that no check finds", MAPPINGS),
    ]
    if len(failed):
        lines += [f"**{len(failed)} slips are not as they must be.**", ""]
    return "\n".join(lines)


MEANING = (
    "Each of these changes what the author of the file says, to something that the rest of the "
    "project does not contradict. Nothing but the author can tell them from an intention."
)
CLASSES = (
    "One valid code or number in place of another cannot be told from the cell alone, and "
    "Stata, SPSS and Feather files carry no check of their bytes. A declared checksum stops "
    "all of them; `leaves_out` of an exclusion stops those that change who is left out."
)
MAPPINGS = (
    "What a code means stands in the wave's file alone where the data file has no labels; "
    "exchanged codes are then another statement that is as valid."
)
DIGITS = "Numbers of the press and derived ones stand in no text that they could be held against."


def _listed(rows: pd.DataFrame, kind: str, outcome: str, title: str, about: str) -> list[str]:
    found = rows[(rows["kind"] == kind) & (rows["outcome"] == outcome)]
    if found.empty:
        return []
    counts = found["message"].value_counts()
    shown = [f"| {message or '?'} | {count} |" for message, count in counts.items()]
    return [f"## {title}", "", about, "", "| what | slips |", "|---|--:|", *shown, ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=int, default=200, help="slips in configurations")
    parser.add_argument("--data", type=int, default=200, help="slips in delivered files")
    parser.add_argument("--published", type=int, default=60, help="slips in published digits")
    parser.add_argument("--mappings", type=int, default=120, help="slips in mappings of codes")
    parser.add_argument("--seed", type=int, default=2018)
    options = parser.parse_args()
    began, mini = time.monotonic(), round(options.config * SHARE_OF_MINI)
    counts = {"section": options.config - mini, "mini": mini}
    counts |= {"data": options.data, "published": options.published}
    counts |= {"mapping": options.mappings}
    with ProcessPoolExecutor(PROCESSES) as pool:
        futures = [pool.submit(slips, *part) for part in parts(counts, options.seed)]
        rows = pd.DataFrame([row for future in futures for row in future.result()])
    failed = failures(rows)
    rows.to_csv(EVIDENCE / "mutations.csv", index=False)
    (EVIDENCE / "mutations.md").write_text(page(rows, options, failed), encoding="utf-8")
    print(rows.groupby(["kind", "outcome"]).size().to_string())
    print(f"{len(rows)} slips in {time.monotonic() - began:.0f} s")
    if len(failed):
        print(failed.to_string())
        sys.exit(1)


if __name__ == "__main__":
    main()
