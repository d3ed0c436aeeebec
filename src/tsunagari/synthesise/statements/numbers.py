"""Published numbers as constraints on counts, each of which can be kept or given up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tsunagari.codebook.variables import SELECTED, Codebook
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.reading import Row
from tsunagari.synthesise.linear import System
from tsunagari.synthesise.statements.layout import Layout, make_layout
from tsunagari.synthesise.statements.moments import Moments, moments_of
from tsunagari.synthesise.statements.sample import Sample
from tsunagari.synthesise.statements.statements import Statement

BASE, PERCENT = "n", "percent"


@dataclass(frozen=True, eq=False)
class Number:
    """One printed number: a base, or a percentage of a base.

    cells  the cells that are counted (of a base, its own)
    base   the cells of the people asked
    value  people, or tenths of a percent    rows  the published rows that print it
    """

    kind: str
    statement: Statement
    cells: np.ndarray
    base: np.ndarray
    value: int
    rows: tuple[int, ...]

    @property
    def printed(self) -> str:
        """The number as printed."""
        return str(self.value) if self.kind == BASE else f"{self.value / 10:.1f}"

    def constrain(self, system: System) -> None:
        """The counts that give the printed number; halves are rounded up.

        With tenths t of a percent: (2t - 1) base <= 2000 count < (2t + 1) base.
        """
        if self.kind == BASE:
            system.add(self.base, 1, self.value, self.value)
            return
        for halves, low, high in ((-1, 0, np.inf), (1, -np.inf, -1 / 2000)):
            share = -(2 * self.value + halves) / 2000
            system.add_terms(low, high, (self.cells, 1), (self.base, share))

    def middle(self, system: System) -> None:
        """The number without its rounding, as one equation."""
        if self.kind == BASE:
            self.constrain(system)
        else:
            system.add_terms(0, 0, (self.cells, 1), (self.base, -self.value / 1000))

    def approach(self, system: System, distance: int) -> None:
        """Rows that make the unknown `distance` at least the distance (people) from the number."""
        for sign in (1, -1):
            share = 0 if self.kind == BASE else self.value / 1000
            most = sign * self.value if self.kind == BASE else 0
            terms = (self.cells, sign), (self.base, -sign * share), ([distance], -1)
            system.add_terms(-np.inf, most, *terms)


def tenths_of(count, people: int):
    """Percentages in tenths, halves rounded up; of counts of people, or arrays of them."""
    return (2000 * count + people) // (2 * people)


@dataclass(frozen=True)
class Attained:
    """A number that was given up: what stands in its place."""

    number: Number
    count: int
    people: int

    @property
    def percent(self) -> float | None:
        """The percentage, unrounded; None of a base."""
        return None if self.number.kind == BASE else 100 * self.count / self.people

    def constrain(self, system: System) -> None:
        """Exactly these people."""
        system.add(self.number.cells, 1, self.count, self.count)

    middle = constrain  # it is not rounded


def numbers_of(
    codebook: Codebook, layout: Layout, claims: Sequence[Statement], scale: int
) -> list[Number]:
    """All printed numbers of the statements, each once."""
    found: dict[tuple, Number] = {}
    for claim in claims:
        base = base_of(layout, codebook, claim)
        cells = cells_of(layout, codebook, claim) if claim.members else base
        n, tenths = claim.row.n, claim.row.tenths
        values = [(BASE, n * scale)] if n is not None else []
        values += [(PERCENT, tenths)] if tenths is not None else []
        for kind, value in values:
            counted = base if kind == BASE else cells
            key = (kind, value, base.tobytes(), counted.tobytes())
            earlier = found[key].rows if key in found else ()
            first = found[key].statement if key in found else claim
            found[key] = Number(kind, first, counted, base, value, (*earlier, claim.row.place))
    return list(found.values())


def base_of(layout: Layout, codebook: Codebook, claim: Statement) -> np.ndarray:
    """The cells of the people asked, within the statement's groups."""
    if codebook[claim.variable].derive:
        return layout.answered(claim.variable, claim.quotas)
    return layout.of_variable(claim.variable, claim.item)[0].select(
        claim.quotas, within=claim.within
    )


def cells_of(layout: Layout, codebook: Codebook, claim: Statement) -> np.ndarray:
    """The cells of the people who gave the answers.

    Raises ProblemsFound for several categories of a question with several answers: how
    many people gave any of them is not a sum.
    """
    if codebook[claim.variable].derive:
        return layout.answered(claim.variable, claim.quotas, claim.members)
    tables = layout.of_variable(claim.variable, claim.item)
    if codebook[claim.variable].type != "multiple":
        return tables[0].select(claim.quotas, claim.members, claim.within)
    if len(claim.members) > 1:
        message = "the people who gave any of several answers are not a sum of published counts"
        remedy = "Publish the categories one by one."
        where = " / ".join(claim.row.keys)
        raise ProblemsFound([Problem("resources/published", where, "", message, remedy)])
    (table,) = [table for table in tables if table.category == claim.members[0]]
    return table.select(claim.quotas, [SELECTED], claim.within)


# ---- From published rows to the numbers that a sample's counts must meet -----------------

PROVENANCES = ("seed", "secondary", "derived")  # the first is blamed for a contradiction first


@dataclass(frozen=True)
class Constraints:
    """The cells that statements speak of, and all numbers over them."""

    layout: Layout
    numbers: list[Number | Moments]


def constraints_of(
    codebook: Codebook,
    rows: Sequence[Row],
    assumptions: Mapping,
    sample: Sample,
    claims: Sequence[Statement],
    scale: int = 1,
    also: Sequence[Statement] = (),
) -> Constraints:
    """All numbers of the statements: printed before derived ones, bases before percentages.

    also  statements without numbers, for whose groups the cells shall be fine enough too
    """
    layout = make_layout(codebook, sample, [*claims, *also])
    numbers = [
        *numbers_of(codebook, layout, claims, scale),
        *moments_of(layout, rows, assumptions, sample),
    ]
    order = {provenance: place for place, provenance in enumerate(PROVENANCES)}
    numbers.sort(key=lambda n: (order[n.statement.row.provenance], n.kind != BASE))
    return Constraints(layout, numbers)
