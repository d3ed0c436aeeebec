"""A comparison's rows and trends, in the order and under the headings of the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from tsunagari.codebook.basis import EMPTY
from tsunagari.codebook.labels import Labels
from tsunagari.compare.change import CHANGED, UNDECIDED
from tsunagari.draw.words import Wording
from tsunagari.estimate.intervals import CONFIDENCE

ROLES = ("country", "variable", "item", "group", "category")  # outermost first
FEW = 4  # waves that are named one by one


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


def simultaneous(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the intervals that hold for all of a family at once, as pictures show them
    beside the p-values that are adjusted so."""
    return table.assign(ci_low=table["ci_low_adjusted"], ci_high=table["ci_high_adjusted"])


def verdicts_of(record: Mapping) -> list[str]:
    """The verdict on a change, and that with the least base where it is another."""
    least = record["verdict_least_base"]
    return [record["verdict"], *([least] if least not in ("", record["verdict"]) else [])]


def sides(table: pd.DataFrame) -> pd.DataFrame:
    """Both waves' shares of every row below one another, then what the changes stand on: wave, n
    and basis, as of estimates."""
    parts = [
        pd.DataFrame({"wave": table[side], "n": table[f"n_{side}"], "basis": table[basis]})
        for side, basis in (
            ("earlier", "basis_earlier"), ("later", "basis_later"), ("later", "basis"))
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def varying(table: pd.DataFrame) -> list[str]:
    """The roles that rows differ in; the variable only where items do not tell it."""
    found = [role for role in ROLES if table[role].nunique() > 1]
    if "variable" in found and (table["item"] == table["variable"]).all():
        found.remove("variable")
    return found


def in_order(table: pd.DataFrame, labels: Labels, roles: Sequence[str] = ROLES) -> pd.DataFrame:
    """The rows in the order of the configuration."""
    keys = [table[role].map(labels.arrange(role, table[role]).index) for role in roles]
    places = pd.concat(keys, axis="columns").sort_values(list(roles), kind="stable").index
    return table.loc[places]


def blocks(table: pd.DataFrame, wording: Wording) -> list[Block]:
    """All rows in the order of the configuration, by pair of waves and heading.

    The last role that rows differ in labels them, the others head them.
    """
    *outer, inner = varying(table) or ["item"]
    found: dict[tuple, Block] = {}
    records = in_order(table, wording.labels, (*outer, inner)).to_dict("records")
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


# ---- Trends over three and more waves ----------------------------------------------------


def found_trends(trends: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a trend."""
    return trends[~trends["basis"].isin(EMPTY)]


def trend_verdicts(row: Mapping) -> list[str]:
    """Whether the slope is other than nil, among all the family's trends at once, and whether
    the trend is no line."""
    changed = CHANGED if row["p_adjusted"] < 1 - CONFIDENCE else UNDECIDED
    return [changed, *(["off_line"] if row["p_line"] < 1 - CONFIDENCE else [])]


def trend_names(trends: pd.DataFrame, wording: Wording) -> dict[int, str]:
    """What each row is of, and of which waves."""
    roles = varying(trends) or ["item"]
    names = {}
    for place, row in trends.iterrows():
        parts = dict.fromkeys(wording.name(role, row[role]) for role in roles)
        names[place] = wording.listed(parts, "beside") + _waves(row["waves"].split(), wording)
    return names


def _waves(waves: Sequence[str], wording: Wording) -> str:
    """The waves of a trend: a few by name, of many the first and the last."""
    names = [wording.name("wave", wave) for wave in waves]
    if len(names) > FEW:
        ends = {"first": names[0], "last": names[-1]}
        return wording.say("comparison.trend_of_many", n=len(names), **ends)
    return wording.say("comparison.trend_of", waves=wording.listed(names, "together"))
