"""Percentages of many groups and categories under a design, each with error and interval."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tsunagari.config.problems import refusal
from tsunagari.estimate.design import Design
from tsunagari.estimate.intervals import effective_n, share_interval
from tsunagari.estimate.stages import Stage

COLUMNS = ("n", "n_effective", "percent", "std_error", "ci_low", "ci_high", "degrees_of_freedom")
_AT_ONCE = 16  # columns of influence values held in memory together


def percentages(
    design: Design,
    chosen: np.ndarray | pd.DataFrame,
    group: np.ndarray | None = None,
    groups: int | None = None,
    categories: Sequence | None = None,
) -> pd.DataFrame:
    """Weighted percent of each group who chose each category; a row a group and category.

    chosen      (n,) or (n, k) booleans: who is in category j
    group       (n,) codes from 0; below 0 is outside every group. None: all are one group
    groups      how many groups there are, also those without anybody
    categories  names of the k columns; by default the frame's columns, or 0 to k - 1

    Columns: group, category, n (people with a weight), n_effective, percent, std_error,
    ci_low, ci_high (all in percent, not rounded), degrees_of_freedom. A group without
    anybody keeps its rows: n is 0 and the rest is missing. Without a degree of freedom, as of
    one person or one cluster, error and interval are unknown and missing.

    Groups are subpopulations: the whole design counts, as with `svyby` and `svyciprop` of
    R's survey. Raises ProblemsFound on lengths that differ, and on lonely clusters if the
    design's rule is to fail.
    """
    names, chosen = _indicators(chosen, categories)
    codes, size = _codes(design, group, groups)
    if chosen.shape[0] != design.n or codes.shape != (design.n,):
        raise refusal("percentages", "chosen or group", str((chosen.shape, codes.shape)),
                      f"the design has {design.n} rows",
                      "Take all from the same responses.")  # fmt: skip
    sizes = _sizes(design, codes, size)
    share, variance = _shares(design, chosen, codes, sizes["weight"])
    return _table(names, sizes, share, variance)


def _indicators(chosen, categories) -> tuple[list, np.ndarray]:
    names = list(chosen.columns) if isinstance(chosen, pd.DataFrame) else None
    array = np.asarray(chosen)
    array = array[:, None] if array.ndim == 1 else array
    if array.dtype != bool and not np.isin(array, (0, 1)).all():
        raise refusal("percentages", "chosen", str(array.dtype), "must be true or false",
                      "Leave respondents without an answer out by a group below 0.")  # fmt: skip
    names = list(categories) if categories is not None else names or list(range(array.shape[1]))
    return names, array.astype(bool, copy=False)


def _codes(design: Design, group, groups) -> tuple[np.ndarray, int]:
    if group is None:
        return np.zeros(design.n, dtype=np.int64), 1
    codes = np.asarray(group)
    size = groups if groups is not None or codes.dtype.kind not in "iu" else codes.max() + 1
    if codes.dtype.kind not in "iu" or codes.max() >= max(size, 1):
        raise refusal("percentages", "group", f"{codes.dtype} up to {codes.max()}",
                      "must be whole numbers below `groups`",
                      "Use codes as of `pd.factorize`.")  # fmt: skip
    return codes.astype(np.int64), int(max(size, 0))


def _sizes(design: Design, codes: np.ndarray, size: int) -> dict[str, np.ndarray]:
    """By group (G,): people, weights, Kish's n, degrees of freedom."""
    inside = _rows((codes >= 0) & (design.weights > 0))
    group, weights = codes[inside], design.weights[inside]
    weight = np.bincount(group, weights, size)
    squares = np.bincount(group, design.squares[inside], size)
    kish = weight**2 / np.maximum(squares, 1e-300)
    first = design.stages[0]
    n = design.count_by(group, size, inside)
    if first.one_row_a_cluster:
        stratum = first.stratum[first.cluster][inside]
        occupied = np.bincount(group * first.strata + stratum, minlength=size * first.strata)
        people = None if first.people is None else first.people[first.cluster[inside]]
        units = np.bincount(group, people, size).astype(np.int64)
        freedom = units - (occupied.reshape(size, -1) > 0).sum(axis=1)
    else:
        cluster = group * first.clusters + first.cluster[inside]
        occupied = np.bincount(cluster, minlength=size * first.clusters).reshape(size, -1) > 0
        people = np.ones(first.clusters) if first.people is None else first.people
        freedom = (occupied @ people).astype(np.int64) - _strata_with(occupied, first).sum(axis=1)
    return {"n": n, "weight": weight, "kish": kish, "freedom": freedom}


def _strata_with(occupied: np.ndarray, stage: Stage) -> np.ndarray:
    """(G, S) whether any cluster of the stratum is occupied."""
    return np.stack([np.bincount(stage.stratum, row, stage.strata) > 0 for row in occupied])


def _shares(design, chosen, codes, weight) -> tuple[np.ndarray, np.ndarray]:
    """(G, k) shares and their linearised variances, by the cheapest exact way."""
    if design.calibration is None and not design.stages[-1].one_row_a_cluster:
        return _by_units(design, chosen, codes, weight)
    if design.calibration is None and len(design.stages) == 1:
        return _by_strata(design, chosen, codes, weight)
    return _by_respondents(design, chosen, codes, weight)


