"""Which waves asked a question, from their files in config/waves/ alone."""

import re
from collections.abc import Iterable, Mapping

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.names import COUNTRY
from tsunagari.codebook.variables import NOT_ASKED, Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.waves.comparability import items_asked, left_out, sources
from tsunagari.waves.mapping import ColumnMap, column_maps, of_file

CROSS, PARTS = re.compile(r"[:*]"), re.compile(r"\[.*\]|\s")


def asks(codebook: Codebook, wave: Mapping, name: str, item: str = "") -> bool:
    """Whether any file of the wave has a variable, or all that a derived one is made of.

    item  of a repeated variable, whether the wave asked about this item
    """
    if item and codebook[name].items and item not in items_asked(codebook, wave, name):
        return False
    return all(
        any(_has(wave, file, source) for file in wave["files"])
        for source in sources(codebook, name)
    )


def _has(wave: Mapping, file: Mapping, name: str) -> bool:
    """Whether one file gives an asked variable, by columns or as a constant."""
    if name in file.get("not_asked", ()):
        return False
    return name in wave["columns"] or name in file.get("constants", {})


Offers = frozenset[tuple[str, str]]


def not_offered(codebook: Codebook, wave: Mapping) -> Offers:
    """(country, variable[.item].category) of the answers that nobody there could give.

    What no file of a country offered; of a wave without columns for them nobody is counted.
    """
    maps = list(column_maps(codebook, wave))
    by_country: dict[str, list[set[str]]] = {}
    for file in wave["files"]:
        found = _not_offered(codebook, maps, file)
        country = file.get("constants", {}).get(COUNTRY)
        for name in [country] if country else codebook[COUNTRY].categories:
            by_country.setdefault(name, []).append(found)
    return frozenset(
        (country, column)
        for country, files in by_country.items()
        for column in set.intersection(*files)
    )


def _not_offered(codebook: Codebook, maps: Iterable[ColumnMap], file: Mapping) -> set[str]:
    """variable[.item].category of what one file did not offer."""
    found = set()
    for entry in of_file(maps, file):
        if entry.variable.type == "single":
            found |= {f"{entry.harmonised}.{name}" for name in entry.not_offered}
        elif entry.constant == NOT_ASKED or entry.category in entry.not_offered:
            found.add(entry.harmonised)
    answers = {
        f"{stem}.{category}"
        for variable in codebook.asked
        for stem in (variable.name, *(f"{variable.name}.{item}" for item in variable.items))
        for category in variable.categories
    }
    return found | (answers & set(file.get("not_asked", ())))


def check_offers(checker: Checker, codebook: Codebook, wave: Mapping) -> None:
    """Files of one country offered the same answers, so that a percentage has one base."""
    first: dict[str, set[str]] = {}
    maps = list(column_maps(codebook, wave))
    for place, file in enumerate(wave["files"]):
        offered = _not_offered(codebook, maps, file)
        before = first.setdefault(file.get("constants", {}).get(COUNTRY, ""), offered)
        for column in sorted(before ^ offered):
            message = "offered in one file of the country and not in another"
            remedy = "Map the question of these files as two variables, or as `forms`."
            checker.add(("files", place), column, message, remedy)


def check_asked(
    checker: Checker, path: KeyPath, survey: Survey, names: Iterable[str], terms: Iterable[str]
) -> None:
    """A problem for each variable (or `variable.item`) of the terms that a wave did not ask.

    names  the waves that all of it is needed of
    terms  as of models, e.g. `sex`, `media_use.line[users]`, `sex:age_band`; what is no
           variable of the codebook is passed over
    """
    codebook, waves = survey.codebook, survey.waves
    columns = [PARTS.sub("", part) for term in terms for part in CROSS.split(term)]
    for column in dict.fromkeys(columns):
        name, _, item = column.partition(".")
        if name not in codebook.variables:
            continue
        having = [wave for wave in waves if asks(codebook, waves[wave], name, item)]
        remedy = f"Name only waves that did ({', '.join(having) or 'none did'}), or leave it out."
        for wave in [wave for wave in names if wave in waves and wave not in having]:
            message = f"wave {wave}, which `waves` names, did not ask it"
            checker.add(path, column, message, remedy)
        _check_same_answers(checker, path, survey, [w for w in names if w in having], column)


def _check_same_answers(
    checker: Checker, path: KeyPath, survey: Survey, names: list[str], column: str
) -> None:
    """What takes several waves together takes answers that all of them offered."""
    asked = sources(survey.codebook, column.partition(".")[0])
    answers = {answer for name in asked for answer in survey.codebook[name].categories}
    lacking = {
        wave: {n for n in left_out(survey.waves[wave], asked) if n.rpartition(".")[2] in answers}
        for wave in names
    }
    for answer in sorted(set.union(set(), *lacking.values())):
        without = [wave for wave in names if answer in lacking[wave]]
        if len(without) < len(names):
            message = f"an answer that {', '.join(without)} did not offer, and the others did"
            remedy = "Leave these waves out, or derive a variable of what all of them offered."
            checker.add(path, answer, message, remedy)
