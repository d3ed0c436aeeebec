"""Latent and given properties of people, and how far they decide an answer."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
import pandas as pd

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


def score(
    people: int,
    traits: Mapping[str, np.ndarray],
    loadings: Mapping[str, float],
    random: np.random.Generator,
) -> np.ndarray:
    """Each person's inclination: the traits by their loadings, and noise for the rest."""
    return _mixed(traits, loadings, random.standard_normal(people))


def means_by(groups: np.ndarray, traits: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The mean of every trait in every group; `groups` numbers the group of each person."""
    sizes = np.bincount(groups)
    return {name: np.bincount(groups, values) / sizes for name, values in traits.items()}


def standardised(values: np.ndarray) -> np.ndarray:
    """Mean zero, standard deviation one; all zero when there is nothing to tell apart."""
    deviation = values.std()
    return (values - values.mean()) / (deviation if deviation > 0 else 1.0)


def _mixed(traits, loadings: Mapping[str, float], noise: np.ndarray) -> np.ndarray:
    left = 1.0 - sum(loading**2 for loading in loadings.values())
    mixed = np.sqrt(max(left, LEAST_NOISE)) * noise
    for name, loading in loadings.items():
        mixed = mixed + loading * traits[name]
    return mixed
