"""A headline coefficient under all combinations of defensible choices."""

from collections.abc import Mapping
from contextlib import suppress

import numpy as np
import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.estimate.independent import independent
from tsunagari.estimate.respondents import People
from tsunagari.models.curve_test import curve_test, one_by_one
from tsunagari.models.pooling import pooled
from tsunagari.models.specification_curve import (
    distinct,
    fit_all,
    idle_choices,
    read_curve,
    specification_curve,
    without_idle,
)
from tsunagari.project import load_project
from tsunagari.run.job import job, save

EFFECTS = ("effect", "effect_std_error", "effect_ci_low", "effect_ci_high")  # shares, of 1
PERMUTATIONS = 99  # of the term, where the curve says no number
AS_DRAWN = ("estimate", "std_error", "ci_low", "ci_high")


def as_drawn(table: pd.DataFrame, choices: Mapping[str, Mapping]) -> pd.DataFrame:
    """Effects in points, whether a specification is the model as shipped, and its choices.

    choices  choice -> its options, that of the model as shipped first
    """
    shipped = [table[choice] == next(iter(options)) for choice, options in choices.items()]
    points = {name: 100 * table[effect] for name, effect in zip(AS_DRAWN, EFFECTS, strict=True)}
    return pd.DataFrame(
        {
            "specification": table["specification"],
            **points,
            **{column: table[column] for column in ("p_value", "n", "left_out")},
            "headline": pd.concat(shipped, axis=1).all(axis=1),
            **{f"choice.{choice}": table[choice] for choice in choices},
        }
    )


def shuffle(
    codebook: Codebook,
    name: str,
    curve: Mapping,
    models: Mapping,
    people: Mapping[str, People],
    table: pd.DataFrame,
) -> pd.DataFrame:
    """The permutation test of the specifications in a table."""
    wanted = set(table["specification"])
    read = [each for each in read_curve(codebook, name, curve, models) if each.number in wanted]
    columns = frozenset().union(*(each.columns for each in read))
    respondents, design = one_by_one(*pooled(people, columns))
    term = str(curve["term"])
    terms = sorted({each.wanted.instead.get(term, term) for each in read})

    def effects(rows: pd.DataFrame, design: Design) -> tuple[np.ndarray, np.ndarray]:
        found = np.full((len(read), 2), np.nan)
        for place, each in enumerate(read):
            with suppress(ProblemsFound):  # missing: a shuffle may leave a level without answers
                fitted = fit_all(codebook, curve, [each], lambda _: (rows, design))
                found[place] = fitted[["effect", "p_value"]].to_numpy()[0]
        return found[:, 0], found[:, 1]

    return curve_test(respondents, design, terms, effects, curve.get("permutations", PERMUTATIONS))


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, name = load_project(), snakemake.wildcards.curve
        curve, models = project.curves[name], project.models
        waves = models[curve["model"]]["waves"]
        paths = dict(zip(waves, snakemake.input.respondents, strict=True))
        people = independent(project.waves, paths)
        choices = {
            choice: {key: option.get("set", {}) for key, option in entry["options"].items()}
            for choice, entry in curve["choices"].items()
        }
        curve = {**curve, "choices": choices}
        whole = specification_curve(project.codebook, name, curve, models, people)
        table, idle = without_idle(whole, choices), idle_choices(whole, choices)
        choices = {choice: options for choice, options in choices.items() if choice not in idle}
        delivered = {"delivered"} == {project.waves[wave]["source"] for wave in waves}
        drawn = as_drawn(table, choices).assign(basis=DELIVERED if delivered else ASSUMED)
        save(drawn, snakemake.output.specifications)
        tests = shuffle(project.codebook, name, curve, models, people, distinct(table))
        counts = {"specifications": len(table), "distinct_estimates": len(distinct(table)),
                  "taken_out": " ".join(idle), "basis": drawn["basis"].iloc[0]}  # fmt: skip
        save(tests.assign(**counts), snakemake.output.test)
