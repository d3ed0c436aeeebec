"""The figures of config/indices.yaml against the tables that they are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tsunagari.config.checker import Checker
from tsunagari.config.yaml_lines import KeyPath

# Table of results/indices -> its keys, and its numbers; tsunagari.ties.tables makes them.
TABLES = {
    "bonds_{wave}": (("side", "community"), ("participants", "mean_consciousness", "bond")),
    "loadings_{wave}": (("side", "item", "method"), ("n", "loading", "explained_share")),
    "ties_by_participation": (("group",), ("n", "mean")),
    "ties_comparability": (
        ("scoring", "scores", "loadings_of", "moments_of", "group"), ("n", "mean"),
    ),
    "ties_differences": (("between", "group", "against"), ("difference",)),
    "ties_distribution": (("group", "measure"), ("n", "low", "high", "value")),
    "congruence": (("against", "method", "side"), ("congruence",)),
    "counting": (("group", "against", "number", "measure"), ("n", "value")),
    "reliability": (("side", "measure"), ("items", "n", "value")),
}  # fmt: skip
OF_ALL = ("wave", "country")
ROLES, NUMBERS = ("section", "row", "column", "series"), ("value", "n")
NEEDED = {"dot_columns": ("section", "row", "column"), "histograms": ("row", "column")}
MEASURES = (
    "difference", "by_number", "by_bond", "held_fixed", "own_mean_bond", "shuffled",
    "number", "at_number",
)  # fmt: skip


def check_index_figure(
    checker: Checker, path: KeyPath, entry: Mapping, ties: Mapping, waves: Iterable[str]
) -> None:
    """Roles, columns and labels of a figure are those of its table; any wave may score."""
    at = (*path, "table")
    if not checker.known(at, entry["table"], TABLES, "no table of the index"):
        return
    keys, numbers = TABLES[entry["table"]]
    chart = entry["chart"]
    for role in [role for role in NEEDED[entry["draw"]] if role not in chart]:
        remedy = f"Add it; {entry['draw']} needs {', '.join(NEEDED[entry['draw']])}."
        checker.add((*path, "chart"), role, "the chart has no such role", remedy)
    for role, column in chart.items():
        valid = (*OF_ALL, *keys) if role in ROLES else numbers
        checker.known((*path, "chart", role), column, valid, f"no column of {entry['table']}")
    if "paragraph" in entry:
        message = "no paragraph of the index"
        checker.known((*path, "paragraph"), entry["paragraph"], ["counting"], message)
    for column, labels in entry.get("labels", {}).items():
        at = (*path, "labels", column)
        if checker.known(at, column, (*OF_ALL, *keys), f"no key of {entry['table']}"):
            _check_labels(checker, at, labels, _values(column, entry["table"], ties, waves))


def _check_labels(
    checker: Checker, path: KeyPath, labels: Mapping, valid: tuple[str, ...] | None
) -> None:
    """A label of a key that the table does not have would leave its rows out."""
    for key in labels if valid is not None else ():
        checker.known((*path, key), key, valid, f"no {path[-1]} of the table")


def _values(column: str, table: str, ties: Mapping, waves: Iterable[str]) -> tuple[str, ...] | None:
    """The values of a table's key; None of those that are not looked at."""
    if column == "side":
        return tuple(ties["consciousness"])
    if column in ("method", "scores"):
        return ("pearson", "polychoric")
    if column == "scoring":
        origins = [*waves, "pooled"]
        by_others = [
            f"{kind}_{of}" for kind in ("loadings", "loadings_and_means") for of in origins
        ]
        return ("pearson", "polychoric", *by_others)
    if table == "counting":
        return {"against": tuple(ties["counting"]["against"]), "measure": MEASURES}.get(column)
    return None
