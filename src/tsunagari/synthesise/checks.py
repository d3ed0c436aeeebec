"""config/synthetic.yaml against the codebook, the waves, the figures and itself."""

from collections.abc import Mapping

from tsunagari.codebook.checks import check_where
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import KeyPath, Lines

NO_WAVE = "no file in config/waves/ for the wave"
ROUNDING = 0.001  # that shares written with two or three decimals may be off one


def check_assumptions(
    assumptions: Mapping,
    lines: Lines,
    codebook: Codebook,
    waves: Mapping[str, Mapping],
    figures: Mapping[str, Mapping],
) -> list[Problem]:
    """The assumptions of synthetic waves against the codebook, the waves and the figures."""
    checker = Checker("config/synthetic.yaml", lines)
    for place, sample in enumerate(assumptions["samples"]):
        _check_sample(checker, ("samples", place), sample, codebook, waves)
    for part in ("shares", "loadings", "shapes", "scores"):
        for place, entry in enumerate(assumptions.get(part, ())):
            _check_assumption(checker, (part, place), entry, codebook, waves)
    for part in ("placements", "relaxations"):
        for place, entry in enumerate(assumptions.get(part, ())):
            if "figure" in entry:
                at = (part, place, "figure")
                checker.known(at, entry["figure"], figures, "no figure of figures.yaml")
    for place, entry in enumerate(assumptions.get("placements", ())):
        _check_placement(checker, ("placements", place), entry, codebook)
    _check_traits(checker, assumptions, codebook)
    _check_delivery(checker, assumptions, waves)
    return checker.problems


def _check_sample(
    checker: Checker, path: KeyPath, sample: Mapping, codebook: Codebook, waves: Mapping
) -> None:
    checker.known((*path, "wave"), sample["wave"], waves, NO_WAVE)
    valid = codebook["country"].categories
    checker.known((*path, "country"), sample["country"], valid, "no country of the codebook")
    check_where(checker, (*path, "quota", "cross"), sample["quota"]["cross"], codebook)
    for name in sample["asked"]:
        checker.known((*path, "asked"), name, codebook.variables, "no variable")
    for name, items in sample.get("items_not_asked", {}).items():
        at = (*path, "items_not_asked", name)
        if checker.known(at, name, codebook.variables, "no variable"):
            for item in items:
                checker.known(at, item, codebook[name].items, f"no item of {name}")


def _check_assumption(
    checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook, waves: Mapping
) -> None:
    """Variables, items, answers, waves and countries that one assumption names."""
    for name in entry["variables"]:
        if not checker.known((*path, "variables"), name, codebook.variables, "no variable"):
            continue
        for item in entry.get("items", ()):
            checker.known((*path, "items"), item, codebook[name].items, f"no item of {name}")
        for key in ("shares", "scores"):
            for answer in entry.get(key, ()):
                valid, message = codebook[name].categories, f"no category of {name}"
                checker.known((*path, key, answer), answer, valid, message)
        total = sum(entry.get("shares", {}).values())
        if total and codebook[name].type == "single" and abs(total - 1) > ROUNDING:
            remedy = "Mend one of them; each respondent gives one answer."
            checker.add((*path, "shares"), f"{total:g}", "the shares do not sum to 1", remedy)
    for wave in entry.get("waves", ()):
        checker.known((*path, "waves"), wave, waves, NO_WAVE)
    for country in entry.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")


def _check_placement(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """The cell that a number without a place is given: an item and one of its answers."""
    items = {item: v for v in codebook.variables.values() for item in v.items or (v.name,)}
    if checker.known((*path, "item"), entry["item"], items, "no item or variable"):
        having = [v for v in codebook.variables.values() if entry["item"] in (v.items or (v.name,))]
        valid = [answer for v in having for answer in (*v.sets, *v.categories)]
        checker.known((*path, "category"), entry["category"], valid, "no answer about it")


def _check_traits(checker: Checker, assumptions: Mapping, codebook: Codebook) -> None:
    """Traits stand on numbers, categories or traits above; loadings name traits."""
    names: list[str] = []
    for place, trait in enumerate(assumptions.get("traits", ())):
        path: KeyPath = ("traits", place)
        if "number" in trait:
            numbers = [v.name for v in codebook.variables.values() if v.type == "number"]
            checker.known((*path, "number"), trait["number"], numbers, "no number")
        if "variable" in trait:
            valid = codebook.variables
            if checker.known((*path, "variable"), trait["variable"], valid, "no variable"):
                categories = codebook[trait["variable"]].categories
                given = trait.get("category", "")
                checker.known((*path, "category"), given, categories, "no category of it")
        for other in trait.get("depends", ()):
            checker.known((*path, "depends", other), other, names, "no trait that stands above")
        names.append(trait["name"])
    for place, entry in enumerate(assumptions.get("loadings", ())):
        for trait in entry["loadings"]:
            at = ("loadings", place, "loadings", trait)
            checker.known(at, trait, names, "no trait of `traits`")


def _check_delivery(checker: Checker, assumptions: Mapping, waves: Mapping[str, Mapping]) -> None:
    """Synthetic waves have people and are delivered, with rows for their own exclusions."""
    delivery, samples = assumptions["delivery"], assumptions["samples"]
    for wave, mess in delivery.items():
        at = ("delivery", wave)
        if checker.known(at, wave, waves, NO_WAVE):
            rules = [rule["name"] for rule in waves[wave]["exclude"]]
            for name in mess.get("rows", {}):
                checker.known((*at, "rows", name), name, rules, "no exclusion of the wave")
    for wave in [wave for wave, entry in waves.items() if entry["source"] == "synthetic"]:
        if wave not in delivery:
            remedy = "Add e.g. `seed: 1` for it, or set `source: delivered` in the wave's file."
            checker.add(("delivery",), wave, "a synthetic wave without an entry", remedy)
        if wave not in [str(sample["wave"]) for sample in samples]:
            remedy = "Add one, or set `source: delivered` in the wave's file."
            checker.add(("samples",), wave, "a synthetic wave without a sample", remedy)
