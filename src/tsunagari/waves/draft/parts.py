"""The part of a draft that maps raw columns to variables, each with its evidence."""

from collections.abc import Iterator, Sequence

from tsunagari.config.words import words_of
from tsunagari.waves.draft.describe import describe, nearest, unread
from tsunagari.waves.draft.entries import Entry
from tsunagari.waves.draft.findings import Findings
from tsunagari.waves.draft.page import WORDS, Page, flow
from tsunagari.waves.draft.text import similarity


def write_columns(page: Page, findings: Findings) -> None:
    """The entries under `columns`, and as comments the raw columns that none reads."""
    page.line("columns:")
    for entry in findings.entries:
        _write_entry(page, entry, findings)
    _write_rest(page, findings)


def _write_entry(page: Page, entry: Entry, findings: Findings) -> None:
    """One variable: its columns as they are, the evidence, the proposal."""
    name, label = entry.name, findings.texts["variables"][entry.name]["label"]
    page.blank()
    page.comment(f"--- {name}: {' / '.join(words_of(label).values())}", 2)
    for match in entry.proposal.matches:
        page.comments(describe(match.column, len(findings.sources), entry.answers), 2)
        place = ".".join(filter(None, match.cell[1:]))
        besides = nearest(findings.assignment.likely[match.column.name], name)
        page.comment(f"  {f'as {place}: ' if place else ''}{match.evidence}; next {besides}", 2)
    page.comments(_doubts(entry, findings), 2)
    page.line(f"{name}: !DECIDE", 2)
    page.value("column", entry.column, 4, mark=False)
    for key, marks in (("items", entry.items), ("categories", entry.categories)):
        if marks:
            page.value(key, marks, 4, mark=False)
    if len(entry.ways) > 1:
        page.comment("No label says which way the codes run.", 4)
        page.either("codes", entry.ways, 4)
    elif entry.ways:
        codes = {code: answer for code, answer in entry.ways[0].items() if code != ""}
        page.value("codes", codes, 4, mark=bool(entry.doubts))
        if "" in entry.ways[0]:  # a box without a tick, which outside the base does not apply
            page.value("blank", entry.ways[0][""], 4, mark=bool(entry.doubts))
    if numbers := entry.numbers:
        page.comment("A cell that stands for a number, and why.", 4)
        page.value("codes", {code: number for code, (number, _) in numbers.items()}, 4)
        said = ", ".join(label for _, label in numbers.values())
        page.value("reason", WORDS.text("as_the_file_says", words=said), 4)
    if name in findings.missing.variables:
        page.comment("The wave's codes of missing would misread a cell here.", 4)
        page.value("missing", findings.missing.variables[name], 4)


def _doubts(entry: Entry, findings: Findings) -> list[str]:
    """What a person should look at, besides the scores."""
    proposal = entry.proposal
    said = [f"as likely: {rival} ({score:.2f})" for rival, score in proposal.rivals]
    said += [f"as likely: column {m.column.name} ({m.score:.2f})" for m in proposal.spare]
    if (share := findings.agreement.get(entry.name)) is not None:
        said.append(f"{share:.1%} of rows have an answer where the base says so, and only there")
    absent = [item for item in proposal.target.items if item not in entry.items]
    if absent:
        said.append(f"no column for: {', '.join(absent)}")
    said += list(_absent_from_files(entry, findings))
    said += [f"{column} is left out: {why}" for column, why in entry.left_out]
    return [f"LOOK {doubt}" for doubt in [*said, *entry.doubts]]


def _absent_from_files(entry: Entry, findings: Findings) -> Iterator[str]:
    """Files that have some of the columns and not all, which is an error when the wave runs."""
    for path in findings.rows:
        held = {column.name for column in findings.columns if path in column.files}
        absent = [name for name in entry.columns if name not in held]
        if absent and len(absent) < len(entry.columns):
            yield f"not in {path}: {', '.join(absent)}"


def _write_rest(page: Page, findings: Findings) -> None:
    """Raw columns that no entry reads, each with the variable that is nearest."""
    read = {name for entry in findings.entries for name in entry.columns}
    rest = [column for column in findings.columns if column.name not in read]
    if not rest:
        return
    page.blank()
    page.comment(f"Raw columns that nothing above reads: {len(rest)} of {len(findings.columns)}")
    files = len(findings.sources)
    page.comments(unread(rest, findings.assignment, findings.wanted, findings.earlier, files))


# ---- The part of a draft that says how each file is read, and what it does not have ------

SLIGHT = 0.3  # a score that is not worth telling
ALIKE = 0.8  # of a file's name and a category, for the category to be the file's
NO_COLUMN = "no column gives it; other waves say it by file"


def write_files(page: Page, findings: Findings) -> None:
    """The entries under `files`."""
    page.line("files:")
    for source in findings.sources:
        path = str(source.entry["path"])
        held = sum(path in column.files for column in findings.columns)
        page.comment(f"{path}: {findings.rows[path]:,} rows, {held:,} columns", 2)
        for number, key in enumerate([*source.entry, *source.marked]):
            if key in source.evidence:
                page.comment(f"{key}: {source.evidence[key]}", 4)
            if key in source.marked:
                page.one_of(key, source.marked[key], 4)
            else:
                page.line(f"{'    ' if number else '  - '}{key}: {flow(source.entry[key])}")
        constants = _constants(page, path, findings)
        _not_asked(page, path, constants, findings)
    page.blank()


def _constants(page: Page, path: str, findings: Findings) -> list[str]:
    """Variables that are the same for the whole file, as the file's name may say."""
    given = {entry.name for entry in findings.entries}
    names, ways = [], [{}]
    for target in findings.wanted:
        name = target.name
        if name in given or target.items or target.variable.type != "single":
            continue
        stem = path.rpartition(".")[0]
        said = [
            key
            for key, words in target.categories.items()
            if max(similarity(stem, word) for word in words) >= ALIKE
        ]
        if not said and name not in findings.constant:
            continue
        names.append(name)
        why = f"the file's name says {said[0]}" if said else NO_COLUMN
        page.comment(f"{name}: {why}", 4)
        ways = [{**way, name: key} for way in ways for key in said[:1] or target.categories]
    if names:
        page.one_of("constants", ways, 4)
    return names


def _not_asked(page: Page, path: str, constants: Sequence[str], findings: Findings) -> None:
    """Variables that no column of the file gives."""
    held = {column.name for column in findings.columns if path in column.files}
    given = {entry.name for entry in findings.entries if held & set(entry.columns)}
    why = {entry.name: "its columns are not in this file" for entry in findings.entries}
    for each in findings.refused:
        why[each.proposal.name] = f"{each.why}: {', '.join(each.proposal.columns)}"
    names = [target.name for target in findings.wanted]
    absent = [name for name in names if name not in given and name not in constants]
    for name in absent:
        page.comment(f"{name}: {why.get(name) or _best_column(name, findings)}", 4)
    if absent:
        page.value("not_asked", absent, 4)


def _best_column(name: str, findings: Findings) -> str:
    """The nearest column of a variable for which nothing is proposed."""
    likely = [m for all_ in findings.assignment.likely.values() for m in all_ if m.cell[0] == name]
    best = max(likely, key=lambda match: match.score)
    if best.score < SLIGHT:
        return "nothing is like it"
    return f"nothing is like it; nearest is {best.column.name}, {best.evidence}"
