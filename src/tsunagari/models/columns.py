"""Columns of the regression: products of indicators of levels (treatment coding) and numbers."""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product

import numpy as np

from tsunagari.models.terms import Atom, Term, term_name

Label = tuple[str, str]  # term, level


def labels(terms: Sequence[Term], first: int = 1) -> list[Label]:
    """Term and level of each column, from the `first` level on; the level of a number is ""."""
    return [
        (term_name(term), ":".join(level for level in levels if level))
        for term in terms
        for levels in product(*(_shown(atom, first) for atom in term))
    ]


def matrix(
    terms: Sequence[Term], values: Mapping[Atom, np.ndarray], rows: int, first: int = 1
) -> np.ndarray:
    """(rows, k) the columns for level codes (0 the reference) and numbers."""
    blocks = [_block(term, values, first) for term in terms]
    return np.hstack(blocks) if blocks else np.zeros((rows, 0))


def owners(terms: Sequence[Term]) -> np.ndarray:
    """(k,) the place of the term that each column belongs to."""
    sizes = [int(np.prod([len(_shown(atom)) for atom in term])) for term in terms]
    return np.repeat(np.arange(len(terms)), sizes)


def _shown(atom: Atom, first: int = 1) -> Sequence[str]:
    return ("",) if atom.is_number else atom.levels[first:]


def _block(term: Term, values: Mapping[Atom, np.ndarray], first: int) -> np.ndarray:
    """Products in the order of `labels`: the last variable's levels run fastest."""
    return reduce(_products, (_indicators(atom, values[atom], first) for atom in term))


def _products(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return (left[:, :, None] * right[:, None, :]).reshape(len(left), -1)


def _indicators(atom: Atom, values: np.ndarray, first: int) -> np.ndarray:
    if atom.is_number:
        return np.asarray(values, dtype=float)[:, None]
    return (np.asarray(values)[:, None] == np.arange(first, len(atom.levels))).astype(float)
