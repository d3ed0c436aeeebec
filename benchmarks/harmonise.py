"""Time and memory to harmonise a wave, from its raw file to Parquet, ledger and labels.

usage: python benchmarks/harmonise.py [--write] [--large] [format:rows ...]
  format   sav (300 columns), csv or parquet (60 columns); without any, those of USUAL
--large adds ten million rows; --write keeps the table in docs/evidence/harmonise.csv
Exits 1 if a goal is missed.

Each file is written, and harmonised, in a process of its own. Seconds are of the clock and may
grow with what `snakemake --version` takes here beyond the 0.82 s where the goal was set; rates
are millions of cells (rows x columns) a second of processor time. Memory is the most that both
processes of a job, the one that reads and the one that harmonises, held at any time.
"""

import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

USUAL = ("sav:10000", "sav:100000", "sav:1000000", "csv:100000", "csv:1000000", "parquet:1000000")
LARGE = ("csv:10000000", "parquet:10000000")
GOAL_GIB = 2.0
GOAL_SECONDS = {("sav", 1_000_000): 40.0}
START, SECONDS_OF_START = "snakemake", 0.82
PART = 500_000  # rows that are written at a time
ANSWERS = ("daily", "weekly", "monthly", "rarely", "never")
REASONS = ("cheap", "fast", "safe", "habit", "nothing")
QUESTIONS = {"sav": (144, 30), "csv": (29, 5), "parquet": (29, 5)}  # items and topics
FILES = {
    "sav": {"path": "wave.sav", "reader": "spss"},
    "csv": {"path": "wave.csv", "reader": "csv", "encoding": "utf-8"},
    "parquet": {"path": "wave.parquet", "reader": "parquet"},
}


def words(names) -> dict:
    return {name: {"ja": name, "en": name} for name in names}


def codebook_config(items: int, topics: int) -> dict:
    """A loop, a loop of five answers with a base, and a few."""
    label = {"ja": "問", "en": "Question"}
    listed = {"items": range(1, items + 1), "topics": range(1, topics + 1)}
    return {
        "lists": {
            key: {"label": label, "items": words(f"{key}_{number}" for number in numbers)}
            for key, numbers in listed.items()
        },
        "variables": {
            "age": {"type": "number", "label": label},
            "sex": {"type": "single", "label": label, "categories": words(("man", "woman"))},
            "use": {
                "type": "single",
                "each": "items",
                "ordered": True,
                "label": label,
                "categories": words(ANSWERS),
                "sets": {"users": list(ANSWERS[:4])},
            },
            "reasons": {
                "type": "multiple",
                "each": "topics",
                "label": label,
                "base": {"sex": "man"},
                "categories": words(REASONS),
            },
        },
    }


def wave_config(kind: str) -> dict:
    items, topics = QUESTIONS[kind]
    return {
        "title": {"ja": "調査", "en": "Survey"},
        "source": "delivered",
        "design": {"weight": "weight", "strata": ["stratum"], "clusters": ["cluster"]},
        "files": [FILES[kind]],
        "respondent": "id",
        "missing": {"not_applicable": [8], "no_answer": [9]},
        "exclude": [{"name": "twice", "duplicated": "id"}],
        "columns": {
            "age": {"column": "age"},
            "sex": {"column": "sex", "codes": {1: "man", 2: "woman"}},
            "use": {"column": "q{item}", "item_marks": f"1..{items}", "codes": [5, 4, 3, 2, 1]},
            "reasons": {
                "column": "r{item}_{category}",
                "item_marks": f"1..{topics}",
                "category_marks": "1..5",
                "codes": {1: "selected", 0: "not_selected"},
            },
        },
    }


def cells(kind: str, begin: int, rows: int) -> dict:
    """Ids, a design, and answers at random, of some rows."""
    import numpy as np

    rng = np.random.default_rng(begin)
    sex = rng.integers(1, 3, rows, dtype=np.int8)
    columns = {
        "id": np.arange(begin, begin + rows, dtype=np.int32),
        "weight": rng.integers(1, 200, rows) / 100,
        "stratum": rng.integers(1, 51, rows, dtype=np.int8),
        "cluster": rng.integers(1, 1001, rows, dtype=np.int16),
        "age": rng.integers(18, 90, rows, dtype=np.int8),
        "sex": sex,
    }
    items, topics = QUESTIONS[kind]
    for number in range(1, items + 1):
        columns[f"q{number}"] = rng.integers(1, 6, rows, dtype=np.int8)
    for number in range(1, topics + 1):
        for category in range(1, 6):
            ticked = rng.integers(0, 2, rows, dtype=np.int8)
            columns[f"r{number}_{category}"] = np.where(sex == 1, ticked, np.int8(8))
    return columns


