"""What a figure asks to be tabulated, against the codebook."""

from collections.abc import Mapping

from tsunagari.codebook.checks import check_answers, check_where
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

EVERYBODY = "all"  # the one group that needs no label


def check_query(checker: Checker, path: KeyPath, query: Mapping, codebook: Codebook) -> None:
    name = query["variable"]
    if not checker.known((*path, "variable"), name, codebook.variables, "no variable"):
        return
    variable = codebook[name]
    check_answers(checker, (*path, "categories"), variable, query.get("categories", ()))
    for item in query.get("items", ()):
        checker.known((*path, "items"), item, variable.items, f"no item of {name}")
    for country in query.get("countries", ()):
        valid = codebook["country"].categories
        checker.known((*path, "countries"), country, valid, "no country of the codebook")
    check_where(checker, (*path, "where"), query.get("where"), codebook)
    check_groups(checker, path, query, codebook)


def check_groups(checker: Checker, path: KeyPath, entry: Mapping, codebook: Codebook) -> None:
    """Named groups, each with a label, and variables whose categories are groups as well."""
    for key, group in entry.get("groups", {}).items():
        at = (*path, "groups", key)
        check_where(checker, (*at, "where"), (group or {}).get("where"), codebook)
        if "label" not in (group or {}) and key != EVERYBODY:
            remedy = f"Add `label`, or call it `{EVERYBODY}` if it is everybody."
            checker.add(at, key, "a group without a label", remedy)
    for by in entry.get("by", ()):
        single = [name for name, variable in codebook.variables.items() if variable.categories]
        checker.known((*path, "by"), by, single, "no variable with categories")
