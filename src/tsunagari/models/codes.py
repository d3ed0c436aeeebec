"""Answers as a model takes them: levels of a factor as codes, numbers as they are."""

from collections.abc import Sequence

import numpy as np

from tsunagari.codebook.variables import MISSING, NO_ANSWER
from tsunagari.models.patterns import Column
from tsunagari.models.terms import Atom

NO_SUCH_ANSWER = -9


def lookup(column: Column, groups: Sequence[Sequence[str]], left_out: Sequence[str]) -> np.ndarray:
    """Level of each code, which is both: a value, and below 0 a kind of missing (as MISSING, and
    then what is left out)."""
    places = {kind: -1 - place for place, kind in enumerate(MISSING)}
    places |= dict.fromkeys(left_out, -1 - len(MISSING))
    places |= {answer: level for level, group in enumerate(groups) for answer in group}
    return np.array(
        [*(places.get(str(value), NO_SUCH_ANSWER) for value in column.values), NO_SUCH_ANSWER]
    )


def code_atom(atom: Atom, column: Column, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(m,) values with NaN where there is none, and (m,) the kind of missing (or level)."""
    if atom.is_number:
        return code_number(column, codes)
    groups = [atom.members[level] for level in atom.levels]
    level = lookup(column, groups, atom.left_out)[codes]
    return level, level


def code_number(column: Column, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ASSUME: a number that is missing is one without an answer (its column keeps no kind)."""
    values = np.append(np.asarray(column.values, dtype=float), np.nan)[codes]
    return values, np.where(np.isfinite(values), 0, -1 - MISSING.index(NO_ANSWER))
