"""A sampling design, declared once a wave: weights, strata, clusters, finite populations.

Every estimator takes a design; one that cannot honour it refuses (`Design.refuse`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound, nearest, refusal
from tsunagari.estimate.margins import Calibrated
from tsunagari.estimate.stages import LONELY_RULES, Stage, first_rows, stages


@dataclass(frozen=True, eq=False)
class Design:
    """How respondents were sampled; arrays are aligned with the rows of the responses.

    A row is a respondent, or several who are alike in all that is asked of them: every estimator
    then gives what it gives where each has a row of his own (see estimate.collapse).

    weights      (n,) sampling weights, above 0; 0 only outside a subpopulation. Of a row of
                 several respondents the sum of theirs
    strata       labels a stage, (n,) each; () is one stratum
    clusters     labels a stage, (n,) each, nested in the stratum; () samples respondents
    population   units in the population a stage, (n,) each: clusters in the stratum at the
                 first stage, units in the cluster at the second; () is with replacement
    lonely       what to do with a stratum of one cluster, as `survey.lonely.psu` of R:
                 fail; remove or certainty, no variance; adjust, deviation from the mean of
                 the sample; average, the mean of the other strata
    weighted     whether weights were declared
    calibration  margins that the weights were calibrated to, or None
    people       (n,) respondents that a row stands for; None is 1 each
    effective    (n,) Kish's effective number of them: the square of the sum of their weights
                 over the sum of the squares; None is `people`, as where weights are equal
    apart        (n,) rows whose people were drawn one by one although clusters are declared, as
                 where waves with and without clusters are pooled; None is no row
    file         where it is declared, for errors: the file of the wave

    Raises ProblemsFound on weights, populations or labels that cannot be.
    """

    weights: np.ndarray
    strata: tuple[np.ndarray, ...] = ()
    clusters: tuple[np.ndarray, ...] = ()
    population: tuple[np.ndarray, ...] = ()
    lonely: str = "fail"
    weighted: bool = True
    calibration: Calibrated | None = None
    people: np.ndarray | None = None
    effective: np.ndarray | None = None
    apart: np.ndarray | None = None
    file: str = "design"

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", np.asarray(self.weights, dtype=float))
        for name in ("strata", "clusters", "population"):
            arrays = tuple(np.asarray(array) for array in getattr(self, name))
            object.__setattr__(self, name, arrays)
        self._set_people()
        problems = _problems(self)
        if problems:
            raise ProblemsFound(problems)

    def _set_people(self) -> None:
        """None for both where every row is one respondent."""
        effective = self.people if self.effective is None else self.effective
        for name, values in (("people", self.people), ("effective", effective)):
            values = None if self.people is None else np.asarray(values, dtype=float)
            object.__setattr__(self, name, values)
        if self.people is not None and (self.people == 1).all():
            object.__setattr__(self, "people", None)
            object.__setattr__(self, "effective", None)

    @classmethod
    def unweighted(cls, n: int) -> Self:
        """Respondents drawn independently, each counting once."""
        return cls(np.ones(n), weighted=False)

    def counting_once(self, inside: np.ndarray) -> Self:
        """The respondents of the rows inside as a sample of their own: drawn independently,
        each counting once."""
        people = None if self.people is None else self.people[inside]
        weights = np.ones(int(inside.sum())) if people is None else people
        return type(self)(weights, weighted=False, lonely="certainty", people=people)

    @property
    def declared(self) -> bool:
        """Whether anything but independent draws, each counting once, was declared."""
        return bool(self.weighted or self.strata or self.clusters or self.population)

    @property
    def n(self) -> int:
        """Rows, also those outside a subpopulation."""
        return len(self.weights)

    @property
    def respondents(self) -> int:
        """People of all rows, also those outside a subpopulation."""
        return self.n if self.people is None else int(self.people.sum())

    def count(self, inside: np.ndarray | None = None) -> int:
        """People with a weight, of the rows (n,) inside."""
        inside = self.weights > 0 if inside is None else inside & (self.weights > 0)
        return int(inside.sum() if self.people is None else self.people[inside].sum())

    def count_by(self, codes: np.ndarray, size: int, inside: np.ndarray | slice) -> np.ndarray:
        """(size,) people by code, of the rows inside; codes are of these rows."""
        if self.people is None:
            return np.bincount(codes, minlength=size)
        return np.bincount(codes, self.people[inside], size).astype(np.int64)

    @property
    def squares(self) -> np.ndarray:
        """(n,) sums of the squared weights of the rows' people."""
        squares = self.weights**2
        return squares if self.effective is None else squares / self.effective

    @property
    def unit_squares(self) -> np.ndarray:
        """(n,) the same of the smallest sampling units, where no unit has more than one row."""
        stage, squares = self.stages[-1], self.weights**2
        return squares if stage.people is None else squares / stage.effective[stage.cluster]

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that count in the variance.

        Raises ProblemsFound where a population differs within a stratum or is too small.
        """
        people = None if self.people is None else (self.people, self.effective, self.apart)
        counted = stages(self.n, self.strata, self.clusters, self.population, self.file, people)
        problems = [
            problem
            for level, (stage, size) in enumerate(zip(counted, self.population, strict=False))
            for problem in _population_problems(level, stage, size)
        ]
        if problems:
            raise ProblemsFound(problems)
        return counted

    @cached_property
    def units(self) -> tuple[np.ndarray, tuple[Stage, ...]]:
        """(n,) the smallest sampling unit of each row, and the stages seen by those units.

        Influence values may be summed over a unit before `covariance_of_units`: that is
        exact, and its cost does not grow with respondents.
        """
        unit = self.stages[-1].cluster
        first = first_rows(unit)
        return unit, tuple(stage.on(first) for stage in self.stages)

    @cached_property
    def degrees_of_freedom(self) -> int:
        """Clusters less strata of the first stage, where anybody has a weight (svy `degf`)."""
        first = self.stages[0]
        occupied = np.bincount(first.cluster, self.weights > 0, first.clusters) > 0
        units = occupied if first.people is None else first.people[occupied]
        return int(units.sum()) - len(np.unique(first.stratum[occupied]))

    def total_covariance(self, influence: np.ndarray) -> np.ndarray:
        """Linearised covariance (k, k) of the sums of (n, k) weighted influence values.

        A weighted influence value is weight x influence, 0 outside the subpopulation; of a row
        of several people the sum of theirs.
        """
        return sum(
            deviations.T @ (deviations * factor) for deviations, factor in self._parts(influence)
        )

    def total_variances(self, influence: np.ndarray) -> np.ndarray:
        """The diagonal (k,) of `total_covariance`, for many columns."""
        return sum(
            (factor * deviations**2).sum(axis=0) for deviations, factor in self._parts(influence)
        )

    def _parts(self, influence: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Of each stage (C, k) deviations of the clusters, and factors (C, 1) of their squares."""
        influence = self._residuals(influence)
        for stage in self.stages:
            factor = stage.multipliers(self.lonely, stage.present(self.weights)[:, None])
            yield from stage.squared(stage.totals(influence), factor)

    def subset(self, inside: np.ndarray) -> Self:
        """A subpopulation: the design is kept, weights are 0 outside.

        Clusters without anybody inside still count, as how many fall inside is by chance.
        """
        inside = np.asarray(inside, dtype=bool)
        if inside.shape != self.weights.shape:
            raise ProblemsFound([_length(self.file, "inside", inside, self.n)])
        smaller = replace(self, weights=np.where(inside, self.weights, 0.0))
        # The stages do not depend on weights, so they need not be worked out again.
        for name in ("stages", "units"):
            if name in self.__dict__:
                smaller.__dict__[name] = self.__dict__[name]
        return smaller

    def refuse(self, estimator: str) -> None:
        """Raise ProblemsFound if weights, strata or clusters would go unnoticed."""
        declared = [name for name in ("strata", "clusters", "population") if getattr(self, name)]
        if self.weighted:
            declared.insert(0, "weights")
        if declared:
            raise refusal(self.file, ", ".join(declared), "", f"{estimator} cannot honour them",
                          "Choose an estimator that takes a design, or declare none.")  # fmt: skip

    def _residuals(self, influence: np.ndarray) -> np.ndarray:
        influence = np.asarray(influence, dtype=float)
        influence = influence[:, None] if influence.ndim == 1 else influence
        if len(influence) != self.n:
            raise ProblemsFound([_length(self.file, "influence", influence, self.n)])
        if not np.isfinite(influence).all():
            row = int(np.flatnonzero(~np.isfinite(influence).all(axis=1))[0])
            raise refusal(self.file, f"influence, row {row + 1}", "not finite",
                          "an influence value must be a number",
                          "Leave respondents without an answer out with `subset`.")  # fmt: skip
        return influence if self.calibration is None else self.calibration.residuals(influence)


