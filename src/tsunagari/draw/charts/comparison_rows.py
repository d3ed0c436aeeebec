"""A comparison's table, and its rows in the order and under the headings of the picture."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tsunagari.draw.words import Wording

ROLES = ("country", "variable", "item", "group", "category")  # outermost first


@dataclass(frozen=True)
class Block:
    """The rows of one pair of waves under one heading ("" without one)."""

    earlier: str
    later: str
    heading: str
    rows: list[tuple[str, Mapping]]  # label, record

    @property
    def pair(self) -> tuple[str, str]:
        return self.earlier, self.later


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


def blocks(table: pd.DataFrame, wording: Wording) -> list[Block]:
    """All rows in the order of the configuration, by pair of waves and heading.

    The last role that rows differ in labels them, the others head them.
    """
    *outer, inner = varying(table) or ["item"]
    arrange = wording.labels.arrange
    order = {
        role: {key: place for place, key in enumerate(arrange(role, table[role]))} for role in ROLES
    }
    found: dict[tuple, Block] = {}
    records = sorted(
        table.to_dict("records"),
        key=lambda record: [order[role][record[role]] for role in (*outer, inner)],
    )
    for pair in table[["earlier", "later"]].drop_duplicates().itertuples(index=False, name=None):
        for record in records:
            if (record["earlier"], record["later"]) == pair:
                words = dict.fromkeys(wording.name(role, record[role]) for role in outer)
                heading = wording.listed(words, "beside")
                block = found.setdefault((*pair, heading), Block(*pair, heading, []))
                block.rows.append((wording.name(inner, record[inner]), record))
    return list(found.values())


def constants(table: pd.DataFrame, wording: Wording) -> str:
    """What all rows share and the title need not say: the question and the answer."""
    same = [role for role in ("item", "category") if table[role].nunique() == 1]
    return wording.place(table.iloc[0], same, "colon")
