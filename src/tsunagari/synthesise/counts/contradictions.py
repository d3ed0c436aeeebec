"""Published numbers that contradict each other, what gives way, and what can be attained.

Contradictions are sought first where they are cheap to find: among numbers whose counts
hang together even when the items of a question are left unrelated. What is infeasible
there is infeasible altogether. Only if no counts near the targets are found afterwards is
the whole model searched.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from tsunagari.synthesise.counts.model import Model, Part
from tsunagari.synthesise.linear import System, solve
from tsunagari.synthesise.statements.numbers import Attained, Number

# ---- Smallest sets of constraints that contradict each other -----------------------------

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


@dataclass(frozen=True)
class Contradiction:
    """A smallest set of numbers that contradict each other.

    relaxed   the one that gives way (by the declared order)
    decisive  whether the set alone led to that; otherwise it is one more contradiction of
              the same number, which remains when another member of the first set gives way
    """

    numbers: tuple[Number, ...]
    relaxed: Number
    decisive: bool = True


def separate_parts(model: Model, numbers: Sequence[Number]) -> list[tuple[Part, list[Number]]]:
    """The parts that hang together without relating items, each with its numbers."""
    labels = model.labels(numbers)
    grouped: dict[int, list[Number]] = {}
    for number in numbers:
        grouped.setdefault(int(labels[number.base[0]]), []).append(number)
    return [
        (Part(model, np.flatnonzero(labels == label)), group) for label, group in grouped.items()
    ]


def separate_contradictions(
    model: Model, numbers: Sequence[Number], order: Sequence[Mapping]
) -> list[Contradiction]:
    """The contradictions within the parts of the model."""
    parts = separate_parts(model, numbers)
    return [c for part, group in parts for c in contradictions(group, part.feasible, order)]


def contradictions(numbers: Sequence[Number], feasible, order) -> list[Contradiction]:
    """Contradictions one after the other, until what is left can hold together.

    order  entries of `relaxations`; the first that names a member of a contradiction says
           which member gives way, and without any it is the one printed last
    """
    found: list[Contradiction] = []
    kept = list(numbers)
    while culprits := smallest_conflict(kept, feasible):
        relaxed = min(culprits, key=lambda number: (_rank(number, order), -number.rows[0]))
        found.append(Contradiction(tuple(culprits), relaxed))
        for other in culprits:
            without = [number for number in kept if number is not other]
            further = smallest_conflict(without, feasible) if other is not relaxed else []
            if any(number is relaxed for number in further):
                found.append(Contradiction(tuple(further), relaxed, decisive=False))
        kept = [number for number in kept if number is not relaxed]
    return found


def nearest_attained(
    model: Model, numbers: Sequence[Number], relaxed: Sequence[Number]
) -> list[Attained]:
    """What can stand in the place of the numbers that gave way: the nearest, in people.

    Nothing stands in the place of published moments.
    """
    kept = [number for number in numbers if number not in relaxed]
    found = []
    for part, group in separate_parts(model, [*kept, *relaxed]):
        given_up = [n for n in group if n in relaxed and isinstance(n, Number)]
        if given_up:
            found.extend(_nearest(model, part.cells, group, given_up))
    return found


def _nearest(model: Model, cells: np.ndarray, group: list[Number], given_up: list[Number]):
    size = model.layout.size
    distances = System(size + len(given_up))
    for place, number in enumerate(given_up):
        number.approach(distances, size + place)
    kept = model.wanted(number for number in group if number not in given_up)
    every = np.concatenate([cells, size + np.arange(len(given_up))])
    rows = model.separate.joined(kept, distances).part(every)
    cost = np.repeat([0.0, 1.0], [len(cells), len(given_up)])
    solved = solve(rows, np.zeros(len(every)), np.full(len(every), model.people), cost, 1 - cost)
    counts = np.zeros(size)
    counts[cells] = solved[: len(cells)]
    return [
        Attained(number, int(counts[number.cells].sum()), int(counts[number.base].sum()))
        for number in given_up
    ]


def first_entry(number: Number, order: Sequence[Mapping]) -> Mapping:
    """The first entry of the declared order that speaks of the number."""
    place = _rank(number, order)
    return order[place] if place < len(order) else {}


def _rank(number: Number, order: Sequence[Mapping]) -> int:
    for place, entry in enumerate(order):
        wanted = {
            "number": number.kind,
            "figure": number.statement.row.figure,
            "provenance": number.statement.row.provenance,
        }
        if all(str(entry[key]) == value for key, value in wanted.items() if key in entry):
            return place
    return len(order)
