"""What a comparison compares: its waves in their order, their pairs, and its queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from tsunagari.codebook.basis import DELIVERED
from tsunagari.codebook.queries import Base, bases
from tsunagari.codebook.variables import Codebook
from tsunagari.waves.order import ALL, in_order

SHARED = ("countries", "where", "groups", "by")  # of all indicators of a comparison
WORDS = ("title", "base", "notes")  # that no number depends on


@dataclass(frozen=True)
class Comparison:
    """One comparison of shares between waves.

    queries  its indicators, as queries of the registry of figures
    margin   what a change must surely stay below to count as none, in points
    family   the tests that its own are adjusted with
    """

    name: str
    queries: tuple[Mapping, ...]
    margin: float = 0
    family: str = ""

    @classmethod
    def from_config(cls, name: str, entry: Mapping) -> Self:
        shared = {key: entry[key] for key in SHARED if key in entry}
        queries = tuple({**shared, **indicator} for indicator in entry["indicators"])
        return cls(name, queries, entry.get("margin", 0), entry.get("family", ""))

    def bases(self, codebook: Codebook) -> list[Base]:
        """Whose answers to what are tabulated."""
        return list(bases(codebook, self.name, self.queries))

    def cells(self, codebook: Codebook) -> list[tuple[Base, str]]:
        """Base and category of each row of the comparison's tables, in their order."""
        return [(base, key) for base in self.bases(codebook) for key in base.categories]


def compared_waves(entry: Mapping, waves: Mapping[str, Mapping]) -> list[str]:
    """The waves of a comparison, earliest first; `waves` are those of the run.

    ASSUME: by year; where a wave does not say its year, in the order in which they are
    named, or by name where all are compared.
    """
    return in_order(sorted(waves) if entry["waves"] == ALL else entry["waves"], waves)


def runnable(
    comparisons: Mapping[str, Mapping], waves: Mapping[str, Mapping]
) -> dict[str, list[str]]:
    """Comparison -> its waves, of those that find two waves and all they name in the run."""
    waves_of = {
        name: compared_waves(entry, waves)
        for name, entry in comparisons.items()
        if entry["waves"] == ALL or set(entry["waves"]) <= set(waves)
    }
    return {name: compared for name, compared in waves_of.items() if len(compared) > 1}


def pairs_of(waves: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs (earlier, later)."""
    return list(combinations(waves, 2))


def base_is_assumed(wave: Mapping) -> bool:
    """Whether nobody published how many people a wave asked, and no responses tell."""
    return "assumed_base" in wave and wave.get("source") != DELIVERED


def base_factors(waves: Mapping[str, Mapping], people: Mapping[str, float]) -> dict[str, float]:
    """Wave -> how much larger its variances are with the least number of people that print
    allows; waves whose number is known are not in it.

    people  wave -> how many it has in this run
    """
    return {
        wave: people[wave] / waves[wave]["assumed_base"]["least"]
        for wave in people
        if base_is_assumed(waves[wave])
    }


def without_words(comparisons: Mapping[str, Mapping]) -> dict[str, dict]:
    """What the numbers of comparisons depend on: a changed title computes nothing anew."""
    return {
        name: {key: part for key, part in entry.items() if key not in WORDS}
        for name, entry in comparisons.items()
    }