def write_wave(kind: str, rows: int, folder: str) -> None:
    path = Path(folder, FILES[kind]["path"])
    if kind == "sav":
        import pandas as pd
        import pyreadstat

        labels = {"q1": {5 - place: answer for place, answer in enumerate(ANSWERS)}}
        frame = pd.DataFrame(cells(kind, 0, rows))
        pyreadstat.write_sav(frame, path, row_compress=True, variable_value_labels=labels)
        return
    import pyarrow as pa
    from pyarrow import csv, parquet

    parts = ((begin, min(PART, rows - begin)) for begin in range(0, rows, PART))
    tables = (pa.table(cells(kind, *part)) for part in parts)
    first = next(tables)
    writer = csv.CSVWriter if kind == "csv" else parquet.ParquetWriter
    with writer(path, first.schema) as file:
        file.write_table(first)
        for table in tables:
            file.write_table(table)


def harmonise_wave(kind: str, folder: str, found: multiprocessing.Queue) -> None:
    """Seconds by the clock and of the processors, peak GiB: of this process and its reader."""
    began = time.perf_counter()
    from pipeline import script

    from tsunagari.codebook.variables import Codebook

    texts, to = codebook_config(*QUESTIONS[kind]), Path(folder, "harmonised")
    codebook = Codebook.from_config(texts)
    script("harmonise").harmonised(codebook, texts, "wave", wave_config(kind), Path(folder), to)
    seconds = time.perf_counter() - began
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    found.put((seconds, processor, sum(usage.ru_maxrss for usage in usages) / 2**20))


def measured(kind: str, rows: int) -> tuple[float, float, float]:
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    with tempfile.TemporaryDirectory() as folder:
        for work in ((write_wave, (kind, rows, folder)), (harmonise_wave, (kind, folder, found))):
            process = context.Process(target=work[0], args=work[1])
            process.start()
            process.join()
            if process.exitcode:
                raise SystemExit(f"{work[0].__name__} of {rows} rows ended: {process.exitcode}")
    return found.get()


def slower_here() -> float:
    """How many times longer programs take here than where the goals were set, at least 1.

    By the time of the processors, so that other load on the machine makes no goal easier.
    """
    subprocess.run([sys.executable, "-m", START, "--version"], check=True, capture_output=True)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return max(1.0, (usage.ru_utime + usage.ru_stime) / SECONDS_OF_START)


def row_of(kind: str, rows: int, slower: float) -> tuple:
    seconds, processor, peak = measured(kind, rows)
    columns = len(cells(kind, 0, 1))
    goal = GOAL_SECONDS.get((kind, rows), float("inf")) * slower
    rate = rows * columns / processor / 1e6
    met = seconds <= goal and peak <= GOAL_GIB
    rounded = (round(seconds, 1), round(processor, 1), round(rate, 1), round(peak, 2))
    return (kind, rows, columns, *rounded, met)


def main() -> int:
    import pandas as pd

    named = [word for word in sys.argv[1:] if ":" in word] or list(USUAL)
    named += LARGE if "--large" in sys.argv else ()
    asked = [word.split(":") for word in named]
    slower = slower_here()
    found = [row_of(kind, int(rows), slower) for kind, rows in asked]
    names = "format rows columns seconds cpu_seconds million_cells_a_cpu_second peak_gib met"
    table = pd.DataFrame(found, columns=names.split())
    print(table.to_string(index=False))
    print(f"goal: {GOAL_GIB:g} GiB; a sav of 1,000,000 rows in {40 * slower:.0f} s here")
    if "--write" in sys.argv:
        table.to_csv(ROOT / "docs" / "evidence" / "harmonise.csv", index=False)
    return 0 if table["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
