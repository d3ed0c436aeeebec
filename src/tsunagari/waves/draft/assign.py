"""Which columns are proposed for which variable: each column once, each cell once.

A repeated question is sought among columns that share a stem, a beginning, an ending, or
answers; a single one among all. The variable that is matched best chooses first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import mean

from tsunagari.waves.draft.match import Cell, Match, Target, matches
from tsunagari.waves.draft.profile import Column, stem
from tsunagari.waves.draft.text import folded, tokens

LEAST = 0.55  # a match below this is shown beside the column and not proposed
TIE = 0.03  # a second variable this near is as likely


@dataclass(frozen=True)
class Proposal:
    """One variable and the columns taken for it.

    rivals  other variables that fit the same columns nearly as well, with their scores
    spare   columns that fit a cell nearly as well as the one taken
    """

    target: Target
    matches: tuple[Match, ...]
    rivals: tuple[tuple[str, float], ...] = ()
    spare: tuple[Match, ...] = ()

    @property
    def name(self) -> str:
        """That of the variable."""
        return self.target.name

    @property
    def score(self) -> float:
        return mean(match.score for match in self.matches)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(match.column.name for match in self.matches)


@dataclass(frozen=True)
class Assignment:
    """All proposals, and of every column its likely cells, one a variable, best first."""

    proposals: tuple[Proposal, ...]
    likely: Mapping[str, tuple[Match, ...]]


def assign(columns: Sequence[Column], wanted: Sequence[Target]) -> Assignment:
    """Proposals for as many variables as have columns that fit at all."""
    own = own_texts(columns)
    scored: dict[str, list[Match]] = {target.name: [] for target in wanted}
    likely: dict[str, list[Match]] = defaultdict(list)
    for target in wanted:
        for column in columns:
            fits = matches(column, target, own[column.name])
            scored[target.name] += [match for match in fits if match.score >= LEAST]
            likely[column.name].append(fits[0])
    proposals = _best_first(scored, wanted, columns)
    ranked = {name: tuple(sorted(fits, key=lambda m: -m.score)) for name, fits in likely.items()}
    return Assignment(tuple(_with_rivals(p, ranked, scored) for p in proposals), ranked)


def _best_first(
    scored: Mapping[str, list[Match]], wanted: Sequence[Target], columns: Sequence[Column]
) -> list[Proposal]:
    """In each turn the best proposal of all; it takes its columns from the others."""
    groups, used = groups_of(columns), set()
    chosen: dict[str, Proposal] = {}
    candidates = {
        target.name: _best_group(target, scored[target.name], groups) for target in wanted
    }
    while ready := [p for p in candidates.values() if p is not None]:
        best = max(ready, key=lambda proposal: proposal.score)
        chosen[best.name] = best
        del candidates[best.name]
        used |= set(best.columns)
        for name, old in candidates.items():
            if old and used & set(old.columns):
                free = [match for match in scored[name] if match.column.name not in used]
                candidates[name] = _best_group(old.target, free, groups)
    return [chosen[target.name] for target in wanted if target.name in chosen]


def _best_group(
    target: Target, free: list[Match], groups: Iterable[frozenset[str]]
) -> Proposal | None:
    """The group of columns whose best pairing has the greatest sum of scores."""
    if not free:
        return None
    if not target.items and target.variable.type != "multiple":
        return Proposal(target, (max(free, key=lambda match: match.score),))
    names = {match.column.name for match in free}
    best: list[Match] = []
    for group in groups:
        if len(group & names) > 1:
            paired = _pair([match for match in free if match.column.name in group])
            if sum(m.score for m in paired) > sum(m.score for m in best) + 1e-9:
                best = paired
    best = best or _pair(free)
    cells = {cell: place for place, cell in enumerate(target.cells())}
    return Proposal(target, tuple(sorted(best, key=lambda match: cells[match.cell])))


def _pair(fits: list[Match]) -> list[Match]:
    """Columns and cells paired once each, the best score first."""
    taken: set[str | Cell] = set()
    paired = []
    for match in sorted(fits, key=lambda match: -match.score):
        if not taken & {match.column.name, match.cell}:
            taken |= {match.column.name, match.cell}
            paired.append(match)
    return paired


def groups_of(columns: Sequence[Column]) -> list[frozenset[str]]:
    """Columns that may belong to one repeated question, the smallest groups first."""
    members: dict[tuple[str, object], set[str]] = defaultdict(set)
    for column in columns:
        name = column.name
        members["stem", stem(name)].add(name)
        members["beginning", name.rpartition("_")[0]].add(name)
        members["ending", name.partition("_")[2]].add(name)
        members["answers", tuple(column.labels.items()) or tuple(column.counts)].add(name)
    groups = {frozenset(group) for group in members.values() if len(group) > 1}
    order = {column.name: place for place, column in enumerate(columns)}
    return sorted(groups, key=lambda group: (len(group), min(order[name] for name in group)))


def own_texts(columns: Sequence[Column]) -> dict[str, str]:
    """What each title says that the others of its stem do not: the item, without the question."""
    by_stem: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        name = column.name
        alike = stem(name) if "#" in stem(name) else name.rpartition("_")[0]
        by_stem[alike or name].append(column)
    own = {}
    for group in by_stem.values():
        said = [tokens(column.title) for column in group]
        start = end = 0
        if len(said) > 1:
            start, end = shared_start(said), shared_start([words[::-1] for words in said])
        for column, words in zip(group, said, strict=True):
            kept = words[start : len(words) - end] if start + end < len(words) else ()
            latin = all(len(word) > 1 for word in kept)
            text = (" " if latin else "").join(kept)
            own[column.name] = text if text != folded(column.title) else ""
    return own


def shared_start(runs: Sequence[Sequence[str]]) -> int:
    """How many words (or pieces of a name) all of several runs begin with."""
    alike = (len(set(words)) == 1 for words in zip(*runs, strict=False))
    return sum(takewhile(bool, alike))


def _with_rivals(
    proposal: Proposal, likely: Mapping[str, tuple[Match, ...]], scored: Mapping[str, list[Match]]
) -> Proposal:
    """The proposal with the variables and columns that fit nearly as well."""
    by_variable: dict[str, list[float]] = defaultdict(list)
    for match in proposal.matches:
        for other in likely[match.column.name]:
            by_variable[other.cell[0]].append(other.score)
    rivals = [
        (other, mean(scores))
        for other, scores in by_variable.items()
        if other != proposal.name and mean(scores) >= max(LEAST, proposal.score - TIE)
    ]
    least = {match.cell: match.score - TIE for match in proposal.matches}
    spare = [
        match
        for match in scored[proposal.name]
        if match.column.name not in proposal.columns and match.score >= least.get(match.cell, 1.0)
    ]
    return replace(proposal, rivals=tuple(rivals), spare=tuple(spare))
