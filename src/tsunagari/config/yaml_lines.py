"""YAML with the line of every key, so that an error can point at it.

A value that a person has still to decide on carries a tag: `!DECIDE value` proposes one,
`!DECIDE_EITHER [one, other]` several, of which the first is read. Without the tag the first is
valid as it stands, the second is not: the choice has to be made.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tsunagari.config.problems import Complaints, Problem, ProblemsFound, nearest

KeyPath = tuple[str | int, ...]
DECIDE, DECIDE_EITHER = "!DECIDE", "!DECIDE_EITHER"
QUOTED = ("'", '"', "|", ">")
# How a plain value is written that YAML reads as what it looks like; anything else that it
# turns into something (`no` into false, 010 into 8, 1:30 into 90) is refused.
PLAIN = {
    "tag:yaml.org,2002:bool": re.compile("[Tt]rue|[Ff]alse"),
    "tag:yaml.org,2002:int": re.compile(r"-?(0|[1-9]\d*)"),
    "tag:yaml.org,2002:float": re.compile(r"-?(0|[1-9]\d*)\.\d+(e[-+]\d+)?"),
    "tag:yaml.org,2002:null": re.compile("|~|null"),
    "tag:yaml.org,2002:timestamp": re.compile(r"(?!)"),
}
ALIAS, ANCHOR = re.compile(r"\*([^\s,\]}]*)"), re.compile(r"(?<=[\s\[{,])&([^\s,\]}]+)")
MOST_SHOWN = 40  # characters of a line
NAMES = {"bool": "truth value", "int": "number", "float": "number", "timestamp": "date"}


@dataclass(frozen=True)
class Mark:
    """A value that is not decided on: where it stands, and whether one is to be chosen."""

    path: KeyPath
    line: int
    either: bool


class Lines:
    """The line on which each key path of a file stands; a merged key has its anchor's."""

    def __init__(self, lines: Iterable[tuple[Sequence[str | int], int]] = ()) -> None:
        self._lines: dict[KeyPath, int] = {tuple(path): line for path, line in lines}
        self.marks: list[Mark] = []

    def __iter__(self) -> Iterator[tuple[KeyPath, int]]:
        return iter(self._lines.items())

    def add(self, path: KeyPath, line: int) -> None:
        self._lines.setdefault(path, line)

    def of(self, path: KeyPath) -> int:
        """The line of the path, or of the nearest path above it.

        A step may be written as a number or as text: 1 and "1" are one key, or one place.
        """
        above: KeyPath = ()
        for step in path:
            places = (step, str(step), int(step) if str(step).isdecimal() else step)
            found = [(*above, place) for place in places if (*above, place) in self._lines]
            if not found:
                break
            above = found[0]
        return self._lines.get(above, 1)


def load_yaml(path: Path, shown_as: str) -> tuple[object, Lines]:
    """Read a YAML file as (data, lines).

    Raises ProblemsFound for a missing or empty file, wrong syntax or encoding, and for what
    YAML itself would settle in silence: a key given twice, and a value without quotes that
    is read as something else than is written.
    """
    if not path.is_file():
        remedy = "Restore it, or run from the project's root."
        raise ProblemsFound([Problem(shown_as, "", "", "the file is missing", remedy)])
    try:
        text = path.read_text(encoding="utf-8")
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        remedy = "Save it as UTF-8."
        where = f"byte {error.start}"
        raise ProblemsFound([Problem(shown_as, where, "", "not UTF-8", remedy)]) from error
    except yaml.MarkedYAMLError as error:
        raise ProblemsFound([_syntax_problem(error, shown_as, text)]) from error
    except yaml.YAMLError as error:
        remedy = "Remove the character."
        raise ProblemsFound([Problem(shown_as, "", "", str(error), remedy)]) from error
    if node is None:
        raise ProblemsFound([Problem(shown_as, "", "", "the file is empty", "Restore it.")])
    lines, complaints = Lines(), Complaints(shown_as)
    if DECIDE in text:
        node = _unmark(loader, node, (), lines)
    _walk(node, (), lines, complaints)
    complaints.raise_any()
    try:
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        raise ProblemsFound([_syntax_problem(error, shown_as, text)]) from error


