"""How delivered files are to be read: format, encoding (tried), delimiter, spelling of cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from tsunagari.config.problems import Complaints, ProblemsFound, refusal
from tsunagari.read.checksums import sha256_of
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.encodings import CANDIDATES, fitting
from tsunagari.read.formats import (
    FORMATS,
    LONGEST_SIGNATURE,
    UNSUPPORTED,
    format_of_content,
    format_of_suffix,
)
from tsunagari.read.read import read_delivered

DELIMITERS = (",", "\t", ";", "|")
ODD = re.compile("[｡-ﾟ\ue000-\uf8ff]")  # half-width kana and private use
KANA = re.compile("[ぁ-ゖァ-ヺ]")
LINES_READ = 50


@dataclass(frozen=True)
class Source:
    """A delivered file and its entry under `files`.

    entry     path, reader and what is certain or was told
    marked    key -> values that are likely, the likeliest first
    evidence  key -> what a value stands on
    """

    path: Path
    entry: Mapping[str, object]
    marked: Mapping[str, list[object]] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def declared(self) -> dict[str, object]:
        """The entry that the reader is given."""
        return {**self.entry, **{key: values[0] for key, values in self.marked.items()}}

    def with_mark(self, key: str, value: object, why: str) -> Self:
        """The source with one more value that is likely."""
        marked = {**self.marked, key: [value]}
        return replace(self, marked=marked, evidence={**self.evidence, key: why})


def read_sources(
    paths: Sequence[Path], told: Mapping[str, object]
) -> tuple[list[Source], dict[str, DeliveredFile]]:
    """Every file, and how it was read.

    told  keys of `files:` that are known already
    Raises ProblemsFound with the problems of all files.
    """
    sources, files, complaints = [], {}, Complaints("")
    for path in paths:
        with complaints.collecting():
            source = source_of(path, told)
            delivered = read_delivered(path, source.declared)
            known = respelt(source, delivered)
            if known is not source:
                delivered = read_delivered(path, known.declared)
            sources.append(known)
            files[path.name] = delivered
    complaints.raise_any()
    return sources, files


def source_of(path: Path, told: Mapping[str, object]) -> Source:
    """Look at a file.

    told  keys of its entry that are known already and not looked for
    Raises ProblemsFound where it is missing, empty or of no known format.
    """
    if not path.is_file():
        raise _fault(path, "no such file", "Mend the path.")
    content = path.read_bytes()
    if not content:
        raise _fault(path, "the file is empty", "Deliver it again.")
    reader = format_of_content(content[:LONGEST_SIGNATURE]) or format_of_suffix(path.name) or "csv"
    suffix = path.suffix.lower()
    if reader not in FORMATS or suffix in UNSUPPORTED:
        remedy = UNSUPPORTED.get(suffix, "Save it in another format.")
        raise _fault(path, "cannot be read", remedy, suffix)
    entry = {"path": path.name, "reader": reader, "sha256": sha256_of(path), **told}
    source = Source(path, entry)
    return _text_source(source, content) if FORMATS[reader].is_text else source


def _fault(path: Path, message: str, remedy: str, value: str = "") -> ProblemsFound:
    return refusal(str(path), "", value, message, remedy)


def _text_source(source: Source, content: bytes) -> Source:
    if "encoding" not in source.entry:
        likely, sure, why = encodings_of(content)
        if not likely:
            remedy = "Save it as UTF-8, or name its encoding: READ=encoding=..."
            raise _fault(source.path, why, remedy)
        certain, marked = ({"encoding": likely[0]}, {}) if sure else ({}, {"encoding": likely})
        entry = {**source.entry, **certain}
        source = replace(source, entry=entry, marked=marked, evidence={"encoding": why})
    delimiter = delimiter_of(content.decode(str(source.declared["encoding"])))
    usual = "\t" if source.entry["reader"] == "tsv" else ","
    if "delimiter" in source.entry or delimiter == usual:
        return source
    return source.with_mark("delimiter", delimiter, "most lines have as many as the header")


def encodings_of(content: bytes) -> tuple[list[str], bool, str]:
    """Likely encodings, the likeliest first, whether the first is certain, what was tried."""
    if content.isascii():
        return ["utf-8"], True, "every byte is ASCII"
    fits = fitting(content)
    texts = {name: content.decode(name) for name in fits}
    odd = {name: len(ODD.findall(text)) for name, text in texts.items()}
    kana = {name: len(KANA.findall(text)) for name, text in texts.items()}
    told = {name: f"fits ({kana[name]:,} kana, {odd[name]:,} odd letters)" for name in fits}
    why = "tried: " + ", ".join(f"{name} {told.get(name, 'does not fit')}" for name in CANDIDATES)
    certain = [name for name in ("utf-8", "utf-16") if name in fits]
    if certain:
        return certain[:1], True, why
    ranked = sorted(fits, key=lambda name: (odd[name] - kana[name], fits.index(name)))
    return (ranked[:1] if any(kana.values()) else ranked), False, why


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most lines into as many cells, more than one."""
    head = "\n".join(text.splitlines()[:LINES_READ])
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        rows = csv.reader(io.StringIO(head), delimiter=delimiter)
        widths = Counter(len(row) for row in rows if row)
        width, lines = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1 and (lines, width) > most:
            best, most = delimiter, (lines, width)
    return best


# Cells that are spelt otherwise than codes are: full-width digits, commas for points.

FULL_WIDTH = re.compile("[０-９]")
WITH_COMMA = re.compile(r"[+-]?\d+,\d+")
NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")


def respelt(source: Source, delivered: DeliveredFile) -> Source:
    """The source with the keys that make the reader see such cells as codes, if it has any."""
    frame = delivered.frame
    cells = {str(name): [c for c in frame[name].cat.categories if c] for name in frame}
    wide = [name for name, held in cells.items() if any(map(FULL_WIDTH.search, held))]
    if wide and "full_width" not in source.declared:
        why = f"full-width digits in {len(wide)} columns, e.g. {wide[0]}"
        source = source.with_mark("full_width", True, why)
    commas = [
        name
        for name, held in cells.items()
        if any(map(WITH_COMMA.fullmatch, held)) and all(map(NUMBER.fullmatch, held))
    ]
    text = FORMATS[str(source.entry["reader"])].is_text
    if commas and text and "decimal_comma" not in source.declared:
        why = "all cells are numbers, some with a comma"
        source = source.with_mark("decimal_comma", commas, why)
    return source
