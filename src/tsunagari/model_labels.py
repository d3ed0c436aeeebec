"""The text of a model's terms, levels and outcome, in each language, from the configuration.

A term is a codebook variable, an item of a repeated one (`variable.item`), `wave`, a column
that the model's entry labels itself, or several of these crossed (`wave:sex`). The result is
a `Labels` whose roles are wave, term, outcome, category, and one a term for its levels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from tsunagari.labels import SET_JOIN, Labels, Text
from tsunagari.problems import Problem, ProblemsFound, nearest

CROSS = ":"  # between the factors of an interaction, and between their levels
CONSTANTS = ("threshold", "intercept")  # coefficients that belong to no term
AFFIRMATIVE = "affirmative"

WAVE: Text = {"ja": "調査", "en": "Survey"}
YES: Text = {"ja": "肯定的な回答", "en": "Affirmative answers"}
TICKED: Mapping[str, Text] = {
    "selected": {"ja": "選択", "en": "Selected"},
    "not_selected": {"ja": "非選択", "en": "Not selected"},
}
CROSSED: Text = {"ja": " × ", "en": " × "}
PART: Text = {"ja": "：", "en": ": "}


@dataclass(frozen=True)
class Factor:
    """A variable of a model: its label, its levels in order (none of a number), its unit."""

    label: Text
    levels: Mapping[str, Text]
    unit: Text | None = None


def level_role(term: str) -> str:
    """The role under which `Labels` keeps the levels of a term."""
    return f"level of {term}"


def model_labels(
    codebook: Mapping, model: str, entry: Mapping, waves: Mapping[str, Mapping]
) -> Labels:
    """Labels of a model from codebook.yaml, its entry in models.yaml and the waves' files.

    The entry's own `labels: {name: {ja, en, levels: {key: {ja, en}}}}` go before the
    codebook's. Raises ProblemsFound for all names that neither knows.
    """
    outcome = entry["outcome"]
    variable = outcome if isinstance(outcome, str) else outcome["variable"]
    names = [variable, *(name for term in entry["terms"] for name in term.split(CROSS))]
    factors = _factors(codebook, model, entry, waves, names)
    answers = [] if isinstance(outcome, str) else outcome["answers"]
    answers = [answers] if isinstance(answers, str) else list(answers)
    sets = codebook["variables"].get(variable.partition(".")[0], {}).get("sets", {})
    categories = _categories(factors[variable], answers, sets)
    label = factors[variable].label
    if answers:
        label = _joined([label, categories[AFFIRMATIVE]], PART)
    texts = {
        "wave": {name: wave["title"] for name, wave in waves.items()},
        "term": {term: _term(term, factors) for term in entry["terms"]},
        "outcome": {variable: label},
        "category": categories,
        "unit": {name: factor.unit for name, factor in factors.items() if factor.unit},
    }
    texts |= {level_role(term): _levels(term, factors) for term in entry["terms"]}
    return Labels(model, texts, {key: tuple(m) for key, m in sets.items()}, True, waves)


def term_levels(
    table: pd.DataFrame, labels: Labels, terms: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """The terms of a table with their levels, in the order of the configuration.

    The reference level is one of them, but for crossed terms, which have several.
    """
    labels.check("term", sorted(set(table["term"]) - set(CONSTANTS)))
    found = []
    for term in terms:
        rows = table[table["term"] == term]
        if not rows.empty:
            levels = set(rows["level"])
            if CROSS not in term and "reference" in rows:
                levels |= set(rows["reference"]) - {""}
            found.append((term, arrange_levels(labels, term, levels)))
    return found


def arrange_levels(labels: Labels, term: str, levels: Iterable[str]) -> list[str]:
    """Levels in the order of the codebook; values of a number from low to high."""
    if set(labels.texts[level_role(term)]) == {""}:
        return sorted(set(levels), key=lambda level: float(level or 0))
    return labels.arrange(level_role(term), levels)


def _factors(
    codebook: Mapping, model: str, entry: Mapping, waves: Mapping, names: Sequence[str]
) -> dict[str, Factor]:
    found: dict[str, Factor] = {}
    problems = []
    own = entry.get("labels", {})
    for name in dict.fromkeys(names):
        factor = _factor(codebook, own.get(name), waves, name)
        if factor is None:
            message = "the model names a variable that neither it nor the codebook labels"
            known = ["wave", *own, *codebook["variables"]]
            where = f"models.{model}"
            remedy = nearest(name, known)
            problems.append(Problem("config/models.yaml", where, name, message, remedy))
        else:
            found[name] = factor
    if problems:
        raise ProblemsFound(problems)
    return found


def _factor(codebook: Mapping, own: Mapping | None, waves: Mapping, name: str) -> Factor | None:
    """A variable's label and levels, of the model's own words first."""
    if name == "wave":
        known = Factor(WAVE, {key: _text(wave["title"]) for key, wave in waves.items()})
    else:
        known = _of_codebook(codebook, *name.split("."))
    if own is None:
        return known
    levels = own.get("levels", known.levels if known else {})
    return Factor(_text(own), {key: _text(level) for key, level in levels.items()}, own.get("unit"))


def _of_codebook(codebook: Mapping, name: str, *parts: str) -> Factor | None:
    """A codebook variable, one of its items, or one answer of a multiple choice."""
    variable = codebook["variables"].get(name)
    if variable is None:
        return None
    categories = {key: _text(text) for key, text in variable.get("categories", {}).items()}
    items = codebook["lists"][variable["each"]]["items"] if "each" in variable else {}
    labels = [_text(variable["label"])]
    for part in parts:
        known = items if part in items else categories
        if part not in known:
            return None
        labels.append(_text(known[part]))
    if variable["type"] == "multiple":
        categories = dict(TICKED)
    else:
        categories |= _sets(categories, variable.get("sets", {}))
    return Factor(_joined(labels, PART), categories, variable.get("unit"))


def _categories(
    outcome: Factor, answers: Sequence[str], sets: Mapping[str, Sequence[str]]
) -> dict[str, Text]:
    """Answers of the outcome; the affirmative ones are those that the model says."""
    found = {**outcome.levels}
    found.setdefault(AFFIRMATIVE, YES)
    if answers:
        single = [key for answer in answers for key in sets.get(answer, (answer,))]
        found[AFFIRMATIVE] = _joined((outcome.levels[key] for key in single), SET_JOIN)
    return found


def _sets(categories: Mapping[str, Text], sets: Mapping[str, Sequence[str]]) -> dict[str, Text]:
    """A set reads as its categories, joined."""
    return {
        key: _joined((categories[member] for member in members), SET_JOIN)
        for key, members in sets.items()
    }


def _term(term: str, factors: Mapping[str, Factor]) -> Text:
    return _joined((factors[name].label for name in term.split(CROSS)), CROSSED)


def _levels(term: str, factors: Mapping[str, Factor]) -> dict[str, Text]:
    """Levels of a term; of a crossed one all combinations. A number has the one level ""."""
    choices = [factors[name].levels or {"": {}} for name in term.split(CROSS)]
    return {
        CROSS.join(keys): _joined(
            (levels[key] for levels, key in zip(choices, keys, strict=True) if key), CROSSED
        )
        for keys in product(*choices)
    }


def _text(entry: Mapping) -> Text:
    return {"ja": entry["ja"], "en": entry["en"]}


def _joined(texts: Iterable[Text], join: Text) -> Text:
    texts = list(texts)
    return {language: join[language].join(text[language] for text in texts) for language in join}
