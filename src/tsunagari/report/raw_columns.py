"""The raw columns behind the variables that an exhibit counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tsunagari.codebook import Codebook
from tsunagari.mapping import column_maps

NAME = re.compile(r"[a-z0-9_]+")
WORDS_ONLY = ("title", "base", "notes", "reason", "chart", "labels", "label", "words", "axis")

PARTS = {"item": "items", "category": "categories"}  # of a column's name -> key of their marks


@dataclass(frozen=True)
class RawColumns:
    """The raw columns of one variable in one wave.

    files    the wave's files that asked it
    column   the raw column; of a repeated or multiple question with {item}, {category}
    marks    what stands in their place: item or category -> mark
    first    the first column that this gives
    number   how many there are
    codes    raw code -> answer or kind of missing
    """

    wave: str
    variable: str
    files: tuple[str, ...]
    column: str
    marks: Mapping[str, Mapping[str, object]]
    first: str
    number: int
    codes: Mapping[str, str]


def variables_named(entry: object, codebook: Codebook) -> list[str]:
    """The codebook's variables that a part of the configuration names, in its order.

    Texts that people read do not count, though a word of them may be a variable's name.
    """
    found: dict[str, None] = {}
    _collect(entry, found)
    return [name for name in found if name in codebook.variables]


def _collect(entry: object, found: dict[str, None]) -> None:
    if isinstance(entry, Mapping):
        for key, value in entry.items():
            if key not in WORDS_ONLY:
                _collect(key, found)
                _collect(value, found)
    elif isinstance(entry, list | tuple):
        for value in entry:
            _collect(value, found)
    elif isinstance(entry, str):
        found.update(dict.fromkeys(NAME.findall(entry)))


def sources_of(variable: str, codebook: Codebook) -> list[str]:
    """The variables that a derived one is made from; none of one that is asked."""
    rule = codebook[variable].derive
    return [name for name in variables_named(rule, codebook) if name != variable]


def with_sources(names: Iterable[str], codebook: Codebook) -> list[str]:
    """The variables and all that they are made from, each behind what needs it."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            waiting = [*sources_of(name, codebook), *waiting]
    return list(found)


def raw_columns(
    names: Iterable[str], codebook: Codebook, waves: Mapping[str, Mapping]
) -> list[RawColumns]:
    """Raw columns by variable, then wave; a variable that a wave did not ask is left out."""
    maps = {wave: list(column_maps(codebook, entry)) for wave, entry in waves.items()}
    found = []
    for name in names:
        for wave, entry in waves.items():
            own = [each for each in maps[wave] if each.variable.name == name]
            if own:
                files = [f["path"] for f in entry["files"] if name not in f.get("not_asked", ())]
                said = entry["columns"][name]
                marks = {part: said[key] for part, key in PARTS.items() if key in said}
                found.append(
                    RawColumns(
                        wave, name, tuple(files), said["column"], marks, own[0].raw, len(own),
                        own[0].codes,
                    )
                )  # fmt: skip
    return found
