"""What each column of the delivered files holds: title, labels, codes and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tsunagari.read.delivered_file import DeliveredFile

MOST_WORDS = 30  # a text column with more different cells is prose, not answers


@dataclass(frozen=True)
class Column:
    """One raw column over all files of the wave that have it.

    counts   code -> rows that hold it, blank cells left out
    labels   code -> the file's value label, of all files that have it
    differs  code -> labels, where files give one code different labels
    """

    name: str
    title: str
    labels: Mapping[str, str]
    counts: Mapping[str, int]
    blank: int
    files: tuple[str, ...]
    differs: Mapping[str, tuple[str, ...]]

    @property
    def rows(self) -> int:
        return sum(self.counts.values()) + self.blank

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The cells that are numbers, each value once, in order."""
        return tuple(sorted(float(code) for code in self.counts if is_number(code)))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Code -> what it says: its label, or the code itself where that is a word."""
        words = [code for code in self.counts if not is_number(code) and not is_tagged(code)]
        spoken = {code: code for code in words} if len(words) <= MOST_WORDS else {}
        return {**spoken, **self.labels}


def number(code: str) -> float | None:
    """The number that a code is written as."""
    try:
        return float(code)
    except ValueError:
        return None


def is_number(code: str) -> bool:
    """Whether a code is written as a number."""
    return number(code) is not None


def is_tagged(code: str) -> bool:
    """Whether a code is one of Stata's or SAS's tagged missing values, .a to .z."""
    return len(code) == 2 and code[0] == "." and code[1].isalpha()


def profile(files: Mapping[str, DeliveredFile]) -> list[Column]:
    """The columns of all files, in the order in which they first stand."""
    names = dict.fromkeys(name for file in files.values() for name in file.frame.columns)
    return [_column(name, files) for name in names]


def _column(name: str, files: Mapping[str, DeliveredFile]) -> Column:
    having = {path: file for path, file in files.items() if name in file.frame.columns}
    counts: Counter[str] = Counter()
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for file in having.values():
        counted = file.frame[name].value_counts()
        counts.update({str(code): int(n) for code, n in counted.items() if n})
        for code, label in file.labels.get(name, {}).items():
            labels[code][label] = None
    titles = [title for file in having.values() if (title := file.titles.get(name))]
    return Column(
        name=name,
        title=titles[0] if titles else "",
        labels={code: next(iter(texts)) for code, texts in labels.items()},
        blank=counts.pop("", 0),
        counts={code: counts[code] for code in sorted(counts, key=_order)},
        files=tuple(having),
        differs={code: tuple(texts) for code, texts in labels.items() if len(texts) > 1},
    )


def _order(code: str) -> tuple[int, float, str]:
    return (0, float(code), code) if is_number(code) else (1, 0.0, code)


def stem(name: str) -> str:
    """The name with its last numbers left out, the question's own kept: Q1_1 to Q1_11 are Q1_#.

    Of a name with one number that number is left out: t01 to t14 are t#.
    """
    cut = pieces(name)
    numbers = [place for place, piece in enumerate(cut) if piece.isdigit()]
    kept = numbers[:1] if len(numbers) > 1 else []
    return "".join("#" if at in numbers and at not in kept else part for at, part in enumerate(cut))


def pieces(name: str) -> list[str]:
    """The name cut between digits, letters and marks: Q2_1_11 -> Q, 2, _, 1, _, 11."""
    kinds = groupby(name, lambda letter: (letter.isdigit(), letter.isalpha()))
    return ["".join(run) for _, run in kinds]


def shown(value: float) -> str:
    """A number as a code is written: whole numbers without a point."""
    return str(int(value)) if value % 1 == 0 else f"{value:g}"


def reach(column: Column) -> str:
    """The least and the greatest of a column's numbers."""
    return f"{shown(column.numbers[0])} to {shown(column.numbers[-1])}"
