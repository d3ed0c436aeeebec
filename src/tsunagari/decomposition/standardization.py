"""Direct standardization: what a rate would be in a population of a given composition."""

from __future__ import annotations

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.decomposition.cells import Sample, Sums


def standardized(sums: Sums, population: np.ndarray) -> np.ndarray:
    """The mean of the cells' rates (m,), by the population's shares or counts of the cells.

    As `svystandardize` of R's survey: the population is fixed and known, so that errors are
    those of the rates.
    """
    return (sums.rate() * population).sum() / population.sum()


def check_population(
    where: tuple[str, str], sample: Sample, population: np.ndarray, names: list[str]
) -> None:
    """Raise ProblemsFound for cells that the population has and the wave lacks."""
    problems = [
        Problem(*where, names[cell], f"nobody in wave {sample.wave} is in this cell of the "
                "population, so its rate is not known",
                "Standardize by fewer factors, or by sets of answers.")
        for cell in np.flatnonzero((population > 0) & (sample.count == 0))
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
