"""What became of a slip: noticed where it is, of no consequence, or another statement."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pandas as pd

from tsunagari.problems import ProblemsFound

from mutation.changes import Change
from mutation.stages import Crashed

NAMED, KEY, ELSEWHERE, CRASH = "names the line", "names the key", "elsewhere", "crash"
SAME, WORDS, OTHER = "same numbers", "words only", "other numbers"
VERDICTS = ("verdict", "basis", "status", "state", "grade")  # columns that say what a number is


def named(found: ProblemsFound, file: str, change: Change) -> tuple[str, str]:
    """How the problems point at the place of a change, and the one that does it best."""
    shown = [str(problem) for problem in found.problems]
    of_file = [text for text in shown if file in text]
    for text in of_file:
        lines = [int(number) for number in re.findall(r"\bline (\d+)", text)]
        if any(abs(line - change.line) <= 1 for line in lines):
            return NAMED, text
    words = [word for word in change.words if len(word) > 1]
    for text in shown:
        if any(word in text for word in words):
            return KEY, text
    return ELSEWHERE, shown[0]


def outcome(error: Exception, file: str, change: Change) -> tuple[str, str]:
    """Verdict and message of a run that stopped."""
    if isinstance(error, ProblemsFound):
        return named(error, file, change)
    said = str(error) if isinstance(error, Crashed) else f"{type(error).__name__}: {error}"
    return CRASH, said


class Numbers:
    """The numbers of result files, each file known by its bytes."""

    def __init__(self) -> None:
        self._seen: dict[bytes, str] = {}

    def of(self, folder: Path) -> Counter[str]:
        """What numbers the tables of a folder hold; the names of tables do not matter."""
        return Counter(
            self._of_table(path)
            for path in sorted(folder.rglob("*"))
            if path.suffix in (".csv", ".parquet") and "raw" not in path.parts
        )

    def _of_table(self, path: Path) -> str:
        content = path.read_bytes()
        key = sha256(content).digest()
        if key not in self._seen:
            read = pd.read_csv if path.suffix == ".csv" else pd.read_parquet
            self._seen[key] = _numbers(read(io.BytesIO(content)))
        return self._seen[key]


def _numbers(table: pd.DataFrame) -> str:
    """Numbers, verdicts and answers by their place in their order, words left out."""
    kept = {}
    for place, name in enumerate(table):
        column = table[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            kept[place] = column.cat.codes
        elif pd.api.types.is_numeric_dtype(column) and name not in ("line", "row", "respondent"):
            kept[place] = column.astype(float).round(10)
        elif name in VERDICTS:
            kept[place] = column
    text = pd.DataFrame(kept, index=table.index).to_csv(index=False)
    return sha256(text.encode()).hexdigest()


def scalars(data: object, path: tuple = ()) -> dict[tuple, object]:
    """Every value of a configuration by its path."""
    if isinstance(data, Mapping):
        items = list(data.items())
        order = {(*path, "order"): tuple(map(str, data))}
    elif isinstance(data, list | tuple):
        items, order = list(enumerate(data)), {}
    else:
        return {path: (type(data).__name__, data)}
    found = dict(order)
    for key, value in items:
        found |= scalars(value, (*path, key))
    return found


def differing(before: object, after: object) -> list[tuple]:
    """The paths whose values differ, in the order of the file."""
    one, other = scalars(before), scalars(after)
    return [path for path in {**one, **other} if one.get(path) != other.get(path)]
