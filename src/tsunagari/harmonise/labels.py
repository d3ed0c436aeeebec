"""The words of the overview of what was asked, and the order of its rows."""

from collections.abc import Mapping

from tsunagari.codebook.labels import Labels
from tsunagari.config.words import Text, texts_of
from tsunagari.waves.order import in_order

NAME = "availability"


def availability_labels(codebook: Mapping, waves: Mapping[str, Mapping]) -> Labels:
    """Labels of variables, countries and waves, the earliest wave first.

    waves  wave -> its entry in config/waves/, of the waves shown
    """
    variables = codebook["variables"]
    countries = variables.get("country", {}).get("categories", {})
    texts = {
        "wave": {wave: waves[wave]["title"] for wave in in_order(sorted(waves), waves)},
        "country": texts_of(countries),
        "variable": {name: entry["label"] for name, entry in variables.items()},
    }
    return Labels(NAME, texts, {}, False, waves)


def row_groups(codebook: Mapping) -> list[tuple[Text | None, list[str]]]:
    """The variables in the order of the codebook, under its `sections`."""
    sections = codebook.get("sections", {})
    groups: list[tuple[Text | None, list[str]]] = [(None, [])]
    for name in codebook["variables"]:
        if name in sections:
            groups.append((sections[name], []))
        groups[-1][1].append(name)
    return [group for group in groups if group[1]]


def derived_variables(codebook: Mapping) -> set[str]:
    """The variables that are computed from others."""
    return {name for name, entry in codebook["variables"].items() if "derive" in entry}
