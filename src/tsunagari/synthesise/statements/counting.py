"""Derived variables that depend only on how many items have an answer.

"Takes part in five communities", "both online and offline", "has met somebody": each is a
function of the number of items of a repeated question whose answer lies in a set (its
part). Cells of numbers (three media, two groups) therefore carry all of them, and the
numbers of the single items are their column sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.synthesise.statements.sample import Sample, blank_respondents


@dataclass(frozen=True)
class Part:
    """A repeated question and the answers that count."""

    variable: str
    items: tuple[str | None, ...]
    members: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """The column of each item."""
        return [f"{self.variable}.{item}" if item else self.variable for item in self.items]


@dataclass(frozen=True)
class Counting:
    """Parts counted together, and what every combination of numbers means.

    grid    combination x part: how many items of the part
    labels  derived variable -> its answer for each combination
    """

    parts: tuple[Part, ...]
    grid: np.ndarray
    labels: Mapping[str, np.ndarray]


def countings(codebook: Codebook, sample: Sample) -> list[Counting]:
    """All countings of the sample; derived variables that share a part share the counting.

    A derived variable that counts other answers of a part than one above it (posting, where
    use is counted already) has no counting: it follows from the respondents.
    """
    groups: list[dict[str, tuple[str, ...]]] = []
    for variable in codebook.derived:
        parts = counted_parts(codebook, variable.name)
        if not is_put(codebook, sample, variable.name):
            continue
        joined = [group for group in groups if group.keys() & parts.keys()]
        if any(group.get(name, parts[name]) != parts[name] for group in joined for name in parts):
            continue
        groups = [group for group in groups if group not in joined]
        groups.append({name: group[name] for group in [*joined, parts] for name in group})
    return [_counting(codebook, sample, group) for group in groups]


def is_put(codebook: Codebook, sample: Sample, name: str) -> bool:
    """Whether the sample answers a question, or everything that a derived variable counts."""
    if not codebook[name].derive:
        return name in sample.asked
    parts = counted_parts(codebook, name)
    return bool(parts) and all(part in sample.asked for part in parts)


def counted_parts(codebook: Codebook, name: str) -> dict[str, tuple[str, ...]]:
    """The repeated questions, and the answers, that a derived variable counts."""
    rule = codebook[name].derive or {}
    if "bands" in rule:
        return counted_parts(codebook, rule["bands"])
    terms = list(rule.get("count", ()))
    terms += [case["any"] for case in rule.get("cases", {}).values() if case != "otherwise"]
    return {part: codebook[part].members(wanted) for term in terms for part, wanted in term.items()}


def _counting(codebook: Codebook, sample: Sample, group: Mapping[str, tuple]) -> Counting:
    ordered = [name for name in codebook.variables if name in group]
    parts = tuple(Part(name, sample.asked[name], group[name]) for name in ordered)
    grid = np.array(list(product(*(range(len(part.items) + 1) for part in parts))))
    derived = derive(codebook, _prototypes(codebook, parts, grid))
    labels = {
        variable.name: derived[variable.name].astype(str).to_numpy()
        for variable in codebook.derived
        if (parts_of := counted_parts(codebook, variable.name))
        and parts_of.items() <= group.items()
    }
    return Counting(parts, grid, labels)


def _prototypes(codebook: Codebook, parts: tuple[Part, ...], grid: np.ndarray) -> pd.DataFrame:
    """One respondent a combination, so that the codebook itself derives what it means."""
    people = blank_respondents(codebook, len(grid))
    for part, numbers in zip(parts, grid.T, strict=True):
        variable = codebook[part.variable]
        outside = next(answer for answer in variable.categories if answer not in part.members)
        for place, column in enumerate(part.columns):
            answers = np.where(numbers > place, part.members[0], outside)
            people[column] = pd.Categorical(answers, dtype=dtype_of(variable))
    return people
