"""The part of a draft that says how each file is read, and what it does not have."""

from __future__ import annotations

from collections.abc import Sequence

from tsunagari.scaffold.findings import Findings
from tsunagari.scaffold.page import Page, flow
from tsunagari.scaffold.sources import Source
from tsunagari.scaffold.text import similarity

SLIGHT = 0.3  # a score that is not worth telling
ALIKE = 0.8  # of a file's name and a category, for the category to be the file's


def write_files(page: Page, found: Findings) -> None:
    """The entries under `files`."""
    page.line("files:")
    for source in found.sources:
        path = str(source.entry["path"])
        held = sum(path in column.files for column in found.columns)
        page.comment(f"{path}: {found.rows[path]:,} rows, {held:,} columns", 2)
        for number, (key, value) in enumerate(source.entry.items()):
            _note(page, source, key)
            page.line(f"{'  - ' if number == 0 else '    '}{key}: {flow(value)}")
        for key, values in source.marked.items():
            _note(page, source, key)
            page.one_of(key, values, 4)
        constants = _constants(page, path, found)
        _not_asked(page, path, constants, found)
    page.blank()


def _note(page: Page, source: Source, key: str) -> None:
    if key in source.evidence:
        page.comment(f"{key}: {source.evidence[key]}", 4)


def _constants(page: Page, path: str, found: Findings) -> list[str]:
    """Variables that are the same for the whole file, as the file's name may say."""
    given = {entry.proposal.target.variable.name for entry in found.entries}
    names = []
    ways: list[dict[str, str]] = [{}]
    for target in found.wanted:
        name = target.variable.name
        if name in given or target.items or target.variable.type != "single":
            continue
        fits = {
            key: max(similarity(path.rpartition(".")[0], word) for word in words)
            for key, words in target.categories.items()
        }
        said = [key for key, score in fits.items() if score >= ALIKE]
        if not said and name not in found.constant:
            continue
        names.append(name)
        why = "no column gives it; other waves say it by file"
        why = f"the file's name says {said[0]}" if said else why
        page.comment(f"{name}: {why}", 4)
        ways = [{**way, name: key} for way in ways for key in said[:1] or target.categories]
    if names:
        page.one_of("constants", ways, 4)
    return names


def _not_asked(page: Page, path: str, constants: Sequence[str], found: Findings) -> None:
    """Variables that no column of the file gives."""
    refused = {
        entry.proposal.target.variable.name: f"{entry.why}: {', '.join(entry.proposal.columns)}"
        for entry in found.refused
    }
    entries = {entry.proposal.target.variable.name: entry for entry in found.entries}
    files_of = {column.name: column.files for column in found.columns}
    absent = []
    for target in found.wanted:
        name = target.variable.name
        held = name in entries and any(path in files_of[c] for c in entries[name].columns)
        if held or name in constants:
            continue
        absent.append(name)
        why = "its columns are not in this file" if name in entries else refused.get(name)
        page.comment(f"{name}: {why or _best_column(name, found)}", 4)
    if absent:
        page.value("not_asked", absent, 4)


def _best_column(name: str, found: Findings) -> str:
    """The nearest column of a variable for which nothing is proposed."""
    likely = [m for all_ in found.assignment.likely.values() for m in all_ if m.cell[0] == name]
    best = max(likely, key=lambda match: match.score)
    if best.score < SLIGHT:
        return "nothing is like it"
    return f"nothing is like it; nearest is {best.column.name}, {best.evidence}"
