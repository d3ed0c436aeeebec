"""Time and memory of a set of figures from harmonised Parquet, by respondents and by waves.

usage: python benchmarks/scale.py [--whole] [--write]    exits 1 if the goal is missed
--whole  10^3 to 10^7 respondents a wave and 2 to 50 waves, which takes a quarter of an hour; else
         to 10^6 and 20 waves
--write  keeps the table in docs/evidence/scale.csv

480 percentages of each wave (10 items in 48 groups) with design errors: weights that all differ,
20 strata, 400 clusters; and without a design. A cell is a process of its own, and its memory the
most that it held. Where R is, its svyby gives the same percentages in the same run (agreement to
1e-8), of respondents who are in memory already: their reading is not in its seconds.
"""

import argparse
import io
import multiprocessing
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.figures import measure
from tsunagari.estimate.respondents import Respondents

RESPONDENTS, WAVES = (10**3, 10**4, 10**5, 10**6, 10**7), (2, 5, 10, 20, 50)
MOST, MOST_WAVES, MOST_IN_R = 10**6, 20, 10**6  # without --whole; of R in any case
OF_EACH_WAVE = 10**5  # where waves are counted
GOAL = 256  # MB that the most respondents may take more than a tenth of them
ITEMS, GROUPS, STRATA, CLUSTERS, PART = 10, 48, 20, 400, 250_000
NONE, DECLARED = {}, {"weight": "w", "strata": ["s"], "clusters": ["c"]}
R = """
suppressMessages(library(survey))
column <- function(name, what) readBin(file.path("%(folder)s", name), what, %(rows)d)
data <- data.frame(weight = column("design.weight", "double"))
for (name in c("stratum", "cluster", "group", paste0("item", 0:%(last)d)))
  data[[name]] <- column(name, "integer")
seconds <- system.time({
  design <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = data)
  items <- as.formula(paste("~", paste0("item", 0:%(last)d, collapse = "+")))
  table <- svyby(items, ~group, design, svymean)
})
cat(seconds["user.self"] + seconds["sys.self"], "\\n")
write.csv(as.data.frame(table), row.names = FALSE)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    most, most_waves = (10**7, 50) if given.whole else (MOST, MOST_WAVES)
    cells = [(n, 1, design) for n in RESPONDENTS if n <= most for design in (NONE, DECLARED)]
    cells += [(OF_EACH_WAVE, waves, DECLARED) for waves in WAVES if waves <= most_waves]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n in sorted({n for n, *_ in cells}):
            alone(write, Path(folder), n)
            rows += [row(Path(folder), *cell) for cell in cells if cell[0] == n]
            for path in Path(folder).iterdir():
                path.unlink()
    table = pd.DataFrame(rows)
    print(table.to_string(index=False))
    if given.write:
        table.to_csv(ROOT / "docs" / "evidence" / "scale.csv", index=False)
    memory = table[table["waves"] == 1].set_index(["respondents", "design"])["memory_mb"]
    grown = max(memory[most, name] - memory[most // 10, name] for name in ("none", "declared"))
    print(f"{most:,} respondents take {grown} MB more than {most // 10:,} (goal {GOAL})")
    return 0 if grown <= GOAL else 1


def row(folder: Path, n: int, waves: int, design: dict) -> dict:
    """One cell of the table."""
    ours, seconds, memory = alone(percentages, folder, waves, design)
    found = {
        "respondents": n, "waves": waves, "design": "declared" if design else "none",
        "percentages": len(ours), "cpu_seconds": round(seconds, 2), "memory_mb": round(memory),
        "r_cpu_seconds": np.nan, "r_memory_mb": np.nan,
    }  # fmt: skip
    if design and waves == 1 and n <= MOST_IN_R and shutil.which("Rscript"):
        (theirs, in_r), _, r_memory = alone(in_r_survey, folder, n)
        compare(ours, theirs)
        found |= {"r_cpu_seconds": round(in_r, 2), "r_memory_mb": round(r_memory)}
    print(found, flush=True)
    return found


# ---- Each in a process of its own ------------------------------------------------------------


def alone(function: Callable, *arguments) -> tuple[object, float, float]:
    """What it gives, its CPU seconds and the most memory that its process, or one that it
    waited for, held, in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (function, arguments))


