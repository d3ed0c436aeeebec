"""What the comments of a draft say of a raw column, and of columns that nothing reads."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from tsunagari.waves.draft.assign import Assignment
from tsunagari.waves.draft.habits import likely_missing
from tsunagari.waves.draft.match import Match, Target
from tsunagari.waves.draft.profile import Column, reach, stem

MOST_CODES = 12  # that are shown one by one
MOST_LABELS = 24
MOST_LETTERS = 60  # of a label
MOST_OF_TITLE = 200
LINE = 110
MOST_NAMES = 12


def describe(column: Column, files: int, answers: Container[str] = ()) -> Iterator[str]:
    """Name and title, then codes with labels and counts.

    answers  codes that are taken for answers, whatever else they look like
    """
    where = "" if len(column.files) == files else f" [only in {', '.join(column.files)}]"
    yield f"{column.name}: {_cut(column.title, MOST_OF_TITLE) or '(no title)'}{where}"
    yield from _codes(column, answers)
    for code, labels in column.differs.items():
        yield f"  the files label code {code} differently: {' / '.join(labels)}"


def _codes(column: Column, answers: Container[str]) -> Iterator[str]:
    """Codes, labels and counts, several on a line; of many numbers the reach."""
    missing = {code: why for code, why in likely_missing(column).items() if code not in answers}
    many = len(column.counts) > MOST_CODES
    parts = [
        _code(column, code, f" ({missing[code][0]}?)" if code in missing else "")
        for code in {**column.labels, **column.counts}
        if not many or code in column.labels or code in missing
    ]
    if many:
        numbers = f" from {reach(column)}" if column.numbers else ""
        more = [f"{len(parts) - MOST_LABELS} more labels"] if len(parts) > MOST_LABELS else []
        parts = [f"{len(column.counts):,} different{numbers}", *parts[:MOST_LABELS], *more]
    line = " "
    for part in [*parts, f"blank {column.blank:,}"]:
        if len(line) + len(part) > LINE and line.strip():
            yield line
            line = " "
        line += f" {part} |"
    yield line.removesuffix(" |")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."


def _code(column: Column, code: str, kind: str) -> str:
    label = _cut(column.labels.get(code, ""), MOST_LETTERS)
    return " ".join(filter(None, (code, label, f"{column.counts.get(code, 0):,}{kind}")))


def nearest(likely: Sequence[Match], besides: str = "") -> str:
    """The variables that a column fits best, besides the one that it is taken for."""
    others = [match for match in likely if match.cell[0] != besides][:2]
    return ", ".join(f"{'.'.join(filter(None, m.cell))} {m.score:.2f}" for m in others)


def unread(
    columns: Sequence[Column],
    assignment: Assignment,
    targets: Sequence[Target],
    earlier: Mapping[str, str],
    files: int,
) -> Iterator[str]:
    """Columns that nothing reads; those of one stem with the same answers together.

    earlier  raw column -> what other waves read it as
    """
    groups: dict[tuple, list[Column]] = defaultdict(list)
    for column in columns:
        groups[stem(column.name), _signature(column)].append(column)
    for group in groups.values():
        first = group[0]
        yield ""
        if len(group) > 1:
            yield from _loop(group, targets)
        for column in group if first.title else group[:1]:
            yield from describe(column, files)
            yield f"  nearest: {nearest(assignment.likely[column.name]) or 'nothing'}"
        told = {column.name: earlier[column.name] for column in group if column.name in earlier}
        if told:
            names = [f"{name} as {said}" for name, said in list(told.items())[:MOST_NAMES]]
            yield f"  another wave reads the name, which proves nothing: {', '.join(names)}"


def _signature(column: Column) -> tuple:
    if len(column.counts) > MOST_CODES:
        return (column.name,)
    return tuple(sorted(column.labels.items())) or ("unlabelled", _binary(column))


def _binary(column: Column) -> bool:
    return set(column.counts) - set(likely_missing(column)) <= {"0", "1"}


def _loop(group: Sequence[Column], targets: Sequence[Target]) -> Iterator[str]:
    """What a row of columns of one stem looks like, and the questions of that shape."""
    first, last = group[0].name, group[-1].name
    kind = "multiple answers (0 and 1)" if _binary(group[0]) else "a repeated question"
    yield f"{first} to {last}: {len(group)} columns, {kind}"
    if group[0].title:
        return
    fits = [target for target in targets if _has_shape(target, group)]
    if fits:
        names = ", ".join(target.name for target in fits)
        yield f"  of the shape of {names}; without titles nothing says which is which:"
    for target in fits[:1]:
        yield from _skeleton(target, stem(first))


def _skeleton(target: Target, name: str) -> Iterator[str]:
    """An entry to be filled in by somebody who has the questionnaire."""
    keys = {"items": ("{item}", target.items), "categories": ("{category}", target.marked)}
    marked = {key: names for key, (_, names) in keys.items() if names}
    for key in marked:
        name = name.replace("#", keys[key][0], 1)
    yield f"    {target.name}:"
    yield f"      column: {name}"
    for key, names in marked.items():
        yield f"      {key}: {{{', '.join(f'{each}: ?' for each in names)}}}"
    yield f"      codes: {{{', '.join(f'?: {answer}' for answer in target.variable.answers)}}}"


def _has_shape(target: Target, group: Sequence[Column]) -> bool:
    """As many columns as the variable has, with no more answers than it has categories."""
    if len(list(target.cells())) != len(group):
        return False
    if target.variable.type == "multiple":
        return _binary(group[0])
    answers = {
        code for column in group for code in column.counts if code not in likely_missing(column)
    }
    return len(answers) == len(target.categories)
