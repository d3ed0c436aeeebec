"""The section's claims on its printed numbers alone, and a survey of three questions."""

from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from tsunagari.audit.claims.cells import Registry
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.index_tables import IndexTables
from tsunagari.audit.claims.predicates import Context, read_predicate
from tsunagari.audit.claims.printed_numbers import PrintedNumbers
from tsunagari.audit.claims.tree import Judgement, judge
from tsunagari.codebook.queries import KEYS
from tsunagari.codebook.variables import Codebook
from tsunagari.index.axes import media_axes, totals_of_published
from tsunagari.project import load_project
from tsunagari.read.published import COLUMNS, load_published, typed

ROOT = Path(__file__).parents[4]
LINES = (ROOT / "resources" / "source" / "section.txt").read_text(encoding="utf-8").split("\n")


@cache
def project():
    return load_project(ROOT / "config")


@cache
def published() -> pd.DataFrame:
    found = project()
    return load_published(ROOT / "resources" / "published", found.codebook, found.group_names)


def axes_of(numbers: pd.DataFrame) -> pd.DataFrame:
    axes = project().indices["media_axes"]
    return media_axes(totals_of_published(project().codebook, axes, numbers), axes)


@cache
def published_axes() -> pd.DataFrame:
    return axes_of(published())


def evidence(numbers: pd.DataFrame | None = None) -> Evidence:
    """The section's printed numbers (or others), without respondents; a table to be changed."""
    found = project()
    table = published_axes().copy() if numbers is None else axes_of(numbers)
    numbers = published() if numbers is None else numbers
    none = pd.DataFrame(columns=[*KEYS, "basis"])
    return Evidence(
        found.codebook_config,
        found.figures,
        found.waves,
        found.claims,
        found.claim_lines,
        numbers,
        none,
        {},
        {},
        {"media_axes": table, "media_axes_all_read": table},
    )


def on_printed(name: str, at: Evidence) -> Judgement:
    """What the printed numbers say to one of the section's claims."""
    claim = project().claims["claims"][name]
    node = read_predicate(claim["predicate"], at.context(claim.get("figure")))
    return judge(node, at.printed)


# --- a survey of three questions ----------------------------------------------------
SURVEY = yaml.safe_load("""
lists:
  media:
    label: {ja: メディア, en: Medium}
    items: {letter: {ja: 手紙, en: Letter}, phone: {ja: 電話, en: Phone}, radio: {ja: 無線, en: Radio}}
variables:
  country:
    type: single
    label: {ja: 国, en: Country}
    categories: {here: {ja: 国内, en: Here}, there: {ja: 国外, en: There}}
  age_band:
    type: single
    label: {ja: 年代, en: Age band}
    categories: {young: {ja: 若い, en: Young}, middle: {ja: 中年, en: Middle}, old: {ja: 年配, en: Old}}
    sets: {not_old: [young, middle]}
  use:
    type: single
    each: media
    label: {ja: 利用, en: Use}
    categories: {daily: {ja: 毎日, en: Daily}, rarely: {ja: まれ, en: Rarely}, never: {ja: なし, en: Never}}
    sets: {users: [daily, rarely]}
  trust:
    type: single
    label: {ja: 信頼, en: Trust}
    categories: {agree: {ja: はい, en: "Yes"}, disagree: {ja: いいえ, en: "No"}}
  user:
    type: single
    label: {ja: 利用者, en: User}
    categories: {any: {ja: はい, en: "Yes"}, none: {ja: いいえ, en: "No"}}
    derive: {cases: {any: {any: {use: users}}, none: otherwise}}
""")
CODEBOOK = Codebook.from_config(SURVEY)
FIGURES = {
    "1-1": {
        "waves": ["1", "2"],
        "estimates": [
            {"variable": "trust", "countries": ["here"],
             "groups": {"all": {}, "not_old": {"where": {"age_band": "not_old"}}}, "by": ["age_band"]},
        ],
    },
    "1-2": {
        "waves": ["2"],
        "estimates": [{"variable": "use", "categories": ["daily", "rarely", "never", "users"]}],
    },
    "1-3": {"waves": ["2"], "estimates": [{"variable": "user", "countries": ["here"]}]},
}  # fmt: skip
REGISTRY = Registry(CODEBOOK, FIGURES)
WORDS = {"about": 5.0, "most": 75.0, "step": 2.0}


def context(figure: str | None = "1-2") -> Context:
    return Context(REGISTRY, WORDS, figure)


def printed(numbers: dict[str, str], bases: dict[str, int] | None = None) -> PrintedNumbers:
    """Printed numbers from "figure wave country group item category" -> percentage."""
    rows = []
    for key, percent in numbers.items():
        row = dict.fromkeys(COLUMNS, "") | dict(zip(KEYS, key.split(), strict=True))
        n = str((bases or {}).get(key.rsplit(" ", 1)[0], ""))
        rows.append(row | {"percent": percent, "n": n, "placement": "printed"})
    frames: dict[str, list] = {}
    for row in rows:
        frames.setdefault(f"{row['figure']}.csv", []).append(row)
    tables = {name: pd.DataFrame(part, columns=list(COLUMNS)) for name, part in frames.items()}
    return PrintedNumbers(REGISTRY, typed(tables), IndexTables({}), {})


def verdict(predicate: str, numbers: dict[str, str], figure: str = "1-2", **more) -> bool | None:
    """What printed numbers say to a predicate in YAML."""
    node = read_predicate(yaml.safe_load(predicate), context(figure))
    return judge(node, printed(numbers, **more)).verdict
