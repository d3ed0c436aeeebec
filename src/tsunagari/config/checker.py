"""What no schema can say: that every name in the configuration exists where it should.

Each check returns all problems of one file, each with its line and the nearest valid name.
"""

from collections.abc import Iterable
from dataclasses import replace

from tsunagari.config.problems import Problem, nearest
from tsunagari.config.yaml_lines import KeyPath, Lines


class Checker:
    """Collects the problems of one file."""

    def __init__(self, file: str, lines: Lines) -> None:
        self.file, self.lines, self.problems = file, lines, []

    def add(self, path: KeyPath, value: object, message: str, remedy: str) -> None:
        where = f"line {self.lines.of(path)}, {'.'.join(str(step) for step in path)}"
        self.problems.append(Problem(self.file, where, str(value), message, remedy))

    def known(self, path: KeyPath, value: object, valid: Iterable[str], message: str) -> bool:
        """Whether `value` is one of `valid`; a problem with the nearest one if not."""
        valid = list(valid)
        if str(value) in valid:
            return True
        self.add(path, value, message, nearest(str(value), valid))
        return False

    def found(self, path: KeyPath, problems: Iterable[Problem]) -> None:
        """Problems that were found elsewhere, each with the line of the key that it names.

        A problem's `where` names a key from the top of the file, or from the section on that
        `path` is in; without it, that of `path` is meant.
        """
        for problem in problems:
            steps = tuple(problem.where.split(".")) if problem.where else path
            at = steps if steps[0] == path[0] else (path[0], *steps)
            where = f"line {self.lines.of(at)}, {'.'.join(map(str, at))}"
            self.problems.append(replace(problem, where=where))
