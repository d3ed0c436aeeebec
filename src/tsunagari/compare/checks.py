"""config/comparisons.yaml and decompositions.yaml, beyond the names that schemas look up."""

from collections.abc import Mapping
from functools import partial

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.compare.decompose.spec import (
    read_age_curve,
    read_decomposition,
    read_population,
    read_standardisation,
)
from tsunagari.config.checker import Checker
from tsunagari.config.problems import Problem
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.estimate.checks import check_groups
from tsunagari.waves.asked import check_asked

TREND = 3  # waves, from which on there is a trend
ONE, SEVERAL = ("age", "bands"), ("factors", "crossed", "terms")  # keys that name variables


def check_comparisons(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Every comparison's shares and groups; and the years that trends need."""
    for name, entry in config["comparisons"].items():
        wanted = survey.waves if entry["waves"] == "all" else entry["waves"]
        known = [wave for wave in wanted if wave in survey.waves]
        if len(known) >= TREND:
            message = f"a trend over {len(known)} waves (comparisons.{name}) needs the year"
            remedy = "Add e.g. `year: 2017`, or compare two waves only."
            _check_year(checker, known, survey.waves, message, remedy)
        check_shares(checker, ("comparisons", name), entry, survey.codebook)


def check_shares(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """The indicators and groups of an entry that names shares so."""
    for place, indicator in enumerate(entry["indicators"]):
        variable = codebook.variables.get(indicator["variable"])
        if variable and variable.type == "number":
            at, remedy = (
                (*path, "indicators", place, "variable"),
                "Compare a variable of its classes.",
            )
            checker.add(at, variable.name, "a number has no shares", remedy)
    check_groups(checker, path, entry)


def check_decompositions(checker: Checker, config: Mapping, survey: Survey) -> None:
    """Every entry's outcome and variables, and the years of age curves."""
    codebook, populations = survey.codebook, config.get("populations", {})
    for name, entry in populations.items():
        checker.read(("populations", name), partial(read_population, codebook, name, entry))
    for section, read in (
        ("decompositions", read_decomposition),
        ("standardizations", read_standardisation),
        ("age_curves", read_age_curve),
    ):
        more = (populations,) if section == "standardizations" else ()
        for name, entry in config.get(section, {}).items():
            path = (section, name)
            if checker.sound(path):
                checker.read(path, partial(read, codebook, name, entry, *more))
                terms = [entry["outcome"]["variable"], *(entry[k] for k in ONE if k in entry)]
                terms += [term for key in SEVERAL for term in entry.get(key, ())]
                check_asked(checker, path, survey, entry["waves"], terms)
    for name, entry in config.get("age_curves", {}).items():
        _check_years(checker, ("age_curves", name), entry, survey.waves)


def _check_years(checker: Checker, path: KeyPath, entry: Mapping, waves: Mapping) -> None:
    """Birth cohorts need the waves' years, the earlier first."""
    known = [wave for wave in entry["waves"] if wave in waves]
    remedy = "Add e.g. `year: 2017`."
    _check_year(checker, known, waves, "birth cohorts need the year", remedy)
    years = [waves[wave]["year"] for wave in known if "year" in waves[wave]]
    if len(years) == 2 and years[0] >= years[1]:
        shown = " and ".join(map(str, years))
        checker.add((*path, "waves"), shown, "the later wave comes first", "Swap them.")


def _check_year(
    checker: Checker, names: list[str], waves: Mapping, message: str, remedy: str
) -> None:
    """Each of the waves says its year, in its own file."""
    checker.problems += [
        Problem(f"config/waves/{wave}.yaml", "year", "", message, remedy)
        for wave in names
        if "year" not in waves[wave]
    ]
