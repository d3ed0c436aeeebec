"""Stages of sampling: which cluster and stratum each respondent is in, and the variance of totals.

Linearised variance of totals under stratified multistage sampling, as `svyrecvar` of R's
survey (Lumley 2004; Bellhouse 1985 for the recursion over stages).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from tsunagari.config.problems import Problem, ProblemsFound

MOST_SHOWN = 10  # strata of one cluster, before the rest is counted
LONELY_RULES = ("fail", "remove", "certainty", "adjust", "average")


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of sampling.

    cluster   (n,) the cluster of each row, 0 to C - 1
    stratum   (C,) the stratum of each cluster, 0 to S - 1
    count     (S,) clusters sampled in the stratum
    fraction  (S,) share of the stratum's clusters that was sampled; 0 with replacement
    reached   (S,) share of the units above that was sampled, over all earlier stages
    label     (S,) what the stratum is called; None where no strata were declared
    level     1 for the first stage          file  where the design is declared, both for errors
    people    (C,) respondents that a cluster stands for, where respondents are the clusters and
              several of them one row; None elsewhere
    effective (C,) their effective number (see Design)
    single    whether one respondent is the whole sample
    """

    cluster: np.ndarray
    stratum: np.ndarray
    count: np.ndarray
    fraction: np.ndarray
    reached: np.ndarray
    label: np.ndarray | None
    level: int = 1
    file: str = "design"
    people: np.ndarray | None = None
    effective: np.ndarray | None = None
    single: bool = False

    @property
    def clusters(self) -> int:
        return len(self.stratum)

    @property
    def strata(self) -> int:
        return len(self.count)

    @property
    def one_row_a_cluster(self) -> bool:
        return self.clusters == len(self.cluster)

    def on(self, rows: np.ndarray) -> Self:
        """The same stage seen by some rows only: counts and fractions stay."""
        return replace(self, cluster=self.cluster[rows])

    def totals(self, values: np.ndarray) -> np.ndarray:
        """Sums of (n, k) values by cluster: (C, k)."""
        return sum_by(self.cluster, values, self.clusters)

    def deviations(self, totals: np.ndarray) -> np.ndarray:
        """(C, k) cluster totals less the mean of their stratum.

        The mean is over all clusters sampled, also those without anybody in a subpopulation.
        The one cluster of a lonely stratum is taken from zero, which the rules below use.
        Of clusters that stand for several people, the mean deviation of these.
        """
        mean = sum_by(self.stratum, totals, self.strata) / self.count[:, None]
        mean[self.count == 1] = 0.0
        each = totals if self.people is None else totals / self.people[:, None]
        return each - mean[self.stratum]

    def squared(
        self, totals: np.ndarray, factor: np.ndarray
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Values (C, k) and factors (C, 1 or k) whose factor x value^2 sum to the variance.

        totals  (C, k) of the clusters     factor  (S, 1 or k) of squared deviations (multipliers)
        """
        factor = factor[self.stratum]
        if self.people is None:
            yield self.deviations(totals), factor
            return
        people = self.people[:, None]
        yield self.deviations(totals), factor * people
        # Where weights within a row differ, so do the deviations of its people.
        apart = 1 / self.effective[:, None] - 1 / people
        if apart.any():
            yield totals, factor * apart

    def multipliers(self, lonely: str, present: np.ndarray) -> np.ndarray:
        """(S, k) factors of the squared deviations; `present` (S, k): the strata with anybody."""
        lone = (self.count == 1) & (self.fraction < 1)
        factor = self.reached * (1 - self.fraction)
        factor = factor * np.where(self.count > 1, self.count / np.maximum(self.count - 1, 1), 1.0)
        concerned = lone[:, None] & present
        if not concerned.any():
            return np.broadcast_to(factor[:, None], present.shape)
        # ASSUME: of a sample of one respondent nothing is known of the variance; its share is
        # shown without, as where no design is declared.
        if self.single:
            lonely = "certainty"
        if lonely == "fail":
            raise ProblemsFound([self._lonely_problem(concerned)])
        if lonely in ("remove", "certainty", "average"):
            factor = np.where(lone, 0.0, factor)
        factor = np.broadcast_to(factor[:, None], present.shape)
        if lonely != "average":
            return factor
        strata, usable = present.sum(axis=0), (present & ~concerned).sum(axis=0)
        if (usable == 0)[strata > 0].any():
            raise ProblemsFound([self._lonely_problem(concerned)])
        return factor * strata / np.maximum(usable, 1)  # a lonely one gets the others' mean

    def _lonely_problem(self, concerned: np.ndarray) -> Problem:
        """The strata (S, k) of one cluster, by name."""
        message = "one cluster only was sampled, so that the variance cannot be estimated"
        remedy = f"Set `lonely` of the design to one of {', '.join(LONELY_RULES[1:])}."
        if self.label is None:
            return Problem(self.file, f"design, stage {self.level}", "", message, remedy)
        strata = list(map(str, self.label[concerned.any(axis=1)]))
        more = f" and {len(strata) - MOST_SHOWN} more" if len(strata) > MOST_SHOWN else ""
        shown = ", ".join(strata[:MOST_SHOWN]) + more
        message = "only one cluster of the stratum was sampled, so its variance cannot be estimated"
        remedy = f"Merge it with a neighbour, or {remedy[0].lower()}{remedy[1:]}"
        return Problem(self.file, f"design, strata, stage {self.level}", shown, message, remedy)

    def present(self, weights: np.ndarray) -> np.ndarray:
        """(S,) whether anybody with a weight above zero is in the stratum."""
        return np.bincount(self.stratum[self.cluster], weights > 0, self.strata) > 0


def stages(
    rows: int,
    strata: Sequence[np.ndarray],
    clusters: Sequence[np.ndarray],
    population: Sequence[np.ndarray],
    file: str = "design",
    people: tuple[np.ndarray, np.ndarray, np.ndarray | None] | None = None,
) -> tuple[Stage, ...]:
    """The stages that count in the variance.

    people  (n,) respondents that each row stands for, their effective number, and which rows'
            people were drawn one by one beside labelled clusters; None is one a row

    ASSUME: clusters are nested in their stratum and in the cluster of the stage before, so a
    label that two strata share names two clusters (`nest = TRUE` of R). A stage without
    labels of clusters samples respondents.
    ASSUME: a stage counts only when the population of the stage before is declared;
    otherwise that stage is taken as drawn with replacement, and the variance between its
    clusters holds that within them (Sarndal, Swensson and Wretman 1992, section 4.6).
    """
    parent, reached, counted = None, np.ones(1), []
    last = max(len(strata), len(clusters), len(population), 1)
    for level in range(min(last, len(population) + 1)):
        stratified = level < len(strata)
        named = np.asarray(strata[level]) if stratified else np.zeros(rows, int)
        stratum = nested(parent, named)
        named_clusters = level < len(clusters)
        cluster = nested(stratum, clusters[level]) if named_clusters else np.arange(rows)
        of_cluster = stratum[first_rows(cluster)]
        stands_for = _people(people, cluster, named_clusters)
        count = np.bincount(of_cluster, stands_for[0]).astype(float)
        first = first_rows(stratum)
        fraction = count / population[level][first] if level < len(population) else 0.0 * count
        above = reached[0 if parent is None else parent[first]] * np.ones(len(count))
        label = named[first] if stratified else None
        sizes = count, fraction, above
        single = rows == 1 and people is None
        described = (label, level + 1, file)
        counted.append(Stage(cluster, of_cluster, *sizes, *described, *stands_for, single))
        parent, reached = cluster, (above * fraction)[of_cluster]
    return tuple(counted)


def _people(people, cluster: np.ndarray, named: bool):
    """(C,) people of each cluster where they are clusters by themselves and their effective
    number, 1 of a labelled one; None where all are labelled or one row each."""
    if people is None:
        return None, None
    number, effective, apart = people
    if not named:
        return number, effective
    if apart is None or not apart.any():
        return None, None
    first = first_rows(cluster)
    return tuple(np.where(apart[first], values[first], 1.0) for values in (number, effective))


def nested(parent: np.ndarray | None, labels: np.ndarray) -> np.ndarray:
    """Codes 0, 1, ... of the pairs of a parent's code and a label."""
    codes, unique = pd.factorize(np.asarray(labels))
    if parent is None or not parent.any():
        return codes
    return pd.factorize(parent * np.int64(len(unique)) + codes)[0]


def first_rows(codes: np.ndarray) -> np.ndarray:
    """The first row of each code 0, 1, ..."""
    first = np.empty(codes.max() + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def sum_by(codes: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Sums of the (n, k) values by code: (size, k)."""
    if values.shape[1] == 0:
        return np.zeros((size, 0))
    return np.stack([np.bincount(codes, column, size) for column in values.T], axis=1)
