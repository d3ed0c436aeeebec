"""What became of a slip: noticed where it is, of no consequence, or another statement."""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pandas as pd

from mutation.changes import Change

LINE, KEY, ELSEWHERE = "stops, names the line", "stops, names the key", "stops, elsewhere"
CRASH = "crash"
SAME, WORDS, OTHER = "same numbers", "words only", "another statement"
VERDICTS = ("verdict", "basis", "status", "state", "grade")  # columns that say what a number is
KEYS_OF_ROWS = ("line", "row", "respondent")  # numbers that count nothing
LANGUAGES = ("ja", "en")
PROSE = ("reason", "quote", "name")


def pointed_at(
    problems: Sequence[str], file: str, change: Change, paths: Sequence[tuple]
) -> tuple[str, str]:
    """How problems point at the place of a change in a file, and the one that does it best.

    paths  the keys that lead to what stands on the line of the change, before and after it
    """
    lines = range(change.line - 1, change.line + change.breaks + 2)
    for text in [text for text in problems if file in text]:
        if any(int(number) in lines for number in re.findall(r"\bline (\d+)", text)):
            return LINE, text
    words = [word for word in change.words if len(word) > 1]
    for path in paths:
        entry = ".".join(map(str, path[:2]))
        words += [f" {entry}.", f" {entry}:", f"'{path[-1]}'", f"[{path[-1]}]"]
    for text in problems:
        if any(word in text for word in words):
            return KEY, text
    return ELSEWHERE, problems[0]


class Numbers:
    """The numbers of result files, each file known by its bytes."""

    def __init__(self) -> None:
        self._seen: dict[bytes, str] = {}

    def of(self, folder: Path) -> tuple[Counter[str], Counter[str]]:
        """What numbers the tables of a folder hold, and those that judge words beside numbers.

        The names of tables do not matter.
        """
        found: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".parquet") and "raw" not in path.parts:
                judges = path.parent.name == "audit" or path.name.endswith(".labels.csv")
                found[judges][self._of_table(path)] += 1
        return found

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
        elif pd.api.types.is_numeric_dtype(column) and name not in KEYS_OF_ROWS:
            kept[place] = column.astype(float).round(10)
        elif name in VERDICTS:
            kept[place] = column
    text = pd.DataFrame(kept, index=table.index).to_csv(index=False)
    return sha256(text.encode()).hexdigest()


def scalars(data: object, path: tuple = ()) -> dict[tuple, object]:
    """Every value of a configuration by its path, and the order of every mapping."""
    if isinstance(data, Mapping):
        items = list(data.items())
    elif isinstance(data, list | tuple):
        items = list(enumerate(data))
    else:
        return {path: data}
    found: dict[tuple, object] = {} if items else {path: data}
    for key, value in items:
        found |= scalars(value, (*path, key))
    return found


def differences(before: object, after: object) -> list[tuple[tuple, object, object]]:
    """Path, value before and value after, of all that differs; None where there is none."""
    one, other = scalars(before), scalars(after)
    paths = dict.fromkeys([*one, *other])
    return [(p, one.get(p), other.get(p)) for p in paths if _typed(one, p) != _typed(other, p)]


def _typed(values: Mapping, path: tuple) -> tuple:
    return (path in values, type(values.get(path)), values.get(path))


def is_words(changed: Sequence[tuple[tuple, object, object]]) -> bool:
    """Whether only words for readers differ."""
    return all(
        any(step in LANGUAGES for step in path[-2:]) or path[-1] in PROSE for path, _, _ in changed
    )


def reason_of(changed: Sequence[tuple[tuple, object, object]]) -> str:
    """Why a statement that changes numbers is one that only its author can judge; "" if not."""
    if len(changed) != 1:
        return ""
    (path, before, after), where = changed[0], ".".join(map(str, changed[0][0]))
    both = {type(before), type(after)}
    if both <= {int, float}:
        return f"{where}: {before} or {after}, a number that nothing else in the files states"
    if both == {str} and path[-1] not in LANGUAGES:
        return f"{where}: '{before}' or '{after}', both of them valid"
    return ""
