"""The outcome of a model, from a codebook variable: ordered levels, yes or no, or a number.

    trust_online                                          every category a level
    {variable: trust_online, answers: affirmative}        in the set (1) or not (0)
    {variable: trust_online, levels: {yes: affirmative, hardly: somewhat_disagree, no: disagree}}
    {variable: help_intention.transport, leave_out: do_not_know}
    {variable: trust_online, scores: {agree: 4, somewhat_agree: 3, ...}}
    {index: ties}                                         a number computed by an earlier stage

The codebook lists ordered categories from the most affirmative down, and so do `levels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tsunagari.codebook.variables import NOT_SELECTED, SELECTED, Codebook, Variable
from tsunagari.config.problems import Problem, ProblemsFound, nearest, refusal, unknown
from tsunagari.models.families import Family

if TYPE_CHECKING:
    import numpy as np

KEYS = ("variable", "answers", "levels", "leave_out", "scores", "index")
OTHERS = "others"


@dataclass(frozen=True)
class Outcome:
    """What a model explains.

    column    the column of the respondents
    levels    names from the LEAST affirmative up, so that a positive coefficient means more
              affirmative; () for a number
    members   level -> the answers that it stands for
    scores    number of each level, for a family of numbers; None for a number that is one
    left_out  answers that are counted as left out
    sets      name -> levels that together make a set of the codebook (for shares)
    """

    column: str
    levels: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scores: tuple[float, ...] | None = None
    left_out: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def numbers(self, codes: "np.ndarray") -> "np.ndarray":
        """(m,) the outcome as a number, from codes of the levels or numbers."""
        from numpy import asarray

        return codes if self.scores is None else asarray(self.scores)[codes]


def read_outcome(
    codebook: Codebook, declared: str | Mapping, family: Family, place: tuple[str, str]
) -> Outcome:
    """The outcome as declared. Raises ProblemsFound with all that is wrong with it."""
    entry = {"variable": declared} if isinstance(declared, str) else dict(declared)
    if problems := unknown(*place, entry, KEYS, "is not a part of an outcome"):
        raise ProblemsFound(problems)
    if "index" in entry:
        if not family.numeric:
            raise refusal(*place, str(entry["index"]),
                          f"a number cannot be the outcome of {family.name}",
                          "Use the family linear.")  # fmt: skip
        return Outcome(str(entry["index"]))
    path = str(entry.get("variable", ""))
    name = path.partition(".")[0]
    if name not in codebook.variables:
        raise refusal(
            *place, path, "no variable of the codebook", nearest(name, codebook.variables)
        )
    variable = codebook[name]
    if path not in variable.columns():
        raise refusal(*place, path, f"no column of {name}", nearest(path, variable.columns()))
    if variable.type == "number":
        if not family.numeric or len(entry) > 1:
            raise refusal(*place, path,
                          f"a number cannot be the outcome of {family.name} by levels",
                          "Use the family linear.")  # fmt: skip
        return Outcome(path)
    return _by_levels(variable, path, entry, family, place)


def _by_levels(
    variable: Variable, path: str, entry: Mapping, family: Family, place: tuple[str, str]
) -> Outcome:
    out = _members(variable, entry.get("leave_out", ()), place)
    if variable.type == "multiple":
        groups = {SELECTED: (SELECTED,), NOT_SELECTED: (NOT_SELECTED,)}
    elif "answers" in entry:
        groups = _split(variable, entry["answers"], out, place)
    else:
        groups = _groups(variable, entry.get("levels"), out, place)
    if unfit := family.unfit(variable, list(groups)):
        raise refusal(*place, variable.name, *unfit)
    names = tuple(reversed(groups))
    scores = _scores(entry, names, place) if family.numeric else None
    return Outcome(path, names, groups, scores, out, _sets(variable, groups))


def _members(variable: Variable, wanted, place: tuple[str, str]) -> tuple[str, ...]:
    if variable.type == "multiple":
        return ()
    valid = [*variable.sets, *variable.categories]
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    if problems := unknown(*place, names, valid, f"no category or set of {variable.name}"):
        raise ProblemsFound(problems)
    return variable.members(names)


def _split(variable: Variable, answers, out, place) -> dict[str, tuple[str, ...]]:
    """The wanted answers against all others."""
    chosen = _members(variable, answers, place)
    others = tuple(c for c in variable.categories if c not in chosen and c not in out)
    if not others:
        raise refusal(*place, str(answers), "holds every answer", "Name fewer.")
    name = answers if isinstance(answers, str) else "_or_".join(answers)
    return {name: chosen, OTHERS: others}


def _groups(variable: Variable, levels, out, place) -> dict[str, tuple[str, ...]]:
    """Declared levels, which together must hold every answer once."""
    if levels is None:
        return {name: (name,) for name in variable.categories if name not in out}
    groups = {str(name): _members(variable, wanted, place) for name, wanted in levels.items()}
    given = [answer for group in groups.values() for answer in group] + list(out)
    problems = [
        Problem(*place, answer, "is in no level" if answer not in given else "is in two levels",
                "Put it into one level, or into `leave_out`.")
        for answer in variable.categories if given.count(answer) != 1
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return groups


def _scores(entry: Mapping, names: tuple[str, ...], place) -> tuple[float, ...]:
    """ASSUME: by default levels are one apart, the least affirmative 0 of two and 1 of more."""
    first = 0 if len(names) == 2 else 1
    declared = entry.get("scores")
    if declared is None:
        return tuple(float(first + step) for step in range(len(names)))
    lacking = [name for name in names if name not in declared]
    if lacking:
        raise refusal(*place, ", ".join(lacking), "has no score", "Give each level a number.")
    return tuple(float(declared[name]) for name in names)


def _sets(variable: Variable, groups) -> dict[str, tuple[str, ...]]:
    """Sets of the codebook that are unions of at least two levels, and not all of them."""
    unions = {}
    for name, members in variable.sets.items():
        inside = tuple(level for level, group in groups.items() if set(group) <= set(members))
        covered = {answer for level in inside for answer in groups[level]}
        if covered == set(members) and 1 < len(inside) < len(groups):
            unions[name] = inside
    return unions
