"""The published numbers that contradict each other, as the solver found them."""

import pandas as pd

from tsunagari.job import job, whole
from tsunagari.queries import KEYS

with job(snakemake.log[0], snakemake.output):
    text = {**dict.fromkeys(KEYS, str), "printed": str}
    findings = [pd.read_csv(path, dtype=text) for path in snakemake.input.findings]
    with whole(snakemake.output[0]) as path:
        pd.concat(findings).to_csv(path, index=False)
