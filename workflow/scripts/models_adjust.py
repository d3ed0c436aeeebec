"""P-values of all models adjusted within the declared families."""

from collections.abc import Mapping, Sequence

import pandas as pd

from tsunagari.models.multiplicity import adjust_families
from tsunagari.project import load_project
from tsunagari.run.job import job, save

KEYS = ["model", "term", "level"]


def read(path: str) -> pd.DataFrame:
    """Coefficients of a model; words stay words, and only p-values may be missing."""
    text = dict.fromkeys([*KEYS, "wave", "reference"], str)
    return pd.read_csv(path, dtype=text, keep_default_na=False, na_values={"p_value": [""]})


def adjusted(
    tables: Sequence[pd.DataFrame], families: Mapping[str, Mapping]
) -> tuple[list[pd.DataFrame], pd.DataFrame]:
    """The tables with `p_adjusted`, and the rows of all families; a test of two families keeps
    the stricter of the two."""
    if not families:
        return [table.assign(p_adjusted=float("nan")) for table in tables], pd.DataFrame(
            {"model": []}
        )
    rows = adjust_families(pd.concat(tables), families)
    worst = rows.groupby(KEYS, as_index=False)["p_holm"].max()
    worst = worst.rename(columns={"p_holm": "p_adjusted"})
    return [
        table.merge(worst, on=KEYS, how="left", validate="one_to_one") for table in tables
    ], rows


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        families = load_project().families
        tables, rows = adjusted([*map(read, snakemake.input.coefficients)], families)
        for table, path in zip(tables, snakemake.output.models, strict=True):
            save(table, path)
        save(rows, snakemake.output.families)
