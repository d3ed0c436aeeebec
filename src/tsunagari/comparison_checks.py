"""config/comparisons.yaml against the codebook, the waves and itself, before anything runs."""

from __future__ import annotations

from collections.abc import Mapping

from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import KeyPath, Lines
from tsunagari.estimate.checks import check_groups

TREND = 3  # waves, from which on there is a trend


def check_comparisons(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Mapping[str, Mapping]
) -> list[Problem]:
    """Every comparison's waves, shares, groups and family; and the years that trends need."""
    checker = Checker("config/comparisons.yaml", lines)
    for name, entry in config["comparisons"].items():
        path = ("comparisons", name)
        message = "no family of tests"
        checker.known((*path, "family"), entry["family"], config.get("families", {}), message)
        _check_waves(checker, (*path, "waves"), entry["waves"], waves)
        check_shares(checker, path, entry, codebook)
    return checker.problems


def check_shares(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """The indicators and groups of an entry that names shares so."""
    for place, indicator in enumerate(entry["indicators"]):
        _check_indicator(checker, (*path, "indicators", place), indicator, codebook)
    _check_groups(checker, path, entry, codebook)


def _check_waves(
    checker: Checker, path: KeyPath, wanted: str | list, waves: Mapping[str, Mapping]
) -> None:
    named = list(waves) if wanted == "all" else wanted
    known = [
        wave
        for wave in named
        if checker.known(path, wave, waves, "no file in config/waves/ for the wave")
    ]
    if len(known) >= TREND:
        checker.problems += [
            Problem(
                f"config/waves/{wave}.yaml",
                "year",
                "",
                f"a trend over {len(known)} waves ({'.'.join(map(str, path[:2]))}) needs the year",
                "Add e.g. `year: 2017`, or compare two waves only.",
            )
            for wave in known
            if "year" not in waves[wave]
        ]


def _check_indicator(
    checker: Checker, path: KeyPath, indicator: Mapping, codebook: Codebook
) -> None:
    name = indicator["variable"]
    if not checker.known((*path, "variable"), name, codebook.variables, "no variable"):
        return
    variable = codebook[name]
    if variable.type == "number":
        remedy = "Compare a variable of its classes."
        checker.add((*path, "variable"), name, "a number has no shares", remedy)
    checker.answers((*path, "categories"), variable, indicator.get("categories", ()))
    for item in indicator.get("items", ()):
        checker.known((*path, "items"), item, variable.items, f"no item of {name}")


def _check_groups(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    for country in entry.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")
    checker.where((*path, "where"), entry.get("where"), codebook)
    check_groups(checker, path, entry, codebook)
