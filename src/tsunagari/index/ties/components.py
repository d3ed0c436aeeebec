"""The first principal component of a scale's items, from weighted moments.

Arrays may carry leading axes, one entry a replicate, so that a thousand replicates cost one call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tsunagari.config.problems import Problem, ProblemsFound

TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Component:
    """The first principal component of correlation matrices (..., k, k).

    vector    (..., k) eigenvector of length 1
    loadings  (..., k) correlation of each item with the component, if Pearson's
    share     (...) share of the variance of the standardised items, 0 to 1
    """

    vector: np.ndarray
    loadings: np.ndarray
    share: np.ndarray


@dataclass(frozen=True, eq=False)
class Moments:
    """Weighted moments of k items: mean (..., k) and covariance (..., k, k), divisor the weight."""

    mean: np.ndarray
    covariance: np.ndarray

    @property
    def deviation(self) -> np.ndarray:
        return np.sqrt(np.diagonal(self.covariance, axis1=-2, axis2=-1))

    @property
    def correlation(self) -> np.ndarray:
        deviation = self.deviation
        return self.covariance / (deviation[..., :, None] * deviation[..., None, :])


@dataclass(frozen=True, eq=False)
class Scoring:
    """How answers become consciousness: slope (..., k) times answers plus intercept (...)."""

    slope: np.ndarray
    intercept: np.ndarray

    def of_sample(self, answers: np.ndarray) -> np.ndarray:
        """(n,) consciousness of (n, k) answers under the one column of the sample's weights."""
        return answers @ self.slope[0] + self.intercept[0]


def first_component(correlation: np.ndarray) -> Component:
    """The first principal component; its sign makes affirmative answers score high.

    The sign is that of the component's covariance with the sum of the standardised items,
    which is that of the sum of the loadings: it depends on what affirmative means (answers
    are numbered upwards to the most affirmative) and never on the routine that finds it.
    Raises ProblemsFound where that leaves the component undefined: no first component
    stands out, it is unrelated to the sum of the items, or an item does not vary. Whether
    affirmative answers to each single item score high, `check_affirmative` says.
    """
    if not np.isfinite(correlation).all():
        message = "everybody answered an item the same, in the sample or in a replicate"
        remedy = "Leave out items that hardly anybody answers differently, or add respondents."
        raise ProblemsFound([_problem(message, remedy)])
    values, vectors = np.linalg.eigh(correlation)
    vector, largest = vectors[..., -1], values[..., -1]
    towards = vector.sum(axis=-1)
    _check(values, towards)
    vector = vector * np.where(towards < 0, -1.0, 1.0)[..., None]
    share = largest / correlation.shape[-1]
    return Component(vector, vector * np.sqrt(largest)[..., None], share)


def check_affirmative(
    loadings: np.ndarray, items: Sequence[str], side: str, wave: str, method: str
) -> None:
    """Raise ProblemsFound for items of (k,) loadings that are not above 0.

    Where items oppose each other the sum of the loadings is a matter of which of them happen
    to agree more: its sign, and the index with it, would flip with the data.
    ASSUME: asked of the sample; a replicate is a draw around it, and its sign is the sum's.
    """
    remedy = "Leave the item out, or mend the direction of its codes in the wave's file."
    problems = [
        Problem("config/indices.yaml", f"ties.consciousness.{side}", item,
                f"loads {loading:.2f} on the first component in wave {wave} ({method}): "
                "affirmative answers would score low", remedy)
        for item, loading in zip(items, loadings, strict=True)
        if loading <= 0
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)


def scoring(moments: Moments, component: Component) -> Scoring:
    """Scores of mean 0 and standard deviation 1: standardised items times the eigenvector.

    ASSUME: a component of the polychoric matrix scores the observed, standardised answers;
    the continuous answers that it supposes are not observed.
    ASSUME: scores of both sides have a standard deviation of 1, so that offline and online
    communities are on one scale.
    """
    vector = component.vector
    variance = np.einsum("...i,...ij,...j->...", vector, moments.correlation, vector)
    slope = vector / moments.deviation / np.sqrt(variance)[..., None]
    return Scoring(slope, -(slope * moments.mean).sum(axis=-1))


def congruence(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Tucker's congruence (...) of loadings (..., k): 1 where they are proportional."""
    product = (one * other).sum(axis=-1)
    return product / np.sqrt((one**2).sum(axis=-1) * (other**2).sum(axis=-1))


def _check(values: np.ndarray, towards: np.ndarray) -> None:
    tied = values.shape[-1] > 1 and (values[..., -1] - values[..., -2] < TINY).any()
    if not tied and (np.abs(towards) > TINY).all():
        return
    message = "no first component stands out" if tied else "the component has no affirmative end"
    raise ProblemsFound([
        _problem(message, "Choose items that agree with each other more than by chance.")
    ])  # fmt: skip


def _problem(message: str, remedy: str) -> Problem:
    return Problem("config/indices.yaml", "ties.consciousness", "", message, remedy)
