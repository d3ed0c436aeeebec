"""Latent and given properties of people, and how far they decide an answer."""

from collections.abc import Mapping, Sequence
from math import fsum
from zlib import crc32

import numpy as np
import pandas as pd

from tsunagari.synthesise.counts.priors import loadings_of
from tsunagari.synthesise.statements.sample import Sample

LEAST_NOISE = 0.1  # share of the variance of a score that is never explained


def generator(seed: int, *names: str) -> np.random.Generator:
    """A stream of random numbers of its own for each name, the same on every machine."""
    return np.random.Generator(np.random.PCG64([seed, *(crc32(n.encode()) for n in names)]))


def draw_traits(
    people: pd.DataFrame, entries: Sequence[Mapping], random: np.random.Generator
) -> dict[str, np.ndarray]:
    """Every trait of every person, standardised.

    An entry is given (`number`, or `variable` and `category` of the quotas) or latent: a
    standard normal draw plus the traits that it `depends` on, each with its weight.
    """
    traits: dict[str, np.ndarray] = {}
    for entry in entries:
        if "number" in entry:
            values = people[entry["number"]].to_numpy(dtype=float)
        elif "variable" in entry:
            values = (people[entry["variable"]] == entry["category"]).to_numpy(dtype=float)
        else:
            depends = entry.get("depends", {})
            values = _mixed(traits, depends, random.standard_normal(len(people)))
        traits[entry["name"]] = standardised(values)
    return traits


def standardised(values: np.ndarray) -> np.ndarray:
    """Mean zero, standard deviation one; all zero when there is nothing to tell apart."""
    deviation = values.std()
    return (values - values.mean()) / (deviation if deviation > 0 else 1.0)


def _mixed(traits, loadings: Mapping[str, float], noise: np.ndarray) -> np.ndarray:
    left = 1.0 - fsum(loading**2 for loading in loadings.values())
    mixed = np.sqrt(max(left, LEAST_NOISE)) * noise
    for name, loading in loadings.items():
        mixed = mixed + loading * traits[name]
    return mixed


class Inclination:
    """Scores of a sample's people, with noise of its own for every question, item and name."""

    def __init__(
        self, assumptions: Mapping, sample: Sample, people: pd.DataFrame, seed: int
    ) -> None:
        self.assumptions, self.sample, self.seed = assumptions, sample, seed
        self.people = len(people)
        entries = assumptions.get("traits", ())
        self.traits = draw_traits(people, entries, self._random("traits"))

    def __call__(self, variable: str, item: str | None, *further: str) -> np.ndarray:
        """Everybody's score for a question (about an item; for a category of several)."""
        loadings = loadings_of(self.assumptions, self.sample, variable, item)
        noise = self._random(variable, item or "", *further).standard_normal(self.people)
        return _mixed(self.traits, loadings, noise)

    def means(self, quota_cells: np.ndarray) -> dict[str, np.ndarray]:
        """The mean of every trait in every quota cell."""
        sizes = np.bincount(quota_cells)
        return {name: np.bincount(quota_cells, v) / sizes for name, v in self.traits.items()}

    def _random(self, *names: str) -> np.random.Generator:
        return generator(self.seed, self.sample.wave, self.sample.country, *names)