def _by_units(design, chosen, codes, weight) -> tuple[np.ndarray, np.ndarray]:
    """Sum weights over group x unit once; the rest works on those few sums."""
    unit, stages = design.units
    units, size = stages[-1].clusters, len(weight)
    inside, cell = _cells(codes, unit, units)
    weights = design.weights[inside]
    by_unit = np.bincount(cell, weights, size * units).reshape(size, units)
    present = (by_unit > 0).astype(float)
    shares, variances = [], []
    for column in chosen.T:
        yes = np.bincount(cell, weights * column[inside], size * units).reshape(size, units)
        share = _ratio(yes.sum(axis=1), weight)
        influence = _ratio(yes - share[:, None] * by_unit, weight[:, None])
        shares.append(share)
        variances.append(_unit_variance(design, stages, influence.T, present.T))
    return np.stack(shares, axis=1), np.stack(variances, axis=1)


def _unit_variance(design, stages, influence, present) -> np.ndarray:
    """(G,) variances of the (U, G) influence sums of units."""
    total = np.zeros(influence.shape[1])
    for stage in stages:
        strata = stage.stratum[stage.cluster]
        there = np.stack([np.bincount(strata, p, stage.strata) > 0 for p in present.T], axis=1)
        factor = stage.multipliers(design.lonely, there)
        for deviations, factors in stage.squared(stage.totals(influence), factor):
            total += (factors * deviations**2).sum(axis=0)
    return total


def _by_strata(design, chosen, codes, weight) -> tuple[np.ndarray, np.ndarray]:
    """Respondents are the clusters: sums of squares by group x stratum suffice."""
    (stage,) = design.stages
    size = len(weight)
    inside, cell = _cells(codes, stage.stratum[stage.cluster], stage.strata)
    weights, squares = design.weights[inside], design.unit_squares[inside]
    first, second = (
        np.bincount(cell, values, size * stage.strata) for values in (weights, squares)
    )
    factor = stage.multipliers(design.lonely, (first > 0).reshape(size, -1).T).T
    shares, variances = [], []
    for column in chosen.T:
        hit = column[inside]
        yes, yes_squared = (
            np.bincount(cell, values * hit, size * stage.strata) for values in (weights, squares)
        )
        share = _ratio(yes.reshape(size, -1).sum(axis=1), weight)
        p = np.repeat(share, stage.strata)
        spread = yes_squared * (1 - p) ** 2 + np.maximum(second - yes_squared, 0) * p**2
        sums = (yes - p * first).reshape(size, -1)
        spread = spread.reshape(size, -1) - np.where(stage.count > 1, sums**2 / stage.count, 0)
        shares.append(share)
        variances.append(_ratio((factor * np.maximum(spread, 0)).sum(axis=1), weight**2))
    return np.stack(shares, axis=1), np.stack(variances, axis=1)


def _by_respondents(design, chosen, codes, weight) -> tuple[np.ndarray, np.ndarray]:
    """The general way: influence values of respondents, a few columns at once."""
    size, k = len(weight), chosen.shape[1]
    shares, variances = np.full((size, k), np.nan), np.full((size, k), np.nan)
    pairs = [(g, j) for g in range(size) if weight[g] > 0 for j in range(k)]
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        influence = np.empty((design.n, len(some)))
        for column, (g, j) in enumerate(some):
            weights = design.weights * (codes == g) / weight[g]
            shares[g, j] = weights @ chosen[:, j]
            influence[:, column] = weights * (chosen[:, j] - shares[g, j])
        for (g, j), variance in zip(some, design.total_variances(influence), strict=True):
            variances[g, j] = variance
    return shares, variances


def _cells(codes, unit, units) -> tuple[np.ndarray | slice, np.ndarray]:
    """Rows inside any group, and their group x unit."""
    inside = _rows(codes >= 0)
    return inside, codes[inside] * np.int64(units) + unit[inside]


def _rows(inside: np.ndarray) -> np.ndarray | slice:
    """The rows inside; of all a slice, which copies nothing."""
    return slice(None) if inside.all() else inside


def _ratio(numerator, denominator) -> np.ndarray:
    """A quotient that is missing where nobody is in the group."""
    safe = np.where(denominator > 0, denominator, 1.0)
    return np.where(denominator > 0, numerator / safe, np.nan)


def _table(names, sizes, share, variance) -> pd.DataFrame:
    """The tidy table, groups outside, categories inside."""
    size, k = share.shape
    n, kish, freedom = (np.repeat(sizes[key], k) for key in ("n", "kish", "freedom"))
    share = np.clip(share.ravel(), 0, 1)
    share = np.where(share > 1 - 1e-12, 1.0, share)
    # Where all or none chose, what is left of a variance is rounding error.
    variance = np.where((share > 0) & (share < 1), variance.ravel(), 0.0)
    asked = n > 0
    error = np.where(freedom > 0, np.sqrt(variance), np.nan)
    effective = effective_n(share, variance, n, kish)
    for_ends = effective_n(np.round(share), variance, n, kish)
    low, high = share_interval(share, error, freedom, for_ends, n)
    values = (effective, 100 * share, 100 * error, 100 * low, 100 * high)
    table = {"group": np.repeat(np.arange(size), k), "category": names * size, "n": n}
    for column, numbers in zip(COLUMNS[1:6], values, strict=True):
        table[column] = np.where(asked, numbers, np.nan)
    table["degrees_of_freedom"] = freedom
    return pd.DataFrame(table)
