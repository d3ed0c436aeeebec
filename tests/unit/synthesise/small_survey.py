"""A small survey of its own for property tests: a hidden population and its tables."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import yaml

from tsunagari.codebook.variables import Codebook

CODEBOOK = yaml.safe_load("""
lists:
  things: {items: {a: {}, b: {}, c: {}}}
variables:
  country: {type: single, categories: {here: {}}}
  sex: {type: single, categories: {m: {}, w: {}}}
  view: {type: single, categories: {for: {}, rather: {}, against: {}}, sets: {positive: [for, rather]}}
  use: {type: single, each: things, categories: {often: {}, seldom: {}, never: {}}, sets: {users: [often, seldom]}}
  why: {type: multiple, each: things, base: {use: users}, categories: {cheap: {}, fast: {}, nothing: {exclusive: true}}}
  liked: {type: single, each: things, base: {use: [often]}, categories: {yes_: {}, no_: {}}}
  likes: {type: single, categories: {some: {}, none: {}}, derive: {cases: {some: {any: {liked: yes_}}, none: otherwise}}}
  praise: {type: single, base: {likes: [some]}, categories: {loud: {}, quiet: {}}}
  used: {type: number, derive: {count: [{use: users}]}}
  used_class: {type: single, categories: {"0": {}, "1": {}, more: {}}, derive: {bands: used, upper: {"0": 0, "1": 1, more: 3}, lowest: 0}}
""")
FIGURES = {
    "1": {
        "waves": ["w"],
        "estimates": [
            {
                "variable": "view",
                "categories": ["for", "rather", "against", "positive"],
                "groups": {"all": {}},
                "by": ["sex"],
            }
        ],
    },
    "2": {
        "waves": ["w"],
        "estimates": [
            {
                "variable": "use",
                "categories": ["often", "seldom", "never", "users"],
                "groups": {"all": {}, "men": {"where": {"sex": "m"}}},
            }
        ],
    },
    "3": {"waves": ["w"], "estimates": [{"variable": "why"}]},
    "4": {"waves": ["w"], "estimates": [{"variable": "liked"}]},
    "5": {"waves": ["w"], "estimates": [{"variable": "praise"}]},
    "6": {
        "waves": ["w"],
        "estimates": [{"variable": "used_class", "groups": {"all": {}}, "by": ["sex"]}],
    },
}
COLUMNS = [
    "figure",
    "wave",
    "country",
    "group",
    "item",
    "category",
    "n",
    "percent",
    "value",
    "unit",
    "provenance",
    "placement",
    "seed_line",
    "note",
]


def codebook() -> Codebook:
    return Codebook.from_config(CODEBOOK)


def assumptions(each: int) -> dict:
    sample = {
        "wave": "w",
        "country": "here",
        "quota": {"cross": {"sex": ["m", "w"]}, "each": each},
        "asked": ["view", "use", "why", "liked", "praise"],
    }
    return {
        "samples": [sample],
        "traits": [{"name": "zeal"}],
        "loadings": [{"variables": ["use"], "loadings": {"zeal": 0.6}}],
    }


def hidden_population(each: int, random: np.random.Generator) -> pd.DataFrame:
    """Two times `each` people who answer at random, within the bases."""
    people = pd.DataFrame({"sex": ["m"] * each + ["w"] * each})
    zeal = random.random(2 * each)
    people["view"] = random.choice(
        ["for", "rather", "against"], 2 * each, p=random.dirichlet([1, 1, 1])
    )
    for thing in "abc":
        use = np.where(
            zeal < random.random(2 * each), "never", random.choice(["often", "seldom"], 2 * each)
        )
        people[f"use.{thing}"] = use
        reasons = random.integers(0, 4, 2 * each)  # 0 nothing, 1 cheap, 2 fast, 3 both
        for place, reason in enumerate(("cheap", "fast")):
            chosen = np.where(reasons & (1 << place), "selected", "not_selected")
            people[f"why.{thing}.{reason}"] = np.where(use == "never", "_not_applicable", chosen)
        people[f"why.{thing}.nothing"] = np.where(
            use == "never", "_not_applicable", np.where(reasons == 0, "selected", "not_selected")
        )
        people[f"liked.{thing}"] = np.where(
            use == "often", random.choice(["yes_", "no_"], 2 * each), "_not_applicable"
        )
    likes = (people[[f"liked.{thing}" for thing in "abc"]] == "yes_").any(axis=1)
    people["praise"] = np.where(
        likes, random.choice(["loud", "quiet"], 2 * each), "_not_applicable"
    )
    return people


def all_rows(people: pd.DataFrame) -> list[dict]:
    """Every row that the small survey could publish, counted by hand on the people."""
    men = people["sex"] == "m"
    everybody = men | ~men
    used = sum((people[f"use.{thing}"] != "never").astype(int) for thing in "abc")
    used_class = used.map({0: "0", 1: "1", 2: "more", 3: "more"})
    rows = []

    def add(figure, group, item, category, gave, asked):
        if asked.any():
            rows.append(
                row(figure, group, item, category, int((gave & asked).sum()), int(asked.sum()))
            )

    groups = {"all": everybody, "m": men, "w": ~men}
    views = {
        "for": ["for"],
        "rather": ["rather"],
        "against": ["against"],
        "positive": ["for", "rather"],
    }
    uses = {
        "often": ["often"],
        "seldom": ["seldom"],
        "never": ["never"],
        "users": ["often", "seldom"],
    }
    for (group, who), (category, names) in product(groups.items(), views.items()):
        add("1", group, "view", category, people["view"].isin(names), who)
    for thing, (category, names), (group, who) in product(
        "abc", uses.items(), {"all": everybody, "men": men}.items()
    ):
        add("2", group, thing, category, people[f"use.{thing}"].isin(names), who)
    for thing, reason in product("abc", ("cheap", "fast", "nothing")):
        add(
            "3",
            "all",
            thing,
            reason,
            people[f"why.{thing}.{reason}"] == "selected",
            people[f"use.{thing}"] != "never",
        )
    for thing, answer in product("abc", ("yes_", "no_")):
        add(
            "4",
            "all",
            thing,
            answer,
            people[f"liked.{thing}"] == answer,
            people[f"use.{thing}"] == "often",
        )
    for answer in ("loud", "quiet"):
        add(
            "5",
            "all",
            "praise",
            answer,
            people["praise"] == answer,
            people["praise"] != "_not_applicable",
        )
    for (group, who), category in product(groups.items(), ("0", "1", "more")):
        add("6", group, "used_class", category, used_class == category, who)
    return rows


def tenths(count: int, people: int) -> int:
    return int(Fraction(2000 * count + people, 2 * people))


def row(figure, group, item, category, count, people) -> dict:
    percent = tenths(count, people) / 10
    keys = {
        "figure": figure,
        "wave": "w",
        "country": "here",
        "group": group,
        "item": item,
        "category": category,
    }
    return {
        **keys,
        "n": people,
        "percent": percent,
        "value": np.nan,
        "unit": "",
        "provenance": "seed",
        "placement": "printed",
        "seed_line": 1,
        "note": "",
    }


def frame(rows: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"n": "Int64", "percent": "Float64"})
    printed = ["" if pd.isna(percent) else f"{percent:.1f}" for percent in table["percent"]]
    return table.assign(printed=printed, file=table["figure"])
