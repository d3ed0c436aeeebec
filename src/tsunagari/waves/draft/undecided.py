"""What is still to be decided before a wave may run: every mark that is left, with its line."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import DECIDE, DECIDE_EITHER, Mark, load_yaml

LOOK = f"Look at the evidence above it, mend the value if it is wrong, and take {DECIDE} away."
CHOOSE = f"Keep one of the values, and take {DECIDE_EITHER} and the others away."


def undecided_problems(folder: Path, waves: Sequence[str]) -> list[Problem]:
    """A problem for every mark in the files of these waves and in the other files of config/.

    A wave that is not among `waves` may stay a draft: settings narrow a run to the others.
    """
    drafts = [folder / "waves" / f"{wave}.yaml" for wave in waves]
    problems = []
    for path in [*sorted(folder.glob("*.yaml")), *drafts]:
        if DECIDE in path.read_text(encoding="utf-8"):
            shown_as = (Path(folder.name) / path.relative_to(folder)).as_posix()
            _, lines = load_yaml(path, shown_as)
            problems += [_problem(mark, shown_as) for mark in lines.marks]
    if problems and (others := _decided(problems, folder, waves)):
        way_out = (
            f"{problems[-1].remedy} Meanwhile others can run: set waves: [{others}] in config.yaml."
        )
        problems[-1] = replace(problems[-1], remedy=way_out)
    return problems


def _problem(mark: Mark, file: str) -> Problem:
    key = ".".join(map(str, mark.path)) or "top level"
    message = "one of several values has to be chosen" if mark.either else "not decided yet"
    remedy = CHOOSE if mark.either else LOOK
    return Problem(file, f"line {mark.line}, {key}", "", message, remedy)


def _decided(problems: Sequence[Problem], folder: Path, waves: Sequence[str]) -> str:
    """The waves without a mark, as config.yaml names them; none if a mark is elsewhere."""
    drafts = {problem.file for problem in problems}
    names = {wave: f"{folder.name}/waves/{wave}.yaml" for wave in waves}
    if not drafts <= set(names.values()):
        return ""
    return ", ".join(f'"{wave}"' for wave in waves if names[wave] not in drafts)
