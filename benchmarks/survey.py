"""Time 480 weighted percentages with design errors, beside R's svyby in the same run.

usage: python benchmarks/survey.py [--rows 1000000] [--rounds 5]

10 items x 48 groups, 20 strata, 400 clusters. Both start from responses in memory; reading
is excluded, our time includes the declaration of the design. The percentages and errors must
agree to 1e-8 relative. Exits 1 if the goal is missed. Without Rscript only ours is timed.
"""

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tsunagari.estimate.design import Design
from tsunagari.estimate.percentages import percentages

GOAL = 0.3  # seconds
ITEMS, GROUPS, STRATA, CLUSTERS = 10, 48, 20, 400
R = """
suppressMessages(library(survey))
n <- %(rows)d
column <- function(name, what) readBin(file.path("%(folder)s", name), what, n)
data <- data.frame(weight = column("weight", "double"))
for (name in c("stratum", "cluster", "group", paste0("item", 0:%(last)d)))
  data[[name]] <- column(name, "integer")
declared <- system.time({
  design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data)
})["elapsed"]
seconds <- system.time({
  items <- as.formula(paste("~", paste0("item", 0:%(last)d, collapse = "+")))
  table <- svyby(items, ~group, design, svymean)
})["elapsed"]
cat(declared, seconds, "\\n")
write.csv(as.data.frame(table), row.names = FALSE)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    data = responses(arguments.rows)
    seconds, ours = timed(data, arguments.rounds)
    print(f"{ITEMS * GROUPS} percentages, {arguments.rows:,} rows")
    print(f"  tsunagari     {seconds:8.3f} s (median of {arguments.rounds}; goal {GOAL} s)")
    if shutil.which("Rscript"):
        declared, theirs = in_r(data, ours)
        print(f"  R's svyby     {theirs:8.3f} s ({theirs / seconds:.0f} times as long)")
        print(f"  R's svydesign {declared:8.3f} s, which ours includes")
    return 0 if seconds <= GOAL else 1


def responses(rows: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(1)
    cluster = draw.integers(0, CLUSTERS, rows, dtype=np.int32)
    effect = draw.normal(0, 0.1, CLUSTERS)[cluster]
    data = {
        "weight": draw.uniform(0.3, 3, rows),
        "stratum": (cluster % STRATA).astype(np.int32),
        "cluster": cluster,
        "group": draw.integers(0, GROUPS, rows, dtype=np.int32),
    }
    for item in range(ITEMS):
        data[f"item{item}"] = (draw.random(rows) < 0.3 + effect).astype(np.int32)
    return data


def timed(data: dict[str, np.ndarray], rounds: int) -> tuple[float, pd.DataFrame]:
    """Median seconds, and the table."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        chosen = np.stack([data[f"item{item}"] == 1 for item in range(ITEMS)], axis=1)
        design = Design(data["weight"], (data["stratum"],), (data["cluster"],))
        table = percentages(design, chosen, data["group"], GROUPS)
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds)), table


def in_r(data: dict[str, np.ndarray], ours: pd.DataFrame) -> list[float]:
    """Seconds of R's svydesign and svyby; its numbers must be ours."""
    with tempfile.TemporaryDirectory() as folder:
        for name, column in data.items():
            column.tofile(Path(folder) / name)
        script = Path(folder) / "time.R"
        rows = len(data["weight"])
        script.write_text(R % {"rows": rows, "folder": folder, "last": ITEMS - 1})
        run = subprocess.run(["Rscript", script], capture_output=True, text=True, check=True)
    seconds, table = run.stdout.split("\n", 1)
    theirs = pd.read_csv(io.StringIO(table)).sort_values("group")
    names = [f"item{item}" for item in range(ITEMS)]
    errors = [f"se.{name}" for name in names]
    percent, error = (100 * theirs[part].to_numpy().ravel() for part in (names, errors))
    np.testing.assert_allclose(ours["percent"], percent, rtol=1e-8)
    np.testing.assert_allclose(ours["std_error"], error, rtol=1e-8)
    return [float(part) for part in seconds.split()]


if __name__ == "__main__":
    raise SystemExit(main())