def _syntax_problem(error: yaml.MarkedYAMLError, shown_as: str, text: str) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    if error.problem == "found undefined alias":
        written = text.splitlines()[line - 1][error.problem_mark.column :]
        name = ALIAS.match(written)[1]
        above = "\n".join(text.splitlines()[:line])
        remedy = nearest(name, ANCHOR.findall(above))
        return Problem(shown_as, f"line {line}", name, "no anchor of this name above", remedy)
    message, remedy = f"not valid YAML: {error.problem}", "this line"
    if error.context_mark and error.context_mark.line + 1 != line:
        begins = error.context_mark.line + 1
        what = error.context.removeprefix("while parsing ").removeprefix("while scanning ")
        message, remedy = f"{message} in {what} that begins on line {begins}", "these lines"
    remedy = f"Mend the syntax at or just above {remedy}."
    if under := _outer_line(text.splitlines(), line):
        remedy += f" They stand under line {under[0]}, which is `{under[1]}`."
    return Problem(shown_as, f"line {line}", "", message, remedy)


def _outer_line(lines: list[str], line: int) -> tuple[int, str] | None:
    """The nearest line above that is indented less: a key that slipped to the left, say."""
    written = lines[line - 1] if line <= len(lines) else ""
    indent = len(written) - len(written.lstrip())
    for number in range(line - 1, 0, -1):
        above = lines[number - 1]
        if above.strip() and len(above) - len(above.lstrip()) < indent:
            return number, above.strip()[:MOST_SHOWN]
    return None


def _unmark(loader: yaml.CSafeLoader, node: yaml.Node, path: KeyPath, lines: Lines) -> yaml.Node:
    """The node as it reads without its marks, which are noted."""
    either = node.tag == DECIDE_EITHER and isinstance(node, yaml.SequenceNode) and node.value
    if node.tag == DECIDE or either:
        lines.marks.append(Mark(path, node.start_mark.line + 1, bool(either)))
        if either:
            return _unmark(loader, node.value[0], path, lines)
        plain = isinstance(node, yaml.ScalarNode) and node.style not in QUOTED
        value = node.value if isinstance(node, yaml.ScalarNode) else None
        node.tag = loader.resolve(type(node), value, (plain, not plain))
    if isinstance(node, yaml.SequenceNode):
        steps = enumerate(node.value)
        node.value = [_unmark(loader, child, (*path, step), lines) for step, child in steps]
    elif isinstance(node, yaml.MappingNode):
        node.value = [
            (key, _unmark(loader, child, (*path, key.value), lines)) for key, child in node.value
        ]
    return node


def _walk(node: yaml.Node, path: KeyPath, lines: Lines, complaints: Complaints) -> None:
    lines.add(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        _check_reading(node, complaints)
    if isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            _walk(child, (*path, place), lines, complaints)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[str, int] = {}
    merged = []
    for key, child in node.value:
        line = key.start_mark.line + 1
        if key.tag == "tag:yaml.org,2002:merge":
            merged.append(child)
            continue
        if key.value in seen:
            message = f"key given twice (first on line {seen[key.value]})"
            complaints.at(f"line {line}").add(key.value, message, "Keep one of the two.")
        _check_reading(key, complaints)
        seen[key.value] = line
        lines.add((*path, key.value), line)
        _walk(child, (*path, key.value), lines, complaints)
    for child in merged:
        _walk(child, path, lines, complaints)


def _check_reading(node: yaml.ScalarNode, complaints: Complaints) -> None:
    """A value without quotes that YAML takes for a truth value, a number or a date."""
    written = PLAIN.get(node.tag)
    if node.style in QUOTED or written is None or written.fullmatch(node.value):
        return
    kind = node.tag.rpartition(":")[2]
    message = f"YAML reads this as a {NAMES.get(kind, kind)}, and not as it is written"
    remedy = 'Put it in quotes ("no", "010"), or write true, false, or the number in digits.'
    complaints.at(f"line {node.start_mark.line + 1}").add(node.value, message, remedy)
