"""Which codes of missing a draft proposes for the wave, and for single variables instead."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.waves.draft.entries import Entry
from tsunagari.waves.draft.habits import NO_ANSWER, NOT_APPLICABLE, likely_missing
from tsunagari.waves.draft.profile import Column

ByKind = dict[str, list[str]]


@dataclass(frozen=True)
class WaveMissing:
    """The wave's codes by kind, the variables that need their own, and the evidence by code."""

    wave: ByKind
    variables: Mapping[str, ByKind]
    evidence: Mapping[str, str]


def wave_missing(entries: Sequence[Entry], columns: Mapping[str, Column]) -> WaveMissing:
    """Each code's kind is that of most variables; where one differs, it has its own codes."""
    by_entry = [(entry, _of_entry(entry, columns)) for entry in entries]
    votes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, codes in by_entry:
        for code, kind_and_why in codes.items():
            votes[code].append(kind_and_why)
    kinds = {code: _most(kind for kind, _ in votes[code]) for code in sorted(votes)}
    variables = {}
    for entry, codes in by_entry:
        mine = {code: kind for code, (kind, _) in codes.items()}
        held = {code for name in entry.columns for code in columns[name].counts}
        # The wave's codes would misread one of the variable's cells.
        misread = held & set(kinds) - set(mine) - entry.answers
        if misread or any(kinds[code] != kind for code, kind in mine.items()):
            variables[entry.name] = _by_kind(mine)
    evidence = {
        code: f"{kind}: {_most(why for _, why in votes[code])} ({len(votes[code])} variables)"
        for code, kind in kinds.items()
    }
    return WaveMissing(_by_kind(kinds), variables, evidence)


def _most(texts: Iterable[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


def _of_entry(entry: Entry, columns: Mapping[str, Column]) -> dict[str, tuple[str, str]]:
    """Code -> kind and why, of one variable's columns; codes that are answers left out.

    A blank of a question with a base is likely somebody outside it.
    """
    blank = (NO_ANSWER, "blank in a question that everybody is asked")
    if entry.proposal.target.variable.base:
        blank = (NOT_APPLICABLE, "blank in questions that have a base")
    kinds: dict[str, tuple[str, str]] = {}
    for name in entry.columns:
        if columns[name].blank:
            kinds.setdefault("", blank)
        for code, kind_and_why in likely_missing(columns[name]).items():
            kinds.setdefault(code, kind_and_why)
    return {code: said for code, said in kinds.items() if code not in entry.answers}


def _by_kind(codes: Mapping[str, str]) -> ByKind:
    by_kind: ByKind = defaultdict(list)
    for code, kind in codes.items():
        by_kind[kind].append(code)
    return dict(by_kind)
