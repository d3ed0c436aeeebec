"""A headline coefficient under all combinations of defensible choices."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.estimate.independent import independent
from tsunagari.models.specification_curve import specification_curve
from tsunagari.project import load_project
from tsunagari.run.job import job, save

EFFECTS = ("effect", "effect_std_error", "effect_ci_low", "effect_ci_high")  # shares, of 1
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
        table = specification_curve(project.codebook, name, curve, models, people)
        delivered = {"delivered"} == {project.waves[wave]["source"] for wave in waves}
        drawn = as_drawn(table, choices).assign(basis=DELIVERED if delivered else ASSUMED)
        save(drawn, snakemake.output[0])
