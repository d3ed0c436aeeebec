"""Terms whose answers hang on one another, so that averages never run over impossible people.

Nobody without a community is in three online ones, and nobody without a medium has met somebody
there: the codebook's bases and derivations say so (`codebook.possible`). A prediction with one
variable set to a level is averaged over those alone who could be at it, their other answers as
they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tsunagari.codebook.answers import holds, matches
from tsunagari.codebook.possible import TooManyKinds, linked, possible
from tsunagari.codebook.queries import columns_of_where
from tsunagari.codebook.variables import MISSING, NOT_APPLICABLE, Codebook
from tsunagari.config.problems import refusal
from tsunagari.models.codes import code_atom
from tsunagari.models.patterns import Column
from tsunagari.models.spec import FILE, ModelSpec
from tsunagari.models.terms import Atom

Values = Mapping[Atom, np.ndarray]


@dataclass(frozen=True, eq=False)
class Linked:
    """Variables of a model that hang on common questions.

    known  (r, k) level codes and numbers of the k atoms that one respondent can have together
    """

    atoms: tuple[Atom, ...]
    known: np.ndarray

    def possible(self, values: Values) -> np.ndarray:
        """(m,) whether one respondent can have such values."""
        return _among(_rows(self.atoms, values), self.known)

    def movable(self, atom: Atom, values: Values) -> np.ndarray:
        """(m,) whether the other variables leave an atom more than one value."""
        others = tuple(other for other in self.atoms if other is not atom)
        rest = np.delete(self.known, self.atoms.index(atom), axis=1)
        each, times = np.unique(rest, axis=0, return_counts=True)
        return _among(_rows(others, values), each[times > 1])


def linked_atoms(codebook: Codebook, spec: ModelSpec, values: Values) -> tuple[Linked, ...]:
    """The variables that hang on one another, within the model's population and the outcome's base.

    values  atom -> (m,) those of the model's respondents
    ASSUME: what somebody answered is possible, whatever the codebook says.
    Raises ProblemsFound where there are too many combinations of answers to look at.
    """
    where = columns_of_where(codebook, spec.where)
    columns = [*(atom.column for atom in spec.atoms), spec.outcome.column, *where]
    known = [
        name for name in dict.fromkeys(columns) if name.partition(".")[0] in codebook.variables
    ]
    found = []
    for group in linked(codebook, known):
        atoms = tuple(atom for atom in spec.atoms if atom.column in group)
        if len(atoms) > 1:
            here = _kinds(codebook, spec, group, atoms, values)
            given = np.unique(_rows(atoms, values), axis=0)
            found.append(Linked(atoms, np.unique(np.vstack([here, given]), axis=0)))
    return tuple(found)


def _kinds(
    codebook: Codebook, spec: ModelSpec, group: Sequence[str], atoms: Sequence[Atom], values: Values
) -> np.ndarray:
    """(r, k) the values of the atoms of every kind of respondent of the population."""
    told: dict[str, list] = {column: [] for column in group}
    for atom in atoms:
        numbers = {int(value) for value in values[atom]} if atom.is_number else ()
        told[atom.column] += [numbers] if atom.is_number else atom.members.values()
    conditions = {key: wanted for key, wanted in spec.where.items()
                  if set(columns_of_where(codebook, {key: wanted})) <= set(group)}  # fmt: skip
    for key, wanted in conditions.items():
        if key in told:
            told[key].append(codebook[key.partition(".")[0]].meeting(wanted))
    try:
        kinds = possible(codebook, told)
    except TooManyKinds:
        message = "too many combinations of answers to tell which are possible"
        remedy = "Use sets of answers in place of categories, or fewer terms."
        shown = ", ".join(atom.text for atom in atoms)
        raise refusal(FILE, spec.name, shown, message, remedy) from None
    kinds = kinds[matches(codebook, kinds, conditions) & _in_outcome(spec, kinds)]
    coded = [code_atom(atom, *_coded(kinds[atom.column])) for atom in atoms]
    complete = np.logical_and.reduce([kind >= 0 for _, kind in coded])
    return np.column_stack([value[complete] for value, _ in coded]).astype(float)


def _in_outcome(spec: ModelSpec, kinds: pd.DataFrame) -> np.ndarray:
    """Who is asked for the outcome, as far as these questions tell."""
    if spec.outcome.column not in kinds or not spec.outcome.levels:
        return np.ones(len(kinds), dtype=bool)
    out = MISSING if spec.missing_outcome == "leave_out" else (NOT_APPLICABLE,)
    return ~holds(kinds[spec.outcome.column], out)


def _coded(series: pd.Series) -> tuple[Column, np.ndarray]:
    column = Column.of(series)
    return column, column.codes


def _rows(atoms: Sequence[Atom], values: Values) -> np.ndarray:
    return np.column_stack([values[atom] for atom in atoms]).astype(float)


def _among(rows: np.ndarray, known: np.ndarray) -> np.ndarray:
    """(m,) which rows are among those known."""
    _, place = np.unique(np.vstack([known, rows]), axis=0, return_inverse=True)
    place = place.ravel()
    return np.isin(place[len(known) :], place[: len(known)])
