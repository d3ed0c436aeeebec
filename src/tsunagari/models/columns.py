"""Columns of the regression: products of indicators of levels (treatment coding) and numbers."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from tsunagari.models.terms import Atom, Term, term_name

Label = tuple[str, str]  # term, level


def labels(terms: Sequence[Term]) -> list[Label]:
    """Term and level of each column; the level of a number is empty."""
    found = []
    for term in terms:
        for levels in product(*(_shown(atom) for atom in term)):
            found.append((term_name(term), ":".join(level for level in levels if level)))
    return found


def matrix(terms: Sequence[Term], values: Mapping[Atom, np.ndarray], rows: int) -> np.ndarray:
    """(rows, k) the columns for level codes (0 the reference) and numbers."""
    blocks = [_block(term, values) for term in terms]
    return np.hstack(blocks) if blocks else np.zeros((rows, 0))


def owners(terms: Sequence[Term]) -> np.ndarray:
    """(k,) the place of the term that each column belongs to."""
    sizes = [int(np.prod([len(_shown(atom)) for atom in term])) for term in terms]
    return np.repeat(np.arange(len(terms)), sizes)


def _shown(atom: Atom) -> Sequence[str]:
    return ("",) if atom.is_number else atom.levels[1:]


def _block(term: Term, values: Mapping[Atom, np.ndarray]) -> np.ndarray:
    """Products in the order of `labels`: the last variable's levels run fastest."""
    block = None
    for atom in term:
        own = _indicators(atom, values[atom])
        if block is not None:
            own = (block[:, :, None] * own[:, None, :]).reshape(len(own), -1)
        block = own
    return block


def _indicators(atom: Atom, values: np.ndarray) -> np.ndarray:
    if atom.is_number:
        return values[:, None].astype(float)
    return (values[:, None] == np.arange(1, len(atom.levels))).astype(float)
