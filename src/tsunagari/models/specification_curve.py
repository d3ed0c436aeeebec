"""A headline coefficient under all defensible choices (Simonsohn, Simmons and Nelson 2020)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, unknown
from tsunagari.estimate.respondents import People, Rows
from tsunagari.models.allowed import allowed
from tsunagari.models.effects import effects_table
from tsunagari.models.model import Fitted, fit_model
from tsunagari.models.pooling import pooled
from tsunagari.models.spec import FILE, ModelSpec, read_spec
from tsunagari.models.tidy import inference

KEYS = ("title", "model", "term", "level", "share", "choices", "permutations", "note")
_MERGED = ("where", "missing", "reference")  # parts that a choice adds to, not replaces
SAME = 1e-10  # of an estimate: rounding
INSTEAD = "instead"  # the part of an option that puts other variables in the place of some


@dataclass(frozen=True)
class Specification:
    """One combination: the chosen option of each choice, and the model that it makes."""

    options: Mapping[str, str]
    entry: Mapping[str, object]
    instead: Mapping[str, str]  # variable -> the one that stands in its place


def specifications(base: Mapping, choices: Mapping[str, Mapping]) -> Iterator[Specification]:
    """All combinations of options over the entry of a model.

    choices  choice -> option -> the parts of a model that it sets; `where`, `missing` and
             `reference` are added to those of the model, other parts replace them; `instead`
             puts other variables in the place of some, whatever the other choices are
    """
    for combination in product(*(options.items() for options in choices.values())):
        entry = {key: value for key, value in base.items() if key != "title"}
        instead: dict[str, str] = {}
        for _, parts in combination:
            for key, value in (parts or {}).items():
                if key == INSTEAD:
                    instead |= value
                    continue
                if key in _MERGED:
                    value = {**(entry.get(key) or {}), **value}
                entry[key] = value
        chosen = {choice: option for choice, (option, _) in
                  zip(choices, combination, strict=True)}  # fmt: skip
        yield Specification(chosen, _with_others(entry, instead), instead)


def _with_others(entry: Mapping, instead: Mapping[str, str]) -> dict:
    """The entry with other variables in the place of some."""

    def named(text: str) -> str:
        parts = re.split(r"([:*\s]+)", text)
        return "".join(instead.get(part, part) for part in parts)

    terms = {"terms": [named(str(term)) for term in entry["terms"]]} if "terms" in entry else {}
    keyed = {key: {named(name): value for name, value in entry[key].items()}
             for key in ("where", "reference") if entry.get(key)}  # fmt: skip
    return {**entry, **terms, **keyed}


def specification_curve(
    codebook: Codebook, name: str, curve: Mapping, models: Mapping[str, Mapping],
    people: Mapping[str, People],
) -> pd.DataFrame:  # fmt: skip
    """A row a specification, sorted by effect.

    people  wave -> its respondents
    curve   {model, term, level, share, choices}: the model to vary, the headline coefficient,
            and the category or set whose share its average marginal effect is of
    models  the models of the configuration by name

    Columns: specification (1 up, in the order of declaration), a column a choice,
    family, estimate, std_error, p_value, ci_low, ci_high (the coefficient), effect,
    effect_std_error, effect_ci_low, effect_ci_high, effect_unit (share, or score in a linear
    model of scores), n, left_out, rank (1 is the smallest effect).

    Coefficients of families are not on one scale; effects on a share are. Raises
    ProblemsFound with the specification's options where one cannot be fitted: a curve with
    holes would hide the choices that fail.
    """
    read = read_curve(codebook, name, curve, models)
    for of_wave in people.values():
        of_wave.count(each.columns for each in read)
    return fit_all(codebook, curve, read, lambda columns: pooled(people, columns))


@dataclass(frozen=True)
class Read:
    """A specification that can be fitted: its number, its model and the columns that it needs."""

    number: int
    wanted: Specification
    spec: ModelSpec
    columns: frozenset[str]


def read_curve(codebook: Codebook, name: str, curve: Mapping, models: Mapping) -> list[Read]:
    """The specifications of a curve; raises ProblemsFound with all that cannot be read."""
    _check(name, curve, models)
    problems, read = [], []
    choices = curve["choices"]
    for number, wanted in enumerate(specifications(models[curve["model"]], choices), start=1):
        label = f"{name} {number} ({', '.join(wanted.options.values())})"
        try:
            spec = read_spec(codebook, label, _without_absent_references(wanted.entry))
            read.append(Read(number, wanted, spec, frozenset(spec.columns(codebook))))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return read


def fit_all(
    codebook: Codebook, curve: Mapping, read: Sequence[Read], rows_of: Callable[..., Rows]
) -> pd.DataFrame:
    """The table of `specification_curve`; rows_of: columns -> respondents and their design."""
    rows, problems = [], []
    for each in read:
        try:
            fitted = fit_model(codebook, each.spec, *rows_of(each.columns))
            term = each.wanted.instead.get(str(curve["term"]), str(curve["term"]))
            rows.append({"specification": each.number, **each.wanted.options,
                         **_headline(fitted, {**curve, "term": term})})  # fmt: skip
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    table = pd.DataFrame(rows).sort_values("effect", kind="stable", ignore_index=True)
    return table.assign(rank=np.arange(1, len(table) + 1))


def idle_choices(table: pd.DataFrame, choices: Mapping[str, Mapping]) -> list[str]:
    """The choices of which no option changes an estimate, an error or who is counted."""
    numbers = ["estimate", "std_error", "effect", "effect_std_error", "n"]
    idle = []
    for choice in choices:
        others = [other for other in choices if other != choice]
        groups = table.groupby(others)[numbers] if others else table[numbers].groupby(lambda _: 0)
        if (groups.max() - groups.min()).to_numpy().max() < SAME and len(choices[choice]) > 1:
            idle.append(choice)
    return idle


def without_idle(table: pd.DataFrame, choices: Mapping[str, Mapping]) -> pd.DataFrame:
    """One row of those that differ in choices that change nothing, the first option's."""
    for choice in idle_choices(table, choices):
        table = table[table[choice] == next(iter(choices[choice]))].drop(columns=choice)
    return table.reset_index(drop=True)


