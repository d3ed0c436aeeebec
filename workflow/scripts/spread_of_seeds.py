"""How far the percentages of one wave vary between seeds."""

import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.spread import spread_of_seeds
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    text = dict.fromkeys(KEYS, str)
    spread = spread_of_seeds([pd.read_csv(path, dtype=text) for path in snakemake.input.seeds])
    with whole(snakemake.output[0]) as path:
        spread.to_csv(path, index=False)
    moving = spread[spread["range"] > 0]
    print(
        f"{snakemake.wildcards.wave}: {spread['seeds'].max()} seeds, {len(spread)} percentages, "
        f"{len(moving)} of them vary, by {moving['range'].median():.1f} points in the median and "
        f"{moving['range'].max():.1f} at most"
    )
