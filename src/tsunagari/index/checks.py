"""config/indices.yaml against the codebook, the waves and itself, before anything runs."""

from collections.abc import Iterable, Mapping, Sequence

from tsunagari.codebook.checks import Survey
from tsunagari.codebook.variables import Codebook
from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath
from tsunagari.index.kinds import MEASURES, PLACES, TABLES
from tsunagari.waves.asked import check_asked
from tsunagari.waves.column_checks import placeholders

OF_ALL = ("wave", "country")
ROLES, NUMBERS = ("section", "row", "column", "series"), ("value", "n")
NEEDED = {"dot_columns": ("section", "row", "column"), "histograms": ("row", "column")}


def _check_figure(
    checker: Checker, path: KeyPath, entry: Mapping, ties: Mapping, waves: Iterable[str]
) -> None:
    """Roles, columns and labels of a figure are those of its table; any wave may score."""
    at = (*path, "table")
    if not checker.known(at, entry["table"], TABLES, "no table of the index"):
        return
    keys, numbers = TABLES[entry["table"]]
    chart = entry["chart"]
    for role in [role for role in NEEDED[entry["notebook"]] if role not in chart]:
        remedy = f"Add it; {entry['notebook']} needs {', '.join(NEEDED[entry['notebook']])}."
        checker.add((*path, "chart"), role, "the chart has no such role", remedy)
    for role, column in chart.items():
        valid = (*OF_ALL, *keys) if role in ROLES else numbers
        checker.known((*path, "chart", role), column, valid, f"no column of {entry['table']}")
    for column, labels in entry.get("labels", {}).items():
        at = (*path, "labels", column)
        if checker.known(at, column, (*OF_ALL, *keys), f"no key of {entry['table']}"):
            valid = _values(column, entry["table"], ties, waves)
            # A label of a key that the table does not have would leave its rows out.
            for key in labels if valid is not None else ():
                checker.known((*at, key), key, valid, f"no {column} of the table")


def _values(column: str, table: str, ties: Mapping, waves: Iterable[str]) -> tuple[str, ...] | None:
    """The values of a table's key; None of those that are not looked at."""
    if column == "side":
        return tuple(ties["consciousness"])
    if column == "method":
        return ("pearson", "polychoric")
    if column == "scores":
        return ("pearson", "polychoric", "shrunken")
    if column == "scoring":
        origins = [*waves, "pooled"]
        by_others = [
            f"{kind}_{of}" for kind in ("loadings", "loadings_and_means") for of in origins
        ]
        return ("pearson", "polychoric", "shrunken", *by_others)
    if table == "counting":
        return {"against": tuple(ties["counting"]["against"]), "measure": MEASURES}.get(column)
    return None


def check_indices(checker: Checker, config: Mapping, survey: Survey) -> None:
    """The indices and their figures against the codebook and the waves."""
    if axes := config.get("media_axes"):
        names = [axes[axis]["variable"] for axis in ("horizontal", "vertical")]
        check_asked(checker, ("media_axes",), survey, [axes["wave"]], names)
    if ties := config.get("ties"):
        for side, items in ties["consciousness"].items():
            _check_items(checker, ("ties", "consciousness", side), items, survey.codebook)
        _check_words(checker, ties["counting"]["words"])
        names = [name for items in ties["consciousness"].values() for name in items]
        names += [entry["variable"] for entry in ties["communities"].values()]
        check_asked(checker, ("ties",), survey, ties["waves"], [*names, ties["group"]])
        for name, entry in config.get("figures", {}).items():
            _check_figure(checker, ("figures", name), entry, ties, survey.waves)


def _check_items(checker: Checker, path: tuple, items: Sequence[str], codebook: Codebook) -> None:
    """Items of a scale: variables (or `variable.item`) whose answers have an order."""
    if len(items) < 3:
        checker.add(path, ", ".join(items), "a scale of fewer than three items", "Name more.")
    for item in items:
        name, _, part = item.partition(".")
        if not checker.known(path, name, codebook.variables, "no variable"):
            continue
        if part or codebook[name].items:
            checker.known(path, part, codebook[name].items, f"no item of {name}")
        if not codebook[name].ordered:
            message = "a component needs answers in order, the most affirmative first"
            checker.add(path, item, message, "Choose another, or declare it `ordered: true`.")


def _check_words(checker: Checker, words: Mapping) -> None:
    """Templates name only numbers that there are."""
    for language, templates in words.items():
        for key, template in templates.items():
            path = ("ties", "counting", "words", language, key)
            valid = [place for place in PLACES if key == "contrast" or place != "verdict"]
            named = placeholders(template)
            if named is None:
                checker.add(path, template, "a brace without its other one", "Write {name}.")
            for place in sorted(named or ()):
                checker.known(path, place, valid, "no number of the paragraph")
