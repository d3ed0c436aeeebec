"""Delivered files read for a draft, each as it needs to be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.formats import FORMATS
from tsunagari.read.read import read_delivered
from tsunagari.waves.draft.sources import Source, source_of

# Cells that are spelt otherwise than codes are: full-width digits, commas for points.

FULL_WIDTH = re.compile("[０-９]")
WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")


def respelt(source: Source, delivered: DeliveredFile) -> Source:
    """The source with the keys that make the reader see such cells as codes, if it has any."""
    wide = [name for name, cells in _cells(delivered) if any(map(FULL_WIDTH.search, cells))]
    if wide and "full_width" not in source.declared:
        why = f"full-width digits in {len(wide)} columns, e.g. {wide[0]}"
        source = source.with_mark("full_width", True, why)
    commas = [name for name, cells in _cells(delivered) if _has_commas(cells)]
    text = FORMATS[str(source.entry["reader"])].is_text
    if commas and text and "decimal_comma" not in source.declared:
        why = "all cells are numbers, some with a comma"
        source = source.with_mark("decimal_comma", commas, why)
    return source


def _cells(delivered: DeliveredFile) -> Iterator[tuple[str, list[str]]]:
    for name, column in delivered.frame.items():
        yield str(name), [cell for cell in column.cat.categories if cell]


def _has_commas(cells: list[str]) -> bool:
    return any(map(WITH_COMMA.fullmatch, cells)) and all(map(NUMBER.fullmatch, cells))


def read_sources(
    paths: Sequence[Path], told: Mapping[str, object]
) -> tuple[list[Source], dict[str, DeliveredFile]]:
    """Every file, and how it was read.

    told  keys of `files:` that are known already
    Raises ProblemsFound with the problems of all files.
    """
    sources: list[Source] = []
    files: dict[str, DeliveredFile] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            source = source_of(path, told)
            delivered = read_delivered(path, source.declared)
            known = respelt(source, delivered)
            if known is not source:
                delivered = read_delivered(path, known.declared)
        except ProblemsFound as found:
            problems += found.problems
            continue
        sources.append(known)
        files[path.name] = delivered
    if problems:
        raise ProblemsFound(problems)
    return sources, files
