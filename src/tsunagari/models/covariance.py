"""Covariance of estimates that solve a weighted score, by the design (Binder 1983).

A^-1 B A^-1, with A the information and B the design's covariance of the total score. As
`svyglm` and `svyolr` of R's survey.
"""

import numpy as np

from tsunagari.estimate.design import Design

_TABLE = 8_000_000  # sums that may be held at once


def score_covariance(
    design: Design, cell: np.ndarray, scores: np.ndarray, scale: float = 1.0
) -> np.ndarray:
    """B (p, p): covariance of the sum over respondents of weight x score.

    cell    (n,) the cell of each respondent, -1 outside
    scores  (m, p) derivatives of a cell's log-likelihood for a weight of 1
    scale   what the design's weights were multiplied by in the fit

    Exact for every design. Weights are first summed by cell and by unit or stratum where
    those are few, so that the cost does not grow with respondents.
    """
    scores = scores * scale
    if design.calibration is None:
        stage, cells = design.stages[0], len(scores) + 1
        if stage.one_row_a_cluster and len(design.stages) == 1 and stage.strata * cells <= _TABLE:
            return _by_strata(design, cell, scores)
        units = design.units[1][-1].clusters
        if units < design.n and units * cells <= _TABLE:
            return _by_units(design, cell, scores)
    padded = np.vstack([scores, np.zeros(scores.shape[1])])
    return design.total_covariance(design.weights[:, None] * padded[cell])


def _sums(group: np.ndarray, groups: int, cell: np.ndarray, cells: int, values: np.ndarray):
    """(groups, cells) sums; respondents outside stand in the last cell."""
    place = group * np.int64(cells)
    place += np.where(cell < 0, cells - 1, cell) if (cell < 0).any() else cell
    return np.bincount(place, values, groups * cells).reshape(groups, cells)


def _by_strata(design: Design, cell: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Respondents are the clusters: sums of weights and of their squares by stratum suffice."""
    (stage,) = design.stages
    stratum, cells = stage.stratum[stage.cluster], len(scores) + 1
    first = _sums(stratum, stage.strata, cell, cells, design.weights)
    second = _sums(stratum, stage.strata, cell, cells, design.unit_squares)[:, :-1]
    factor = stage.multipliers(design.lonely, stage.present(design.weights)[:, None])[:, 0]
    totals = first[:, :-1] @ scores
    # a lonely stratum has no mean to deviate from (see Stage.deviations)
    shares = np.where(stage.count > 1, factor / stage.count, 0.0)
    squares = scores.T @ (scores * (factor @ second)[:, None])
    return squares - totals.T @ (totals * shares[:, None])


def _by_units(design: Design, cell: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Weights are summed by unit and cell first."""
    unit, stages = design.units
    sums = _sums(unit, stages[-1].clusters, cell, len(scores) + 1, design.weights)
    totals, weights = sums[:, :-1] @ scores, sums.sum(axis=1)
    covariance = np.zeros((scores.shape[1],) * 2)
    for stage in stages:
        factor = stage.multipliers(design.lonely, stage.present(weights)[:, None])
        for deviations, factors in stage.squared(stage.totals(totals), factor):
            covariance += deviations.T @ (deviations * factors)
    return covariance


def sandwich(information: np.ndarray, meat: np.ndarray) -> np.ndarray:
    """A^-1 B A^-1, symmetric."""
    half = np.linalg.solve(information, meat)
    full = np.linalg.solve(information, half.T)
    return (full + full.T) / 2
