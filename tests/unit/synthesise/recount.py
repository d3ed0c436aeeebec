"""An independent count of published rows: raw YAML, pandas, whole numbers; nothing of the package.

Everything that a published row can mean is spelled out here a second time, from the words
of config/codebook.yaml and config/figures.yaml, so that an error in the package cannot
hide itself.
"""

import itertools
from fractions import Fraction
from pathlib import Path

import pandas as pd
import yaml

MISSING = ["_not_asked", "_not_applicable", "_no_answer"]
ROOT = Path(__file__).parents[3]
KEYS = ["figure", "wave", "country", "group", "item", "category"]


def read_config(name: str) -> dict:
    return yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text(encoding="utf-8"))


def printed(count: int, people: int) -> str:
    """A percentage to one decimal, halves up, in whole numbers."""
    tenths = int(Fraction(2000 * count + people, 2 * people)) if people else None
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def with_derived(people: pd.DataFrame, codebook: dict) -> pd.DataFrame:
    """The derived variables that published rows speak of."""
    found = people.copy()
    found["age_band"] = (people["age"].astype(int) // 10 * 10).astype(str) + "s"
    users = codebook["variables"]["media_use"]["sets"]["users"]
    media = [column for column in people if column.startswith("media_use.")]
    groups = [column for column in people if column.startswith("membership.")]
    online = people[media].isin(users).sum(axis=1)
    offline = (people[groups] == "member").sum(axis=1)
    total = online + offline
    names = {7: "7_to_9", 8: "7_to_9", 9: "7_to_9"} | dict.fromkeys(range(10, 22), "10_or_more")
    found["communities_class"] = [names.get(k, str(k)) for k in total]
    kinds = {(0, 0): "none", (0, 1): "offline_only", (1, 1): "both", (1, 0): "online_only"}
    pairs = zip((online > 0).astype(int), (offline > 0).astype(int), strict=True)
    found["participation"] = [kinds[pair] for pair in pairs]
    return found


class Recount:
    """Counts published rows of one wave on respondents."""

    def __init__(self, people: pd.DataFrame) -> None:
        self.codebook, self.figures = read_config("codebook"), read_config("figures")["figures"]
        self.people = with_derived(people, self.codebook)
        self.queries = {}
        for figure, entry in self.figures.items():
            for query in entry.get("estimates", []):
                self._expand(figure, query)

    def _expand(self, figure: str, query: dict) -> None:
        variables = self.codebook["variables"]
        variable = variables[query["variable"]]
        items = (
            list(self.codebook["lists"][variable["each"]]["items"])
            if "each" in variable
            else [None]
        )
        groups = {
            name: (entry or {}).get("where", {}) for name, entry in query.get("groups", {}).items()
        }
        by = query.get("by", [])
        for combination in itertools.product(*(variables[name]["categories"] for name in by)):
            if by:
                groups[".".join(combination)] = dict(zip(by, combination, strict=True))
        for group, where in (groups or {"all": {}}).items():
            for item in query.get("items", items):
                for country in query.get("countries", variables["country"]["categories"]):
                    key = (figure, country, group, item or query["variable"])
                    self.queries[key] = (
                        query["variable"],
                        item,
                        {**query.get("where", {}), **where},
                    )

    def _answers(self, variable: str, category: str) -> list[str]:
        entry = self.codebook["variables"][variable]
        found = []
        for name in category.split("+"):
            found += entry.get("sets", {}).get(name, [name])
        return found

    def _in(self, variable: str, item: str | None, wanted) -> pd.Series:
        entry = self.codebook["variables"][variable]
        stem = f"{variable}.{item}" if "each" in entry else variable
        names = wanted if isinstance(wanted, list) else [wanted]
        answers = [answer for name in names for answer in self._answers(variable, name)]
        if entry["type"] == "multiple":
            chosen = self.people[[f"{stem}.{answer}" for answer in answers]] == "selected"
            return chosen.any(axis=1)
        return self.people[stem].isin(answers)

    def count(self, row) -> tuple[int, int] | None:
        """People who gave the answer, and people asked; None for a row without a query."""
        query = self.queries.get((row.figure, row.country, row.group, row.item))
        if query is None:
            return None
        variable, item, where = query
        entry = self.codebook["variables"][variable]
        column = f"{variable}.{item}" if "each" in entry else variable
        if entry["type"] == "multiple":
            column += f".{next(iter(entry['categories']))}"
        asked = ~self.people[column].isin(MISSING)
        asked &= self.people["country"] == row.country
        for name, wanted in where.items():
            asked &= self._in(name, item, wanted)
        gave = asked & self._in(variable, item, row.category.split("+")) if row.category else asked
        return int(gave.sum()), int(asked.sum())

    def differences(self, published: pd.DataFrame, scale: int = 1) -> pd.DataFrame:
        """Published rows of this wave whose base or percentage the respondents do not give."""
        wave = self.people["wave"].iloc[0]
        rows = published[(published["wave"] == wave) & (published["placement"] != "orphan")]
        found, counted = [], 0
        for row in rows.itertuples():
            if pd.notna(row.value) or (pd.isna(row.n) and pd.isna(row.percent)):
                continue
            numbers = self.count(row)
            if numbers is None:
                continue
            counted += 1
            count, people = numbers
            if not pd.isna(row.n) and people != row.n * scale:
                found.append((row.figure, row.item, row.category, "n", f"{row.n:.0f}", str(people)))
            if not pd.isna(row.percent) and printed(count, people) != f"{row.percent:.1f}":
                found.append(
                    (
                        row.figure,
                        row.item,
                        row.category,
                        "percent",
                        f"{row.percent:.1f}",
                        printed(count, people),
                    )
                )
        self.counted = counted
        return pd.DataFrame(
            found, columns=["figure", "item", "category", "number", "published", "counted"]
        )
