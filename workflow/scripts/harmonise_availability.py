"""What was asked, of every variable and item in every wave and country."""

import pandas as pd
from pyarrow.parquet import read_schema

from tsunagari.harmonise.availability import availability, needed_columns
from tsunagari.project import load_project
from tsunagari.run.job import job, save

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        wanted, respondents = needed_columns(project.codebook), {}
        for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
            there = set(read_schema(path).names)
            columns = [column for column in wanted if column in there]
            respondents[wave] = pd.read_parquet(path, columns=columns)
        save(availability(project.codebook, project.waves, respondents), snakemake.output[0])
