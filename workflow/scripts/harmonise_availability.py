"""What was asked, of every variable and item in every wave and country."""

import pandas as pd
from pyarrow.parquet import read_schema

from tsunagari.harmonise.availability import availability, needed_columns
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    wanted, respondents = needed_columns(project.codebook), {}
    for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
        there = set(read_schema(path).names)
        columns = [column for column in wanted if column in there]
        respondents[wave] = pd.read_parquet(path, columns=columns)
    table = availability(project.codebook, project.waves, respondents)
    with whole(snakemake.output[0]) as path:
        table.to_csv(path, index=False)
