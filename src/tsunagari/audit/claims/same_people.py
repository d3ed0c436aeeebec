"""Rows of figures that are about the same people, and how many these are by print."""

from collections.abc import Iterator

from tsunagari.audit.claims.answers_of_cells import conditions
from tsunagari.audit.claims.cells import Cell, Registry
from tsunagari.audit.claims.printed_numbers import PrintedNumbers
from tsunagari.codebook.names import COUNTRY
from tsunagari.codebook.queries import Base
from tsunagari.waves.comparability import sources


def rows_of_same_people(
    registry: Registry, cell: Cell, whole: bool = False
) -> Iterator[tuple[Cell, Base]]:
    """Rows of all figures in the cell's wave whose condition is that of the cell.

    whole  that of its country alone, whatever the group of the cell
    """
    where = registry.base(cell).where
    if whole:
        where = {key: wanted for key, wanted in where.items() if key == COUNTRY}
    wanted = conditions(registry.codebook, where)
    for figure, rows in registry.bases.items():
        for (country, group, item), base in rows.items():
            if conditions(registry.codebook, base.where) == wanted:
                yield Cell("figure", figure, cell.wave, country, group, item), base


def everybody(printed: PrintedNumbers, cell: Cell, whole: bool = False) -> int | None:
    """How many people these are: a printed base of a question that was put to all of them."""
    codebook = printed.registry.codebook
    for row, base in rows_of_same_people(printed.registry, cell, whole):
        of_all = not any(codebook[name].base for name in sources(codebook, base.variable))
        if of_all and (n := printed.base(row)):
            return n
    return None
