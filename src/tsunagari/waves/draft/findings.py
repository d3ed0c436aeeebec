"""All that a draft is written from: the delivered columns and what they may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.waves.draft.assign import Assignment, Proposal, assign
from tsunagari.waves.draft.bases import Bases
from tsunagari.waves.draft.entries import Entry, Refused, entry_of
from tsunagari.waves.draft.match import Target, targets
from tsunagari.waves.draft.profile import Column, profile
from tsunagari.waves.draft.roles import Role, identifier
from tsunagari.waves.draft.sources import Source
from tsunagari.waves.draft.wave_missing import WaveMissing, wave_missing
from tsunagari.waves.mapping import column_maps

if TYPE_CHECKING:
    import pandas as pd

    from tsunagari.read.delivered_file import DeliveredFile


@dataclass(frozen=True)
class Findings:
    """All that a draft is written from.

    repeated  rows whose respondent came before in their file with the same, with other cells
    """

    name: str
    sources: Sequence[Source]
    columns: Sequence[Column]
    rows: Mapping[str, int]
    respondent: Role
    repeated: tuple[int, int]
    wanted: Sequence[Target]
    assignment: Assignment
    entries: Sequence[Entry]
    refused: Sequence[Refused]
    agreement: Mapping[str, float]
    missing: WaveMissing
    constant: Sequence[str]
    earlier: Mapping[str, str]
    texts: Mapping

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def findings(
    name: str,
    sources: Sequence[Source],
    files: Mapping[str, DeliveredFile],
    codebook: Codebook,
    texts: Mapping,
    waves: Mapping[str, Mapping],
) -> Findings:
    """What the delivered files hold, and which variables their columns may be.

    texts  the codebook as written
    waves  the waves that are described, whose raw names are told and never followed
    """
    columns = profile(files)
    wanted = targets(codebook, texts)
    assignment = assign(columns, wanted)
    frames = [file.frame for file in files.values()]
    bases = Bases(codebook, frames)
    proposals = bases.settle(assignment.proposals)
    rows = {path: len(file.frame) for path, file in files.items()}
    respondent = identifier(columns, sum(rows.values()))
    written = [entry_of(proposal) for proposal in proposals.values()]
    entries = [entry for entry in written if isinstance(entry, Entry)] or [_weakest(assignment)]
    shares = {key: bases.agreement(each, proposals) for key, each in proposals.items()}
    return Findings(
        name=name,
        sources=sources,
        columns=columns,
        rows=rows,
        respondent=respondent,
        repeated=_repeated(respondent.column.name, frames),
        wanted=wanted,
        assignment=assignment,
        entries=entries,
        refused=[entry for entry in written if isinstance(entry, Refused)],
        agreement={key: share for key, share in shares.items() if share is not None},
        missing=wave_missing(entries, {column.name: column for column in columns}),
        constant=_constant_variables(waves),
        earlier=_earlier_readings(codebook, waves),
        texts=texts,
    )


def _repeated(name: str, frames: Sequence[pd.DataFrame]) -> tuple[int, int]:
    """Rows whose respondent came before in their file: with the same cells, with others."""
    again = same = 0
    for frame in [frame for frame in frames if name in frame]:
        twice = frame[name].duplicated() & (frame[name] != "")
        again += int(twice.sum())
        same += int((frame.duplicated() & twice).sum())
    return same, again - same


def _weakest(assignment: Assignment) -> Entry:
    """Where no column is like any variable: the best of what there is, for a file to be valid.

    Raises ProblemsFound if even that cannot be written.
    """
    likely = [match for found in assignment.likely.values() for match in found]
    for match in sorted(likely, key=lambda match: -match.score):
        if isinstance(entry := entry_of(Proposal(match.target, (match,))), Entry):
            return entry
    remedy = "Write the wave's file by hand, as config/README.md says."
    message = "no column can be read as any variable of the codebook"
    raise ProblemsFound([Problem("the delivered files", "", "", message, remedy)])


def _constant_variables(waves: Mapping[str, Mapping]) -> list[str]:
    """Variables that other waves give by file and not by column."""
    files = [file for wave in waves.values() for file in wave["files"]]
    return list(dict.fromkeys(key for file in files for key in file.get("constants", {})))


def _earlier_readings(codebook: Codebook, waves: Mapping[str, Mapping]) -> dict[str, str]:
    """Raw column -> harmonised column and wave, of the latest wave that has it."""
    return {
        entry.raw: f"{entry.harmonised} in {name}"
        for name, wave in waves.items()
        for entry in column_maps(codebook, wave)
    }
