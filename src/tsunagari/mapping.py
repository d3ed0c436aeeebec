"""How a wave's raw columns map to the codebook; read one way to harmonise, the other to deliver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tsunagari.codebook import NO_ANSWER, NOT_APPLICABLE, NOT_ASKED, Codebook, Variable

KINDS = {"not_asked": NOT_ASKED, "not_applicable": NOT_APPLICABLE, "no_answer": NO_ANSWER}


@dataclass(frozen=True)
class ColumnMap:
    """One raw column, the harmonised column that it gives, and what its codes mean.

    codes  raw code -> answer or kind of missing; of a number, the kinds of missing only
    """

    raw: str
    harmonised: str
    variable: Variable
    item: str | None
    codes: Mapping[str, str]

    @property
    def code_of(self) -> dict[str, str]:
        """Answer -> raw code; the first code where several mean the same."""
        inverse: dict[str, str] = {}
        for code, answer in self.codes.items():
            inverse.setdefault(answer, code)
        return inverse


def column_maps(codebook: Codebook, wave: Mapping) -> Iterator[ColumnMap]:
    """All raw columns that the wave's file describes, in the file's order."""
    for name, entry in wave["columns"].items():
        variable = codebook[name]
        codes = {str(code): answer for code, answer in entry.get("codes", {}).items()}
        codes |= _missing_codes(entry.get("missing", wave["missing"]), codes)
        for item, item_mark in entry.get("items", {None: ""}).items():
            for category, mark in entry.get("categories", {None: ""}).items():
                raw = entry["column"].format(item=item_mark, category=mark)
                parts = [part for part in (name, item, category) if part is not None]
                yield ColumnMap(raw, ".".join(parts), variable, item, codes)


def _missing_codes(by_kind: Mapping, taken: Mapping[str, str]) -> dict[str, str]:
    """Codes of missing; a code that is an answer of this variable stays an answer."""
    return {
        str(code): KINDS[kind]
        for kind, codes in by_kind.items()
        for code in codes
        if str(code) not in taken
    }


def unmapped_columns(codebook: Codebook, wave: Mapping) -> list[str]:
    """Harmonised columns of mapped questions that the wave did not ask about (an item)."""
    mapped = {entry.harmonised for entry in column_maps(codebook, wave)}
    asked = [codebook[name] for name in wave["columns"]]
    return [column for variable in asked for column in variable.columns() if column not in mapped]
