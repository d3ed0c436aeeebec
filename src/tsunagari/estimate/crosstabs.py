"""Tests of association in a crosstab under a design (Rao and Scott 1984)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import block_diag
from scipy.special import chdtrc, fdtrc

from tsunagari.config.problems import Problem, ProblemsFound, refusal
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import Estimates


@dataclass(frozen=True, eq=False)
class Association:
    """Pearson's chi-square of a weighted crosstab, corrected for the design.

    shares      (r, c) weighted shares of the cells, which sum to 1
    pearson     chi-square of those shares at the number of respondents
    chi_square  first-order correction: pearson by the mean design effect
    freedom     of chi_square, (r - 1)(c - 1);  chi_square_p  its p-value
    f           second-order correction (Satterthwaite), with f_freedom = (ndf, ddf); f_p
    cramer_v    strength, from the shares alone
    """

    shares: np.ndarray
    pearson: float
    chi_square: float
    freedom: int
    chi_square_p: float
    f: float
    f_freedom: tuple[float, float]
    f_p: float
    cramer_v: float


def association(design: Design, rows: np.ndarray, columns: np.ndarray) -> Association:
    """Whether two categorical variables go together, as `svychisq` of R's survey.

    rows, columns  (n,) labels; everybody with a weight needs both.
    Raises ProblemsFound where a label is missing or a variable does not vary.
    """
    shares, influence = _cells(design, rows, columns)
    covariance = design.total_covariance(influence)
    return _corrected(shares, covariance, design.count(), design.degrees_of_freedom)


def homogeneity(samples: Sequence[Estimates], people: Sequence[int]) -> Association:
    """Whether samples drawn independently answer one question alike, as `svychisq` of them
    stacked, each a stratum of its own.

    samples  the shares (k,) of the answers in each, which sum to 1, with their covariance
    people   how many each sample has

    ASSUME: samples count by their people; degrees of freedom are those of all of them.
    Raises ProblemsFound where fewer than two answers were given.
    """
    n, values = sum(people), np.stack([sample.values for sample in samples])
    given = values.sum(axis=0) > 0
    if given.sum() < 2:
        raise refusal("homogeneity", "answers", str(int(given.sum())), "all answers are the same",
                      "Test a question that more than one answer was given to.")  # fmt: skip
    parts = np.array(people) / n
    blocks = [part**2 * sample.covariance[np.ix_(given, given)]
              for part, sample in zip(parts, samples, strict=True)]  # fmt: skip
    freedom = sum(sample.degrees_of_freedom for sample in samples)
    return _corrected(parts[:, None] * values[:, given], block_diag(*blocks), n, freedom)


def _corrected(shares: np.ndarray, covariance: np.ndarray, n: int, of_design: float) -> Association:
    """Pearson's chi-square of (r, c) shares with the (r c, r c) covariance, and its corrections."""
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    pearson = float(n * ((shares - expected) ** 2 / expected).sum())
    effects = _design_effects(shares, covariance, n)
    trace, freedom = float(np.trace(effects)), len(effects)
    ndf = trace**2 / float(np.trace(effects @ effects))
    ddf = ndf * of_design
    first, second = pearson / (trace / freedom), pearson / trace
    return Association(
        shares, pearson, first, freedom, float(chdtrc(freedom, first)),
        second, (ndf, ddf), float(fdtrc(ndf, ddf, second)),
        float(np.sqrt(pearson / n / (min(shares.shape) - 1))),
    )  # fmt: skip


def _cells(design, rows, columns) -> tuple[np.ndarray, np.ndarray]:
    """(r, c) shares, and the (n, r c) weighted influence values of the cells."""
    inside = design.weights > 0
    codes, sizes = [], []
    for name, labels in (("rows", rows), ("columns", columns)):
        code, unique = pd.factorize(np.asarray(labels)[inside], sort=True)
        if (code < 0).any() or len(unique) < 2:
            raise ProblemsFound([
                Problem("association", name, ", ".join(map(str, unique)),
                        "a label is missing, or all are the same",
                        "Take respondents who answered both, and variables that vary.")
            ])  # fmt: skip
        codes.append(code)
        sizes.append(len(unique))
    cell = codes[0] * sizes[1] + codes[1]
    weights = design.weights[inside] / design.weights.sum()
    shares = np.bincount(cell, weights, sizes[0] * sizes[1])
    influence = np.zeros((design.n, len(shares)))
    influence[inside] = weights[:, None] * (np.eye(len(shares))[cell] - shares)
    return shares.reshape(sizes), influence


def _design_effects(shares: np.ndarray, covariance: np.ndarray, n: int) -> np.ndarray:
    """Generalised design effects of the interaction of rows and columns."""
    contrasts = np.kron(*(_sum_to_zero(size) for size in shares.shape))
    cells = shares.ravel()
    inverse = np.where(cells > 0, 1 / np.where(cells > 0, cells, 1), 0)[:, None]
    simple = contrasts.T @ (inverse * contrasts) / n
    actual = (inverse * contrasts).T @ covariance @ (inverse * contrasts)
    return np.linalg.solve(simple, actual)


def _sum_to_zero(size: int) -> np.ndarray:
    """(size, size - 1) contrasts whose columns sum to 0."""
    return np.vstack([np.eye(size - 1), -np.ones(size - 1)])
