"""The axes of footnote 1: two ratios a medium, standardised over the media."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import answered, holds, is_member, matches, telling
from tsunagari.codebook.queries import columns_of_where
from tsunagari.codebook.variables import NOT_ASKED, Codebook
from tsunagari.estimate.design import Design
from tsunagari.estimate.respondents import People

DEVIATIONS = {"population": 0, "sample": 1}


def standardise(values: np.ndarray, deviation: str = "population") -> np.ndarray:
    """Values less their mean, over their population or sample standard deviation.

    Raises ValueError where all values are the same.
    """
    values = np.asarray(values, dtype=float)
    spread = values.std(ddof=DEVIATIONS[deviation])
    if not spread > 0:
        raise ValueError("values that are all the same cannot be standardised")
    return (values - values.mean()) / spread


def media_axes(totals: pd.DataFrame, axes: Mapping) -> pd.DataFrame:
    """Ratios and standardised axes from the four totals of each medium.

    totals  one row an item with near, far, posting, reading: counts or percentages of a
            common base a row
    An item without totals has no ratio, and the others are standardised without it.
    Adds x_ratio, y_ratio, x, y (standard deviations). The seed's footnote 1 (lines 66 to
    75): x = -z(near / far), y = z(posting / reading); `combine: difference` takes the
    difference of the two instead. Raises ValueError for a denominator of zero.
    """
    table = totals.copy()
    there = table[["near", "far", "posting", "reading"]].notna().all(axis=1)
    for axis, (upper, lower), spec in (
        ("x", ("near", "far"), axes["horizontal"]),
        ("y", ("posting", "reading"), axes["vertical"]),
    ):
        if axes["combine"] == "ratio":
            if (zero := there & (table[lower] == 0)).any():
                empty = ", ".join(table.loc[zero, "item"])
                raise ValueError(f"the denominator '{lower}' is zero for {empty}")
            table[f"{axis}_ratio"] = table[upper] / table[lower]
        else:
            table[f"{axis}_ratio"] = table[upper] - table[lower]
        sign = -1 if spec.get("reverse") else 1
        ratios = table.loc[there, f"{axis}_ratio"].to_numpy()
        table.loc[there, axis] = sign * standardise(ratios, axes["deviation"])
    return table


def totals_of_respondents(codebook: Codebook, axes: Mapping, people: People) -> pd.DataFrame:
    """The four totals of each item, as percent of the item's users, from respondents.

    A total of a multiple question adds up its answers, so that one respondent who reads
    a spouse and a friend counts twice, as in the footnote's "回答の合計値". An item without
    users (`n` 0) keeps its row; `not_asked` says whether the wave did not ask about it.
    """
    horizontal, where = codebook[axes["horizontal"]["variable"]], {"country": axes["countries"]}
    columns = {
        item: {
            *horizontal.columns(item),
            *codebook[axes["vertical"]["variable"]].columns(item),
            *columns_of_where(codebook, where),
        }
        for item in horizontal.items
    }
    people.count(columns.values())
    rows = []
    for item in horizontal.items:
        frame, design = people.of(columns[item])
        chosen = matches(codebook, frame, where)
        asked = telling(horizontal, item, frame)[chosen]
        users = (chosen & answered(codebook, frame, horizontal.name, item)).to_numpy()
        row: dict[str, object] = {"item": item, "n": design.count(users)}
        row["not_asked"] = bool(holds(asked, (NOT_ASKED,)).all())
        for names, spec in ((("near", "far"), "horizontal"), (("posting", "reading"), "vertical")):
            for name, part in zip(names, ("numerator", "denominator"), strict=True):
                question = (frame, axes[spec]["variable"], item, axes[spec][part])
                row[name] = _total(codebook, users, design, *question)
        rows.append(row)
    return pd.DataFrame(rows)


def _total(
    codebook: Codebook, users: np.ndarray, design: Design, frame: pd.DataFrame, variable: str,
    item: str, wanted,
) -> float:  # fmt: skip
    """Answers in the wanted categories, added up, as percent of the users."""
    answers = [
        design.count(users & is_member(codebook, frame, variable, item, category).to_numpy())
        for category in codebook[variable].members(wanted)
    ]
    n = design.count(users)
    return 100 * float(sum(answers)) / n if n else np.nan


def totals_of_published(codebook: Codebook, axes: Mapping, published: pd.DataFrame) -> pd.DataFrame:
    """The same from printed numbers alone.

    ASSUME: readers are the users less the active posters, an upper bound, since it counts
    those who hardly use the medium as readers (SOURCES D2).
    """
    at = published["wave"].eq(axes["wave"]) & published["country"].isin(axes["countries"])
    users = published[at & published["figure"].eq(axes["published"]["users"]["figure"])]
    posters = published[at & published["figure"].eq(axes["published"]["posters"]["figure"])]
    poster_base = posters.dropna(subset="n").drop_duplicates("item").set_index("item")["n"]
    horizontal = codebook[axes["horizontal"]["variable"]]
    rows = []
    for item in horizontal.items:
        printed = users[users["item"] == item].set_index("category")
        base = int(printed["n"].iloc[0])
        near, far = (
            float(printed.loc[list(horizontal.members(axes["horizontal"][part])), "percent"].sum())
            for part in ("numerator", "denominator")
        )
        posting = 100 * float(poster_base[item]) / base
        rows.append((item, base, near, far, posting, 100 - posting))
    return pd.DataFrame(rows, columns=["item", "n", "near", "far", "posting", "reading"])
