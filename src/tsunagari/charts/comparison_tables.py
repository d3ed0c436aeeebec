"""A comparison's table, and its rows in the order and under the headings of the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.config.problems import Problem, ProblemsFound

WORDS = (
    "comparison", "earlier", "later", "country", "group", "variable", "item", "category",
    "basis_earlier", "basis_later", "verdict", "family", "wording", "scale", "base", "mode",
    "grade", "basis", "waves",
)  # fmt: skip
ROLES = ("country", "variable", "item", "group", "category")  # outermost first


@dataclass(frozen=True)
class Block:
    """The rows of one pair of waves under one heading ("" without one)."""

    earlier: str
    later: str
    heading: str
    rows: list[tuple[str, Mapping]]  # label, record


def load_comparison(folder: str | Path, name: str) -> pd.DataFrame:
    """`<folder>/<name>.csv`; words stay words, so that a wave is no number.

    Raises ProblemsFound for a file that is missing.
    """
    path = Path(folder) / f"{name}.csv"
    if not path.is_file():
        remedy = "Run `make`, which compares the waves before it draws."
        raise ProblemsFound([Problem(str(path), "", "", "the table is missing", remedy)])
    columns = pd.read_csv(path, nrows=0).columns
    gaps = {column: [""] for column in columns if column not in WORDS}
    words = dict.fromkeys(WORDS, str)
    return pd.read_csv(path, dtype=words, keep_default_na=False, na_values=gaps)


def sides(table: pd.DataFrame) -> pd.DataFrame:
    """Both waves' shares of every row below one another: wave, n and basis, as of estimates."""
    parts = [
        pd.DataFrame(
            {"wave": table[side], "n": table[f"n_{side}"], "basis": table[f"basis_{side}"]}
        )
        for side in ("earlier", "later")
    ]
    return pd.concat(parts, ignore_index=True)


def varying(table: pd.DataFrame) -> list[str]:
    """The roles that rows differ in; the variable only where items do not tell it."""
    found = [role for role in ROLES if table[role].nunique() > 1]
    if "variable" in found and (table["item"] == table["variable"]).all():
        found.remove("variable")
    return found


def blocks(table: pd.DataFrame, labels: Labels, language: str) -> list[Block]:
    """All rows in the order of the configuration, by pair of waves and heading.

    The last role that rows differ in labels them, the others head them.
    """
    *outer, inner = varying(table) or ["item"]
    order = {
        role: {key: place for place, key in enumerate(labels.arrange(role, table[role]))}
        for role in ROLES
    }
    found: dict[tuple, Block] = {}
    records = sorted(
        table.to_dict("records"),
        key=lambda record: [order[role][record[role]] for role in (*outer, inner)],
    )
    for first, second in table[["earlier", "later"]].drop_duplicates().itertuples(index=False):
        for record in records:
            if (record["earlier"], record["later"]) == (first, second):
                words = dict.fromkeys(labels.text(r, record[r], language) for r in outer)
                heading = (" · " if language == "en" else "　").join(words)
                block = found.setdefault(
                    (first, second, heading), Block(first, second, heading, [])
                )
                block.rows.append((labels.text(inner, record[inner], language), record))
    return list(found.values())


def constants(table: pd.DataFrame, labels: Labels, language: str) -> str:
    """What all rows share and the title need not say: the question and the answer."""
    same = [role for role in ("item", "category") if table[role].nunique() == 1]
    words = [labels.text(role, table[role].iloc[0], language) for role in same]
    return ("：" if language == "ja" else ": ").join(words)
