"""Linear systems over whole numbers, solved exactly by HiGHS."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

OPTIMAL, INFEASIBLE = 0, 2


@dataclass
class System:
    """Rows `low <= sum of coefficient * count <= high` over `size` counts."""

    size: int
    cells: list[np.ndarray] = field(default_factory=list)
    coefficients: list[np.ndarray] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, cells, coefficients, low: float, high: float) -> None:
        """One row; a coefficient may be one number for all its cells."""
        cells = np.asarray(cells, dtype=np.int64)
        self.cells.append(cells)
        self.coefficients.append(np.broadcast_to(np.asarray(coefficients, float), cells.shape))
        self.low.append(low)
        self.high.append(high)

    def add_terms(self, low: float, high: float, *terms: tuple) -> None:
        """One row over several groups of cells, each with its coefficient or coefficients."""
        cells = [np.asarray(group, dtype=np.int64) for group, _ in terms]
        weights = [np.broadcast_to(np.asarray(w, float), np.shape(group)) for group, w in terms]
        self.add(np.concatenate(cells), np.concatenate(weights), low, high)

    def joined(self, *others: Self) -> Self:
        """A system of these rows and the others'."""
        systems = [self, *others]
        return System(
            max(system.size for system in systems),
            [row for system in systems for row in system.cells],
            [row for system in systems for row in system.coefficients],
            [low for system in systems for low in system.low],
            [high for system in systems for high in system.high],
        )

    def matrix(self, size: int | None = None) -> csr_array:
        """The rows as a sparse matrix; a cell named twice in a row adds up."""
        lengths = [len(row) for row in self.cells]
        places = np.repeat(np.arange(len(lengths)), lengths)
        columns = np.concatenate([*self.cells, np.empty(0, np.int64)])
        values = np.concatenate([*self.coefficients, np.empty(0)])
        shape = (len(lengths), size or self.size)
        return csr_array((values, (places, columns)), shape=shape)

    def components(self) -> np.ndarray:
        """For every cell the number of its component: rows join the cells that they name."""
        matrix = self.matrix()
        return connected_components(abs(matrix).T @ abs(matrix), directed=False)[1]

    def part(self, cells: np.ndarray) -> Self:
        """The rows that name only these cells, over these cells alone."""
        places = np.full(self.size, -1)
        places[cells] = np.arange(len(cells))
        found = System(len(cells))
        for row, signs, low, high in self.rows():
            if len(row) and (places[row] >= 0).all():
                found.add(places[row], signs, low, high)
        return found

    def given(self, inside: np.ndarray, counts: np.ndarray) -> Self:
        """The rows that name any of these cells, over them alone, the others being as counted."""
        matrix = self.matrix()
        others = np.array(counts, dtype=float)
        others[inside] = 0
        rest, within = matrix @ others, matrix[:, inside].tocsr()
        found = System(len(inside))
        for row in np.flatnonzero(np.diff(within.indptr)):
            places = slice(within.indptr[row], within.indptr[row + 1])
            ends = self.low[row] - rest[row], self.high[row] - rest[row]
            found.add(within.indices[places], within.data[places], *ends)
        return found

    def rows(self):
        """Every row: cells, coefficients, low, high."""
        return zip(self.cells, self.coefficients, self.low, self.high, strict=True)

    def holds(self, counts: np.ndarray) -> bool:
        """Whether whole counts meet every row, up to the rounding of the coefficients."""
        sums = self.matrix(len(counts)) @ counts
        slack = 1e-9 * np.maximum(1.0, np.abs(sums))
        low, high = np.array(self.low), np.array(self.high)
        return bool(np.all(sums >= low - slack) and np.all(sums <= high + slack))


def solve(
    system: System,
    lower: np.ndarray,
    upper: np.ndarray,
    cost: np.ndarray | None = None,
    whole: np.ndarray | None = None,
    gap: float = 0.0,
) -> np.ndarray | None:
    """Counts within bounds that meet the system at least cost; None when there are none.

    whole  which unknowns are whole numbers (all, if not given)
    gap    how far from the least cost, relatively, is good enough

    Raises RuntimeError when HiGHS neither solves nor refutes the system.
    """
    size = len(lower)
    cost = np.zeros(size) if cost is None else cost
    whole = np.ones(size) if whole is None else whole
    rows = LinearConstraint(system.matrix(size), system.low, system.high)
    found = milp(
        cost,
        integrality=whole,
        bounds=Bounds(lower, upper),
        constraints=rows,
        options={"mip_rel_gap": gap},
    )
    if found.status == INFEASIBLE:
        return None
    if found.status != OPTIMAL:
        raise RuntimeError(f"HiGHS gave up: {found.message}")
    return np.where(whole > 0, np.round(found.x), found.x)
