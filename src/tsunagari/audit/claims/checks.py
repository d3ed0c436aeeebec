"""config/claims.yaml against the codebook, the figures and itself, before anything runs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from unicodedata import normalize

from tsunagari.audit.claims.cells import EVERY, Registry
from tsunagari.audit.claims.predicates import LEVELS, Context, read_predicate, words_at
from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

# Kind of a slip's check -> where its cells stand; "" is the body itself.
CELLS_OF_CHECK = {
    "unpublished": ("",),
    "impossible_base": ("",),
    "small_base": ("cell",),
    "rest": ("part", "whole"),
    "base_rates": ("cell",),
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def check_claims(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Every cell and word that claims, alternatives and slips use.

    What is quoted is compared with the text by tsunagari.audit.claims.text.
    """
    if not _tabulated(survey.codebook, survey.figures):
        return  # what is wrong with figures.yaml is said there, and would be said again here
    registry = Registry(survey.codebook, survey.figures)
    for name, claim in config["claims"].items():
        path = ("claims", name)
        predicates = [((*path, "predicate"), claim["predicate"])]
        for other, entry in claim.get("alternatives", {}).items():
            predicates.append(((*path, "alternatives", other), entry["predicate"]))
            if other in config.get("specifications", {}):
                message = "also the name of a specification"
                checker.add((*path, "alternatives", other), other, message, "Rename it.")
        _check_predicates(checker, config, registry, claim, predicates)
        _check_stated(checker, path, claim)
    for path, cell in _cells_of_indices(config):
        _check_index_cell(checker, path, cell, config, survey)
    for name, slip in config.get("slips", {}).items():
        _check_stated(checker, ("slips", name), slip)
        _check_slip(checker, config, registry, ("slips", name), slip)
    for name, entry in config.get("bounds", {}).items():
        checker.read(("bounds", name), partial(registry.select, entry["cell"]))


def _tabulated(codebook: Codebook, figures: Mapping) -> bool:
    """Whether every variable that a figure's table is made of is in the codebook."""
    queries = [query for entry in figures.values() for query in entry.get("estimates", ())]
    names = [name for query in queries for name in (query["variable"], *query.get("by", ()))]
    return all(name in codebook.variables for name in names)


def _mappings(path: KeyPath, part: object) -> Iterator[tuple[KeyPath, Mapping]]:
    """Every mapping below a part of the file, with its place."""
    if isinstance(part, Mapping):
        yield path, part
        for key, inner in part.items():
            yield from _mappings((*path, key), inner)
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from _mappings((*path, place), inner)


def _cells_of_indices(config: Mapping) -> list[tuple[KeyPath, Mapping]]:
    """Every cell of a claim that names an index, and what it is compared with."""
    found = []
    for path, part in _mappings(("claims",), config["claims"]):
        cell = part.get("cell")
        if isinstance(cell, Mapping) and isinstance(cell.get("index"), str):
            found.append(((*path, "cell"), cell))
            if isinstance(part.get("than"), Mapping) and "figure" not in part["than"]:
                found.append(((*path, "than"), part["than"]))
    return found


def _check_index_cell(
    checker: Checker, path: KeyPath, cell: Mapping, config: Mapping, survey: Survey
) -> None:
    """Keys that a table of an index can have: what no table has would be undecidable."""
    codebook = survey.codebook
    columns = list(config.get("columns", {}))
    items = [key for v in codebook.variables.values() for key in (*v.items, v.name)]
    valid = {
        "index": list(config.get("indices", {})),
        "wave": list(survey.waves),
        "country": list(codebook["country"].categories),
        "group": [key for v in codebook.variables.values() for key in v.categories],
        "item": [*items, *columns],
        "category": columns,
    }
    for key, names in valid.items():
        wanted = cell.get(key, ())
        wanted = wanted.get("not", ()) if isinstance(wanted, Mapping) else wanted
        for name in [wanted] if isinstance(wanted, str) else wanted:
            if name != EVERY:
                message = f"no {key} of an index" if key != "index" else "not one of `indices`"
                checker.known((*path, key), name, names, message)


def _check_stated(checker: Checker, path: KeyPath, entry: Mapping) -> None:
    """A number that the text is said to state stands in the quote, or in what it says."""
    words = " ".join([entry["quote"], *entry["says"].values()])
    said = {float(number) for number in NUMBER.findall(normalize("NFKC", words))}
    for at, part in _mappings(path, entry):
        given = {key: part[key] for key in ("from", "to") if key in part}
        if at[-1] == "stated":
            given["value"] = part["value"]
        for key, number in given.items():
            if isinstance(number, int | float) and float(number) not in said:
                message = "a number that neither `quote` nor `says` has"
                checker.add((*at, key), number, message, "Mend it, or say it in both languages.")


def _check_predicates(
    checker: Checker,
    config: Mapping,
    registry: Registry,
    claim: Mapping,
    predicates: Sequence[tuple[KeyPath, Mapping]],
) -> None:
    figure = claim.get("figure")
    if figure is not None and figure not in registry.figures:
        return
    for path, predicate in predicates:
        for level in LEVELS:
            context = Context(registry, words_at(config.get("vagueness", {}), level), figure)
            if checker.read(path, partial(read_predicate, predicate, context)) is None:
                break


def _check_slip(
    checker: Checker, config: Mapping, registry: Registry, path: KeyPath, slip: Mapping
) -> None:
    ((kind, body),) = slip["check"].items()
    at = (*path, "check", kind)
    if kind == "numbers":
        _check_predicates(checker, config, registry, slip, [(at, body)])
    elif kind in CELLS_OF_CHECK:
        for key in CELLS_OF_CHECK[kind]:
            selection = body[key] if key else body
            place = (*at, key) if key else at
            checker.read(place, partial(registry.select, selection, slip.get("figure")))
