"""Twenty waves of five countries, added to a project one at a time, by a YAML file each.

usage: python simulations/twenty_waves.py [--waves 20] [--keep FOLDER]

Each wave has a mess of its own (simulations/twenty/). Its maker knows the answers, writes them
with pandas, openpyxl and pyreadstat as raw files, and compares what the pipeline makes of them,
cell by cell; percentages are compared with sums over the known answers. Each time Snakemake
must run the new wave's harmonising and what shows all waves, and nothing of the other waves.

Writes docs/evidence/twenty_waves.csv; exits 1 if a cell or a percentage is wrong, a job of
another wave ran, or a second run had anything to do.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "simulations" / "twenty"
EVIDENCE = ROOT / "docs" / "evidence" / "twenty_waves.csv"
sys.path.insert(0, str(ROOT / "simulations"))

from twenty.compare import deliver, wrong_cells
from twenty.truth import categories

YEARS = range(2001, 2021)
# What shows all waves, and so has to run when one is added.
OF_ALL_WAVES = {
    *("all", "availability", "availability_figure", "audit_numbers", "audit_source"),
    *("compare", "comparison_figure", "report", "archive"),
}
BLOCK = re.compile(r"^(?:local)?rule (\w+):\n((?: .*\n)+)", re.MULTILINE)
FINISHED = re.compile(r"^Finished jobid: (\d+)", re.MULTILINE)
SAME = 1e-9  # percentage points


def run(project: Path) -> str:
    """Run Snakemake to its end; what it said."""
    command = [sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "host"]
    command += ["--snakefile", ROOT / "Snakefile"]
    done = subprocess.run(
        list(map(str, command)), cwd=project, capture_output=True, text=True, timeout=1800
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout + done.stderr


def jobs(said: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rule and wildcards of every job that finished."""
    finished = set(FINISHED.findall(said))
    for rule, lines in BLOCK.findall(said):
        job = re.search(r"jobid: (\d+)", lines)
        cards = re.search(r"wildcards: (.*)", lines)
        if job and job[1] in finished:
            pairs = [card.split("=") for card in cards[1].split(", ")] if cards else []
            yield rule, dict(pairs)


def of_other_waves(rule: str, cards: dict[str, str], wave: str, shows_all: set[str]) -> bool:
    """Whether a job has nothing to do with a new wave."""
    if rule == "harmonise":
        return cards["wave"] != wave
    if rule in ("estimate", "figure"):
        return cards["figure"] not in shows_all
    return rule not in OF_ALL_WAVES


def wrong_percentages(known: pd.DataFrame, wave: str, design: dict, results: Path) -> int:
    """Percentages of both figures that are not those summed over the known answers."""
    weight = known.get("design.weight", pd.Series(1.0, index=known.index))
    for category, share in design.get("calibrate", {}).get("margins", {}).get("sex", {}).items():
        inside = known["sex"] == category
        weight = weight.where(~inside, weight * share / weight[inside].sum())
    wrong = 0
    for figure, country, column in (("1-1", "japan", "trust"), ("1-2", "germany", "use.mail")):
        table = pd.read_csv(results / f"estimates/{figure}.csv", dtype={"wave": str})
        table = table[table["wave"] == wave].set_index("category")
        names = categories(column.split(".")[0])
        asked = (known["country"] == country) & known[column].isin(names)
        for name in names:
            chosen = weight[asked & (known[column] == name)].sum()
            share = 100 * chosen / weight[asked].sum() if asked.any() else np.nan
            same = np.isclose(table.loc[name, "percent"], share, rtol=0, atol=SAME, equal_nan=True)
            wrong += not (same and table.loc[name, "n"] == asked.sum())
    return wrong


def start(project: Path) -> None:
    """A project without waves."""
    shutil.copytree(HERE / "config", project / "config")
    (project / "config" / "waves").mkdir()
    text = project / "resources" / "source" / "section.txt"
    text.parent.mkdir(parents=True)
    text.write_text("図表1-1 信頼の推移\n図表1-2 メールの利用\n図表1-3 最初の調査の信頼\n", "utf-8")


def add(project: Path, year: int) -> dict:
    """Add a wave, run, and say what ran and what came out."""
    wave, declared = str(year), HERE / "waves" / f"{year}.yaml"
    known = deliver(year, project / "data" / "raw" / wave)
    shutil.copy(declared, project / "config" / "waves")
    begun = time.perf_counter()
    said = run(project)
    seconds = time.perf_counter() - begun
    figures = yaml.safe_load((project / "config" / "figures.yaml").read_text("utf-8"))["figures"]
    shows_all = {name for name, entry in figures.items() if entry["waves"] == "all"}
    done = list(jobs(said))
    first = len(list((project / "config" / "waves").iterdir())) == 1
    others = [job for job in done if of_other_waves(*job, wave, shows_all)]
    entry = yaml.safe_load(declared.read_text("utf-8"))
    found = pd.read_parquet(project / f"results/harmonised/{wave}.parquet")
    wrong, compared = wrong_cells(known, found)
    files = [part for file in entry["files"] for part in (file, *file.get("joined", ()))]
    return {
        "wave": wave,
        "formats": " ".join(file["reader"] for file in files),
        "yaml_lines": len(declared.read_text("utf-8").splitlines()),
        "jobs": len(done),
        "jobs_of_other_waves": 0 if first else len(others),
        "cells": compared,
        "wrong_cells": wrong,
        "wrong_percentages": wrong_percentages(known, wave, entry["design"], project / "results"),
        "seconds": round(seconds, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--waves", type=int, default=len(YEARS), help="how many of the twenty")
    parser.add_argument("--keep", type=Path, help="a folder for the project, which must not exist")
    given = parser.parse_args()
    project = given.keep or Path(tempfile.mkdtemp()) / "twenty"
    start(project)
    rows = []
    for year in YEARS[: given.waves]:
        rows.append(add(project, year))
        print(rows[-1], flush=True)
    table = pd.DataFrame(rows)
    again = "Nothing to be done" in run(project)
    bad = table[["jobs_of_other_waves", "wrong_cells", "wrong_percentages"]].to_numpy().sum()
    print(table.to_string(index=False))
    print(f"a run after the last: {'nothing to be done' if again else 'jobs ran'}")
    if given.waves == len(YEARS):
        table.to_csv(EVIDENCE, index=False)
    return int(bad > 0 or not again)


if __name__ == "__main__":
    sys.exit(main())
