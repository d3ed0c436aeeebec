"""config/decompositions.yaml against the codebook and the waves, before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.yaml_lines import KeyPath, Lines
from tsunagari.decomposition.spec import (
    read_age_curve,
    read_decomposition,
    read_population,
    read_standardization,
)
from tsunagari.waves.asked import unasked

ONE, SEVERAL = ("age", "bands"), ("factors", "crossed", "terms")  # keys that name variables


def check_decompositions(
    config: Mapping, lines: Lines, codebook: Codebook, waves: Mapping[str, Mapping]
) -> list[Problem]:
    """Every entry's waves, conditions, outcome and variables, and the years of age curves."""
    checker = Checker("config/decompositions.yaml", lines)
    populations = config.get("populations", {})
    for name, entry in populations.items():
        path = ("populations", name)
        if "wave" in entry:
            message = "no file in config/waves/ for the wave"
            checker.known((*path, "wave"), entry["wave"], waves, message)
        _read(checker, path, read_population, codebook, name, entry)
    for section, read in (
        ("decompositions", read_decomposition),
        ("standardizations", read_standardization),
        ("age_curves", read_age_curve),
    ):
        more = (populations,) if section == "standardizations" else ()
        for name, entry in config.get(section, {}).items():
            path = (section, name)
            if _check_entry(checker, path, entry, codebook, waves):
                _read(checker, path, read, codebook, name, entry, *more)
                terms = [entry["outcome"]["variable"], *(entry[k] for k in ONE if k in entry)]
                terms += [term for key in SEVERAL for term in entry.get(key, ())]
                where = f"line {lines.of(path)}, {'.'.join(path)}"
                checker.problems += unasked(
                    codebook, waves, entry["waves"], terms, checker.file, where
                )
    for name, entry in config.get("age_curves", {}).items():
        _check_years(checker, ("age_curves", name), entry, waves)
    return checker.problems


def _check_entry(
    checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook, waves: Mapping
) -> bool:
    """Whether waves and conditions exist, so that the rest can be read."""
    before = len(checker.problems)
    for wave in entry["waves"]:
        message = "no file in config/waves/ for the wave"
        checker.known((*path, "waves"), wave, waves, message)
    checker.where((*path, "where"), entry.get("where"), codebook)
    return len(checker.problems) == before


def _read(checker: Checker, path: KeyPath, read: Callable, *given: object) -> None:
    """Add what reading an entry finds, with the entry's line."""
    try:
        read(*given)
    except ProblemsFound as found:
        checker.found(path, found.problems)


def _check_years(checker: Checker, path: KeyPath, entry: Mapping, waves: Mapping) -> None:
    """Birth cohorts need the waves' years, the earlier first."""
    known = [wave for wave in entry["waves"] if wave in waves]
    lacking = [wave for wave in known if "year" not in waves[wave]]
    checker.problems += [
        Problem(f"config/waves/{wave}.yaml", "year", "", "birth cohorts need the year",
                "Add e.g. `year: 2017`.")
        for wave in lacking
    ]  # fmt: skip
    years = [waves[wave]["year"] for wave in known if wave not in lacking]
    if len(years) == 2 and years[0] >= years[1]:
        shown = " and ".join(map(str, years))
        checker.add((*path, "waves"), shown, "the later wave comes first", "Swap them.")
