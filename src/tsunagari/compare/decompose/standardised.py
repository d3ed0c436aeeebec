"""Standardised rates as tidy tables."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.decompose.cells import Sample, Sums
from tsunagari.compare.decompose.delta import Computed, compute
from tsunagari.compare.decompose.spec import (
    AVERAGE,
    CHANGE,
    CRUDE,
    EQUAL,
    Population,
    Standardisation,
)
from tsunagari.compare.decompose.tables import Designs, Frames, crossed_samples
from tsunagari.config.problems import Problem, ProblemsFound

# Direct standardisation: what a rate would be in a population of a given composition.


def standardised(sums: Sums, population: np.ndarray) -> np.ndarray:
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
                "Standardise by fewer factors, or by sets of answers.")
        for cell in np.flatnonzero((population > 0) & (sample.count == 0))
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


COLUMNS = ("population", "wave", "n", "percent", "std_error", "ci_low", "ci_high",
           "degrees_of_freedom", "smallest_cell")  # fmt: skip


def standardise(
    codebook: Codebook, spec: Standardisation, respondents: Frames, designs: Designs
) -> pd.DataFrame:
    """Rates of the waves as they are (`crude`) and in each population; columns COLUMNS.

    wave           a wave, or `change`: the last less the first, in points
    smallest_cell  respondents in the smallest cell that the population weighs; of a change
                   the smaller of the two

    ASSUME: the population is fixed and known, as with `svystandardize` of R's survey, also
    where it is the composition of a wave's own respondents.
    Raises ProblemsFound for cells that a population has and a wave lacks.
    """
    tables = []
    for population in spec.populations:
        needed = [*spec.waves, *({population.source} & set(respondents) - set(spec.waves))]
        samples = crossed_samples(codebook, spec, population.by, needed, respondents, designs)
        used = samples[: len(spec.waves)]
        weights = _weights(population, {sample.wave: sample for sample in samples}, used)
        for sample in used:
            check_population(spec.place, sample, weights, population.cells)
        if not tables:
            everybody = np.ones(1)
            whole = [_merged(sample) for sample in used]
            tables.append(_rows(CRUDE, spec.waves, whole, everybody))
        tables.append(_rows(population.name, spec.waves, used, weights))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def _weights(population: Population, by_wave: dict[str, Sample], used: Sequence[Sample]):
    """(m,) the population's shares or counts of the cells."""
    if population.source == EQUAL:
        return np.ones(len(population.cells))
    if population.source == AVERAGE:
        return np.mean([sample.sums.share for sample in used], axis=0)
    if population.source in by_wave:
        return by_wave[population.source].sums.share
    return np.array([population.counts[cell] for cell in population.cells], dtype=float)


def _merged(sample: Sample) -> Sample:
    """The same respondents in one cell: standardising changes nothing."""
    return Sample(sample.wave, np.where(sample.cell >= 0, 0, -1), sample.outcome, 1, sample.design)


def _rows(
    name: str, waves: Sequence[str], samples: Sequence[Sample], weights: np.ndarray
) -> pd.DataFrame:
    def quantity(*sums: Sums) -> np.ndarray:
        return np.array([standardised(each, weights) for each in sums])

    def difference(*sums: Sums) -> np.ndarray:
        return np.array([standardised(sums[-1], weights) - standardised(sums[0], weights)])

    rates = [compute(quantity, [sample]) for sample in samples]
    smallest = [int(sample.count[weights > 0].min()) for sample in samples]
    n = [int(sample.count.sum()) for sample in samples]
    table = [_row(name, *row) for row in zip(waves, rates, n, smallest, strict=True)]
    if len(samples) > 1:
        changed = compute(difference, samples)
        table.append(_row(name, CHANGE, changed, n[0] + n[-1], min(smallest[0], smallest[-1])))
    return pd.concat(table, ignore_index=True)


def _row(name: str, wave: str, rate: Computed, n: int, smallest: int) -> pd.DataFrame:
    keys = {"population": name, "wave": wave, "n": n}
    return pd.DataFrame({**keys, **rate.columns("percent"), "smallest_cell": smallest})
