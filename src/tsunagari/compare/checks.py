"""config/comparisons.yaml against the codebook, the waves and itself, before anything runs."""

from collections.abc import Callable, Mapping

from tsunagari.codebook.checks import check_answers, check_where
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.decompose.spec import (
    read_age_curve,
    read_decomposition,
    read_population,
    read_standardization,
)
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.config.yaml_lines import KeyPath, Lines
from tsunagari.estimate.checks import check_groups
from tsunagari.waves.asked import unasked

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
    check_answers(checker, (*path, "categories"), variable, indicator.get("categories", ()))
    for item in indicator.get("items", ()):
        checker.known((*path, "items"), item, variable.items, f"no item of {name}")


def _check_groups(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    for country in entry.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")
    check_where(checker, (*path, "where"), entry.get("where"), codebook)
    check_groups(checker, path, entry, codebook)


# config/decompositions.yaml against the codebook and the waves, before anything runs.

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
    check_where(checker, (*path, "where"), entry.get("where"), codebook)
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
