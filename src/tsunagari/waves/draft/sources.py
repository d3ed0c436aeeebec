"""How a delivered file is to be read: format, encoding (tried), delimiter."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.read.checksums import sha256_of
from tsunagari.read.encodings import CANDIDATES, fitting
from tsunagari.read.formats import (
    FORMATS,
    LONGEST_SIGNATURE,
    UNSUPPORTED,
    format_of_content,
    format_of_suffix,
)

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


def source_of(path: Path, told: Mapping[str, object]) -> Source:
    """Look at a file.

    told  keys of its entry that are known already and not looked for
    Raises ProblemsFound where it is missing, empty or of no known format.
    """
    if not path.is_file():
        raise ProblemsFound([Problem(str(path), "", "", "no such file", "Mend the path.")])
    content = path.read_bytes()
    if not content:
        raise ProblemsFound([Problem(str(path), "", "", "the file is empty", "Deliver it again.")])
    reader = format_of_content(content[:LONGEST_SIGNATURE]) or format_of_suffix(path.name) or "csv"
    suffix = path.suffix.lower()
    if reader not in FORMATS or suffix in UNSUPPORTED:
        remedy = UNSUPPORTED.get(suffix, "Save it in another format.")
        raise ProblemsFound([Problem(str(path), "", suffix, "cannot be read", remedy)])
    entry = {"path": path.name, "reader": reader, "sha256": sha256_of(path), **told}
    source = Source(path, entry)
    return _text_source(source, content, told) if FORMATS[reader].is_text else source


def _text_source(source: Source, content: bytes, told: Mapping[str, object]) -> Source:
    if "encoding" not in told:
        likely, sure, why = encodings_of(content)
        if not likely:
            remedy = "Save it as UTF-8, or name its encoding: READ=encoding=..."
            raise ProblemsFound([Problem(str(source.path), "", "", why, remedy)])
        certain = {"encoding": likely[0]} if sure else {}
        marked = {} if sure else {"encoding": likely}
        entry = {**source.entry, **certain}
        source = replace(source, entry=entry, marked=marked, evidence={"encoding": why})
    text = content.decode(str(source.declared["encoding"]))
    delimiter = delimiter_of(text)
    usual = "\t" if source.entry["reader"] == "tsv" else ","
    if "delimiter" in told or delimiter == usual:
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
