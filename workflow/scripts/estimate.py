"""All percentages that one figure shows."""

import pandas as pd

from tsunagari.codebook.basis import PUBLISHED
from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.basis import mark_basis
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.spread import add_spread
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    figure = snakemake.wildcards.figure
    queries = project.figures[figure]["estimates"]
    tables = []
    for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
        respondents = pd.read_parquet(path)
        design = wave_design(wave, project.waves[wave], respondents)
        tables.append(estimate(project.codebook, figure, queries, respondents, design))
    cells = pd.concat(tables, ignore_index=True)
    none = pd.DataFrame(columns=[*KEYS, "basis"], dtype=str)
    bases = pd.concat([none, *(pd.read_csv(path, dtype=str) for path in snakemake.input.fixed)])
    fixed = bases[bases["basis"] == PUBLISHED]
    marked = mark_basis(cells, snakemake.params.sources, fixed)
    spreads = [pd.read_csv(path, dtype=dict.fromkeys(KEYS, str)) for path in snakemake.input.spread]
    with whole(snakemake.output[0]) as path:
        add_spread(marked, pd.concat(spreads) if spreads else None).to_csv(path, index=False)
