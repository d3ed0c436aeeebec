"""Time to make one set of respondents of all synthetic waves, at growing bases.

usage: python benchmarks/respondents.py [--write]    exits 1 if a goal is missed
--write keeps the table in docs/evidence/respondents.csv
"""

import sys
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.synthesise.respondents import build_respondents

GOALS = {1: 10.0, 10: 20.0, 100: 120.0}  # scale -> seconds


def main() -> int:
    project = load_project(ROOT / "config")
    folder = ROOT / "resources" / "published"
    published = load_published(folder, project.codebook, project.group_names)
    given = (project.codebook, published, project.figures, project.assumptions)
    seed = project.settings["seed"]
    rows = []
    for scale, goal in GOALS.items():
        people = 0
        began = time.perf_counter()
        for wave in project.waves:
            respondents, _ = build_respondents(*given, wave, seed, scale)
            people += len(respondents)
        seconds = time.perf_counter() - began
        rows.append((scale, people, round(seconds, 1), goal, seconds <= goal))
    table = pd.DataFrame(rows, columns=["scale", "respondents", "seconds", "goal", "met"])
    print(table.to_string(index=False))
    if "--write" in sys.argv:
        table.to_csv(ROOT / "docs" / "evidence" / "respondents.csv", index=False)
    return 0 if table["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
