"""What the tests of the transcription share: the numbers, the text, and ways to look them up."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.read.published import load_published

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "resources" / "published"
TEXT = (PROJECT / "resources" / "source" / "section.txt").read_text(encoding="utf-8").split("\n")


def config(name: str) -> dict:
    """A file of config/, as written."""
    return yaml.safe_load((PROJECT / "config" / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def codebook() -> Codebook:
    return Codebook.from_config(config("codebook"))


@cache
def published() -> pd.DataFrame:
    queries = [q for f in config("figures")["figures"].values() for q in f.get("estimates", ())]
    return load_published(
        FOLDER, codebook(), {name for q in queries for name in q.get("groups", ())}
    )


def cells(numbers: pd.DataFrame) -> pd.DataFrame:
    """The percentages that fill a known cell of a figure: no orphans, bases or repetitions."""
    own = numbers["file"] == numbers["figure"]
    return numbers[own & (numbers["printed"] != "") & (numbers["placement"] != "orphan")]


def row_sums(numbers: pd.DataFrame, categories: Iterable[str]) -> pd.Series:
    """Exact sum, in percent, of the printed percentages of these categories in a figure's row.

    Indexed by figure, wave, country, group and item.
    """
    chosen = cells(numbers)
    chosen = chosen[chosen["category"].isin(list(categories))]
    exact = chosen["printed"].map(Decimal)
    return exact.groupby([chosen[key] for key in KEYS[:-1]], sort=False).agg(lambda s: sum(s))


def file(figure: str) -> pd.DataFrame:
    return published()[published()["file"] == figure]


def printed_rows(figure: str) -> dict[tuple[str, str, str], list[str]]:
    """wave, group, item -> the printed percentages of a single-answer row, in printed order."""
    rows = cells(published())
    rows = rows[(rows["figure"] == figure) & (rows["provenance"] == "seed")]
    return {
        key: list(row["printed"])
        for key, row in rows.groupby(["wave", "group", "item"], sort=False)
    }


def cell(figure: str, **keys: str) -> str:
    rows = cells(published())
    rows = rows[rows["figure"] == figure]
    for key, value in keys.items():
        rows = rows[rows[key] == value]
    (printed,) = rows["printed"]
    return printed


def text(line: int) -> str:
    return TEXT[line - 1]


def numbers_between(first: int, last: int) -> list[str]:
    """The numbers with a decimal of these lines, in the order of the text."""
    return [n for line in range(first, last + 1) for n in re.findall(r"\d+\.\d", text(line))]


def bases_between(first: int, last: int) -> list[int]:
    return [int(n) for line in range(first, last + 1) for n in re.findall(r"n=(\d+)", text(line))]
