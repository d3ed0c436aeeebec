"""Published numbers as claims see them: each between the ends of what rounds to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from operator import mul

import pandas as pd

from tsunagari.audit.claims.cells import Cell, Registry, sets_around
from tsunagari.audit.claims.index_tables import IndexTables
from tsunagari.audit.claims.tree import Contrast, Judgement, Term, shown
from tsunagari.codebook.basis import PUBLISHED
from tsunagari.codebook.variables import Variable
from tsunagari.read.reading import Row, added_up, read_rows


@dataclass(frozen=True)
class Printed:
    """A printed number between the ends of what rounds to it.

    `value` is None where only its bounds are known. An index made of printed numbers has
    its value for both ends: what rounding leaves open in it is not known.
    """

    value: float | None
    low: float
    high: float


class PrintedNumbers:
    """Contrasts of published numbers.

    published  as tsunagari.read.published reads it
    indices    tables computed from printed numbers alone
    bounds     cell -> (low, high), of cells that a publication gives in words
    """

    def __init__(
        self,
        registry: Registry,
        published: pd.DataFrame,
        indices: IndexTables,
        bounds: Mapping[Cell, tuple[float, float]],
    ) -> None:
        self.registry, self.bounds = registry, bounds
        rows = read_rows(published)
        self.cells, self.indices = _printed_cells(rows), indices
        self.lines = _lines_of_cells(rows)
        self.bases = {row.table_row: row.n for row in reversed(rows) if row.n and row.item}
        self.unplaced = {(row.figure, row.item) for row in rows if not row.has_place}

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        """By the printed values; where only bounds are known, by both ends if they agree.

        The margin's ends are those of rounding, whatever low and high are.
        """
        terms = [(sign, self._term(term)) for sign, term in contrast.terms]
        if lacking := [cell for _, part in terms if not isinstance(part, Printed) for cell in part]:
            return self._undecided(lacking)
        values = [part.value for _, part in terms]
        right = values[1] if len(values) > 1 else None
        margin = None if None in values else contrast.margin(values[0], right)
        if contrast.operator == "=" and margin is None:
            return self._undecided(contrast.cells)
        ends = self._ends(contrast, margin, terms)
        if margin is not None:
            text = shown(contrast, values[0], right)
            return Judgement(contrast.holds(margin), margin, None, *ends, text, PUBLISHED)
        sides = {contrast.holds(end) for end in ends if end is not None}
        if len(sides) != 1:
            return self._undecided(cell for cell in contrast.cells if cell in self.bounds)
        return Judgement(sides.pop(), min(ends, key=abs), None, *ends, "", PUBLISHED)

    def _ends(
        self, contrast: Contrast, margin: float | None, terms: Sequence[tuple[int, Printed]]
    ) -> Sequence[float | None]:
        """The ends of the margin: of what is stated itself; none with an index."""
        if contrast.operator == "=":
            return margin, margin
        if any(cell.table == "index" for cell in contrast.cells):
            return None, None
        spans = [sorted((sign * part.low, sign * part.high)) for sign, part in terms]
        return [contrast.constant + fsum(ends) for ends in zip(*spans, strict=True)]

    def _undecided(self, cells: Iterable[Cell]) -> Judgement:
        """No verdict, for want of these cells."""
        kinds = {True: "place_unknown", False: "not_published"}
        known = [(kinds[(cell.name, cell.item) in self.unplaced], cell) for cell in cells]
        return Judgement(None, reasons=tuple(known))

    def _term(self, term: Term) -> Printed | list[Cell]:
        """The quantity, or the cells that it lacks."""
        parts = {cell: self.value(cell) for cell in term.cells}
        shares = term.shares(self.base)
        lacking = [cell for cell in term.cells if parts[cell] is None or shares[cell] is None]
        if lacking:
            return lacking
        return _sum([parts[cell] for cell in term.cells], [shares[cell] for cell in term.cells])

    def base(self, cell: Cell) -> int | None:
        """The printed base of a figure's cell, if one is printed."""
        return self.bases.get((cell.name, cell.wave, cell.country, cell.group, cell.item))

    def people(self, cell: Cell) -> tuple[float, int] | None:
        """A cell's percentage and base, where both are printed."""
        found, n = self.value(cell), self.base(cell)
        return (found.value, n) if found and found.value is not None and n else None

    def value(self, cell: Cell) -> Printed | None:
        """The cell's number as printed, else added up, else what is left of 100."""
        if cell in self.cells:
            return self.cells[cell]
        if cell in self.bounds:
            return Printed(None, *self.bounds[cell])
        if cell.table == "index":
            # ASSUME: what rounding leaves open in an index is not carried on, so that margins
            # of one have no ends.
            row = self.indices.printed_row(cell)
            return row and Printed(*[float(row[cell.category])] * 3)
        if cell.table == "file":
            return None
        return self._added(cell) or self._rest(cell)

    def _added(self, cell: Cell) -> Printed | None:
        """The sum of the categories that a set or `a+b` of single answers stands for."""
        variable = self.registry.variable(cell)
        parts = added_up(cell.category)
        if len(parts) == 1:
            parts = list(variable.members(cell.category))
        if variable.type != "single" or parts == [cell.category]:
            return None
        return self._together(map(self.value, map(cell.with_category, parts)))

    def _rest(self, cell: Cell) -> Printed | None:
        """A printed set, or all of 100, less its categories besides the cell's own."""
        variable, members = self.registry.variable(cell), self.registry.members(cell)
        others = [name for name in variable.categories if name not in members]
        wholes = [(Printed(100, 100, 100), others)] if variable.type == "single" and others else []
        wholes += [
            (self.cells.get(cell.with_category(key)), others)
            for key, others in sets_around(variable, members)
        ]
        for whole, others in wholes:
            if whole and (rest := self._printed(cell, variable, others)):
                return Printed(
                    whole.value - rest.value, whole.low - rest.high, whole.high - rest.low
                )
        return None

    def _printed(self, cell: Cell, variable: Variable, names: list[str]) -> Printed | None:
        """Categories together: printed as a set, or one by one."""
        for key, members in variable.sets.items():
            if set(members) == set(names) and (own := self.cells.get(cell.with_category(key))):
                return own
        return self._together(self.cells.get(cell.with_category(name)) for name in names)

    def _together(self, parts: Iterable[Printed | None]) -> Printed | None:
        """The sum of cells that all have a value."""
        parts = list(parts)
        lacking = any(part is None or part.value is None for part in parts)
        return None if lacking or not parts else _sum(parts, [1.0] * len(parts))


def _sum(parts: Sequence[Printed], shares: Sequence[float]) -> Printed:
    """Cells added up; with their bounds alone where one has no more."""
    sides = [[getattr(part, side) for part in parts] for side in ("value", "low", "high")]
    return Printed(*(None if None in side else fsum(map(mul, shares, side)) for side in sides))


def _printed_cells(rows: Iterable[Row]) -> dict[Cell, Printed]:
    """The percentages whose cell is known, of figures and of files without one.

    ASSUME: a figure's own cell goes before the prose that repeats it.
    """
    cells = {}
    for row in rows:
        if _is_cell(row):
            half = 0.5 / 10**row.decimals
            cells[_cell(row)] = Printed(row.percent, row.percent - half, row.percent + half)
    return cells


def _lines_of_cells(rows: Iterable[Row]) -> dict[Cell, int]:
    """The line of the text from which each of these was transcribed, where it was."""
    return {_cell(row): row.seed_line for row in rows if _is_cell(row) and row.seed_line}


def _is_cell(row: Row) -> bool:
    return bool(row.figure in (row.file, "") and row.printed and row.has_place)


def _cell(row: Row) -> Cell:
    table = ("figure", row.figure) if row.figure else ("file", row.file)
    return Cell(*table, *row.keys[1:])