def _measured(function: Callable, arguments: tuple) -> tuple[object, float, float]:
    before = resource.getrusage(resource.RUSAGE_SELF)
    result = function(*arguments)
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return result, seconds, (children or after.ru_maxrss) / 1024


def codebook() -> Codebook:
    def words(names) -> dict:
        return {name: {"ja": name, "en": name} for name in names}

    label = {"ja": "問", "en": "Question"}
    names = [f"group{place}" for place in range(GROUPS)]
    items = {"label": label, "items": words(f"item{place}" for place in range(ITEMS))}
    answers = {"type": "single", "label": label, "categories": words(("yes", "no"))}
    return Codebook.from_config({
        "lists": {"items": items},
        "variables": {
            "country": {"type": "single", "label": label, "categories": words(("here",))},
            "group": {"type": "single", "label": label, "categories": words(names)},
            "use": {**answers, "each": "items"},
        },
    })  # fmt: skip


def write(folder: Path, n: int) -> None:
    """The wave's respondents as harmonising writes them, and R's columns as they stand."""
    draw, writer = np.random.default_rng(1), None
    effect = draw.normal(0, 0.1, CLUSTERS)
    variables, raw = codebook().variables, {}
    for start in range(0, n, PART):
        size = min(PART, n - start)
        cluster = draw.integers(0, CLUSTERS, size, dtype=np.int32)
        codes = {"country": np.zeros(size, int), "group": draw.integers(0, GROUPS, size)}
        for place in range(ITEMS):
            yes = draw.random(size) < 0.3 + effect[cluster]
            codes[f"use.item{place}"] = (~yes).astype(int)
            raw[f"item{place}"] = yes.astype(np.int32)
        raw |= {"design.weight": draw.uniform(0.3, 3, size), "cluster": cluster}
        raw |= {"stratum": cluster % STRATA, "group": codes["group"].astype(np.int32)}
        columns = {
            name: pa.DictionaryArray.from_arrays(
                pa.array(places, pa.int8()), variables[name.partition(".")[0]].categories
            )
            for name, places in codes.items()
        }
        columns["design.weight"] = pa.array(raw["design.weight"])
        for name, of in (("design.strata.1", "stratum"), ("design.clusters.1", "cluster")):
            columns[name] = pa.array(raw[of].astype(str)).dictionary_encode()
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(folder / "wave.parquet", table.schema)
        writer.write_table(table)
        if n <= MOST_IN_R:
            for name, column in raw.items():
                with (folder / name).open("ab") as file:
                    file.write(np.ascontiguousarray(column).tobytes())
    writer.close()


def percentages(folder: Path, waves: int, design: dict) -> pd.DataFrame:
    """The figures of all waves, whose respondents stand in the same file."""
    book, query = codebook(), {"variable": "use", "by": ["group"], "categories": ["yes"]}
    tables = []
    for wave in range(waves):
        people = Respondents(str(wave), {"design": design}, folder / "wave.parquet")
        tables.append(measure(book, "1-1", [query], people))
    return pd.concat(tables, ignore_index=True)


def in_r_survey(folder: Path, n: int) -> tuple[pd.DataFrame, float]:
    """The same percentages by svyby, and its CPU seconds."""
    script = folder / "time.R"
    script.write_text(R % {"rows": n, "folder": folder, "last": ITEMS - 1})
    run = subprocess.run(["Rscript", script], capture_output=True, text=True, check=True)
    seconds, table = run.stdout.split("\n", 1)
    return pd.read_csv(io.StringIO(table)), float(seconds)


def compare(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Raise AssertionError unless all percentages and errors are the same."""
    theirs = theirs.set_index("group").loc[range(GROUPS)]
    for column, prefix in (("percent", ""), ("std_error", "se.")):
        found = 100 * theirs[[f"{prefix}item{place}" for place in range(ITEMS)]].to_numpy()
        np.testing.assert_allclose(ours[column].to_numpy(), found.ravel(), rtol=1e-8)


if __name__ == "__main__":
    sys.exit(main())
