"""The raw columns behind the variables that an exhibit counts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.codebook.variables import Codebook, Variable
from tsunagari.waves.mapping import ColumnMap, column_maps
from tsunagari.waves.marks import marked

NAME = re.compile(r"[a-z0-9_]+")
WORDS_ONLY = ("title", "base", "notes", "reason", "chart", "labels", "label", "words", "axis")

PARTS = {"item": "items", "category": "categories"}  # of a column's name -> key of their marks


@dataclass(frozen=True)
class RawColumns:
    """The raw columns of one variable in one wave.

    files    the wave's files that asked it
    column   the raw column, or several, parted by commas; of a repeated or multiple question
             with {item}, {category}
    marks    what stands in their place: item or category -> mark
    first    the first column that this gives
    number   how many there are
    codes    raw code -> answer or kind of missing; of a variable that is constant in each
             file, which has no column, file -> answer
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
    return [name for name in dict.fromkeys(_names(entry)) if name in codebook.variables]


def _names(entry: object) -> Iterator[str]:
    if isinstance(entry, Mapping):
        for item in entry.items():
            yield from _names(item if item[0] not in WORDS_ONLY else ())
    elif isinstance(entry, list | tuple):
        for value in entry:
            yield from _names(value)
    elif isinstance(entry, str):
        yield from NAME.findall(entry)


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
            constant = _constants(name, entry)
            if own:
                found.append(_columns(wave, name, entry, own))
            elif constant:
                found.append(RawColumns(wave, name, tuple(constant), "", {}, "", 0, constant))
    return found


def _columns(wave: str, name: str, entry: Mapping, own: Sequence[ColumnMap]) -> RawColumns:
    files = [file["path"] for file in entry["files"] if name not in file.get("not_asked", ())]
    said, first = entry["columns"][name], own[0]
    if first.how == "constant":
        answers = dict.fromkeys(files, first.constant)
        return RawColumns(wave, name, tuple(files), "", {}, "", 0, answers)
    column = said.get("column", ", ".join(dict.fromkeys(part.raw for part in first.parts)))
    number = len({part.raw for each in own for part in each.parts})
    marks = _marks(said, first.variable)
    return RawColumns(wave, name, tuple(files), column, marks, first.raw, number, first.codes)


def _marks(said: Mapping, variable: Variable) -> dict[str, dict[str, object]]:
    """What stands for each item and category, or the column of one that has its own."""
    found = {}
    for part, key in PARTS.items():
        given, span = said.get(key), said.get(f"{part}_marks")
        if given is not None or span is not None:
            every = variable.items if part == "item" else variable.categories
            found[part] = {
                name: mark.get("column", name) if isinstance(mark, Mapping) else mark
                for name, mark in marked(given, span, every).items()
            }
    return found


def _constants(name: str, entry: Mapping) -> dict[str, str]:
    """What the wave's files say of a variable that is the same for all of a file."""
    return {
        file["path"]: file["constants"][name]
        for file in entry["files"]
        if name in file.get("constants", {})
    }
