"""Respondents of one wave in cells: what every decomposition is computed from.

A cell is a combination of levels of the factors. All that a decomposition needs of a wave is
the weight of each cell and the weighted outcome in it; its error needs to know which
respondents are in which cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import matches
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.design import Design
from tsunagari.models.outcome import Outcome
from tsunagari.models.terms import Atom


@dataclass(frozen=True, eq=False)
class Sums:
    """One wave in m cells.

    weight   (m,) sum of the respondents' weights; 0 where nobody is
    outcome  (m,) weighted sum of the outcome
    """

    weight: np.ndarray
    outcome: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """(m,) the cells' shares of the population."""
        return self.weight / self.weight.sum()

    @property
    def total(self) -> np.ndarray:
        """The mean outcome of everybody."""
        return self.outcome.sum() / self.weight.sum()

    @property
    def occupied(self) -> np.ndarray:
        """(m,) whether anybody is in the cell."""
        return self.weight != 0

    def rate(self) -> np.ndarray:
        """(m,) the mean outcome of each cell; 0 where nobody is (see `both_rates`)."""
        return np.where(self.occupied, self.outcome / np.where(self.occupied, self.weight, 1), 0)


def both_rates(earlier: Sums, later: Sums) -> tuple[np.ndarray, np.ndarray]:
    """The rates (m,) of both waves; a cell that one wave lacks has the other's rate.

    ASSUME: a rate that cannot be known is taken not to have changed, so that such a cell
    adds to composition alone. Whether this is wanted is asked before (`check_cells`).
    """
    first, second = earlier.rate(), later.rate()
    return (
        np.where(earlier.occupied, first, second),
        np.where(later.occupied, second, first),
    )


@dataclass(frozen=True, eq=False)
class Sample:
    """One wave's respondents.

    wave      its name
    cell      (n,) the cell of each respondent, -1 outside
    outcome   (n,) the outcome, 0 outside
    cells     how many cells there are
    design    the design, weights 0 outside
    left_out  respondents of the population without an answer to the outcome or a factor
    """

    wave: str
    cell: np.ndarray
    outcome: np.ndarray
    cells: int
    design: Design
    left_out: int = 0

    @cached_property
    def sums(self) -> Sums:
        inside = self.cell >= 0
        cell, weights = self.cell[inside], self.design.weights[inside]
        outcome = weights * self.outcome[inside]
        return Sums(*(np.bincount(cell, values, self.cells) for values in (weights, outcome)))

    @property
    def count(self) -> np.ndarray:
        """(m,) respondents in each cell, weights aside."""
        inside = (self.cell >= 0) & (self.design.weights > 0)
        return self.design.count_by(self.cell[inside], self.cells, inside)


def level_codes(atom: Atom, respondents: pd.DataFrame) -> np.ndarray:
    """(n,) the level of each respondent, -1 without one; of a number its values, or NaN."""
    column = respondents[atom.column]
    if atom.is_number:
        return column.to_numpy(dtype=float, na_value=np.nan)
    places = {
        answer: place for place, level in enumerate(atom.levels) for answer in atom.members[level]
    }
    lookup = np.array([*(places.get(answer, -1) for answer in column.cat.categories), -1])
    return lookup[column.cat.codes.to_numpy()]


def chosen(outcome: Outcome, respondents: pd.DataFrame) -> np.ndarray:
    """(n,) 1 for the answers that the outcome counts, 0 for the others, -1 for no answer."""
    atom = Atom(outcome.column, outcome.column, outcome.levels, outcome.members)
    return level_codes(atom, respondents)


def crossed(codes: Sequence[np.ndarray], sizes: Sequence[int]) -> np.ndarray:
    """(n,) the cell of crossed factors, the last running fastest; -1 where one is missing."""
    together = np.stack(codes)
    inside = (together >= 0).all(axis=0)
    cell = np.full(together.shape[1], -1)
    cell[inside] = np.ravel_multi_index(tuple(together[:, inside]), tuple(sizes))
    return cell


def patterns(codes: Sequence[Sequence[np.ndarray]]) -> tuple[list[np.ndarray], np.ndarray]:
    """The cells of several waves by their unique patterns of values.

    codes  a wave, a variable, (n,) levels (-1 missing) or numbers (NaN missing)
    Returns the cell of each respondent (-1 where a value is missing), wave by wave, and the
    (m, v) values of the cells.
    """
    tables = [np.stack([np.asarray(column, dtype=float) for column in wave], axis=1)
              for wave in codes]  # fmt: skip
    complete = [np.isfinite(table).all(axis=1) & (table != -1).all(axis=1) for table in tables]
    values, place = np.unique(
        np.vstack([table[rows] for table, rows in zip(tables, complete, strict=True)]),
        axis=0, return_inverse=True,
    )  # fmt: skip
    ends = np.cumsum([rows.sum() for rows in complete])[:-1]
    cells = []
    for rows, part in zip(complete, np.split(place.ravel(), ends), strict=True):
        cell = np.full(len(rows), -1)
        cell[rows] = part
        cells.append(cell)
    return cells, values


def build_sample(
    codebook: Codebook,
    wave: str,
    where: Mapping,
    outcome: Outcome,
    cell: np.ndarray,
    cells: int,
    respondents: pd.DataFrame,
    design: Design,
) -> Sample:
    """The respondents of a population with an answer to the outcome, in their cells.

    ASSUME: who did not answer the outcome or a factor is left out, and counted.
    ASSUME: where no design is declared, those inside are taken as the sample; where one is,
    they are a subpopulation of it, as in the tables of percentages.
    Raises ProblemsFound where nobody is left.
    """
    population = matches(codebook, respondents, where).to_numpy() & (design.weights > 0)
    outcomes = chosen(outcome, respondents)
    inside = population & (outcomes >= 0) & (cell >= 0)
    if not inside.any():
        raise refusal("respondents", f"wave {wave}", outcome.column,
                      "nobody of the population answered the outcome and all factors",
                      "Check that the wave asked them, and `where`.")  # fmt: skip
    left_out = design.count(population & ~inside)
    if design.declared:
        design = design.subset(inside)
        cell, values = np.where(inside, cell, -1), np.where(inside, outcomes, 0)
    else:
        design = design.counting_once(inside)
        cell, values = cell[inside], outcomes[inside]
    return Sample(wave, cell, values.astype(float), cells, design, left_out)


def check_cells(
    where: tuple[str, str], samples: Sequence[Sample], names: Sequence[str], empty: str
) -> None:
    """Refuse cells that one wave has and another lacks, unless `empty` is other_wave."""
    counts = {sample.wave: sample.count for sample in samples}
    anywhere = np.sum(list(counts.values()), axis=0) > 0
    if empty == "other_wave":
        return
    problems = [
        Problem(*where, names[place], f"nobody in wave {wave} is in this cell, which another has",
                "Cross fewer factors, use sets of answers, or set `empty: other_wave`: the rate "
                "is then taken not to have changed.")
        for wave, count in counts.items()
        for place in np.flatnonzero(anywhere & (count == 0))
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