def _problems(design: Design) -> list[Problem]:
    """All that is wrong with a declaration."""
    problems = []
    weights = design.weights
    bad = ~np.isfinite(weights) | (weights < 0) if weights.ndim == 1 else np.ones(1, bool)
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        problems.append(Problem(
            design.file, f"weights, row {row + 1} and {int(bad.sum()) - 1} more",
            str(weights.flat[row]), "a weight must be a number of at least 0",
            "Mend the column, or exclude the respondents in the wave's file."))  # fmt: skip
    elif not (weights > 0).any():
        problems.append(Problem(design.file, "weights", "", "nobody has a weight above 0",
                                "Check the column and the subpopulation."))  # fmt: skip
    if design.lonely not in LONELY_RULES:
        problems.append(Problem(design.file, "lonely", design.lonely, "is not a rule",
                                nearest(design.lonely, LONELY_RULES)))  # fmt: skip
    if design.people is not None:
        problems.extend(
            _length(design.file, name, getattr(design, name), design.n)
            for name in ("people", "effective")
            if getattr(design, name).shape != (design.n,)
        )
    for name in ("strata", "clusters", "population"):
        for level, labels in enumerate(getattr(design, name)):
            problems.extend(_label_problems(design, f"{name}, stage {level + 1}", labels))
    last = max(len(design.strata), len(design.population))
    if last > len(design.clusters) + 1:
        problems.append(Problem(
            design.file, "clusters", str(len(design.clusters)),
            f"strata or populations are declared for {last} stages",
            f"Declare the clusters of at least {last - 1} stages."))  # fmt: skip
    return problems


