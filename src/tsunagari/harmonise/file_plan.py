"""What one delivered file is read for: its raw columns, and the harmonised ones they give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tsunagari.codebook.variables import NOT_ASKED, Codebook
from tsunagari.harmonise.exclusions import deciding_columns, excluding_columns
from tsunagari.waves.design import design_columns
from tsunagari.waves.mapping import ColumnMap, column_maps, of_file, stems


@dataclass(frozen=True)
class FilePlan:
    """One entry under `files` of a wave, against the codebook."""

    codebook: Codebook
    wave: Mapping
    file: Mapping
    wave_name: str = ""

    @cached_property
    def design(self) -> dict[str, str]:
        """Harmonised column -> raw column of the wave's sampling design."""
        return design_columns(self.wave)

    @cached_property
    def of_wave(self) -> list[ColumnMap]:
        """The maps of all files of the wave."""
        return list(column_maps(self.codebook, self.wave))

    @cached_property
    def maps(self) -> list[ColumnMap]:
        """The file's maps: without what it did not ask and what is the same for all of it."""
        return of_file(self.of_wave, self.file)

    @cached_property
    def raw_columns(self) -> list[str]:
        """All raw columns that are looked at, each once."""
        wanted = [self.wave["respondent"], *self.design.values(), *excluding_columns(self.wave)]
        mapped = (raw for entry in self.maps for raw in entry.raw_columns)
        return list(dict.fromkeys([*wanted, *mapped]))

    @cached_property
    def looked_up(self) -> list[str]:
        """The raw columns whose cells are codes, of which each distinct one is looked at."""
        parts = (part.raw for entry in self.maps for part in entry.parts)
        return list(dict.fromkeys([*parts, *deciding_columns(self.wave)]))

    @cached_property
    def columns(self) -> list[str]:
        """The harmonised columns that the file gives, in the order of the codebook."""
        given = {entry.harmonised for entry in self.maps} | self.same_for_all.keys()
        asked = (name for variable in self.codebook.asked for name in variable.columns())
        return ["respondent", *self.design, *(name for name in asked if name in given)]

    @cached_property
    def questions(self) -> list[str]:
        """The raw columns that hold the answers of the file's questions, each once.

        None where they give one column only: who leaves that blank gave no answer to it.
        """
        entries = [entry for entry in self.maps if entry.parts]
        columns = dict.fromkeys(part.raw for entry in entries for part in entry.parts)
        return list(columns) if len(entries) > 1 else []

    @cached_property
    def numbers(self) -> dict[str, Callable[[str], float | None]]:
        """Raw column -> the number of a cell, where the wave's file says of some what they are."""
        parts = [part for entry in self.of_wave for part in entry.parts]
        return {part.raw: part.number for part in parts if part.numbers}

    @cached_property
    def same_for_all(self) -> dict[str, str]:
        """Harmonised column -> answer of the whole file: constants, and what was not asked.

        Of a mapped question the wave may not have asked about every item.
        """
        mapped = {entry.harmonised for entry in self.of_wave}
        constants, answers = self.file.get("constants", {}), {}
        lacking = set(self.file.get("not_asked", ()))
        for variable in self.codebook.asked:
            columns = variable.columns()
            if variable.name in constants:
                answers |= dict.fromkeys(columns, constants[variable.name])
            elif variable.type != "number":  # a number has no kinds of missing
                unmapped = set(columns) - mapped if variable.name in self.wave["columns"] else ()
                answers |= {
                    column: NOT_ASKED
                    for column in columns
                    if column in unmapped or lacking & stems(column)
                }
        return answers
