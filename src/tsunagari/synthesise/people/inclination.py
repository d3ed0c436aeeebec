"""How inclined each person is to an answer: latent traits by their loadings, and noise."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tsunagari.synthesise.counts.priors import loadings_of
from tsunagari.synthesise.statements.sample import Sample
from tsunagari.synthesise.traits import draw_traits, generator, means_by, score


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
        random = self._random(variable, item or "", *further)
        return score(self.people, self.traits, loadings, random)

    def means(self, quota_cells: np.ndarray) -> dict[str, np.ndarray]:
        """The mean of every trait in every quota cell."""
        return means_by(quota_cells, self.traits)

    def _random(self, *names: str) -> np.random.Generator:
        return generator(self.seed, self.sample.wave, self.sample.country, *names)
