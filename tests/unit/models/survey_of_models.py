"""The respondents of tests/reference/r/models_data.csv as our models take them, and R's numbers."""

from pathlib import Path

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import Codebook
from tsunagari.estimate.design import Design
from tsunagari.models.spec import read_spec

FOLDER = Path(__file__).parents[2] / "reference" / "r"


def _text(key: str) -> dict[str, str]:
    return {"ja": key, "en": key}


def _single(*categories: str, **more) -> dict:
    answers = {category: _text(category) for category in categories}
    return {"type": "single", "label": _text("x"), "categories": answers, **more}


ANSWERS = ("agree", "somewhat_agree", "somewhat_disagree", "disagree")
CODEBOOK = Codebook.from_config({
    "variables": {
        "country": _single("japan", "germany", "united_kingdom"),
        "sex": _single("male", "female"),
        "age_band": _single("20s", "30s", "40s", "50s", ordered=True,
                            sets={"under_50": ["20s", "30s", "40s"]}),
        "hours": {"type": "number", "label": _text("hours")},
        "answer": _single(*ANSWERS, ordered=True,
                          sets={"affirmative": ["agree", "somewhat_agree"]}),
    }
})  # fmt: skip
TERMS = {
    "plain": ["country", "sex", "age_band"],
    "interaction": ["country", "sex", "age_band", "sex:age_band"],
    "number": ["country", "sex", "hours", "hours:hours", "sex:hours"],
    "two": ["country", "age_band"],
    "sex": ["sex"],
}
OUTCOMES = {
    "ordered": ("ordered_logit", "answer"),
    "logit": ("logit", {"variable": "answer", "answers": "affirmative"}),
    "linear_score": ("linear", "answer"),
    "linear_ties": ("linear", {"index": "ties"}),
}


def model(outcome: str, terms: str | list[str], **more):
    family, declared = OUTCOMES[outcome]
    entry = {"outcome": declared, "family": family,
             "terms": TERMS[terms] if isinstance(terms, str) else terms, **more}  # fmt: skip
    return read_spec(CODEBOOK, outcome, entry)


def harmonised(data: pd.DataFrame) -> pd.DataFrame:
    """As the harmonised layout has it: categoricals that also hold the kinds of missing."""
    frame = data.copy()
    for name in ("country", "sex", "age_band", "answer"):
        frame[name] = frame[name].astype(dtype_of(CODEBOOK[name]))
    return frame


def respondents() -> pd.DataFrame:
    return harmonised(pd.read_csv(FOLDER / "models_data.csv"))


def designs(data: pd.DataFrame) -> dict[str, Design]:
    strata, clusters = (data["stratum"].to_numpy(),), (data["cluster"].to_numpy(),)
    uneven, by_age = data["uneven"].to_numpy(), data["weight"].to_numpy()
    found = {
        "weights": Design(uneven),
        "age_weights": Design(by_age, strata, clusters),
        "strata": Design(uneven, strata),
        "clusters": Design(uneven, strata, clusters),
        "population": Design(uneven, strata, clusters, (data["clusters"].to_numpy(),)),
        "equal": Design(np.ones(len(data)), strata, clusters, weighted=False),
    }
    inside = (data["age_band"] != "50s") & (data["country"] != "united_kingdom")
    return {**found, "subset": found["clusters"].subset(inside.to_numpy())}


def given_by_r(name: str) -> pd.DataFrame:
    """case, quantity, key, value as an R script wrote them."""
    return pd.read_csv(FOLDER / f"{name}.csv", dtype={"key": str}, keep_default_na=False)


def name_in_r(label: tuple[str, str]) -> str:
    """R's name of a coefficient."""
    term, level = label
    if term == "intercept":
        return "(Intercept)"
    if term == "threshold":
        return level
    if term == "hours:hours":
        return "I(hours^2)"
    levels = iter(level.split(":"))
    return ":".join(part if part == "hours" else part + next(levels) for part in term.split(":"))
