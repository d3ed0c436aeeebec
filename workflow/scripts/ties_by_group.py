"""Mean tsunagari power by kind of participation, the waves together."""

import pandas as pd

from tsunagari.basis import ASSUMED, DELIVERED
from tsunagari.configuration import load_project
from tsunagari.job import job, whole
from tsunagari.ties import ties_by_group

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    spec = project.indices["ties"]
    categories = project.codebook[spec["group"]].categories
    tables = []
    for wave, path in zip(snakemake.params.waves, snakemake.input.ties, strict=True):
        table = ties_by_group(pd.read_parquet(path), spec["group"], categories)
        table.insert(0, "wave", wave)
        table.insert(1, "country", "+".join(spec["countries"]))
        delivered = snakemake.params.sources[wave] == "delivered"
        tables.append(table.assign(basis=DELIVERED if delivered else ASSUMED))
    with whole(snakemake.output[0]) as path:
        pd.concat(tables).to_csv(path, index=False)
