"""Respondents collapsed to what the three steps need of them, so that weights enter by products.

With (n, r) weights, a column a replicate, every step needs only sums: moments of the items,
the same within communities, and the weight of each distinct set of memberships. All are
products of a fixed matrix with the weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tsunagari.index.ties.components import Moments
from tsunagari.index.ties.sample import Sample


@dataclass(frozen=True, eq=False)
class Collapsed:
    """A sample, collapsed.

    centre    side -> (k,) around which answers are taken, so that no digits are lost
    patterns  side -> (p, k) distinct answers; pattern_of: side -> (p, n) 0 and 1, sparse
    within    (f, n) for each community 1 and its side's centred answers, for its members
    sets      (s, C) distinct sets of memberships by kind; kind (s,) and number (s,) of each
    set_of    (s, n) 0 and 1, sparse
    several   side -> (n,) in how many of its communities somebody is
    effective (C,) participants of each, as many as their weights tell (Kish)
    """

    sample: Sample
    centre: Mapping[str, np.ndarray]
    patterns: Mapping[str, np.ndarray]
    pattern_of: Mapping[str, sparse.csr_matrix]
    within: sparse.csr_matrix
    sets: np.ndarray
    kind: np.ndarray
    number: np.ndarray
    set_of: sparse.csr_matrix
    several: Mapping[str, np.ndarray]
    effective: np.ndarray


@dataclass(frozen=True, eq=False)
class Sums:
    """Weighted sums of a sample, r columns of weights.

    patterns  side -> (p, r) weight of each distinct set of answers
    members   (C, r) weight of each community's members
    within    community's place -> (k, r) sums of their centred answers
    sets      (s, r) weight of each set of memberships
    memberships  side -> (p, r) weight of the memberships of those with each set of answers
    """

    patterns: Mapping[str, np.ndarray]
    members: np.ndarray
    within: tuple[np.ndarray, ...]
    sets: np.ndarray
    memberships: Mapping[str, np.ndarray]


def collapse(sample: Sample) -> Collapsed:
    """Distinct answers and distinct sets of memberships, and who has which."""
    centre = {side: np.rint(answers.mean(axis=0)) for side, answers in sample.answers.items()}
    distinct = {side: _distinct(answers) for side, answers in sample.answers.items()}
    together = np.column_stack([sample.kind, sample.members]).astype(np.int16, copy=False)
    sets, set_of = _distinct(together)
    return Collapsed(
        sample=sample,
        centre=centre,
        patterns={side: patterns.astype(np.int64) for side, (patterns, _) in distinct.items()},
        pattern_of={side: of for side, (_, of) in distinct.items()},
        within=_within(sample, centre),
        sets=sets[:, 1:].astype(float),
        kind=sets[:, 0].astype(np.int64),
        number=sets[:, 1:].sum(axis=1, dtype=np.int64),
        set_of=set_of,
        several=_several(sample),
        effective=_effective(sample),
    )


def _several(sample: Sample) -> dict[str, np.ndarray]:
    of = np.array([side for side, _ in sample.communities])
    return {side: sample.members[:, of == side].sum(axis=1, dtype=float) for side in sample.items}


def _effective(sample: Sample) -> np.ndarray:
    total, squares = (sample.members.T @ sample.weights**power for power in (1, 2))
    return total**2 / np.where(squares > 0, squares, 1.0)


def sums(collapsed: Collapsed, weights: np.ndarray) -> Sums:
    """Sums under (n, r) weights."""
    weights = np.ascontiguousarray(weights)
    within = collapsed.within @ weights
    members, answers, place = [], [], 0
    for side, _ in collapsed.sample.communities:
        size = len(collapsed.sample.items[side])
        members.append(within[place])
        answers.append(within[place + 1 : place + 1 + size])
        place += 1 + size
    patterns = {side: of @ weights for side, of in collapsed.pattern_of.items()}
    memberships = {
        side: of.multiply(collapsed.several[side]).tocsr() @ weights
        for side, of in collapsed.pattern_of.items()
    }
    sets = collapsed.set_of @ weights
    return Sums(patterns, np.stack(members), tuple(answers), sets, memberships)


def item_moments(collapsed: Collapsed, side: str, weights: np.ndarray) -> Moments:
    """Mean (r, k) and covariance (r, k, k) of a side's items from (p, r) pattern weights."""
    centred = collapsed.patterns[side] - collapsed.centre[side]
    k = centred.shape[1]
    products = (centred[:, :, None] * centred[:, None, :]).reshape(len(centred), k * k)
    total = weights.sum(axis=0)[:, None]
    mean = weights.T @ centred / total
    second = (weights.T @ products / total).reshape(-1, k, k)
    covariance = second - mean[:, :, None] * mean[:, None, :]
    return Moments(mean + collapsed.centre[side], covariance)


def answer_shares(collapsed: Collapsed, side: str, weights: np.ndarray) -> list[np.ndarray]:
    """Of each item of a side (r, K) shares of its answers from (p, r) pattern weights."""
    patterns, levels = collapsed.patterns[side], collapsed.sample.levels[side]
    total = weights.sum(axis=0)[:, None]
    return [
        weights.T @ np.eye(size)[answers - 1] / total
        for answers, size in zip(patterns.T, levels, strict=True)
    ]


def pair_tables(collapsed: Collapsed, side: str, weights: np.ndarray) -> dict:
    """Pair of items (i, j) -> (r, K, L) weights of their answers."""
    patterns, levels = collapsed.patterns[side], collapsed.sample.levels[side]
    tables = {}
    for i in range(len(levels)):
        for j in range(i):
            cell = (patterns[:, i] - 1) * levels[j] + patterns[:, j] - 1
            indicator = np.eye(levels[i] * levels[j])[cell]
            tables[i, j] = (weights.T @ indicator).reshape(-1, levels[i], levels[j])
    return tables


def _distinct(rows: np.ndarray) -> tuple[np.ndarray, sparse.csr_matrix]:
    """Distinct rows, and (distinct, n) who has which."""
    codes = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:  # much faster than np.unique of rows
        codes = np.unique(codes * (column.max() + 1) + column, return_inverse=True)[1]
    _, first = np.unique(codes, return_index=True)
    ones = np.ones(len(rows))
    of = sparse.csr_matrix((ones, (codes, np.arange(len(rows)))), shape=(len(first), len(rows)))
    return rows[first], of


def _within(sample: Sample, centre: Mapping[str, np.ndarray]) -> sparse.csr_matrix:
    blocks = []
    for place, (side, _) in enumerate(sample.communities):
        members = np.flatnonzero(sample.members[:, place])
        blocks.append((members, np.ones(len(members))))
        for answers, middle in zip(sample.answers[side].T, centre[side], strict=True):
            away = members[answers[members] != middle]
            blocks.append((away, answers[away] - middle))
    places = np.concatenate([rows for rows, _ in blocks])
    values = np.concatenate([numbers for _, numbers in blocks])
    ends = np.cumsum([0, *(len(rows) for rows, _ in blocks)])
    return sparse.csr_matrix((values, places, ends), shape=(len(blocks), sample.n))
