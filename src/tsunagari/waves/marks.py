"""Marks that stand for items and categories in the names of raw columns."""

import re
from collections.abc import Iterable, Mapping

RANGE = re.compile(r"(?P<first>\d+|[A-Za-z])\.\.(?P<last>\d+|[A-Za-z])")


def marks_between(text: str) -> list[str]:
    """The marks of a range: "1..11", "01..11" (zeros are kept), "a..k".

    Raises ValueError for what is no range, or one that runs backwards.
    """
    found = RANGE.fullmatch(text)
    if found is None or found["first"].isdigit() != found["last"].isdigit():
        raise ValueError("no range such as 1..11, 01..11 or a..k")
    first, last = found["first"], found["last"]
    if first.isdigit():
        width = len(first) if first.startswith("0") else 0
        marks = [f"{number:0{width}d}" for number in range(int(first), int(last) + 1)]
    else:
        if first.isupper() != last.isupper():
            raise ValueError("a range of letters of one case")
        marks = [chr(code) for code in range(ord(first), ord(last) + 1)]
    if not marks:
        raise ValueError("a range that runs backwards")
    return marks


def marked(given: Mapping | Iterable[str] | None, span: str | None, every: Iterable[str]) -> dict:
    """Item (or category) -> its mark, or an entry of its own where it has other columns.

    given  a mapping, as written; or the names in the questionnaire's order
    span   a range of marks for the names in their order; without it a mapping is needed
    every  all names in the codebook's order, where none are given
    Raises ValueError where names and marks are not equally many.
    """
    if isinstance(given, Mapping):
        return dict(given)
    names = list(every if given is None else given)
    marks = marks_between(str(span))
    if len(names) != len(marks):
        shown = ", ".join(f"{mark}={name}" for mark, name in zip(marks, names, strict=False))
        raise ValueError(f"{len(marks)} marks for {len(names)} names ({shown}, ...)")
    return dict(zip(names, marks, strict=True))
