"""What no schema can say: that every name in the configuration exists where it should.

Each check returns all problems of one file, each with its line and the nearest valid name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tsunagari.codebook import MISSING, Codebook, Variable
from tsunagari.problems import Problem, nearest
from tsunagari.yaml_lines import KeyPath, Lines


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

    def answers(self, path: KeyPath, variable: Variable, wanted: object) -> None:
        """A condition: category, set, list of them, or {not: ...}."""
        if isinstance(wanted, Mapping):
            path, wanted = (*path, "not"), wanted.get("not", ())
        valid = [*variable.categories, *variable.sets]
        for name in [wanted] if isinstance(wanted, str) else wanted:
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


def check_variables(config: Mapping, lines: Lines) -> list[Problem]:
    """The codebook against itself: lists, sets, bases, derivations, in their order."""
    checker = Checker("config/codebook.yaml", lines)
    for name, entry in config["variables"].items():
        path = ("variables", name)
        each = entry.get("each")
        if each is not None:
            checker.known((*path, "each"), each, config["lists"], "no list of the codebook")
        for key, members in entry.get("sets", {}).items():
            for member in members:
                message = f"no category of {name}"
                checker.known((*path, "sets", key), member, entry["categories"], message)
        for category in entry.get("categories", {}):
            if category in MISSING:
                checker.add(path, category, "the name of a kind of missing", "Rename it.")
    if checker.problems:
        return checker.problems
    for name in config.get("sections", {}):
        checker.known(("sections", name), name, config["variables"], "no variable of the codebook")
    codebook = Codebook.from_config(config)
    earlier: dict[str, Variable] = {}
    for name, variable in codebook.variables.items():
        _check_sources(checker, variable, earlier)
        earlier[name] = variable
    return checker.problems


def _check_sources(checker: Checker, variable: Variable, earlier: Mapping[str, Variable]) -> None:
    """Base and derivation may only use variables that stand above."""
    path = ("variables", variable.name)
    uses = [((*path, "base"), variable.base or {})]
    rule = variable.derive or {}
    for place, term in enumerate(rule.get("count", ())):
        uses.append(((*path, "derive", "count", place), term))
    for category, case in rule.get("cases", {}).items():
        at = (*path, "derive", "cases", category)
        checker.known(at, category, variable.categories, f"no category of {variable.name}")
        if case != "otherwise":
            uses.append(((*at, "any"), case["any"]))
    for at, where in uses:
        for name, wanted in where.items():
            message = "no variable that stands above this one"
            if checker.known((*at, name), name, earlier, message):
                checker.answers((*at, name), earlier[name], wanted)
    if "bands" in rule:
        at = (*path, "derive")
        checker.known((*at, "bands"), rule["bands"], earlier, "no variable that stands above")
        for category in rule["upper"]:
            checker.known((*at, "upper"), category, variable.categories, "no category of it")


def check_figures(
    figures: Mapping, lines: Lines, codebook: Codebook, waves: Sequence[str]
) -> list[Problem]:
    """The registry of figures against the codebook and the waves."""
    checker = Checker("config/figures.yaml", lines)
    for number, entry in figures.items():
        path: KeyPath = ("figures", number)
        for wave in entry.get("waves", ()):
            checker.known((*path, "waves"), wave, waves, "no file in config/waves/ for the wave")
        for place, query in enumerate(entry.get("estimates", ())):
            _check_query(checker, (*path, "estimates", place), query, codebook)
    return checker.problems


def _check_query(checker: Checker, path: KeyPath, query: Mapping, codebook: Codebook) -> None:
    name = query["variable"]
    if not checker.known((*path, "variable"), name, codebook.variables, "no variable"):
        return
    variable = codebook[name]
    checker.answers((*path, "categories"), variable, query.get("categories", ()))
    for item in query.get("items", ()):
        checker.known((*path, "items"), item, variable.items, f"no item of {name}")
    for country in query.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")
    checker.where((*path, "where"), query.get("where"), codebook)
    for key, group in query.get("groups", {}).items():
        checker.where((*path, "groups", key, "where"), (group or {}).get("where"), codebook)
    for by in query.get("by", ()):
        checker.known((*path, "by"), by, codebook.variables, "no variable")


def check_assumptions(
    assumptions: Mapping, lines: Lines, codebook: Codebook, waves: Mapping[str, Mapping]
) -> list[Problem]:
    """The assumptions of synthetic waves against the codebook and the waves."""
    checker = Checker("config/synthetic.yaml", lines)
    countries = codebook["country"].categories
    for place, sample in enumerate(assumptions["samples"]):
        at = ("samples", place)
        checker.known((*at, "wave"), sample["wave"], waves, "no file in config/waves/")
        checker.known((*at, "country"), sample["country"], countries, "no country of the codebook")
        checker.where((*at, "quota", "cross"), sample["quota"]["cross"], codebook)
        for name in sample["asked"]:
            checker.known((*at, "asked"), name, codebook.variables, "no variable")
    for part in ("shares", "loadings", "shapes", "scores"):
        for place, entry in enumerate(assumptions.get(part, ())):
            _check_assumption(checker, (part, place), entry, codebook, waves)
    for wave, mess in assumptions["delivery"].items():
        at = ("delivery", wave)
        if checker.known(at, wave, waves, "no file in config/waves/ for the wave"):
            rules = [rule["name"] for rule in waves[wave]["exclude"]]
            for name in mess.get("rows", {}):
                checker.known((*at, "rows", name), name, rules, "no exclusion of the wave")
    return checker.problems


def _check_assumption(
    checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook, waves: Mapping
) -> None:
    """Variables, items, answers, waves and countries that one assumption names."""
    for name in entry["variables"]:
        if not checker.known((*path, "variables"), name, codebook.variables, "no variable"):
            continue
        for item in entry.get("items", ()):
            checker.known((*path, "items"), item, codebook[name].items, f"no item of {name}")
        for answers in (entry.get("shares", {}), entry.get("scores", {})):
            for answer in answers:
                valid = codebook[name].categories
                checker.known((*path, "shares"), answer, valid, f"no category of {name}")
    for wave in entry.get("waves", ()):
        checker.known((*path, "waves"), wave, waves, "no file in config/waves/ for the wave")
    for country in entry.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")


def check_settings(
    settings: Mapping, lines: Lines, waves: Sequence[str], figures: Sequence[str]
) -> list[Problem]:
    """config.yaml against the waves and figures that are described."""
    checker = Checker("config/config.yaml", lines)
    for key, valid in (("waves", waves), ("figures", figures)):
        for name in settings[key] if settings[key] != "all" else ():
            checker.known((key,), name, valid, f"not one of the {key}")
    return checker.problems
