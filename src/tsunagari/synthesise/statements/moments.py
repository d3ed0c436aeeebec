"""Published means and standard deviations of answers with values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.reading import DEVIATION, MEAN, Row
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.statements.layout import Layout
from tsunagari.synthesise.statements.sample import Sample
from tsunagari.synthesise.statements.statements import Statement

MARGIN = 1e-3  # below the upper end, which itself would be rounded up


@dataclass(frozen=True, eq=False)
class Moments:
    """The mean and the standard deviation of one question's answers, as printed.

    cells  the cells of the question          values  the value of each cell's answer
    half   half of the last printed place     people  people asked
    """

    statement: Statement
    cells: np.ndarray
    values: np.ndarray
    mean: float
    deviation: float
    half: float
    people: int
    rows: tuple[int, ...]
    kind: str = "moments"

    @property
    def base(self) -> np.ndarray:
        """The cells of the people asked."""
        return self.cells

    @property
    def printed(self) -> str:
        """Both as printed."""
        return f"mean {self.mean:g}, standard deviation {self.deviation:g}"

    def constrain(self, system: System) -> None:
        """Rows that are linear, since the mean is known so closely.

        The variance is the mean square about the printed mean less the square of the
        mean's own rounding, which is at most half squared. Both definitions of the standard
        deviation, over n and over n - 1, shall print the same.
        """
        system.add(
            self.cells,
            self.values,
            (self.mean - self.half) * self.people,
            (self.mean + self.half) * self.people - MARGIN,
        )
        low, high = self.deviation - self.half, self.deviation + self.half
        squares = (self.values - self.mean) ** 2
        lowest = (low**2 + self.half**2) * self.people
        system.add(self.cells, squares, lowest, high**2 * (self.people - 1) - MARGIN)

    def middle(self, system: System) -> None:
        """Both without their rounding."""
        system.add(self.cells, self.values, *[self.mean * self.people] * 2)
        squares = (self.values - self.mean) ** 2
        system.add(self.cells, squares, *[self.deviation**2 * self.people] * 2)


def moments_of(
    layout: Layout, rows: Sequence[Row], assumptions: Mapping, sample: Sample
) -> list[Moments]:
    """The published means and deviations of questions with `scores` in the assumptions.

    ASSUME: which answer has the highest value is not published; `scores` says it.
    """
    scores = {name: entry for entry in assumptions.get("scores", ()) for name in entry["variables"]}
    by_question: dict[str, list[Row]] = {}
    for row in rows:
        about = row.survey == (sample.wave, sample.country) and row.item in scores
        if about and row.category in (MEAN, DEVIATION):
            by_question.setdefault(row.item, []).append(row)
    message = "a mean without a standard deviation, or the other way round"
    remedy = "Publish both once, or leave the question out of `scores`."
    incomplete = [name for name, pair in by_question.items() if len(pair) != 2]
    if incomplete:
        where = "resources/published"
        raise ProblemsFound([Problem(where, name, "", message, remedy) for name in incomplete])
    return [_moments(layout, scores[n], n, pair, sample) for n, pair in by_question.items()]


def _moments(
    layout: Layout, entry: Mapping, name: str, pair: Sequence[Row], sample: Sample
) -> Moments:
    table, everybody = layout.tables[name], sample.everybody
    values = np.array([float(entry["scores"][answer]) for answer in table.answers])
    printed = {row.category: row.value for row in pair}
    row = replace(pair[0], keys=("", *pair[0].survey, "all", name, ""))
    return Moments(
        Statement(row, name, None, (), everybody, None),
        table.cells.ravel(),
        np.tile(values, len(table.strata)),
        printed[MEAN],
        printed[DEVIATION],
        0.5 * 10.0 ** -entry["decimals"],
        sample.size(everybody),
        tuple(row.place for row in pair),
    )
