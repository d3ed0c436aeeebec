"""How far the percentages of one wave vary between seeds."""

import pandas as pd

from tsunagari.estimate.spread import spread_of_seeds
from tsunagari.read.tables import read_keyed
from tsunagari.run.job import job, save


def summary(spread: pd.DataFrame) -> str:
    """How many percentages vary, and how far, in words."""
    moving = spread.loc[spread["range"] > 0, "range"]
    return (
        f"{spread['seeds'].max()} seeds, {len(spread)} percentages, {len(moving)} of them vary, "
        f"by {moving.median():.1f} points in the median and {moving.max():.1f} at most"
    )


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        spread = spread_of_seeds([read_keyed(path) for path in snakemake.input.seeds])
        save(spread, snakemake.output[0])
        print(f"{snakemake.wildcards.wave}: {summary(spread)}")
