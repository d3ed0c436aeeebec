"""Surveys of a few people, drawn with the answers that they have and a file of any format."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pandas as pd
import pyreadstat

ROOT = Path(__file__).resolve().parents[1]
for folder in ("src", "tests"):
    sys.path.insert(0, str(ROOT / folder))

from small_survey import multiple, single

FORMATS = ("csv", "tsv", "excel", "spss", "stata", "parquet")
LABELLED = ("spss", "stata")
TEXT = ("csv", "tsv")
NO_ANSWER = 99
SELECTED, NOT_SELECTED = 1, 0
Shares = dict[str, tuple[int, float]]


@dataclass
class Draw:
    """A survey as it is described and written, and what is true of it.

    rows  a mapping of raw column to cell each; a cell is a number, a text, or None for blank
    """

    format: str
    random: Random
    variables: dict = field(default_factory=dict)
    columns: dict = field(default_factory=dict)
    rows: list[dict] = field(default_factory=list)
    labels: dict[str, dict[int, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    declared: dict[str, list[int]] = field(default_factory=dict)
    file: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    truth: dict[str, Shares] = field(default_factory=dict)
    head: str = ""  # what a text file has before its names
    between: str = ""  # what it has between the names and the first respondent
    tail: str = ""  # what it has below the last respondent


def drawn(random: Random, form: str) -> Draw:
    """A survey without a slip."""
    draw = Draw(form, random)
    people = random.randint(6, 14)
    draw.rows = [{"id": person} for person in range(1, people + 1)]
    names = [f"q{place}" for place in range(1, random.randint(3, 5))]
    for name in names:
        random.choice((_single, _multiple, _number))(draw, name)
    return draw


def _single(draw: Draw, name: str) -> None:
    words = draw.random.sample(("male", "female", "rarely", "daily", "trust", "distrust"), 3)
    codes = draw.random.sample(range(1, 9), 3)
    draw.variables[name] = single(*words)
    draw.columns[name] = {"column": name, "codes": dict(zip(codes, words, strict=True)),
                          "missing": {"no_answer": [NO_ANSWER]}}  # fmt: skip
    draw.labels[name] = {
        code: word.capitalize() for code, word in zip(codes, words, strict=True)
    } | {NO_ANSWER: "No answer"}
    counts: Counter = Counter()
    for row in draw.rows:
        row[name] = NO_ANSWER if draw.random.random() < 0.15 else draw.random.choice(codes)
        counts[row[name]] += 1
    n = len(draw.rows) - counts[NO_ANSWER]
    draw.truth[name] = {
        f"{name}/{word}": _share(counts[code], n) for code, word in zip(codes, words, strict=True)
    }


def _multiple(draw: Draw, name: str) -> None:
    words = draw.random.sample(("tv", "radio", "paper", "letter"), 3)
    ticked = draw.random.random() < 0.5
    codes = {SELECTED: "selected"} | ({} if ticked else {NOT_SELECTED: "not_selected"})
    draw.variables[name] = multiple(*words)
    marks = {word: str(place) for place, word in enumerate(words, 1)}
    draw.columns[name] = {"column": f"{name}_{{category}}", "categories": marks, "codes": codes,
                          "missing": {"no_answer": [NO_ANSWER]}}  # fmt: skip
    if ticked:
        draw.columns[name]["blank"] = "not_selected"
    counts: Counter = Counter()
    n = 0
    for row in draw.rows:
        silent = draw.random.random() < 0.15
        chosen = draw.random.sample(words, draw.random.randint(1, 3))
        n += not silent
        for word, mark in marks.items():
            hit = not silent and word in chosen
            counts[word] += hit
            without = None if ticked else NOT_SELECTED
            row[f"{name}_{mark}"] = NO_ANSWER if silent else SELECTED if hit else without
    for word, mark in marks.items():
        draw.titles[f"{name}_{mark}"] = word.capitalize()
    draw.truth[name] = {f"{name}/{word}": _share(counts[word], n) for word in words}


def _number(draw: Draw, name: str) -> None:
    """A number, seen through bands of it."""
    draw.variables[name] = {
        "type": "number",
        **({"range": [0, 90]} if draw.random.random() < 0.5 else {}),
    }
    bands = {
        **single("low", "high"),
        "derive": {"bands": name, "upper": {"low": 40, "high": 90}, "lowest": 0},
    }
    draw.variables[f"{name}_band"] = bands
    draw.columns[name] = {"column": name, "missing": {"no_answer": [NO_ANSWER]}}
    counts: Counter = Counter()
    for row in draw.rows:
        silent = draw.random.random() < 0.15
        row[name] = (
            NO_ANSWER if silent else draw.random.choice((3, 7, 8, 9, 30, 40, 41, 66, 88, 90))
        )
        counts["missing" if silent else "low" if row[name] <= 40 else "high"] += 1
    n = len(draw.rows) - counts["missing"]
    draw.truth[f"{name}_band"] = {
        f"{name}_band/{word}": _share(counts[word], n) for word in ("low", "high")
    }


def _share(part: int, whole: int) -> tuple[int, float]:
    return whole, round(100 * part / whole, 1) if whole else float("nan")


# ---- The data file -----------------------------------------------------------------------


NAMES = {
    "csv": "a.csv",
    "tsv": "a.tsv",
    "excel": "a.xlsx",
    "spss": "a.sav",
    "stata": "a.dta",
    "parquet": "a.parquet",
}


def written(draw: Draw, path: Path) -> None:
    """The data file, as the format has it."""
    columns = list(draw.rows[0])
    frame = pd.DataFrame([{c: row.get(c) for c in columns} for row in draw.rows], columns=columns)
    if draw.format in TEXT:
        mark = "," if draw.format == "csv" else "\t"
        body = frame.astype(object).map(
            lambda cell: "" if pd.isna(cell) else str(cell).removesuffix(".0")
        )
        lines = [f"{mark.join(map(str, row))}\n" for row in body.to_numpy()]
        text = draw.head + mark.join(columns) + "\n" + draw.between + "".join(lines) + draw.tail
        path.write_bytes(text.encode())
    elif draw.format == "excel":
        frame.to_excel(path, index=False)
    elif draw.format == "parquet":
        frame.astype({c: "str" for c in columns if frame[c].dtype == object}).to_parquet(path)
    else:
        write = pyreadstat.write_sav if draw.format == "spss" else pyreadstat.write_dta
        more = {"missing_ranges": draw.declared} if draw.declared else {}
        write(frame.astype(float), path, column_labels=[draw.titles.get(c, "") for c in columns],
              variable_value_labels=draw.labels, **more)  # fmt: skip
