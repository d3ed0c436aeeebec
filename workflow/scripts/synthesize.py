"""Respondents of one wave who agree with every published number."""

from pathlib import Path

import pandas as pd

from tsunagari.configuration import load_project
from tsunagari.job import job, whole
from tsunagari.published import load_published
from tsunagari.synthetic import build_respondents
from tsunagari.synthetic.basis import fixed_by_constraints
from tsunagari.yaml_lines import load_yaml

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    wave = snakemake.wildcards.wave
    published = load_published("resources/published", project.codebook, project.group_names)
    assumptions, _ = load_yaml(Path(snakemake.input.assumptions), snakemake.input.assumptions)
    given = (project.codebook, published, project.figures, assumptions, wave)
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
