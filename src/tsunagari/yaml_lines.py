"""YAML with the line of every key, so that an error can point at it."""

from __future__ import annotations

from pathlib import Path

import yaml

from tsunagari.problems import Problem, ProblemsFound

KeyPath = tuple[str | int, ...]


class Lines:
    """The line on which each key path of a file stands; a merged key has its anchor's."""

    def __init__(self) -> None:
        self._lines: dict[KeyPath, int] = {}

    def add(self, path: KeyPath, line: int) -> None:
        self._lines.setdefault(path, line)

    def of(self, path: KeyPath) -> int:
        """The line of the path, or of the nearest path above it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1


def load_yaml(path: Path, shown_as: str) -> tuple[object, Lines]:
    """Read a YAML file as (data, lines).

    Raises ProblemsFound for a missing or empty file, wrong syntax or encoding, and for a
    key given twice, which YAML itself would settle in silence.
    """
    if not path.is_file():
        remedy = "Restore it, or run from the project's root."
        raise ProblemsFound([Problem(shown_as, "", "", "the file is missing", remedy)])
    try:
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        remedy = "Save it as UTF-8."
        where = f"byte {error.start}"
        raise ProblemsFound([Problem(shown_as, where, "", "not UTF-8", remedy)]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"not valid YAML: {error.problem}"
        remedy = "Mend the syntax at or just above this line."
        raise ProblemsFound([Problem(shown_as, f"line {line}", "", message, remedy)]) from error
    except yaml.YAMLError as error:
        remedy = "Remove the character."
        raise ProblemsFound([Problem(shown_as, "", "", str(error), remedy)]) from error
    if node is None:
        raise ProblemsFound([Problem(shown_as, "", "", "the file is empty", "Restore it.")])
    lines, problems = Lines(), []
    _walk(node, (), lines, problems, shown_as)
    if problems:
        raise ProblemsFound(problems)
    return loader.construct_document(node), lines


def _walk(node: yaml.Node, path: KeyPath, lines: Lines, problems: list, shown_as: str) -> None:
    lines.add(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            _walk(child, (*path, place), lines, problems, shown_as)
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
            problems.append(
                Problem(shown_as, f"line {line}", key.value, message, "Keep one of the two.")
            )
        seen[key.value] = line
        lines.add((*path, key.value), line)
        _walk(child, (*path, key.value), lines, problems, shown_as)
    for child in merged:
        _walk(child, path, lines, problems, shown_as)
