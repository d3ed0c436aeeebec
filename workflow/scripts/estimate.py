"""All percentages that one figure shows."""

import pandas as pd

from tsunagari.codebook.basis import PUBLISHED
from tsunagari.estimate.basis import mark_basis
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.respondents import Respondents
from tsunagari.estimate.spread import add_bounds, add_spread
from tsunagari.project import load_project
from tsunagari.read.tables import read_all
from tsunagari.run.job import job, save
from tsunagari.waves.asked import not_offered

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, figure = load_project(), snakemake.wildcards.figure
        queries = project.figures[figure]["estimates"]
        tables = []
        for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
            people = Respondents(wave, project.waves[wave], path)
            lacking = not_offered(project.codebook, project.waves[wave])
            tables.append(estimate(project.codebook, figure, queries, people, lacking))
        fixed = read_all(snakemake.input.fixed, "basis")
        estimates = mark_basis(
            pd.concat(tables, ignore_index=True),
            snakemake.params.sources,
            fixed[fixed["basis"] == PUBLISHED],
        )
        if snakemake.input.bounds:
            estimates = add_bounds(estimates, read_all(snakemake.input.bounds))
        spread = read_all(snakemake.input.spread) if snakemake.input.spread else None
        save(add_spread(estimates, spread), snakemake.output[0])
