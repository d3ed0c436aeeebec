"""What no schema can say: that every name in the configuration exists where it should.

Each check returns all problems of one file, each with its line and the nearest valid name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tsunagari.codebook.variables import Codebook, Variable
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

    def answers(self, path: KeyPath, variable: Variable, wanted: object) -> None:
        """A condition: category, set, list of them, or {not: ...}."""
        if isinstance(wanted, Mapping):
            for key in [key for key in wanted if key != "not"]:
                self.add((*path, key), key, "unknown key of a condition", "Write {not: ...}.")
            path, wanted = (*path, "not"), wanted.get("not", ())
        valid = [*variable.categories, *variable.sets]
        for name in wanted if isinstance(wanted, list | tuple) else [wanted]:
            self.known(path, name, valid, f"no category or set of {variable.name}")

    def where(self, path: KeyPath, where: Mapping | None, codebook: Codebook) -> None:
        """A mapping of variable (or variable.item) to a condition."""
        for key, wanted in (where or {}).items():
            name, _, item = str(key).partition(".")
            at = (*path, key)
            if self.known(at, name, codebook.variables, "no variable of the codebook"):
                if item:
                    self.known(at, item, codebook[name].items, f"no item of {name}")
                self.answers(at, codebook[name], wanted)
