"""Compare two results folders, as before and after a change that must change no result.

usage: same_results.py [--aside] OLD NEW
Every file has to be there on both sides and be the same to the byte, but for kinds of files that
name modules, lines of code, fingerprints or times: those are listed with the reason. Of a table
that differs, the first row and column that does are named; rows are counted as a spreadsheet
does, so that the header is row 1. Ends with 1 if anything differs that must not.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import zip_longest
from pathlib import Path


@dataclass(frozen=True)
class Aside:
    """A kind of files that may differ: a pattern of their names, and why.

    columns  of a table: only these may differ
    named    after the code, so that a file may be missing on either side
    """

    pattern: str
    reason: str
    columns: tuple[str, ...] = ()
    named: bool = False

    def beyond(self, how: str, old: Path, new: Path) -> str:
        """How a file of this kind differs though it must not, "" where it does not."""
        if how and self.columns:
            return difference(old, new, self.columns)
        return how if how.startswith(ONLY) and not self.named else ""


ASIDE = (
    Aside("archive/exhibits.csv", "names rules, scripts, functions and their lines",
          ("config", "rules", "scripts", "notebook", "functions")),
    Aside("archive/manifest.sha256", "has the hash of every file of the code"),
    Aside("archive/ro-crate-metadata.json", "has hash and size of every file"),
    Aside("archive/README_AEA.md", "names rules and scripts, and their lines"),
    Aside("notebooks/*.ipynb", "its cells import modules, its records have times"),
    Aside("report/source/*", "pages of the code itself", named=True),
    Aside("report/*.html", "leads from each number to its module and line"),
    Aside("report/_static/search.js", "finds pages of the code"),
    Aside("*/.snakemake_timestamp", "has a time"),
)  # fmt: skip


SAME, ONLY = "the same", "only in "


@dataclass
class Comparison:
    """Names of the files that are the same; those that differ, with what; those set aside.

    aside  kind -> its files, each with how it compares
    """

    same: list[str] = field(default_factory=list)
    differ: dict[str, str] = field(default_factory=dict)
    aside: dict[Aside, dict[str, str]] = field(default_factory=dict)

    def lines(self, every: bool = False) -> Iterator[str]:
        """What is printed of it; `every` names all that is set aside."""
        for kind, files in self.aside.items():
            number = len([how for how in files.values() if how != SAME])
            yield f"set aside {kind.pattern}: {kind.reason} ({number} of {len(files)} differ)"
            yield from (f"    {name}: {how}" for name, how in files.items() if every)
        yield from (f"{name}: {how}" for name, how in self.differ.items())
        aside = sum(map(len, self.aside.values()))
        yield f"{len(self.same)} files the same, {len(self.differ)} differ, {aside} set aside"


def compare(old: Path, new: Path) -> Comparison:
    """The files below two folders, by their names there."""
    found = Comparison()
    for name in sorted(_names(old) | _names(new)):
        files = old / name, new / name
        how = difference(*files)
        kind = next((each for each in ASIDE if fnmatchcase(name, each.pattern)), None)
        if wrong := kind.beyond(how, *files) if kind else how:
            found.differ[name] = wrong
        elif kind:
            found.aside.setdefault(kind, {})[name] = how or SAME
        else:
            found.same.append(name)
    return found


def _names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files}


def difference(old: Path, new: Path, but: tuple[str, ...] = ()) -> str:
    """How a file differs, "" where it does not.

    but  columns of a table that are passed over
    """
    for path, side in ((old, "NEW"), (new, "OLD")):
        if not path.is_file():
            return ONLY + side
    first, second = old.read_bytes(), new.read_bytes()
    if first == second:
        return ""
    if old.suffix != ".csv":
        return f"differs ({len(first):,} and {len(second):,} bytes)"
    cell = first_cell(_rows(old), _rows(new), but)
    return cell or ("" if but else "the same cells, in other bytes")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def first_cell(old: list[list[str]], new: list[list[str]], but: tuple[str, ...] = ()) -> str:
    """The first cell that differs between two tables, "" where none does."""
    header = max((rows[0] for rows in (old, new) if rows), key=len, default=[])
    for number, (before, after) in enumerate(zip_longest(old, new), start=1):
        if before is None or after is None:
            return f"row {number}: only in {'NEW' if before is None else 'OLD'}"
        for place, (one, other) in enumerate(zip_longest(before, after)):
            column = header[place] if place < len(header) else f"number {place + 1}"
            if one != other and (column not in but or number == 1):
                return f"row {number}, column {column}: {_shown(one)} -> {_shown(other)}"
    return ""


def _shown(cell: str | None) -> str:
    return "no cell" if cell is None else repr(cell)


def main(arguments: list[str]) -> int:
    head, _, rest = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="same_results.py",
        description=head,
        epilog=rest.partition("\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--aside", action="store_true", help="name every file that is set aside")
    parser.add_argument("old", type=Path, help="the results folder to compare with")
    parser.add_argument("new", type=Path, help="the results folder to judge")
    given = parser.parse_args(arguments)
    for folder in (given.old, given.new):
        if not folder.is_dir():
            parser.error(f"{folder}: there is no such folder")
    found = compare(given.old, given.new)
    print(*found.lines(given.aside), sep="\n")
    return 1 if found.differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
