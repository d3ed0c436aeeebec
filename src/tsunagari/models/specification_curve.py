"""A headline coefficient under all defensible choices (Simonsohn, Simmons and Nelson 2020)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import Problem, ProblemsFound, unknown
from tsunagari.estimate.respondents import People
from tsunagari.models.allowed import allowed
from tsunagari.models.effects import effects_table
from tsunagari.models.model import Fitted, fit_model
from tsunagari.models.pooling import pooled
from tsunagari.models.spec import FILE, read_spec
from tsunagari.models.tidy import inference

KEYS = ("title", "model", "term", "level", "share", "choices", "note")
_MERGED = ("where", "missing", "reference")  # parts that a choice adds to, not replaces


@dataclass(frozen=True)
class Specification:
    """One combination: the chosen option of each choice, and the model that it makes."""

    options: Mapping[str, str]
    entry: Mapping[str, object]


def specifications(base: Mapping, choices: Mapping[str, Mapping]) -> Iterator[Specification]:
    """All combinations of options over the entry of a model.

    choices  choice -> option -> the parts of a model that it sets; `where`, `missing` and
             `reference` are added to those of the model, other parts replace them
    """
    for combination in product(*(options.items() for options in choices.values())):
        entry = {key: value for key, value in base.items() if key != "title"}
        for _, parts in combination:
            for key, value in (parts or {}).items():
                if key in _MERGED:
                    value = {**(entry.get(key) or {}), **value}
                entry[key] = value
        chosen = {choice: option for choice, (option, _) in
                  zip(choices, combination, strict=True)}  # fmt: skip
        yield Specification(chosen, entry)


def specification_curve(
    codebook: Codebook, name: str, curve: Mapping, models: Mapping[str, Mapping],
    people: Mapping[str, People],
) -> pd.DataFrame:  # fmt: skip
    """A row a specification, sorted by effect.

    people  wave -> its respondents
    curve   {model, term, level, share, choices}: the model to vary, the headline coefficient,
            and the category or set whose share its average marginal effect is of
    models  the models of the configuration by name

    Columns: curve, specification (1 up, in the order of declaration), a column a choice,
    family, estimate, std_error, p_value, ci_low, ci_high (the coefficient), effect,
    effect_std_error, effect_ci_low, effect_ci_high, effect_unit (share, or score in a linear
    model of scores), n, left_out, rank (1 is the smallest effect).

    Coefficients of families are not on one scale; effects on a share are. Raises
    ProblemsFound with the specification's options where one cannot be fitted: a curve with
    holes would hide the choices that fail.
    """
    _check(name, curve, models)
    rows, problems, read = [], [], []
    choices = curve["choices"]
    for number, wanted in enumerate(specifications(models[curve["model"]], choices), start=1):
        label = f"{name} {number} ({', '.join(wanted.options.values())})"
        try:
            spec = read_spec(codebook, label, _without_absent_references(wanted.entry))
            read.append((number, wanted, spec, frozenset(spec.columns(codebook))))
        except ProblemsFound as found:
            problems += found.problems
    for of_wave in people.values():
        of_wave.count(columns for *_, columns in read)
    for number, wanted, spec, columns in read:
        try:
            fitted = fit_model(codebook, spec, *pooled(people, columns))
            rows.append({"curve": name, "specification": number, **wanted.options,
                         **_headline(fitted, curve)})  # fmt: skip
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    table = pd.DataFrame(rows).sort_values("effect", kind="stable", ignore_index=True)
    return table.assign(rank=np.arange(1, len(table) + 1))


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
