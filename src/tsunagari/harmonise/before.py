"""Which rows came before, in a file or a wave that is read some rows at a time.

Of each id that came, 16 bytes are kept: two hashes of its text by keys of their own. That two
ids of ten million share both has a chance of one in 10^24. Of a row 8 bytes are kept, since it is
looked for where its id came before.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

KEYS = ("tsunagari: first", "tsunagari:second")  # 16 bytes each, as the hash takes them
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no bit of a hash is lost
GROWTH = 2
LONGEST = 1 << 21  # hashes, so that putting runs together takes little memory


def hashes_of(texts: pd.Series, key: str = KEYS[0]) -> np.ndarray:
    """(n,) hashes of a column's texts; of a categorical, once a distinct text."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        of_categories = _hashed(texts.array.categories, key)
        return of_categories[texts.array.codes] if len(of_categories) else np.zeros(0, np.uint64)
    return _hashed(texts, key)


def _hashed(texts: Iterable, key: str) -> np.ndarray:
    return pd.util.hash_array(np.asarray(texts, dtype=object), hash_key=key, categorize=False)


def ids_hashed(ids: pd.Series) -> np.ndarray:
    """(2, n) hashes of ids."""
    return np.array([hashes_of(ids, key) for key in KEYS])


def rows_hashed(frame: pd.DataFrame, ids: np.ndarray) -> np.ndarray:
    """(1, n) hashes of whole rows: of their ids, and of all cells in the order of columns.

    ids  (2, n) hashes of the ids
    """
    found = ids[0].copy()
    for name in frame:
        found *= MULTIPLIER
        found += hashes_of(frame[name])
    return found[np.newaxis]


class Before:
    """All that came so far, as sorted runs of hashes, of which the first ones are long."""

    def __init__(self) -> None:
        self._runs: list[np.ndarray] = []

    def came(self, hashes: np.ndarray) -> np.ndarray:
        """(n,) which of the rows with these (k, n) hashes came before; they all come now."""
        order = np.argsort(hashes[0])
        ordered = hashes[:, order]
        if (ordered[0, 1:] == ordered[0, :-1]).any():
            order = np.lexsort(hashes[::-1])
            ordered = hashes[:, order]
        again = np.zeros(hashes.shape[1], dtype=bool)
        again[1:] = (ordered[:, 1:] == ordered[:, :-1]).all(axis=0)
        for run in self._runs:
            again |= _held(run, ordered)
        self._keep(ordered)
        found = np.empty_like(again)
        found[order] = again
        return found

    def _keep(self, ordered: np.ndarray) -> None:
        self._runs.append(ordered)
        while len(self._runs) > 1 and _are_few(*self._runs[-2:]):
            both = np.concatenate([self._runs.pop(), self._runs.pop()], axis=1)
            self._runs.append(both[:, np.argsort(both[0], kind="stable")])


def _are_few(run: np.ndarray, last: np.ndarray) -> bool:
    lengths = run.shape[1], last.shape[1]
    return lengths[0] < GROWTH * lengths[1] and sum(lengths) <= LONGEST


def _held(run: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """(n,) whether a run holds all hashes of a row; few rows share the first one with others."""
    place = np.searchsorted(run[0], wanted[0])
    found = np.zeros(wanted.shape[1], dtype=bool)
    open_ = np.arange(wanted.shape[1])
    while len(open_):
        open_ = open_[place[open_] < run.shape[1]]
        open_ = open_[run[0][place[open_]] == wanted[0][open_]]
        found[open_] |= (run[1:, place[open_]] == wanted[1:, open_]).all(axis=0)
        open_ = open_[~found[open_]]
        place[open_] += 1
    return found
