"""Time the section from nothing, and its figures: through papermill against bare drawing code.

usage: python benchmarks/figures.py [--rounds 3] [--figure 4-3-2-2]

Works in a copy of the project, in which it sets up an environment of its own as well. The floor
is the code of the executed notebooks, run by two forked processes without Snakemake, papermill
and IPython. Both draw the same pictures, and that is checked. Goals in seconds are of a machine
on which `snakemake --version` takes 0.82 s, and grow with what it takes here. Writes
docs/evidence/figures.txt; exits 1 if a goal is missed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
SKIPPED = shutil.ignore_patterns(".git", ".venv", "locks", "log", "*_cache", ".hypothesis")
SNAKEMAKE = [sys.executable, "-m", "snakemake", "--quiet", "all"]
START = "snakemake --version"
SECONDS_OF_START = 0.82  # where the goals were set
EVIDENCE = PROJECT / "docs" / "evidence" / "figures.txt"
GOALS = {  # name -> limit and its unit: times the floor, or seconds
    "set-up": (20.0, "s"),
    "whole section": (60.0, "s"),
    "from a bare clone": (90.0, "s"),
    "all figures": (2.2, "x floor"),
    "one figure": (3.0, "s"),
    "nothing to do": (1.5, "s"),
}
FLOOR = """
import contextlib, json, multiprocessing, os, sys
import matplotlib.backends.backend_agg, matplotlib.backends.backend_pdf
import matplotlib.backends.backend_svg, matplotlib.figure, pandas
import IPython.display, tsunagari.draw.paper.save, tsunagari.project

def draw(notebook):
    cells = json.load(open(notebook))["cells"]
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        names = {}
        for cell in cells:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)

with multiprocessing.get_context("fork").Pool(2) as pool:
    pool.map(draw, sys.argv[1:], chunksize=1)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Time the figures against their floor.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--figure", default="4-3-2-2", help="the one figure drawn alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copy = Path(folder, "project")
        shutil.copytree(PROJECT, copy, ignore=SKIPPED)
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(copy / "src")
        rounds = [measure(given.figure) for _ in range(given.rounds)]
    seconds = {name: median(times[name] for times in rounds) for name in rounds[0]}
    return report(seconds)


def measure(figure: str) -> dict[str, float]:
    """Seconds of each case, once; the cases take turns so that other load falls on all."""
    times = {START: timed([sys.executable, "-m", "snakemake", "--version"], quiet=True)}
    for folder in (".venv", "results", "logs", ".snakemake"):
        shutil.rmtree(folder, ignore_errors=True)
    times["set-up"] = timed(["make", "--silent", "setup"])
    times["whole section"] = timed([*SNAKEMAKE, "--cores", "all"])
    times["from a bare clone"] = times["set-up"] + times["whole section"]
    notebooks = sorted(str(path) for path in Path("results/notebooks").glob("*.ipynb"))
    times["floor"] = timed([sys.executable, "-c", FLOOR, *notebooks])
    floor = pictures()
    for folder in ("figures", "notebooks"):
        shutil.rmtree(Path("results", folder))
    times["all figures"] = timed([*SNAKEMAKE, "--cores", "all"])
    if pictures() != floor:
        raise SystemExit("The floor and the notebooks drew different pictures.")
    times["nothing to do"] = timed([*SNAKEMAKE, "--cores", "all"])
    for picture in Path("results/figures").glob(f"{figure}.*"):
        picture.unlink()
    target = f"results/figures/{figure}.ja.svg"
    times["one figure"] = timed([*SNAKEMAKE, "--cores", "1", "--", target])
    return times


def timed(command: list[str], quiet: bool = False) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL if quiet else None)
    return time.perf_counter() - start


def pictures() -> dict[str, str]:
    """The hash of each picture."""
    files = sorted(Path("results/figures").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def report(seconds: dict[str, float]) -> int:
    """Print the table and keep it; how many goals were missed, at most 1."""
    scale = seconds[START] / SECONDS_OF_START
    lines, missed = [f"{'case':20}{'seconds':>9}{'x floor':>9}   goal"], 0
    for name, value in seconds.items():
        ratio = value / seconds["floor"]
        limit, unit = GOALS.get(name, (None, ""))
        goal = ""
        if limit is not None:
            met = (ratio <= limit) if unit == "x floor" else (value <= limit * scale)
            missed |= not met
            here = "" if unit == "x floor" else f", {limit * scale:.2f} s here"
            goal = f"at most {limit:g} {unit}{here}: {'met' if met else 'MISSED'}"
        lines.append(f"{name:20}{value:9.2f}{ratio:9.2f}   {goal}".rstrip())
    print("\n".join(lines))
    EVIDENCE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
