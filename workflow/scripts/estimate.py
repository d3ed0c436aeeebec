"""All percentages that one figure shows."""

import pandas as pd

from tsunagari.basis import PUBLISHED, mark_basis
from tsunagari.configuration import load_project
from tsunagari.estimates import estimate
from tsunagari.job import job, whole
from tsunagari.queries import KEYS

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    figure = snakemake.wildcards.figure
    queries = project.figures[figure]["estimates"]
    cells = pd.concat(
        [
            estimate(project.codebook, figure, queries, pd.read_parquet(path))
            for path in snakemake.input.respondents
        ],
        ignore_index=True,
    )
    none = pd.DataFrame(columns=[*KEYS, "basis"], dtype=str)
    bases = pd.concat([none, *(pd.read_csv(path, dtype=str) for path in snakemake.input.fixed)])
    fixed = bases[bases["basis"] == PUBLISHED]
    with whole(snakemake.output[0]) as path:
        mark_basis(cells, snakemake.params.sources, fixed).to_csv(path, index=False)
