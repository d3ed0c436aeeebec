"""The text of decompositions and age curves, in each language, from the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import Codebook
from tsunagari.comparison_labels import what_differs
from tsunagari.comparisons.plan import pairs_of
from tsunagari.config.words import Text
from tsunagari.models.labels import CROSS, model_labels
from tsunagari.waves.comparability import GRADES, defining, grade, relations


def change_labels(
    codebook: Mapping, name: str, entry: Mapping, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of an entry of decompositions.yaml: roles as of a model (see `model_labels`), and

    variable  the outcome and the variables of the factors, by their own labels
    grade     how far each of them compares between the entry's waves
    differs   what the waves' files say differs, and lists that differ, numbered from "0"
    """
    terms = [*entry.get("terms", ()), *entry.get("factors", ())]
    terms += [entry["bands"]] if "bands" in entry else []
    if "crossed" in entry:
        terms += [*entry["crossed"], CROSS.join(entry["crossed"])]
    shown = {"outcome": entry["outcome"], "family": "logit", "terms": list(dict.fromkeys(terms))}
    labels = model_labels(codebook, name, shown, waves)
    return replace(labels, texts={**labels.texts, **_comparability(codebook, entry, terms, waves)})


def _comparability(
    config: Mapping, entry: Mapping, terms: list[str], waves: Mapping[str, Mapping]
) -> dict[str, dict[str, Text]]:
    """The roles variable, grade and differs; empty of one wave, which compares with none."""
    codebook, variables = Codebook.from_config(config), config["variables"]
    factors = [factor for term in terms for factor in term.replace("*", CROSS).split(CROSS)]
    paths = [factor.strip().partition("[")[0] for factor in factors]
    paths += entry.get("where") or {}
    outcome = entry["outcome"]["variable"].partition(".")[0]
    names = list(dict.fromkeys([outcome, *defining(codebook, paths)]))
    names = names if len(entry["waves"]) > 1 else []
    grades = {each: _worst_grade(codebook, each, entry, waves) for each in names}
    return {
        "variable": {each: variables[each]["label"] for each in names},
        "grade": {each: {"ja": letter, "en": letter} for each, letter in grades.items()},
        "differs": what_differs(codebook, variables, names, waves, entry["waves"]),
    }


def _worst_grade(codebook: Codebook, name: str, entry: Mapping, waves: Mapping) -> str:
    """The worst grade of a variable over all pairs of the entry's waves."""
    found = [
        grade(relations(codebook, name, waves[first], waves[second]))
        for first, second in pairs_of(entry["waves"])
    ]
    return max(found, key=GRADES.index)
