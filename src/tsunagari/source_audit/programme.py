"""Small linear programmes: what a sum of unknowns can be under rows of bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from tsunagari.read.rounding import Span

OPTIMAL, INFEASIBLE, UNBOUNDED = 0, 2, 3


@dataclass
class Programme:
    """Unknowns of 0 or more, and rows `low <= sum of weight * unknown <= high`."""

    size: int
    weights: list[np.ndarray] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, columns: np.ndarray, weights: np.ndarray, span: Span) -> None:
        """One row."""
        row = np.zeros(self.size)
        np.add.at(row, columns, weights)
        self.weights.append(row)
        self.spans.append(span)

    def range(self, columns: np.ndarray, weights: np.ndarray) -> Span | None:
        """The least and the greatest value of a sum; None when no unknowns meet all rows.

        Raises ValueError when the sum has no bound.
        """
        cost = np.zeros(self.size)
        np.add.at(cost, columns, weights)
        rows = np.array(self.weights)
        low = np.array([float(span.low) for span in self.spans])
        high = np.array([float(span.high) for span in self.spans])
        ends = []
        for sign in (1, -1):
            solved = linprog(sign * cost, np.vstack([rows, -rows]), np.concatenate([high, -low]))
            if solved.status == INFEASIBLE:
                return None
            if solved.status != OPTIMAL:
                raise ValueError(f"the programme was not solved: {solved.message}")
            ends.append(Fraction(float(sign * solved.fun)).limit_denominator(10**9))
        return Span(*ends)
