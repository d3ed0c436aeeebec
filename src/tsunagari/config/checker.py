"""Collects what is wrong with one file, each with its line and the nearest valid name."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.config.yaml_lines import KeyPath, Lines


class Checker:
    """The problems of one file, found one after the other."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines, self.problems = file, lines, []
        self._paths: list[KeyPath] = []  # of the problems of this file

    def place(self, path: KeyPath) -> str:
        """A key with its line, as messages name it."""
        return f"line {self.lines.of(path)}, {'.'.join(map(str, path))}"

    def add(self, path: KeyPath, value: object, message: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, self.place(path), str(value), message, remedy))
        self._paths.append(path)

    def known(self, path: KeyPath, value: object, valid: Iterable[str], message: str) -> bool:
        """Whether `value` is one of `valid`; a problem with the nearest one if not."""
        valid = list(valid)
        if str(value) in valid:
            return True
        self.add(path, value, message, nearest(str(value), valid))
        return False

    def sound(self, path: KeyPath) -> bool:
        """Whether nothing wrong was found at a key or below it."""
        return all(other[: len(path)] != path for other in self._paths)

    def read(self, path: KeyPath, read: Callable[[], object]) -> object | None:
        """What `read` gives; None where it finds problems, which get the line of the key that
        they name.

        A problem's `where` names a key from the top of the file, or from the section on that
        `path` is in; without it, that of `path` is meant.
        """
        try:
            return read()
        except ProblemsFound as found:
            for problem in found.problems:
                steps = tuple(problem.where.split(".")) if problem.where else path
                at = steps if steps[0] == path[0] else (path[0], *steps)
                self.problems.append(replace(problem, file=self.file, where=self.place(at)))
                self._paths.append(at)
        return None
