"""config/claims.yaml against the codebook, the figures and itself, before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tsunagari.checks import Checker
from tsunagari.claims.cells import Registry
from tsunagari.claims.predicates import LEVELS, Context, read_predicate, words_at
from tsunagari.codebook import Codebook
from tsunagari.problems import Problem, ProblemsFound
from tsunagari.yaml_lines import KeyPath, Lines


def check_claims(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Sequence[str], figures: Mapping
) -> list[Problem]:
    """Every cell, word and name that claims, specifications and slips use.

    What is quoted is compared with the text where the claims are judged.
    """
    checker = Checker("config/claims.yaml", lines)
    if not _tabulated(codebook, figures):
        return []  # what is wrong with figures.yaml is said there, and would be said again here
    registry = Registry(codebook, figures)
    for name, claim in config["claims"].items():
        path = ("claims", name)
        predicates = [((*path, "predicate"), claim["predicate"])]
        for other, entry in claim.get("alternatives", {}).items():
            predicates.append(((*path, "alternatives", other), entry["predicate"]))
            if other in config.get("specifications", {}):
                message = "also the name of a specification"
                checker.add((*path, "alternatives", other), other, message, "Rename it.")
        _check_predicates(checker, config, registry, claim, predicates)
    for path, index in _indices_named(config):
        checker.known(path, index, config.get("indices", {}), "not one of `indices`")
    for name, slip in config.get("slips", {}).items():
        _check_slip(checker, config, registry, ("slips", name), slip)
    for name, entry in config.get("bounds", {}).items():
        path = ("bounds", name)
        _within(checker, path, lambda entry=entry: registry.select(entry["cell"]))
    for place, entry in enumerate(config.get("not_claims", ())):
        valid = config.get("reasons", {})
        checker.known(("not_claims", place, "why"), entry["why"], valid, "not one of `reasons`")
    _check_specifications(checker, config, codebook, figures)
    return checker.problems


def _tabulated(codebook: Codebook, figures: Mapping) -> bool:
    """Whether every variable that a figure's table is made of is in the codebook."""
    queries = [query for entry in figures.values() for query in entry.get("estimates", ())]
    names = [name for query in queries for name in (query["variable"], *query.get("by", ()))]
    return all(name in codebook.variables for name in names)


def _indices_named(config: Mapping) -> list[tuple[KeyPath, str]]:
    """Every index that a cell of a claim names, with its place."""
    found: list[tuple[KeyPath, str]] = []

    def look(path: KeyPath, part: object) -> None:
        if isinstance(part, Mapping):
            if isinstance(part.get("index"), str):
                found.append(((*path, "index"), part["index"]))
            for key, inner in part.items():
                look((*path, key), inner)
        elif isinstance(part, list):
            for place, inner in enumerate(part):
                look((*path, place), inner)

    look(("claims",), config["claims"])
    return found


def _check_predicates(
    checker: Checker,
    config: Mapping,
    registry: Registry,
    claim: Mapping,
    predicates: Sequence[tuple[KeyPath, Mapping]],
) -> None:
    figure = claim.get("figure")
    if figure is not None:
        path = (*predicates[0][0][:2], "figure")
        if not checker.known(path, figure, registry.figures, "no figure of figures.yaml"):
            return
    for path, predicate in predicates:
        for level in LEVELS:
            context = Context(registry, words_at(config.get("vagueness", {}), level), figure)
            if not _within(checker, path, lambda c=context, p=predicate: read_predicate(p, c)):
                break


def _check_slip(
    checker: Checker, config: Mapping, registry: Registry, path: KeyPath, slip: Mapping
) -> None:
    ((kind, body),) = slip["check"].items()
    at = (*path, "check", kind)
    if kind == "numbers":
        _check_predicates(checker, config, registry, slip, [(at, body)])
    elif kind == "single_answer":
        checker.known(at, body, registry.figures, "no figure of figures.yaml")
    elif kind in ("unpublished", "impossible_base", "small_base"):
        selection = body["cell"] if kind == "small_base" else body
        _within(checker, at, lambda: registry.select(selection, slip.get("figure")))


def _within(checker: Checker, path: KeyPath, read: Callable[[], object]) -> bool:
    """Whether it reads; its problems get the place in the file."""
    try:
        read()
    except ProblemsFound as found:
        for problem in found.problems:
            checker.add(path, problem.value, problem.message, problem.remedy)
        return False
    return True


def _check_specifications(
    checker: Checker, config: Mapping, codebook: Codebook, figures: Mapping
) -> None:
    for name, entry in config.get("specifications", {}).items():
        path = ("specifications", name)
        checker.where((*path, "where"), entry.get("where"), codebook)
        for variable in entry.get("without", ()):
            checker.known((*path, "without"), variable, codebook.variables, "no variable")
        for figure in entry.get("figures", ()):
            checker.known((*path, "figures"), figure, figures, "no figure of figures.yaml")
        for variable, sets in entry.get("sets", {}).items():
            at = (*path, "sets", variable)
            if checker.known(at, variable, codebook.variables, "no variable"):
                for key, members in sets.items():
                    checker.known((*at, key), key, codebook[variable].sets, "no set of it")
                    checker.answers((*at, key), codebook[variable], members)
        if weights := entry.get("weights"):
            at = (*path, "weights")
            checker.where((*at, "where"), weights.get("where"), codebook)
            shares = {weights["by"]: list(weights["shares"])}
            checker.where((*at, "shares"), shares, codebook)
