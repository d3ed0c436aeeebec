"""Time and memory to read and harmonise a wave of 300 columns, from an SPSS file.

usage: python benchmarks/harmonise.py [--write] [rows ...]    exits 1 if a goal is missed
--write keeps the table in docs/evidence/harmonise.csv
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

ROWS = (10_000, 100_000, 1_000_000)
GOAL_SECONDS, GOAL_GIB = 180.0, 4.0
ITEMS = [f"item_{number}" for number in range(1, 145)]
TOPICS = [f"topic_{number}" for number in range(1, 31)]
ANSWERS = ("daily", "weekly", "monthly", "rarely", "never")
REASONS = ("cheap", "fast", "safe", "habit", "nothing")


def words(names) -> dict:
    return {name: {"ja": name, "en": name} for name in names}


def codebook_config() -> dict:
    """296 columns of answers: a loop, a loop of multiple answers with a base, and a few."""
    label = {"ja": "問", "en": "Question"}
    return {
        "lists": {
            "items": {"label": label, "items": words(ITEMS)},
            "topics": {"label": label, "items": words(TOPICS)},
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


def wave_config() -> dict:
    return {
        "title": {"ja": "調査", "en": "Survey"},
        "design": {"weight": "weight", "strata": ["stratum"], "clusters": ["cluster"]},
        "files": [{"path": "wave.sav", "reader": "spss"}],
        "respondent": "id",
        "missing": {"not_applicable": [8], "no_answer": [9]},
        "exclude": [{"name": "twice", "duplicated": "id"}],
        "columns": {
            "age": {"column": "age"},
            "sex": {"column": "sex", "codes": {1: "man", 2: "woman"}},
            "use": {"column": "q{item}", "item_marks": "1..144", "codes": [5, 4, 3, 2, 1]},
            "reasons": {
                "column": "r{item}_{category}",
                "item_marks": "1..30",
                "category_marks": "1..5",
                "codes": {1: "selected", 0: "not_selected"},
            },
        },
    }


def write_wave(path: str, rows: int) -> None:
    """An SPSS file with ids, a design, and answers at random."""
    import numpy as np
    import pandas as pd
    import pyreadstat

    rng = np.random.default_rng(1)
    sex = rng.integers(1, 3, rows, dtype=np.int8)
    columns = {
        "id": np.arange(rows, dtype=np.int32),
        "weight": rng.integers(1, 200, rows) / 100,
        "stratum": rng.integers(1, 51, rows, dtype=np.int8),
        "cluster": rng.integers(1, 1001, rows, dtype=np.int16),
        "age": rng.integers(18, 90, rows, dtype=np.int8),
        "sex": sex,
    }
    for number in range(1, 145):
        columns[f"q{number}"] = rng.integers(1, 6, rows, dtype=np.int8)
    for number in range(1, 31):
        for category in range(1, 6):
            ticked = rng.integers(0, 2, rows, dtype=np.int8)
            columns[f"r{number}_{category}"] = np.where(sex == 1, ticked, np.int8(8))
    labels = {"q1": {5 - place: answer for place, answer in enumerate(ANSWERS)}}
    frame = pd.DataFrame(columns)
    frame["unread"] = "x"
    pyreadstat.write_sav(frame, path, row_compress=True, variable_value_labels=labels)


def harmonise_wave(path: str, times: multiprocessing.Queue) -> None:
    """Seconds to read, seconds to harmonise, peak GiB: of this process, that does nothing else."""
    began = time.perf_counter()
    from tsunagari.codebook.variables import Codebook
    from tsunagari.harmonise.file_labels import label_problems, label_table
    from tsunagari.harmonise.respondents import columns_read, harmonise
    from tsunagari.read.read import read_delivered

    texts, wave = codebook_config(), wave_config()
    codebook = Codebook.from_config(texts)
    file = wave["files"][0]
    raw = {file["path"]: read_delivered(Path(path), file, columns_read(codebook, wave, file))}
    read = time.perf_counter()
    labels = label_table(codebook, texts, wave, raw)
    people, _ = harmonise(codebook, "wave", wave, raw, label_problems(labels))
    people.to_parquet(Path(path).with_suffix(".parquet"))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    times.put((read - began, done - read, peak))


def measured(rows: int, folder: str) -> tuple[float, float, float]:
    """Each step in a process of its own, so that writing the file counts for nothing."""
    path = str(Path(folder) / "wave.sav")
    context = multiprocessing.get_context("spawn")
    writer = context.Process(target=write_wave, args=(path, rows))
    writer.start()
    writer.join()
    times = context.Queue()
    reader = context.Process(target=harmonise_wave, args=(path, times))
    reader.start()
    reader.join()
    if reader.exitcode:
        raise SystemExit(f"harmonising {rows} rows ended with code {reader.exitcode}")
    return times.get()


def main() -> int:
    import pandas as pd

    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or ROWS
    found = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            read, harmonised, peak = measured(rows, folder)
        met = read + harmonised <= GOAL_SECONDS and peak <= GOAL_GIB
        found.append((rows, 300, round(read, 1), round(harmonised, 1), round(peak, 2), met))
    columns = ["rows", "columns", "seconds_read", "seconds_harmonise", "peak_gib", "met"]
    table = pd.DataFrame(found, columns=columns)
    print(table.to_string(index=False))
    print(f"goal: {GOAL_SECONDS:.0f} s and {GOAL_GIB:.0f} GiB in all")
    if "--write" in sys.argv:
        table.to_csv(ROOT / "docs" / "evidence" / "harmonise.csv", index=False)
    return 0 if table["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
