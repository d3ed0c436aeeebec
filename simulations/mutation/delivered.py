"""Small waves in several formats, and slips in their cells and bytes."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from mutation.changes import Change, changed
from mutation.projects import MINI
from tsunagari.harmonise.respondents import columns_read, harmonise
from tsunagari.project import load_project
from tsunagari.read.checksums import sha256_of
from tsunagari.read.read import read_delivered
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver

WAVE, COPIES = "1999", 5
BYTES = 0.25  # of the slips in files that are no text, those in a byte of the file
CP932 = "answers.csv"  # the toy project's own file, as it is
FORMATS = {
    CP932: {},
    "small.csv": {"reader": "csv", "encoding": "utf-8", "delimiter": ";"},
    "small.tsv": {"reader": "tsv", "encoding": "utf-8"},
    "small.xlsx": {"reader": "excel"},
    "small.sav": {"reader": "spss"},
    "small.dta": {"reader": "stata"},
    "small.parquet": {"reader": "parquet"},
    "small.feather": {"reader": "feather"},
}
TEXT = (CP932, "small.csv", "small.tsv")
SMALL = yaml.safe_load("""
design: {weight: WEIGHT}
respondent: ID
missing: {not_applicable: [8], no_answer: [9]}
exclude: [{name: sent_twice, duplicated: ID}]
columns:
  sex: {column: SEX, codes: {1: man, 2: woman}}
  age: {column: AGE}
  use: {column: "USE_{item}", items: {letter: 1, phone: 2}, codes: {1: daily, 2: rarely, 3: never}}
  reasons:
    column: "WHY_{item}_{category}"
    items: {letter: 1, phone: 2}
    categories: {cheap: 1, fast: 2, no_reason: 3}
    codes: {1: selected, 0: not_selected}
  trust: {column: TRUST, codes: {1: agree, 2: disagree}}
