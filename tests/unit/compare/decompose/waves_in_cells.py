"""Two waves for the tests of decompositions: by hand, at random, and as R had them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.decompose.cells import Sample, Sums
from tsunagari.estimate.design import Design

FOLDER = Path(__file__).parents[3] / "reference" / "r"
WAVES = ("earlier", "later")


def sums(shares: Sequence[float], rates: Sequence[float]) -> Sums:
    weight = np.asarray(shares, dtype=float)
    return Sums(weight, weight * np.asarray(rates, dtype=float))


def swapped(pair: tuple[Sums, Sums]) -> tuple[Sums, Sums]:
    return pair[1], pair[0]


def permuted(each: Sums, order: Sequence[int]) -> Sums:
    return Sums(each.weight[list(order)], each.outcome[list(order)])


@st.composite
def two_waves(draw, cells: int = 4, empty: bool = False) -> tuple[Sums, Sums]:
    """Positive weights of any scale and rates from 0 to 1; with `empty`, some cells are."""
    found = []
    for _ in WAVES:
        weight = np.array(draw(st.lists(st.floats(0.1, 50), min_size=cells, max_size=cells)))
        if empty:
            gone = draw(st.lists(st.booleans(), min_size=cells, max_size=cells))
            weight = np.where(gone, 0.0, weight)
            weight[draw(st.integers(0, cells - 1))] = 3.0
        rate = np.array(draw(st.lists(st.floats(0, 1), min_size=cells, max_size=cells)))
        found.append(Sums(weight, weight * rate))
    return found[0], found[1]


# --- as R had them ------------------------------------------------------------
def _text(key: str) -> dict[str, str]:
    return {"ja": key, "en": key}


def single(*categories: str, **more) -> dict:
    answers = {category: _text(category) for category in categories}
    return {"type": "single", "label": _text("x"), "categories": answers, **more}


CODEBOOK = Codebook.from_config({
    "variables": {
        "country": single("japan", "germany", "united_kingdom"),
        "sex": single("female", "male"),
        "age_band": single("20s", "30s", "40s", "50s", ordered=True,
                           sets={"under_40": ["20s", "30s"]}),
        "hours": {"type": "number", "label": _text("hours")},
        "answer": single("agree", "somewhat_agree", "somewhat_disagree", "disagree", ordered=True,
                         sets={"affirmative": ["agree", "somewhat_agree"]}),
    }
})  # fmt: skip


def people() -> dict[str, pd.DataFrame]:
    """The respondents of models_data.csv, those of odd clusters as the earlier wave."""
    frame = pd.read_csv(FOLDER / "models_data.csv")
    for name, variable in CODEBOOK.variables.items():
        if variable.type == "single":
            frame[name] = pd.Categorical(frame[name], dtype_of(variable).categories)
        else:
            frame[name] = frame[name].astype("Int64")
    odd = frame["cluster"] % 2 == 1
    return {
        "earlier": frame[odd].reset_index(drop=True),
        "later": frame[~odd].reset_index(drop=True),
    }


def designs(case: str, frames: Mapping[str, pd.DataFrame]) -> dict[str, Design]:
    def design(frame: pd.DataFrame) -> Design:
        if case == "plain":
            return Design.unweighted(len(frame))
        if case == "weights":
            return Design(frame["weight"].to_numpy())
        strata, clusters = frame["stratum"].to_numpy(), frame["cluster"].to_numpy()
        return Design(frame["uneven"].to_numpy(), (strata,), (clusters,))

    return {wave: design(frame) for wave, frame in frames.items()}


def drawn(generator: np.random.Generator, n: int, shares, rates, wave: str) -> Sample:
    """n independent respondents of a population with these shares and rates of groups."""
    cell = generator.choice(len(shares), n, p=shares)
    outcome = (generator.random(n) < np.asarray(rates)[cell]).astype(float)
    return Sample(wave, cell, outcome, len(shares), Design.unweighted(n))
