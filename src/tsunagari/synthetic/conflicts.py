"""Smallest sets of constraints that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Constraint = TypeVar("Constraint")


def smallest_conflict(
    constraints: Sequence[Constraint], feasible: Callable[[list[Constraint]], bool]
) -> list[Constraint]:
    """Constraints that cannot hold together, though without any one of them they can.

    constraints  in order: of several conflicts, one among the earliest of them is found
    feasible     whether constraints can hold together (with what is always required)

    Empty when all can hold together. A deletion filter that deletes by halves (QuickXplain,
    Junker 2004), so that a conflict of k among n takes about k log n questions.
    Raises ValueError when not even no constraint is feasible.
    """
    if feasible(list(constraints)):
        return []
    if not feasible([]):
        raise ValueError("infeasible without any of the constraints")
    return _explain([], False, list(constraints), feasible)


def _explain(
    background: list[Constraint],
    added: bool,
    candidates: list[Constraint],
    feasible: Callable[[list[Constraint]], bool],
) -> list[Constraint]:
    if added and not feasible(background):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    later = _explain([*background, *first], bool(first), second, feasible)
    earlier = _explain([*background, *later], bool(later), first, feasible)
    return [*earlier, *later]
