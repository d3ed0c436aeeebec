"""Which codes of missing a draft proposes for the wave, and for single variables instead."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
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
    own = {entry.proposal.target.variable.name: _of_entry(entry, columns) for entry in entries}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for codes in own.values():
        for code, (kind, why) in codes.items():
            votes[code][kind] += 1
            reasons[code][why] += 1
    kinds = {code: votes[code].most_common(1)[0][0] for code in sorted(votes)}
    variables = {}
    for entry in entries:
        name = entry.proposal.target.variable.name
        mine = {code: kind for code, (kind, _) in own[name].items()}
        if _needs_own(mine, kinds, entry, columns):
            variables[name] = _by_kind(mine)
    evidence = {
        code: f"{kinds[code]}: {reasons[code].most_common(1)[0][0]}"
        f" ({votes[code].total()} variables)"
        for code in kinds
    }
    return WaveMissing(_by_kind(kinds), variables, evidence)


def _of_entry(entry: Entry, columns: Mapping[str, Column]) -> dict[str, tuple[str, str]]:
    """Code -> kind and why, of one variable's columns; codes that are answers left out."""
    answers = {code for way in entry.ways for code in way}
    found: dict[str, tuple[str, str]] = {}
    for name in entry.columns:
        column = columns[name]
        if column.blank:
            found.setdefault("", _blank(entry))
        for code, said in likely_missing(column).items():
            found.setdefault(code, said)
    return {code: said for code, said in found.items() if code not in answers}


def _blank(entry: Entry) -> tuple[str, str]:
    """A blank of a question with a base is likely somebody outside it."""
    if entry.proposal.target.variable.base:
        return NOT_APPLICABLE, "blank in questions that have a base"
    return NO_ANSWER, "blank in a question that everybody is asked"


def _needs_own(
    mine: Mapping[str, str], kinds: Mapping[str, str], entry: Entry, columns: Mapping[str, Column]
) -> bool:
    """Whether the wave's codes would misread one of the variable's cells."""
    if any(kinds[code] != kind for code, kind in mine.items()):
        return True
    answers = {code for way in entry.ways for code in way}
    held = {code for name in entry.columns for code in columns[name].counts}
    return bool(held & set(kinds) - set(mine) - answers)


def _by_kind(codes: Mapping[str, str]) -> ByKind:
    found: ByKind = defaultdict(list)
    for code, kind in codes.items():
        found[kind].append(code)
    return dict(found)
