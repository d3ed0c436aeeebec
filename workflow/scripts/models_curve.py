"""A headline coefficient under all combinations of defensible choices."""

import pandas as pd

from tsunagari.estimate.declared import wave_design
from tsunagari.models.pooling import pool
from tsunagari.models.specification_curve import specification_curve
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    name = snakemake.wildcards.curve
    curve = project.curves[name]
    models = project.models
    waves = models[curve["model"]]["waves"]
    frames = dict(zip(waves, map(pd.read_parquet, snakemake.input.respondents), strict=True))
    designs = {wave: wave_design(wave, project.waves[wave], frames[wave]) for wave in waves}
    respondents, design = pool(frames, designs)
    choices = {
        kind: {key: option.get("set", {}) for key, option in entry["options"].items()}
        for kind, entry in curve["choices"].items()
    }
    table = specification_curve(
        project.codebook, name, {**curve, "choices": choices}, models, respondents, design
    )
    shipped = pd.concat(
        [table[kind] == next(iter(options)) for kind, options in choices.items()], axis=1
    )
    drawn = pd.DataFrame(
        {
            "specification": table["specification"],
            "estimate": 100 * table["effect"],
            "std_error": 100 * table["effect_std_error"],
            "ci_low": 100 * table["effect_ci_low"],
            "ci_high": 100 * table["effect_ci_high"],
            "p_value": table["p_value"],
            "n": table["n"],
            "left_out": table["left_out"],
            "headline": shipped.all(axis=1),
            **{f"choice.{kind}": table[kind] for kind in choices},
        }
    )
    delivered = {"delivered"} == {project.waves[wave]["source"] for wave in waves}
    with whole(snakemake.output[0]) as path:
        drawn.assign(basis="delivered" if delivered else "assumed").to_csv(path, index=False)
