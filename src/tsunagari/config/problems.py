"""Errors as a product: every problem names its place, the value and the remedy.

All problems of a file are collected and raised together, so that one run shows
all that has to be mended.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

MOST_SHOWN = 20  # problems of one kind in one place, before the rest is counted


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    file     the file, relative to the project
    where    line, row, column or key within the file
    value    the offending value ("" where a thing is missing)
    message  what is wrong
    remedy   what to do about it
    """

    file: str
    where: str
    value: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        value = f" [{self.value}]" if self.value != "" else ""
        return f"{place}: {self.message}{value}. {self.remedy}"


class ProblemsFound(Exception):
    """Raised with all problems of a file (or of several) at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        super().__init__("\n".join([f"{head}:", *(f"  {problem}" for problem in self.problems)]))


class Rows(Protocol):
    """Row -> cell: a mapping, or a column of a table."""

    def items(self) -> Iterable[tuple[object, str]]: ...
    def __len__(self) -> int: ...


class Complaints:
    """The problems of one file, collected to be raised all at once.

    file   the file, relative to the project
    place  where in the file is looked at the moment; "" for the file as a whole
    """

    def __init__(self, file: str, place: str = "") -> None:
        self.file, self.place, self.problems = file, place, []

    def at(self, place: str) -> "Complaints":
        """The same collection, narrowed to a place in the file."""
        narrowed = Complaints(self.file, place)
        narrowed.problems = self.problems
        return narrowed

    def column(self, name: str) -> "Complaints":
        """The same collection, narrowed to a column."""
        return self.at(f"column {name}")

    def of(self, file: str) -> "Complaints":
        """The same collection, for another file."""
        other = Complaints(file)
        other.problems = self.problems
        return other

    def add(self, value: object, message: str, remedy: str, row: str = "") -> None:
        """One problem at the place, or at a row (or cell) of it."""
        where = ", ".join(filter(None, (row, self.place)))
        self.problems.append(Problem(self.file, where, str(value), message, remedy))

    def rows(
        self,
        cells: Rows,
        message: str,
        remedy: str | Callable[[str], str],
        rest: str = "of this kind in the column",
    ) -> None:
        """A problem a row, the first ones; the rest is counted."""
        for row, cell in islice(cells.items(), MOST_SHOWN):
            self.add(
                cell, message, remedy if isinstance(remedy, str) else remedy(cell), f"row {row}"
            )
        if len(cells) > MOST_SHOWN:
            self.add("", f"{len(cells) - MOST_SHOWN} more {rest}", "See the ones above.")

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Takes in the problems that end its block, so that more of them can be found."""
        try:
            yield
        except ProblemsFound as error:
            self.problems += error.problems

    def raise_any(self) -> None:
        """Raises ProblemsFound with each problem once, if there is any."""
        if self.problems:
            raise ProblemsFound(dict.fromkeys(self.problems))


@contextmanager
def within(place: str) -> Iterator[None]:
    """Names the place (a wave, a side) first in whatever problems are found in its block."""
    try:
        yield
    except ProblemsFound as found:
        wheres = [", ".join(filter(None, (place, each.where))) for each in found.problems]
        named = zip(found.problems, wheres, strict=True)
        raise ProblemsFound([replace(each, where=where) for each, where in named]) from None


def refusal(file: str, where: str, value: object, message: str, remedy: str) -> ProblemsFound:
    """What to raise where there is but one problem."""
    return ProblemsFound([Problem(file, where, str(value), message, remedy)])


def unknown(
    file: str, where: str, names: Iterable[object], valid: Iterable[object], message: str
) -> list[Problem]:
    """A problem for each name that is not valid, with the nearest one that is.

    A `{}` in `where` is the name.
    """
    valid = [str(name) for name in valid]
    return [
        Problem(file, where.format(name), str(name), message, nearest(str(name), valid))
        for name in names
        if str(name) not in valid
    ]


def _unlike(value: str, other: str) -> str:
    """The letters of two texts that look alike and are not the same, by their code points."""

    def alike(one: str, two: str) -> bool:
        if one.isascii() and two.isascii():
            return False
        names = [unicodedata.name(letter, "").split()[-1:] for letter in (one, two)]
        forms = [unicodedata.normalize("NFKC", letter) for letter in (one, two)]
        return forms[0] == forms[1] or (names[0] == names[1] != [])

    pairs = [pair for pair in zip(value, other, strict=False) if pair[0] != pair[1]]
    shown = [f"U+{ord(one):04X} for U+{ord(two):04X}" for one, two in pairs if alike(one, two)]
    return f" They look alike: it has {', '.join(dict.fromkeys(shown))}." if shown else ""


def nearest(value: str, valid: Iterable[str]) -> str:
    """A remedy that names the valid value nearest to `value`, or lists the valid ones."""
    choices = [str(choice) for choice in valid]
    close = [choice for choice in choices if choice.casefold() == str(value).casefold()]
    close = close or difflib.get_close_matches(str(value), choices, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?{_unlike(str(value), close[0])}"
    shown = ", ".join(choices[:12]) + (", ..." if len(choices) > 12 else "")
    return f"Valid are: {shown}."