""")


@dataclass(frozen=True)
class Slip:
    """A file after a slip, and where it is: row (0 is the header) and column, if in a cell."""

    where: str
    kind: str
    before: str
    after: str
    row: int | None
    column: str
    content: bytes


class SmallWave:
    """The toy project's wave of 1999 alone, delivered in one format."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        shutil.copytree(MINI, folder)
        self.config = folder / "config" / "waves" / f"{WAVE}.yaml"
        settings = folder / "config" / "config.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("waves: all", f'waves: ["{WAVE}"]'),
            encoding="utf-8",
        )
        # What its text says of the other wave cannot be asked of this one alone.
        (folder / "config" / "claims.yaml").write_text("claims: {}\n", encoding="utf-8")
        self.path = folder / "data" / "raw" / WAVE / name
        self.wave = yaml.safe_load(self.config.read_text(encoding="utf-8"))
        self.file = dict(self.wave["files"][0])
        self.frame = pd.DataFrame()
        if name != CP932:
            self._make()
        self.content = self.path.read_bytes()
        self.declare(False)

    def _make(self) -> None:
        """The same people several times, coded with digits and weighted."""
        project = load_project(self.folder / "config")
        self.texts, self.codebook = project.codebook_config, project.codebook
        wanted = columns_read(self.codebook, self.wave, self.file)
        raw = {CP932: read_delivered(self.path.with_name(CP932), self.file, wanted)}
        people, _ = harmonise(self.codebook, WAVE, self.wave, raw)
        people = pd.concat([people] * COPIES, ignore_index=True)
        self.file = {"path": self.name, **FORMATS[self.name], "constants": {"country": "here"}}
        self.wave = {**self.wave, **SMALL, "files": [self.file]}
        mess = {"seed": 1, "numbers": {"WEIGHT": [50, 150]}}
        self.frame = deliver(self.codebook, WAVE, self.wave, people, mess)[self.name]
        self.write(self.frame)

    def write(self, frame: pd.DataFrame) -> bytes:
        write_delivered(self.path, frame, self.file, self.wave, self.codebook, self.texts)
        return self.path.read_bytes()

    def declare(self, checksum: bool) -> None:
        """Write the wave's file, with the checksum of the file as it was or without."""
        self.path.write_bytes(self.content)
        file = {**self.file, "sha256": sha256_of(self.path)} if checksum else self.file
        text = yaml.safe_dump({**self.wave, "files": [file]}, allow_unicode=True, sort_keys=False)
        self.config.write_text(text, encoding="utf-8")

    def slip(self, rng: random.Random) -> Slip:
        """One slip in a text file, in a cell, or (of one in four) in a byte of another file.

        A slip after which the file has the same bytes (01 for the number 1) is none.
        """
        while (slip := self._any_slip(rng)).content == self.content:
            continue
        return slip

    def _any_slip(self, rng: random.Random) -> Slip:
        if self.name in TEXT:
            return self._in_text(rng)
        return self._in_bytes(rng) if rng.random() < BYTES else self._in_cell(rng)

    def kind_of(self, slip: Slip) -> str:
        """What a slip that nothing notices has changed: the class that it is of."""
        if slip.row is None:
            return "a byte of a file without checksums of its own"
        column = slip.column or self._column_of_line(slip)
        kinds = {"WEIGHT": "a weight", "AGE": "an age", "年齢": "an age"}
        return f"{kinds.get(column, 'an answer')} became another valid one"

    def _column_of_line(self, slip: Slip) -> str:
        """The column of a text file in which the row differs."""
        delimiter = self.file.get("delimiter", "\t" if self.name.endswith(".tsv") else ",")
        before, after = (
            content.decode(self.file["encoding"]).split("\r\n")
            for content in (self.content, slip.content)
        )
        header = before[0].split(delimiter)
        for old, new in zip(before, after, strict=False):
            cells = zip(header, old.split(delimiter), new.split(delimiter), strict=False)
            for name, one, other in cells:
                if one != other:
                    return name
        return ""

    def _in_text(self, rng: random.Random) -> Slip:
        encoding = self.file["encoding"]
        change = changed(self.content.decode(encoding), rng)
        content = change.text.encode(encoding, errors="xmlcharrefreplace")
        return _of_text(change, content)

    def _in_cell(self, rng: random.Random) -> Slip:
        row, place = rng.randrange(len(self.frame)), rng.randrange(self.frame.shape[1])
        name, cell = self.frame.columns[place], self.frame.iat[row, place]
        change = changed(cell or " ", rng)
        frame = self.frame.copy()
        frame.iat[row, place] = change.text.strip() if not cell else change.text
        content = self.write(frame)
        self.path.write_bytes(self.content)
        where = f"row {row + 1}, column {name}"
        return Slip(where, change.kind, cell, frame.iat[row, place], row + 1, name, content)

    def _in_bytes(self, rng: random.Random) -> Slip:
        place = rng.randrange(len(self.content))
        old = self.content[place]
        new = rng.choice([byte for byte in range(256) if byte != old])
        content = self.content[:place] + bytes([new]) + self.content[place + 1 :]
        return Slip(f"byte {place}", "byte", f"{old:02x}", f"{new:02x}", None, "", content)


def _of_text(change: Change, content: bytes) -> Slip:
    shown = (change.before, change.after)
    return Slip(f"line {change.line}", change.kind, *shown, change.line - 1, "", content)


def points_at(slip: Slip, message: str, name: str) -> bool:
    """Whether a message names the file and the row (or the line), or that the header is wrong."""
    if name not in message:
        return False
    if slip.row is None:
        return True
    rows = range(slip.row - 1, slip.row + 2)
    named = [f"row {row}," for row in rows] + [f"row {row}:" for row in rows]
    named += [f"{name} row {row}{end}" for row in rows for end in (",", ")")]
    named += [f"line {row + 1}:" for row in rows] + [f"line {row + 1}," for row in rows]
    return any(text in message for text in named) or (slip.row == 0 and "header" in message)


def small_waves(folder: Path) -> Iterator[SmallWave]:
    for name in FORMATS:
        yield SmallWave(folder / name.replace(".", "_"), name)
