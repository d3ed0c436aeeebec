"""Compare inputs and outputs of the project in this folder with the manifest of its run.

usage: verify.py [--again] [--cores N]
--again  also run everything again, from nothing, in the folder reproduced/, and compare that
Names each file that differs, and ends with 1 if any does.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.archive.contents import ARCHIVE, LISTING, MANIFEST, RESULTS, closed_files
from tsunagari.archive.manifest import added, check, largest_difference, read_manifest
from tsunagari.config.problems import ProblemsFound
from tsunagari.run.job import files_below

AGAIN = "reproduced"
PARTS = ("config", "resources", "data")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__.splitlines()[0])
    parser.add_argument("--again", action="store_true", help=f"run again, in {AGAIN}/")
    parser.add_argument("--cores", default="all")
    given = parser.parse_args(arguments)
    project = Path.cwd()
    hashes = read_manifest(project / MANIFEST)
    absent = closed(project) if (ROOT / LISTING).is_file() else set()
    problems = check(hashes, project, ROOT, absent)
    if (ROOT / LISTING).is_file():
        others = read_manifest(ROOT / LISTING, LISTING)
        problems += check({name: others[name] for name in set(others) - set(hashes)}, ROOT, ROOT)
    if problems:
        raise ProblemsFound(problems)
    away = [name for name in absent if not (project / name).is_file()]
    print(f"{len(hashes) - len(away)} files are as {MANIFEST} says.")
    for name in sorted(away):
        print(f"  not passed on, since its responses are closed: {name}")
    for name in added(hashes, [RESULTS + each for each in found_in(project / RESULTS)]):
        if name != MANIFEST:
            print(f"  not of this run: {name}")
    if given.again:
        run_again(project, given.cores)


def closed(project: Path) -> set[str]:
    with (project / ARCHIVE / "data_files.csv").open(encoding="utf-8", newline="") as file:
        return closed_files(csv.DictReader(file))


def settings(project: Path) -> list[str]:
    """What the run was asked for, which may not be what config.yaml says (`--config`)."""
    asked = json.loads((project / ARCHIVE / "settings.json").read_text(encoding="utf-8"))
    return [f"{key}={json.dumps(value)}" for key, value in asked.items()]


def found_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_below([folder])]


def run_again(project: Path, cores: str) -> None:
    """Run the workflow on copies of the project's inputs, and compare all that it makes."""
    folder = project / AGAIN
    shutil.rmtree(folder, ignore_errors=True)
    for part in PARTS:
        if (project / part).is_dir():
            shutil.copytree(project / part, folder / part)
    print(f"Running everything again in {AGAIN}/ ...", flush=True)
    command = [sys.executable, "-m", "snakemake", "--cores", cores]
    command += ["--snakefile", str(ROOT / "Snakefile"), "--config", *settings(project)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{run.stdout}{run.stderr}\nThe run in {AGAIN}/ failed.")
    expected = {name: digest for name, digest in read_manifest(project / MANIFEST).items()
                if name.startswith(RESULTS)}  # fmt: skip
    differ = [problem.file for problem in check(expected, folder, folder)]
    more = added(expected, [RESULTS + name for name in found_in(folder / RESULTS)])
    more.remove(MANIFEST)
    for name in differ:
        print(f"  differs: {name}{how_far(project / name, folder / name)}")
    for name in more:
        print(f"  only in {AGAIN}/: {name}")
    if differ or more:
        sys.exit(f"{len(differ)} of {len(expected)} files differ, {len(more)} are new.")
    print(f"{len(expected)} files were made again in {AGAIN}/, the same to the byte.")


def how_far(first: Path, second: Path) -> str:
    """By how much a table's numbers differ, if only numbers do."""
    if first.suffix != ".csv" or not (first.is_file() and second.is_file()):
        return ""
    largest = largest_difference(*(path.read_text(encoding="utf-8") for path in (first, second)))
    return "" if largest is None else f" (numbers only, by {largest:.1e} at most, relatively)"


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ProblemsFound as found:
        sys.exit(str(found))
