"""Whether a question is answered by just those who are in its base: evidence beyond words.

Two questions with the same words and answers, put to different people, can be told apart by
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tsunagari.waves.draft.assign import Proposal
from tsunagari.waves.draft.entries import Entry, entry_of
from tsunagari.waves.draft.habits import likely_missing
from tsunagari.waves.draft.match import Match

if TYPE_CHECKING:
    import pandas as pd

    from tsunagari.codebook.variables import Codebook
    from tsunagari.read.delivered_file import DeliveredFile

ROWS = 5000  # of each file: enough to tell two bases apart


def settle_rivals(
    proposals: Sequence[Proposal], codebook: Codebook, files: Mapping[str, DeliveredFile]
) -> list[Proposal]:
    """Proposals with columns exchanged between rivals where the bases say so."""
    settled = {proposal.target.variable.name: proposal for proposal in proposals}
    for name in list(settled):
        for rival, _ in settled[name].rivals:
            if rival in settled and _better_exchanged(settled, name, rival, codebook, files):
                one, other = settled[name], settled[rival]
                settled[name], settled[rival] = _taken(one, other), _taken(other, one)
    return list(settled.values())


def _better_exchanged(
    settled: Mapping[str, Proposal],
    name: str,
    rival: str,
    codebook: Codebook,
    files: Mapping[str, DeliveredFile],
) -> bool:
    one, other = settled[name], settled[rival]
    if len(one.target.items) != len(other.target.items):
        return False
    exchanged = {**settled, name: _taken(one, other), rival: _taken(other, one)}
    now = [base_agreement(settled[key], settled, codebook, files) for key in (name, rival)]
    then = [base_agreement(exchanged[key], exchanged, codebook, files) for key in (name, rival)]
    return None not in (*now, *then) and sum(then) > sum(now)


def _taken(proposal: Proposal, other: Proposal) -> Proposal:
    """The proposal with the other's columns."""
    name = proposal.target.variable.name
    found = tuple(replace(m, target=proposal.target, cell=(name, *m.cell[1:])) for m in other.found)
    return replace(proposal, found=found)


def base_agreement(
    proposal: Proposal,
    settled: Mapping[str, Proposal],
    codebook: Codebook,
    files: Mapping[str, DeliveredFile],
) -> float | None:
    """The share of rows that have an answer in the base and none outside it.

    None where the base is everybody, or stands on variables without a proposal.
    """
    base = proposal.target.variable.base or {}
    if len(base) != 1 or next(iter(base)) not in settled:
        return None
    (name, wanted), *_ = base.items()
    source = entry_of(settled[name])
    if not isinstance(source, Entry) or not source.ways:
        return None
    members = set(codebook[name].members(wanted))
    codes = {code for code, answer in source.ways[0].items() if answer in members}
    of_item = {match.cell[1]: match for match in source.proposal.found}
    right = rows = 0
    for match in proposal.found:
        condition = of_item.get(match.cell[1]) or of_item.get(None)
        if condition is None:
            continue
        for file in files.values():
            agree = _agree(match, condition, codes, file.frame)
            right, rows = right + int(sum(agree)), rows + len(agree)
    return right / rows if rows else None


def _agree(match: Match, condition: Match, codes: set[str], frame: pd.DataFrame) -> Sequence[bool]:
    columns = (match.column.name, condition.column.name)
    if not set(columns) <= set(frame.columns):
        return ()
    answered, asked = (frame[name].head(ROWS).astype(str) for name in columns)
    answers = {code for way in match.answers.ways for code in way}
    absent = {"", *likely_missing(match.column)} - answers
    return (~answered.isin(absent) == asked.isin(codes)).tolist()
