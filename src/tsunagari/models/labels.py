"""The text of a model's terms, levels and outcome, in each language, from the configuration.

A term is a codebook variable, an item of a repeated one (`variable.item`), whether an answer
is in a set (`variable.item[set]`), `wave`, a column that the model's entry labels itself, or
several of these crossed (`wave:sex`). The result is a `Labels` whose roles are wave, term,
outcome, category, unit, and one a term for its levels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pandas as pd

from tsunagari.codebook.labels import Labels
from tsunagari.codebook.variables import NO_ANSWER, NOT_SELECTED, SELECTED
from tsunagari.codebook.words import WORDS
from tsunagari.config.problems import Problem, ProblemsFound, nearest
from tsunagari.config.words import Text, texts_of, words_of
from tsunagari.models.families import CONSTANTS, FAMILIES, MEAN

CROSS = ":"  # between the factors of an interaction, and between their levels
ALL = "all"  # a prediction that sets no variable
AFFIRMATIVE = "affirmative"


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
    outcome = {"variable": outcome} if isinstance(outcome, str) else outcome
    variable = outcome.get("variable", outcome.get("index", ""))
    terms = expanded(entry["terms"])
    names = [variable, *(name for term in terms for name in term.split(CROSS))]
    factors = _factors(codebook, model, entry, waves, names)
    sets = codebook["variables"].get(variable.partition(".")[0], {}).get("sets", {})
    categories = _categories(factors[variable], outcome, sets)
    label = factors[variable].label
    if "answers" in outcome:
        label = WORDS.joined([label, categories[AFFIRMATIVE]], "part")
    texts = {
        "wave": {name: wave["title"] for name, wave in waves.items()},
        "term": {ALL: WORDS["everybody"], **{term: _term(term, factors) for term in terms}},
        "outcome": {variable: label},
        "category": categories,
        "unit": {name: factor.unit for name, factor in factors.items() if factor.unit},
        level_role(ALL): {"": {}},
    }
    texts |= {level_role(term): _levels(term, factors) for term in terms}
    ordered = FAMILIES[entry["family"]].ordered
    return Labels(model, texts, {key: tuple(m) for key, m in sets.items()}, ordered, waves)


def expanded(terms: Sequence[str]) -> list[str]:
    """Terms with `a*b` written out as a, b and a:b, single ones first, as models name them."""
    names: dict[str, None] = {}
    for term in terms:
        factors = [factor.strip() for factor in term.split("*")]
        for size in range(1, len(factors) + 1):
            names |= dict.fromkeys(CROSS.join(chosen) for chosen in combinations(factors, size))
    return sorted(names, key=lambda term: term.count(CROSS))


def term_levels(table: pd.DataFrame, labels: Labels) -> list[tuple[str, list[str]]]:
    """The terms of a table with their levels, in the order of the configuration.

    The reference level is one of them, but for crossed terms, which have several.
    """
    terms = []
    for term in labels.arrange("term", set(table["term"]) - set(CONSTANTS)):
        rows = table[table["term"] == term]
        levels = set(rows["level"])
        if CROSS not in term and "reference" in rows:
            levels |= set(rows["reference"]) - {""}
        terms.append((term, arrange_levels(labels, term, levels)))
    return terms


def arrange_levels(labels: Labels, term: str, levels: Iterable[str]) -> list[str]:
    """Levels in the order of the codebook; values of a number from low to high."""
    if set(labels.texts[level_role(term)]) == {""}:
        return sorted(set(levels), key=lambda level: float(level or 0))
    return labels.arrange(level_role(term), levels)


def _factors(
    codebook: Mapping, model: str, entry: Mapping, waves: Mapping, names: Sequence[str]
) -> dict[str, Factor]:
    factors: dict[str, Factor] = {}
    problems = []
    given = entry.get("labels", {})
    for name in dict.fromkeys(names):
        factor = _factor(codebook, given.get(name), waves, name)
        if factor is None:
            message = "the model names a variable that neither it nor the codebook labels"
            known = ["wave", *given, *codebook["variables"]]
            where = f"models.{model}"
            remedy = nearest(name, known)
            problems.append(Problem("config/models.yaml", where, name, message, remedy))
        else:
            factors[name] = factor
    if problems:
        raise ProblemsFound(problems)
    return factors


def _factor(codebook: Mapping, given: Mapping | None, waves: Mapping, name: str) -> Factor | None:
    """A variable's label and levels, of the model's own words first."""
    if name == "wave":
        known = Factor(WORDS["wave"], texts_of({key: wave["title"] for key, wave in waves.items()}))
    else:
        path, _, answers = name.removesuffix("]").partition("[")
        known = _of_codebook(codebook, *path.split("."))
        if known is not None and answers:
            known = _split(known, codebook["variables"][path.partition(".")[0]], answers)
    if given is None:
        return known
    levels = given.get("levels", known.levels if known else {})
    return Factor(words_of(given), texts_of(levels), given.get("unit"))


def _of_codebook(codebook: Mapping, name: str, *parts: str) -> Factor | None:
    """A codebook variable, one of its items, or one answer of a multiple choice."""
    variable = codebook["variables"].get(name)
    if variable is None:
        return None
    categories = texts_of(variable.get("categories", {}))
    items = codebook["lists"][variable["each"]]["items"] if "each" in variable else {}
    labels = [words_of(variable["label"])]
    for part in parts:
        known = items if part in items else categories
        if part not in known:
            return None
        labels.append(words_of(known[part]))
    if variable["type"] == "multiple":
        categories = {key: WORDS[key] for key in (SELECTED, NOT_SELECTED)}
    else:
        categories |= _sets(categories, variable.get("sets", {}))
    return Factor(WORDS.joined(labels, "part"), categories, variable.get("unit"))


def _split(factor: Factor, variable: Mapping, answers: str) -> Factor | None:
    """A variable as whether the answer is among some, the others first.

    The side with fewer answers is named by them, the other is the rest.
    """
    if answers not in factor.levels:
        return None
    inside = variable.get("sets", {}).get(answers, (answers,))
    outside = [key for key in variable["categories"] if key not in inside]
    few = inside if len(inside) <= len(outside) else outside
    named = WORDS.joined((factor.levels[key] for key in few), "set_join")
    yes, no = (named, WORDS["rest"]) if few is inside else (WORDS["rest"], named)
    return Factor(factor.label, {f"not_{answers}": no, answers: yes})


def _categories(factor: Factor, outcome: Mapping, sets: Mapping) -> dict[str, Text]:
    """What is predicted: the outcome's answers, sets of them, or its mean.

    Levels that the model makes of several answers read as these, joined, unless the model
    labels them. Of two, the affirmative is the one that the model names.
    """

    def joined(wanted: str | Sequence[str]) -> Text:
        wanted = [wanted] if isinstance(wanted, str) else wanted
        single = [key for answer in wanted for key in sets.get(answer, (answer,))]
        return WORDS.joined((factor.levels[key] for key in single), "set_join")

    texts = dict(factor.levels)
    for level, wanted in outcome.get("levels", {}).items():
        texts.setdefault(level, joined(wanted))
    if "answers" in outcome:
        answers = outcome["answers"]
        name = answers if isinstance(answers, str) else "_or_".join(answers)
        texts[name] = texts[AFFIRMATIVE] = joined(answers)
    return texts | {MEAN: WORDS["average"]}


def _sets(categories: Mapping[str, Text], sets: Mapping[str, Sequence[str]]) -> dict[str, Text]:
    """A set reads as its categories, joined."""
    return {
        key: WORDS.joined((categories[member] for member in members), "set_join")
        for key, members in sets.items()
    }


def _term(term: str, factors: Mapping[str, Factor]) -> Text:
    return WORDS.joined((factors[name].label for name in term.split(CROSS)), "crossed")


def _levels(term: str, factors: Mapping[str, Factor]) -> dict[str, Text]:
    """Levels of a term; of a crossed one all combinations, without its numbers.

    A number has the one level "".
    """
    every = [factors[name].levels for name in term.split(CROSS)]
    choices = [{**levels, NO_ANSWER.strip("_"): WORDS["no_answer"]} for levels in every if levels]
    texts = {}
    for keys in product(*choices):
        parts = (levels[key] for levels, key in zip(choices, keys, strict=True))
        texts[CROSS.join(keys)] = WORDS.joined(parts, "crossed")
    return texts
