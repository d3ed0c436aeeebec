"""Whether a question is answered by just those who are in its base: evidence beyond words.

Two questions with the same words and answers, put to different people, can be told apart by
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tsunagari.waves.draft.assign import Proposal
from tsunagari.waves.draft.entries import Entry, entry_of
from tsunagari.waves.draft.habits import likely_missing
from tsunagari.waves.draft.match import Match

if TYPE_CHECKING:
    import pandas as pd

    from tsunagari.codebook.variables import Codebook

ROWS = 5000  # of each file: enough to tell two bases apart

Proposals = Mapping[str, Proposal]


@dataclass(frozen=True)
class Bases:
    """The bases that the codebook states, and the rows in which they hold or do not."""

    codebook: Codebook
    frames: Sequence[pd.DataFrame]

    def settle(self, proposals: Sequence[Proposal]) -> dict[str, Proposal]:
        """Variable -> its proposal, columns exchanged between rivals where the bases say so."""
        settled = {proposal.name: proposal for proposal in proposals}
        for name in list(settled):
            for rival, _ in settled[name].rivals:
                if rival in settled:
                    settled = self._better_of(settled, name, rival)
        return settled

    def _better_of(self, settled: Proposals, name: str, rival: str) -> dict[str, Proposal]:
        """The proposals as they are, or with the columns of two exchanged."""
        one, other = settled[name], settled[rival]
        if len(one.target.items) != len(other.target.items):
            return settled
        exchanged = {**settled, name: _with_columns(one, other), rival: _with_columns(other, one)}
        now = [self.agreement(settled[key], settled) for key in (name, rival)]
        then = [self.agreement(exchanged[key], exchanged) for key in (name, rival)]
        return exchanged if None not in (*now, *then) and sum(then) > sum(now) else settled

    def agreement(self, proposal: Proposal, settled: Proposals) -> float | None:
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
        members = set(self.codebook[name].members(wanted))
        codes = {code for code, answer in source.ways[0].items() if answer in members}
        of_item = {match.cell[1]: match for match in source.proposal.matches}
        agree: list[bool] = []
        for match in proposal.matches:
            if condition := of_item.get(match.cell[1]) or of_item.get(None):
                for frame in self.frames:
                    agree += _agree(match, condition, codes, frame)
        return sum(agree) / len(agree) if agree else None


def _with_columns(proposal: Proposal, other: Proposal) -> Proposal:
    """The proposal with the other's columns."""
    cells = [(proposal.name, *match.cell[1:]) for match in other.matches]
    pairs = zip(other.matches, cells, strict=True)
    matches = tuple(replace(match, target=proposal.target, cell=cell) for match, cell in pairs)
    return replace(proposal, matches=matches)


def _agree(match: Match, condition: Match, codes: set[str], frame: pd.DataFrame) -> Sequence[bool]:
    columns = (match.column.name, condition.column.name)
    if not set(columns) <= set(frame.columns):
        return ()
    answered, asked = (frame[name].head(ROWS).astype(str) for name in columns)
    absent = {"", *likely_missing(match.column)} - match.answers.codes
    return (~answered.isin(absent) == asked.isin(codes)).tolist()
