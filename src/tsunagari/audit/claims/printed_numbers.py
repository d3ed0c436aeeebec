"""Published numbers as claims see them: each between the ends of what rounds to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from tsunagari.audit.claims.cells import Cell, Registry
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
        self.bases = {row.table_row: row.n for row in reversed(rows) if row.n and row.item}
        self.unplaced = {(row.figure, row.item) for row in rows if not row.has_place}

    def judge(self, contrast: Contrast, low: float, high: float) -> Judgement:
        """The contrast's verdict; its ends are those of rounding, whatever low and high are."""
        found = [(sign, self._term(term)) for sign, term in contrast.terms]
        if lacking := [cell for _, part in found if not isinstance(part, Printed) for cell in part]:
            return Judgement(None, reasons=tuple(self._reason(cell) for cell in lacking))
        if contrast.operator == "=":
            return self._stated(contrast, found[0][1])
        values = [part.value for _, part in found]
        margin = (
            contrast.margin(*values, *[None] * (2 - len(values))) if None not in values else None
        )
        if any(cell.table == "index" for _, term in contrast.terms for cell in term.cells):
            return replace(self._verdict(contrast, margin, (0, 0), values), low=None, high=None)
        ends = [
            contrast.constant
            + sum(s * (p.low if (s > 0) == lower else p.high) for s, p in found)
            for lower in (True, False)
        ]  # fmt: skip
        return self._verdict(contrast, margin, ends, values)

    def _stated(self, contrast: Contrast, part: Printed) -> Judgement:
        if part.value is None:
            return Judgement(None, reasons=tuple(map(self._reason, contrast.left.cells)))
        margin = contrast.margin(part.value, None)
        text = shown(contrast, part.value, None)
        return Judgement(contrast.holds(margin), margin, None, margin, margin, text, PUBLISHED)

    def _verdict(
        self, contrast: Contrast, margin: float | None, ends: Sequence[float], values: Sequence
    ) -> Judgement:
        """By the printed value; where only bounds are known, by both ends if they agree."""
        if margin is not None:
            text = shown(contrast, values[0], values[1] if len(values) > 1 else None)
            return Judgement(contrast.holds(margin), margin, None, *ends, text, PUBLISHED)
        sides = {contrast.holds(end) for end in ends}
        if len(sides) > 1:
            cells = [cell for _, term in contrast.terms for cell in term.cells]
            return Judgement(
                None, reasons=tuple(self._reason(c) for c in cells if c in self.bounds)
            )
        nearest = min(ends, key=abs)
        return Judgement(sides.pop(), nearest, None, *ends, "", PUBLISHED)

    def _term(self, term: Term) -> Printed | list[Cell]:
        """The quantity, or the cells that it lacks."""
        parts = {cell: self.value(cell) for cell in term.cells}
        shares = self._shares(term)
        lacking = [cell for cell in term.cells if parts[cell] is None or shares[cell] is None]
        if lacking:
            return lacking
        values = [parts[cell].value for cell in term.cells]
        return Printed(
            None if None in values
            else sum(shares[cell] * parts[cell].value for cell in term.cells),
            sum(shares[cell] * parts[cell].low for cell in term.cells),
            sum(shares[cell] * parts[cell].high for cell in term.cells),
        )  # fmt: skip

    def _shares(self, term: Term) -> dict[Cell, float | None]:
        """How much each cell counts: 1 in a sum, its share of all bases in a pool."""
        if not term.pooled:
            return dict.fromkeys(term.cells, 1.0)
        bases = {cell: self.base(cell) for cell in term.cells}
        total = sum(base or 0 for base in bases.values())
        return {cell: base / total if base else None for cell, base in bases.items()}

    def base(self, cell: Cell) -> int | None:
        """The printed base of a figure's cell, if one is printed."""
        return self.bases.get((cell.name, cell.wave, cell.country, cell.group, cell.item))

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
        variable = self.registry.codebook[self.registry.base(cell).variable]
        parts = added_up(cell.category)
        if len(parts) == 1:
            parts = list(variable.members(cell.category))
        if variable.type != "single" or parts == [cell.category]:
            return None
        return _sum([self.value(cell.with_category(part)) for part in parts])

    def _rest(self, cell: Cell) -> Printed | None:
        """A printed set, or all of 100, less its categories besides the cell's own."""
        variable = self.registry.codebook[self.registry.base(cell).variable]
        if variable.type != "single":
            return None
        members = set(self.registry.members(cell))
        wholes = [(Printed(100, 100, 100), variable.categories)]
        wholes += [(self.cells.get(cell.with_category(key)), names)
                   for key, names in variable.sets.items()]  # fmt: skip
        for whole, names in wholes:
            others = [name for name in names if name not in members]
            if whole and members < set(names):
                rest = self._printed(cell, variable, others)
                if rest:
                    return Printed(whole.value - rest.value, whole.low - rest.high,
                                   whole.high - rest.low)  # fmt: skip
        return None

    def _printed(self, cell: Cell, variable: Variable, names: list[str]) -> Printed | None:
        """Categories together: printed as a set, or one by one."""
        for key, members in variable.sets.items():
            if set(members) == set(names) and (own := self.cells.get(cell.with_category(key))):
                return own
        return _sum([self.cells.get(cell.with_category(name)) for name in names])

    def _reason(self, cell: Cell) -> tuple[str, Cell]:
        unplaced = (cell.name, cell.item) in self.unplaced
        return ("place_unknown" if unplaced else "not_published"), cell


def _sum(parts: Sequence[Printed | None]) -> Printed | None:
    if not parts or any(part is None or part.value is None for part in parts):
        return None
    return Printed(*(sum(getattr(p, end) for p in parts) for end in ("value", "low", "high")))


def _printed_cells(rows: Iterable[Row]) -> dict[Cell, Printed]:
    """The percentages whose cell is known, of figures and of files without one.

    ASSUME: a figure's own cell goes before the prose that repeats it.
    """
    cells = {}
    for row in rows:
        if row.figure in (row.file, "") and row.printed and row.has_place:
            table = ("figure", row.figure) if row.figure else ("file", row.file)
            half = 0.5 / 10**row.decimals
            cells[Cell(*table, *row.keys[1:])] = Printed(
                row.percent, row.percent - half, row.percent + half
            )
    return cells
