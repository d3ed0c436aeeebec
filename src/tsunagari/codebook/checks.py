"""config/codebook.yaml against itself, before anything runs."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tsunagari.codebook.names import COUNTRY
from tsunagari.codebook.variables import MISSING, Codebook, Variable
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Survey:
    """What the file of a stage is checked against: codebook, waves and figures, as configured."""

    codebook: Codebook
    waves: Mapping[str, Mapping]
    figures: Mapping[str, Mapping] = field(default_factory=dict)


def check_variables(checker: Checker, config: Mapping) -> None:
    """Sets, bases, derivations and ranges; variables only use those that stand above."""
    checker.known(("variables",), COUNTRY, config["variables"], "the variable is missing")
    for name, entry in config["variables"].items():
        _check_names(checker, ("variables", name), name, entry)
    if checker.problems:
        return
    earlier: dict[str, Variable] = {}
    for name, variable in Codebook.from_config(config).variables.items():
        _check_sources(checker, variable, earlier)
        if "bands" in (variable.derive or {}):
            _check_bands(checker, variable, config["variables"][name])
        earlier[name] = variable


def _check_names(checker: Checker, path: KeyPath, name: str, entry: Mapping) -> None:
    """What a variable says of itself: its sets, categories and range."""
    categories = entry.get("categories", {})
    for key in [key for key in entry.get("sets", {}) if key in categories]:
        checker.add((*path, "sets", key), key, f"also a category of {name}", "Rename the set.")
    for category, text in categories.items():
        at = (*path, "categories", category)
        if category in MISSING:
            checker.add(at, category, "the name of a kind of missing", "Rename it.")
        if text.get("exclusive") and entry["type"] != "multiple":
            message = f"`exclusive` in a {entry['type']} variable; it is for multiple ones"
            checker.add(at, category, message, "Remove `exclusive`.")
    low, high = entry.get("range", (0, 0))
    if low > high:
        checker.add((*path, "range"), f"{low}, {high}", "runs backwards", "Swap them.")
    if "range" in entry and entry["type"] != "number":
        checker.add((*path, "range"), "", "a range of no number", "Remove `range`.")


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
        for key, wanted in where.items():
            name, _, item = str(key).partition(".")
            message = "no variable that stands above this one"
            if checker.known((*at, key), name, earlier, message):
                if item:
                    checker.known((*at, key), item, earlier[name].items, f"no item of {name}")
                _check_answers(checker, (*at, key), earlier[name], wanted)
    if "bands" in rule:
        numbers = [name for name, other in earlier.items() if other.type == "number"]
        message = "no number that stands above this one"
        checker.known((*path, "derive", "bands"), rule["bands"], numbers, message)


def _check_bands(checker: Checker, variable: Variable, entry: Mapping) -> None:
    """Bands join up from `lowest` on, in the order of the categories, as their labels say."""
    path: KeyPath = ("variables", variable.name, "derive")
    rule = variable.derive or {}
    upper = rule["upper"]
    for category in upper:
        message = f"no category of {variable.name}"
        checker.known((*path, "upper", category), category, variable.categories, message)
    for category in [name for name in variable.categories if name not in upper]:
        checker.add((*path, "upper"), category, "category without an upper bound", "Add it.")
    if [name for name in upper if name in variable.categories] != list(variable.categories):
        if set(upper) == set(variable.categories):
            remedy = f"Write {', '.join(variable.categories)}."
            checker.add((*path, "upper"), "", "not in the order of the categories", remedy)
        return
    low = rule["lowest"]
    for category, high in upper.items():
        if high < low:
            message = "a band that ends before it begins"
            remedy = f"It begins at {low}, after the one above."
            checker.add((*path, "upper", category), high, message, remedy)
        else:
            _check_label(checker, variable.name, category, entry["categories"][category], low, high)
        low = high + 1


def _check_label(
    checker: Checker, name: str, category: str, words: Mapping, low: int, high: int
) -> None:
    """A label such as 20-29 says the same as the bounds."""
    for language, text in [pair for pair in words.items() if isinstance(pair[1], str)]:
        said = [int(n) for n in NUMBER.findall(unicodedata.normalize("NFKC", text))]
        if len(said) == 2 and said != [low, high]:
            path = ("variables", name, "categories", category, language)
            line = checker.lines.of(("variables", name, "derive", "upper", category))
            remedy = f"Mend the label, or `lowest` and `upper` of `derive` (line {line})."
            message = f"the label is not that of the band from {low} to {high}"
            checker.add(path, text, message, remedy)


def _check_answers(checker: Checker, path: KeyPath, variable: Variable, wanted: object) -> None:
    """A condition: category, set, list of them, or {not: ...}."""
    if isinstance(wanted, Mapping):
        path, wanted = (*path, "not"), wanted["not"]
    valid = [*variable.categories, *variable.sets]
    for name in wanted if isinstance(wanted, list | tuple) else [wanted]:
        checker.known(path, name, valid, f"no category or set of {variable.name}")