def distinct(table: pd.DataFrame) -> pd.DataFrame:
    """The first specification of each effect: errors may differ among those of one effect."""
    effects = table.sort_values("specification").assign(same=lambda rows: rows["effect"].round(9))
    return effects.drop_duplicates("same").drop(columns="same")


def _headline(fitted: Fitted, curve: Mapping) -> dict[str, object]:
    """The coefficient, and its effect on the share of answers that the curve names, by the model
    that the test of proportional odds allows."""
    term, level = str(curve["term"]), str(curve.get("level", ""))
    effects = effects_table(allowed(fitted).fitted, [term])
    of = (effects["level"] == level).to_numpy(copy=True)
    if fitted.family.ordered:
        of &= (effects["category"] == str(curve["share"])).to_numpy()
    if (term, level) not in fitted.labels or of.sum() != 1:
        raise ProblemsFound([
            Problem(FILE, f"curves, {fitted.spec.name}", f"{term} = {level}, {curve['share']}",
                    "is not one coefficient and one effect of the model",
                    "Name a variable among the terms, a level other than its reference, and "
                    "an answer or set of the outcome.")
        ])  # fmt: skip
    place = fitted.labels.index((term, level))
    at = slice(place, place + 1)
    coefficient = inference(fitted.parameters[at], fitted.std_error[at],
                            fitted.degrees_of_freedom)  # fmt: skip
    effect = effects[of].iloc[0]
    scores = fitted.spec.outcome.scores
    is_score = fitted.family.numeric and scores != (0.0, 1.0)
    row = {"family": fitted.family.name}
    row |= {key: float(coefficient[key][0]) for key in
              ("estimate", "std_error", "p_value", "ci_low", "ci_high")}  # fmt: skip
    row |= {"effect": effect["estimate"]}
    row |= {f"effect_{key}": effect[key] for key in ("std_error", "ci_low", "ci_high")}
    return row | {"effect_unit": "score" if is_score else "share", "n": fitted.n,
                    "left_out": fitted.frame.population - fitted.n}  # fmt: skip


def _without_absent_references(entry: Mapping) -> dict:
    """References of variables that a set of covariates does not hold are not needed."""
    parts = {
        part.strip() for term in entry.get("terms", ())
        for product_of in str(term).split("*") for part in product_of.split(":")
    }  # fmt: skip
    reference = {key: level for key, level in (entry.get("reference") or {}).items()
                 if key in parts}  # fmt: skip
    return {**entry, "reference": reference}


def _check(name: str, curve: Mapping, models: Mapping) -> None:
    problems = unknown(FILE, f"curves.{name}", curve, KEYS, "is not a part of a curve")
    problems += [Problem(FILE, f"curves.{name}.{key}", "", "a curve needs it", "Add it.")
                 for key in ("model", "term", "share", "choices") if key not in curve]  # fmt: skip
    if not problems:
        problems = unknown(FILE, f"curves.{name}.model", [curve["model"]], models, "is not a model")
    if problems:
        raise ProblemsFound(problems)
