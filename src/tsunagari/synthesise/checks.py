"""config/synthetic.yaml against codebook, waves and itself, beyond the names of its schema."""

from collections.abc import Mapping
from math import fsum

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

ROUNDING = 0.001  # that shares written with two or three decimals may be off one


def check_assumptions(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Shares make a whole, numbers have a place, traits stand on those above, waves have people."""
    for place, entry in enumerate(config.get("shares", ())):
        _check_total(checker, ("shares", place, "shares"), entry, survey.codebook)
    for place, entry in enumerate(config.get("placements", ())):
        _check_placement(checker, ("placements", place), entry, survey.codebook)
    traits = config.get("traits", ())
    names = [trait["name"] for trait in traits]
    for place, trait in enumerate(traits):
        for other in trait.get("depends", ()):
            at = ("traits", place, "depends", other)
            checker.known(at, other, names[:place], "no trait that stands above")
    _check_delivery(checker, config, survey.waves)


def _check_total(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    total = fsum(entry["shares"].values())
    single = [n for n in entry["variables"] if n in codebook.variables]
    for _ in [name for name in single if codebook[name].type == "single"]:
        if abs(total - 1) > ROUNDING:
            remedy = "Mend one of them; each respondent gives one answer."
            checker.add(path, f"{total:g}", "the shares do not sum to 1", remedy)


def _check_placement(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """The cell that a number without a place is given: an item and one of its answers."""
    having = [v for v in codebook.variables.values() if entry["item"] in (v.items or (v.name,))]
    if having:
        valid = [answer for v in having for answer in (*v.sets, *v.categories)]
        checker.known((*path, "category"), entry["category"], valid, "no answer about it")
    else:
        items = {item: v for v in codebook.variables.values() for item in v.items or (v.name,)}
        checker.known((*path, "item"), entry["item"], items, "no item or variable")


def _check_delivery(checker: Checker, config: Mapping, waves: Mapping[str, Mapping]) -> None:
    """Synthetic waves have people and are delivered."""
    for wave in [wave for wave, entry in waves.items() if entry["source"] == "synthetic"]:
        if wave not in config["delivery"]:
            remedy = "Add e.g. `seed: 1` for it, or set `source: delivered` in the wave's file."
            checker.add(("delivery",), wave, "a synthetic wave without an entry", remedy)
        if wave not in [str(sample["wave"]) for sample in config["samples"]]:
            remedy = "Add one, or set `source: delivered` in the wave's file."
            checker.add(("samples",), wave, "a synthetic wave without a sample", remedy)
