"""The text of a comparison's keys, and of what differs between its waves, in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tsunagari.codebook.labels import Labels, figure_labels
from tsunagari.codebook.variables import Codebook
from tsunagari.codebook.words import WORDS
from tsunagari.compare.plan import Comparison, compared_waves, pairs_of
from tsunagari.config.words import Text, same
from tsunagari.models.labels import CROSS, model_labels
from tsunagari.waves.comparability import (
    GRADES,
    QUESTION,
    defining,
    grade,
    items_asked,
    lists_that_differ,
    relations,
    sources,
    statement,
)


def comparison_labels(
    codebook_config: Mapping, name: str, comparisons: Mapping, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of a comparison, as of a figure with its queries, and three roles more:

    variable  the variables' own labels
    family    the families of tests
    differs   what the waves' files say differs, and lists that differ, numbered from "0";
              of what is compared and of what picks out its groups

    comparisons  all of comparisons.yaml     waves  those of the run
    """
    entry = comparisons["comparisons"][name]
    comparison = Comparison.from_config(name, entry)
    labels = figure_labels(codebook_config, name, {"estimates": comparison.queries}, waves)
    variables = codebook_config["variables"]
    used = [query["variable"] for query in comparison.queries]
    codebook = Codebook.from_config(codebook_config)
    conditions = [key for base in comparison.bases(codebook) for key in base.where]
    asked = list(dict.fromkeys([*used, *defining(codebook, conditions)]))
    more = {
        "variable": {key: variables[key]["label"] for key in used},
        "family": comparisons.get("families", {}),
        "differs": what_differs(codebook, variables, asked, waves, compared_waves(entry, waves)),
    }
    return replace(labels, texts={**labels.texts, **more})


def what_differs(
    codebook: Codebook,
    variables: Mapping[str, Mapping],
    names: Sequence[str],
    waves: Mapping[str, Mapping],
    compared: Sequence[str],
) -> dict[str, Text]:
    """What waves state in words of the questions of variables, then lists that differ.

    variables  those of codebook.yaml     names  of the variables that are compared
    Numbered from "0".
    """
    texts = [
        *_stated(codebook, variables, names, waves, compared),
        *_lists(codebook, variables, names, waves, compared),
    ]
    return {str(place): text for place, text in enumerate(texts)}


def _stated(codebook, variables, used, waves, compared) -> list[Text]:
    """What waves state of their questions in words."""
    asked = dict.fromkeys(source for name in used for source in sources(codebook, name))
    texts = []
    for wave in compared:
        for name in asked:
            for aspect in QUESTION:
                words = statement(waves[wave], name, aspect)
                if isinstance(words, Mapping):
                    title, label = waves[wave]["title"], variables[name]["label"]
                    texts.append(WORDS.text("stated", wave=title, label=label, text=words))
    return texts


def _lists(codebook, variables, used, waves, compared) -> list[Text]:
    """Lists that derived variables count over, where waves asked about other items."""
    names = {
        name: None
        for variable in used
        for first, second in pairs_of(compared)
        for name in lists_that_differ(codebook, variable, waves[first], waves[second])
    }
    texts = []
    for name in names:
        counts = [
            WORDS.text(
                "count", wave=waves[wave]["title"], n=len(items_asked(codebook, waves[wave], name))
            )
            for wave in compared
        ]
        joined = WORDS.joined(counts, "count_join")
        texts.append(WORDS.text("lists", label=variables[name]["label"], counts=joined))
    return texts


# The text of decompositions and age curves, in each language, from the configuration.


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
        "grade": {each: same(letter) for each, letter in grades.items()},
        "differs": what_differs(codebook, variables, names, waves, entry["waves"]),
    }


def _worst_grade(codebook: Codebook, name: str, entry: Mapping, waves: Mapping) -> str:
    """The worst grade of a variable over all pairs of the entry's waves."""
    grades = [
        grade(relations(codebook, name, waves[first], waves[second]))
        for first, second in pairs_of(entry["waves"])
    ]
    return max(grades, key=GRADES.index)
