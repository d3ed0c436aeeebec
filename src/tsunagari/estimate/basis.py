"""What an estimate stands on: delivered responses, a published number, or an assumption."""

from collections.abc import Iterable, Mapping

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, NOBODY, NOT_ASKED, PUBLISHED
from tsunagari.codebook.queries import KEYS, Base, bases
from tsunagari.codebook.variables import Codebook


def mark_basis(
    estimates: pd.DataFrame, sources: Mapping[str, str], fixed: pd.DataFrame
) -> pd.DataFrame:
    """Add `basis` to estimates.

    estimates  as `figures.estimate` gives them; its column `not_asked` goes into the basis
    sources    wave -> delivered or synthetic
    fixed      KEYS of the cells that publications fix for synthetic respondents
    """
    keys = pd.MultiIndex.from_frame(estimates[list(KEYS)])
    of_publication = keys.isin(pd.MultiIndex.from_frame(fixed[list(KEYS)]))
    synthetic = estimates["wave"].map(sources).eq("synthetic")
    basis = pd.Series(DELIVERED, index=estimates.index)
    basis = basis.mask(synthetic, ASSUMED).mask(synthetic & of_publication, PUBLISHED)
    basis = without_people(basis, estimates)
    return estimates.drop(columns="not_asked").assign(basis=basis)


def without_people(basis: pd.Series, cells: pd.DataFrame) -> pd.Series:
    """The basis, where a cell has no number why it has none; cells with n and not_asked."""
    empty = cells["n"] == 0
    return basis.mask(empty, NOBODY).mask(empty & cells["not_asked"], NOT_ASKED)


# Which percentages publications fix, known by what they count and not by their figure.
#
# The cells that publications fix are keyed by the figure that shows them. Another table that
# counts the same answers of the same people shows the same number, whatever it calls it.

Cell = tuple  # what a percentage counts, of whom


def cell_of(codebook: Codebook, base: Base, category: str) -> Cell:
    """What one percentage counts: answers, their question and item, and who is in the base."""
    answers = frozenset(codebook[base.variable].members(category))
    people = frozenset(
        (name, *_answers(codebook, name, wanted)) for name, wanted in base.where.items()
    )
    return base.variable, base.item, answers, people


def _answers(codebook: Codebook, name: str, wanted: object) -> tuple[bool, frozenset[str]]:
    """A condition as (whether it holds, answers), whichever way it is written."""
    variable = codebook[name.partition(".")[0]]
    if isinstance(wanted, Mapping):
        return False, frozenset(variable.members(wanted["not"]))
    return True, frozenset(variable.members(wanted))


def fixed_cells(
    codebook: Codebook, figures: Mapping[str, Mapping], fixed: pd.DataFrame
) -> set[tuple[str, Cell]]:
    """(wave, cell) of every percentage that publications fix.

    figures  the registry     fixed  KEYS and `basis` of the figures' cells
    """
    published = fixed.loc[fixed["basis"] == PUBLISHED, list(KEYS)]
    waves: dict[tuple, list[str]] = {}
    for figure, wave, *rest in published.itertuples(index=False, name=None):
        waves.setdefault((figure, *rest), []).append(wave)
    cells = set()
    for base, category in _cells(codebook, figures):
        keys = (base.figure, base.country, base.group, base.item_key, category)
        cells |= {(wave, cell_of(codebook, base, category)) for wave in waves.get(keys, ())}
    return cells


def _cells(codebook: Codebook, figures: Mapping[str, Mapping]) -> Iterable[tuple[Base, str]]:
    for figure, entry in figures.items():
        for base in bases(codebook, figure, entry.get("estimates", ())):
            for category in base.categories:
                yield base, category
