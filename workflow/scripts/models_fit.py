"""One model: coefficients, marginal effects, predicted shares, tests and measures of fit."""

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.estimate.declared import wave_design
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.pooling import pool
from tsunagari.models.proportional_odds import by_threshold, proportional_odds_test
from tsunagari.models.spec import read_spec
from tsunagari.models.tidy import fit_measures, tidy
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    name = snakemake.wildcards.model
    spec = read_spec(project.codebook, name, project.models[name])
    waves = dict(zip(spec.waves, map(pd.read_parquet, snakemake.input.respondents), strict=True))
    designs = {wave: wave_design(wave, project.waves[wave], waves[wave]) for wave in waves}
    for wave, path in zip(snakemake.params.index_waves, snakemake.input.index, strict=True):
        index = pd.read_parquet(path)[["respondent", snakemake.params.index]]
        waves[wave] = waves[wave].merge(index, on="respondent", how="left", validate="one_to_one")
    respondents, design = pool(waves, designs)
    fitted = fit_model(project.codebook, spec, respondents, design)
    ordered = spec.family == "ordered_logit"
    linear = spec.family == "linear"
    percent = ["estimate", "std_error", "ci_low", "ci_high"]
    effects, shares = effects_table(fitted), predicted_shares(fitted)
    if not linear:  # shares as percent, effects in points
        effects[percent] *= 100
        shares[percent] *= 100
    tables = {
        "coefficients": tidy(fitted),
        "effects": effects,
        "shares": shares.rename(columns={"estimate": "percent"}),
        "fit": fit_measures(fitted),
        "left_out": fitted.left_out,
        "odds": proportional_odds_test(fitted) if ordered else pd.DataFrame({"model": []}),
        "thresholds": by_threshold(fitted) if ordered else pd.DataFrame({"model": []}),
    }
    delivered = {"delivered"} == {project.waves[wave]["source"] for wave in spec.waves}
    for key, table in tables.items():
        with whole(snakemake.output[key]) as path:
            table.assign(basis=DELIVERED if delivered else ASSUMED).to_csv(path, index=False)
