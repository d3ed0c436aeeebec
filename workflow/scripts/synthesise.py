"""Respondents of one wave who agree with every published number."""

import pandas as pd

from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, whole
from tsunagari.synthesise import build_respondents
from tsunagari.synthesise.counts.fixed import fixed_by_constraints

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    wave = snakemake.wildcards.wave
    published = load_published("resources/published", project.codebook, project.group_names)
    given = (project.codebook, published, project.figures, project.assumptions, wave)
    respondents, findings = build_respondents(
        *given, seed=snakemake.params.seed, scale=snakemake.params.scale
    )
    fixed: pd.DataFrame = fixed_by_constraints(*given)
    with whole(snakemake.output.respondents) as path:
        respondents.to_parquet(path)
    with whole(snakemake.output.findings) as path:
        findings.to_csv(path, index=False)
    with whole(snakemake.output.fixed) as path:
        fixed.to_csv(path, index=False)
