"""The respondents of a wave as they are known to its maker: the harmonised answers."""

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

CONFIG = yaml.safe_load((Path(__file__).parent / "config" / "codebook.yaml").read_text("utf-8"))
VARIABLES = CONFIG["variables"]
MEDIA, GROUPS = (tuple(CONFIG["lists"][name]["items"]) for name in ("media", "groups"))
COUNTRIES = tuple(VARIABLES["country"]["categories"])
NOT_ASKED, NOT_APPLICABLE, NO_ANSWER = "_not_asked", "_not_applicable", "_no_answer"
SELECTED, NOT_SELECTED = "selected", "not_selected"
SILENT = 0.04  # share without an answer, a question


def categories(variable: str) -> tuple[str, ...]:
    return tuple(VARIABLES[variable]["categories"])


def words(variable: str, language: str) -> dict[str, str]:
    """Category -> what it is called."""
    return {key: text[language] for key, text in VARIABLES[variable]["categories"].items()}


def respondents(year: int) -> pd.DataFrame:
    """Some 400 people of five countries, a row each, a column a harmonised one.

    Answers are text; `age` is a whole number. Everybody was asked everything that the bases
    of the codebook allow; a delivery then takes away what its wave did not ask.
    """
    rng = np.random.default_rng(year)
    country = np.repeat(COUNTRIES, rng.integers(70, 90, len(COUNTRIES)))
    n = len(country)
    people = pd.DataFrame({"respondent": [f"p{place:04d}" for place in rng.permutation(n) + 1]})
    people["country"] = country
    people["sex"] = rng.choice(categories("sex"), n)
    people["age"] = rng.integers(16, 90, n)
    for name in ("trust", "helpful", "income"):
        people[name] = _single(rng, name, n)
    people["online"] = np.where(rng.random(n) < 0.8, "user", "non_user")
    online = (people["online"] == "user").to_numpy()
    for medium in MEDIA:
        use = _single(rng, "use", n)
        people[f"use.{medium}"] = np.where(online, use, NOT_APPLICABLE)
    for medium in MEDIA:
        users = people[f"use.{medium}"].isin(["daily", "weekly", "rarely"]).to_numpy()
        _multiple(rng, people, f"reading.{medium}", categories("reading"), users)
    _multiple(rng, people, "reasons", categories("reasons"), online)
    for group in GROUPS:
        people[f"member.{group}"] = _single(rng, "member", n)
    return people.sample(frac=1, random_state=year).reset_index(drop=True)


def _single(rng: np.random.Generator, variable: str, n: int) -> np.ndarray:
    """Answers with shares of their own, and a few without."""
    names = categories(variable)
    answers = rng.choice(names, n, p=rng.dirichlet(np.full(len(names), 5.0)))
    return np.where(rng.random(n) < SILENT, NO_ANSWER, answers)


def _multiple(
    rng: np.random.Generator,
    people: pd.DataFrame,
    stem: str,
    names: tuple[str, ...],
    base: np.ndarray,
) -> None:
    """One to three answers, or the exclusive one that stands last."""
    n, several = len(people), len(names) - 1
    chosen = np.zeros((n, len(names)), bool)
    for row in range(n):
        if rng.random() < 0.2:
            chosen[row, -1] = True
        else:
            chosen[row, rng.permutation(several)[: rng.integers(1, 4)]] = True
    silent = rng.random(n) < SILENT
    for place, name in enumerate(names):
        answer = np.where(chosen[:, place], SELECTED, NOT_SELECTED)
        answer = np.where(silent, NO_ANSWER, answer)
        people[f"{stem}.{name}"] = np.where(base, answer, NOT_APPLICABLE)


def take_away(people: pd.DataFrame, stem: str, rows: object = slice(None)) -> None:
    """Make a question, an item or an answer one that some people, or all, were not asked."""
    for column in people.columns[[name == stem or name.startswith(f"{stem}.") for name in people]]:
        people.loc[rows, column] = NOT_ASKED


def always_answered(people: pd.DataFrame, stem: str, instead: str) -> None:
    """An answer for those who had none, where a delivery has no mark for it."""
    for column in people.columns[[name == stem or name.startswith(f"{stem}.") for name in people]]:
        people[column] = people[column].replace(NO_ANSWER, instead)


def add_design(people: pd.DataFrame, year: int) -> None:
    """A weight, three strata a country and three clusters a stratum."""
    rng = np.random.default_rng(year + 1)
    n = len(people)
    people["design.weight"] = rng.integers(200, 3000, n) / 1000
    place = people["country"].map({name: k for k, name in enumerate(COUNTRIES, start=1)})
    people["design.strata.1"] = (10 * place + rng.integers(1, 4, n)).astype(str)
    people["design.clusters.1"] = rng.integers(1, 4, n).astype(str)
