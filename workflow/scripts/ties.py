"""Consciousness, bonds and tsunagari power of one wave's respondents."""

import pandas as pd

from tsunagari.configuration import load_project
from tsunagari.job import job, whole
from tsunagari.ties import compute_ties

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    respondents = pd.read_parquet(snakemake.input.respondents)
    ties = compute_ties(project.codebook, project.indices["ties"], respondents)
    with whole(snakemake.output.respondents) as path:
        ties.respondents.to_parquet(path)
    with whole(snakemake.output.bonds) as path:
        ties.bonds.to_csv(path, index=False)
    with whole(snakemake.output.loadings) as path:
        ties.loadings.to_csv(path, index=False)