def _label_problems(design: Design, where: str, labels: np.ndarray) -> list[Problem]:
    if labels.shape != (design.n,):
        return [_length(design.file, where, labels, design.n)]
    missing = pd.isna(labels)
    if not missing.any():
        return []
    row = int(np.flatnonzero(missing)[0])
    return [Problem(design.file, f"{where}, row {row + 1}", "", "the label is missing",
                    "Every respondent needs one.")]  # fmt: skip


def _population_problems(level: int, stage: Stage, size: np.ndarray) -> list[Problem]:
    """Populations that vary within a stratum, or are smaller than the sample."""
    where = f"population, stage {level + 1}"
    of_row = stage.stratum[stage.cluster]
    expected = size[first_rows(of_row)]
    problems = []
    if (size != expected[of_row]).any():
        row = int(np.flatnonzero(size != expected[of_row])[0])
        problems.append(Problem(stage.file, f"{where}, row {row + 1}", str(size[row]),
                                "differs from others of its stratum",
                                "Give one population for each stratum."))  # fmt: skip
    if (stage.fraction > 1).any():
        stratum = int(np.argmax(stage.fraction))
        problems.append(Problem(
            stage.file, where, str(expected[stratum]),
            f"is fewer than the {int(stage.count[stratum])} units sampled",
            "Give the number of units, not a sampling fraction."))  # fmt: skip
    return problems


def _length(file: str, where: str, array: np.ndarray, n: int) -> Problem:
    return Problem(file, where, str(array.shape), f"must have {n} rows, one a respondent",
                   "Take it from the same table of responses.")  # fmt: skip
