"""Contradictions of the publication, as a table for the audit of the source."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.synthesise.counts.contradictions import Contradiction, smallest_conflict
from tsunagari.synthesise.counts.model import Model
from tsunagari.synthesise.counts.rounded_classes import Split
from tsunagari.synthesise.statements.moments import Moments
from tsunagari.synthesise.statements.numbers import BASE, PERCENT, Attained, Number

# ---- Numbers that only their different bases keep from contradicting each other ----------
#
# Two figures print different percentages of one answer, one of them among a part of the
# other's people. On one base they would contradict each other; what remains possible on the
# bases that the figures name is a range for the rest of the people.


@dataclass(frozen=True)
class TwoBases:
    """Two numbers, and how many of the people of the larger base only gave the answer.

    part   the number among fewer people      whole  the number among more people
    least, most  people of the rest who can have given the answer      rest  all of them
    """

    part: Number
    whole: Number
    least: int
    most: int
    rest: int


def two_bases(model: Model, numbers: Sequence) -> list[TwoBases]:
    """All such pairs among numbers that can hold together."""
    percents = [number for number in numbers if number.kind == PERCENT]
    found = []
    for part, whole in permutations(percents, 2):
        if _alike(part, whole) and _contradict_on_one_base(model, part, whole):
            found.append(_range(model, numbers, part, whole))
    return found


def _alike(part: Number, whole: Number) -> bool:
    a, b = part.statement, whole.statement
    same = (a.variable, a.item, a.members, a.within) == (b.variable, b.item, b.members, b.within)
    return same and a.quotas < b.quotas and a.row.figure != b.row.figure


def _contradict_on_one_base(model: Model, part: Number, whole: Number) -> bool:
    moved = replace(part, cells=whole.cells, base=whole.base)
    pair = [moved, whole]
    return len(smallest_conflict(pair, model.part(pair, moved.base[0]).feasible)) == 2


def _range(model: Model, numbers: Sequence, part: Number, whole: Number) -> TwoBases:
    inside = model.part(numbers, whole.base[0])
    rest = np.isin(inside.cells, np.setdiff1d(whole.cells, part.cells)).astype(float)
    least, most = (inside.solve(numbers, sign * rest) @ rest for sign in (1, -1))
    sample = model.layout.sample
    people = sample.size(whole.statement.quotas) - sample.size(part.statement.quotas)
    return TwoBases(part, whole, int(least), int(most), people)


COLUMNS = (
    *KEYS,
    "printed",
    "kind",
    "culprits",
    "members",
    "relaxation",
    "rounded_classes",
    "attained_n",
    "attained_percent",
    "explanation",
)


def findings_table(
    found: Sequence[Contradiction],
    attained: Sequence[Attained],
    splits: Sequence[Split],
    pairs: Sequence[TwoBases],
) -> pd.DataFrame:
    """One row a contradiction: the number that gives way, with its keys and its culprits.

    kind      contradiction; further_contradiction (which remains when another member of the
              first one gives way); two_bases (a contradiction on one base only: nothing
              gives way)
    culprits  a smallest set of numbers that cannot all be right, joined by "; "
    members   the same as JSON, the one that gives way first: keys, kind and number as printed
    rounded_classes  the rounded classes that still add up to the number that gives way
    """
    nearest = {id(entry.number): entry for entry in attained}
    added = {id(entry.attained.number): entry for entry in splits}
    rows = [
        _row(entry, nearest.get(id(entry.relaxed)), added.get(id(entry.relaxed))) for entry in found
    ]
    table = pd.DataFrame([*rows, *map(_pair, pairs)], columns=list(COLUMNS))
    return table.astype({"attained_n": "Int64", "attained_percent": "Float64"})


def describe(number: Number | Moments) -> str:
    """A number with its place, for people: `4-3-2-4 trust_change n=208`."""
    figure, _, country, group, item, category = number.statement.row.keys
    words = [figure, country, "" if group == "all" else group, item]
    shown = {BASE: ["n={}"], PERCENT: [category, "{}%"]}.get(number.kind, ["{}"])
    return " ".join(word for word in [*words, *shown] if word).format(number.printed)


def _row(entry: Contradiction, attained: Attained | None, split: Split | None) -> dict:
    relaxed = entry.relaxed
    others = "; ".join(describe(number) for number in entry.numbers if number is not relaxed)
    relaxation = f"{describe(relaxed)} gives way"
    if split is not None:
        relaxation += f"; its rounded classes still add up to it: {split.printed}"
    return {
        **_keys(relaxed),
        "printed": relaxed.printed,
        "kind": "contradiction" if entry.decisive else "further_contradiction",
        "culprits": "; ".join(describe(number) for number in entry.numbers),
        "members": _members([relaxed, *(n for n in entry.numbers if n is not relaxed)]),
        "relaxation": relaxation,
        "rounded_classes": "" if split is None else split.printed,
        "attained_n": attained.people if attained else None,
        "attained_percent": attained.percent if attained else None,
        "explanation": f"{_why(describe(relaxed), others)} {_nearest(attained)}",
    }


def _why(relaxed: str, others: str) -> str:
    """What contradicts: other numbers, or the number's own base and quotas."""
    if not others:
        return f"No respondents can give {relaxed}, whatever the other numbers are."
    return (
        f"No respondents can agree at once with {relaxed} and {others}; "
        "without any one of them some can."
    )


def _members(numbers: Sequence[Number | Moments]) -> str:
    """Keys, kind and number as printed of each, as JSON."""
    return json.dumps([[*_keys(n).values(), n.kind, n.printed] for n in numbers])


def _keys(number: Number | Moments) -> dict:
    """The keys of a number; a base belongs to no category."""
    keys = dict(zip(KEYS, number.statement.row.keys, strict=True))
    return {**keys, "category": ""} if number.kind == BASE else keys


def _nearest(attained: Attained | None) -> str:
    if attained is None:
        return "Nothing stands in its place."
    if attained.number.kind == BASE:
        return f"The nearest base that all other numbers allow is {attained.people}."
    return (
        f"The nearest that all other numbers allow is {attained.count} of {attained.people}, "
        f"{attained.percent:.2f}%."
    )


def _pair(pair: TwoBases) -> dict:
    part, whole = describe(pair.part), describe(pair.whole)
    between = f"{pair.least}" if pair.least == pair.most else f"{pair.least} to {pair.most}"
    return {
        **_keys(pair.part),
        "printed": pair.part.printed,
        "kind": "two_bases",
        "culprits": f"{part}; {whole}",
        "members": _members([pair.part, pair.whole]),
        "relaxation": "none: each holds on the base that its figure names",
        "rounded_classes": "",
        "attained_n": None,
        "attained_percent": None,
        "explanation": (
            f"On one base {part} and {whole} would contradict each other. On the bases that "
            f"the figures name both hold, with {between} of the {pair.rest} people who are in "
            "the larger base only."
        ),
    }
