"""A sample: how many people of each kind were asked which questions.

A sample is one wave in one country. Its people come in quota cells, the crossed categories
of some variables (sex by age band, say) with an equal or stated number of people each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import NOT_ASKED, Codebook, Variable

Items = tuple[str | None, ...]


@dataclass(frozen=True)
class Sample:
    """Who is asked what.

    quotas  one row a quota cell, every variable that it settles in a column
    sizes   people a quota cell
    asked   variable -> the items that it is asked about, (None,) when it is not repeated
    """

    wave: str
    country: str
    quotas: pd.DataFrame
    sizes: np.ndarray
    asked: Mapping[str, Items]

    @property
    def everybody(self) -> frozenset[int]:
        """All quota cells."""
        return frozenset(range(len(self.sizes)))

    def size(self, quotas: frozenset[int]) -> int:
        """People in these quota cells."""
        return int(self.sizes[sorted(quotas)].sum())


def samples_of(codebook: Codebook, entries: Sequence[Mapping], wave: str, scale: int = 1):
    """The samples of a wave, from the `samples` of the assumptions, `scale` times as large."""
    return [make_sample(codebook, entry, scale) for entry in entries if entry["wave"] == wave]


def make_sample(codebook: Codebook, entry: Mapping, scale: int) -> Sample:
    """One sample from its entry: `quota: {cross: {variable: categories}, each: people}`."""
    cross = entry["quota"]["cross"]
    quotas = blank_respondents(codebook, len(list(product(*cross.values()))))
    crossed = pd.DataFrame(list(product(*cross.values())), columns=list(cross))
    for name in crossed:
        settle(codebook, quotas, name, crossed[name])
    quotas["country"] = pd.Categorical(
        [entry["country"]] * len(quotas), dtype=dtype_of(codebook["country"])
    )
    settled = [*cross, *sources(codebook, cross), "country"]
    sizes = np.full(len(quotas), entry["quota"]["each"] * scale, dtype=np.int64)
    asked = {name: _items(codebook[name], entry) for name in entry["asked"]}
    kept = derive(codebook, quotas)[list(dict.fromkeys(settled))]
    return Sample(entry["wave"], entry["country"], kept, sizes, asked)


def settle(codebook: Codebook, people: pd.DataFrame, name: str, answers: pd.Series) -> None:
    """Give people these answers; of a band of numbers, the band's lowest number."""
    variable = codebook[name]
    if variable.derive:
        lowest = {category: span[0] for category, span in spans(variable).items()}
        people[variable.derive["bands"]] = answers.map(lowest).astype("Int64").array
    else:
        people[name] = pd.Categorical(answers, dtype=dtype_of(variable))


def sources(codebook: Codebook, names: Mapping) -> list[str]:
    """The numbers whose bands are among the named variables."""
    return [codebook[name].derive["bands"] for name in names if codebook[name].derive]


def spans(variable: Variable) -> dict[str, tuple[int, int]]:
    """The lowest and the highest number of each band."""
    upper = list(variable.derive["upper"].values())
    lower = [variable.derive["lowest"], *(bound + 1 for bound in upper[:-1])]
    return dict(zip(variable.derive["upper"], zip(lower, upper, strict=True), strict=True))


def blank_respondents(codebook: Codebook, people: int) -> pd.DataFrame:
    """Respondents who were asked nothing, in the harmonised layout."""
    columns = {}
    for variable in codebook.asked:
        missing = pd.NA if variable.type == "number" else NOT_ASKED
        blank = pd.array([missing], dtype=dtype_of(variable)).repeat(people)
        columns |= {column: blank.copy() for column in variable.columns()}
    return pd.DataFrame(columns)


def _items(variable: Variable, entry: Mapping) -> Items:
    dropped = entry.get("items_not_asked", {}).get(variable.name, ())
    return tuple(item for item in variable.items if item not in dropped) or (None,)
