"""Codes of a wave's mapping that no delivered row has: rare answers, or slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tsunagari.codebook.variables import MISSING, Codebook
from tsunagari.waves.codes import Cells, folded
from tsunagari.waves.mapping import maps_of_file

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile


def unused_codes(
    codebook: Codebook, wave: Mapping, raw: Mapping[str, DeliveredFile]
) -> list[tuple[str, str, str, str]]:
    """File, raw column, code and answer of every code of an answer that no row has.

    Nothing is wrong with an answer that nobody gave, so this is told and not refused.
    """
    found = {}
    for file in wave["files"]:
        frame = raw[file["path"]].frame
        for entry in maps_of_file(codebook, wave, file):
            for part in entry.parts:
                held = _marks(part, frame[part.raw].unique())
                for code, answer in (part.shared or part.codes).items():
                    if answer not in MISSING and code not in held:
                        found[file["path"], part.raw, code, answer] = None
    return list(found)


def _marks(part: Cells, cells) -> set[str]:
    """What the cells of a column hold, several marks in one cell apart."""
    texts = {folded(cell, part.ignore_case) for cell in cells}
    if part.separator is None:
        return texts
    return texts | {mark.strip() for text in texts for mark in text.split(part.separator)}
