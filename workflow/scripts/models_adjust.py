"""P-values of all models adjusted within the declared families."""

import pandas as pd

from tsunagari.models.multiplicity import adjust_families
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    keys = ["model", "term", "level"]
    text = dict.fromkeys([*keys, "wave", "reference"], str)
    tables = [
        pd.read_csv(path, dtype=text, keep_default_na=False, na_values={"p_value": [""]})
        for path in snakemake.input.coefficients
    ]
    families = project.families
    adjusted = adjust_families(pd.concat(tables), families) if families else None
    for table, output in zip(tables, snakemake.output.models, strict=True):
        if adjusted is None:
            table["p_adjusted"] = float("nan")
        else:
            # A test of two families keeps the stricter of the two.
            worst = adjusted.groupby(keys, as_index=False)["p_holm"].max()
            worst = worst.rename(columns={"p_holm": "p_adjusted"})
            table = table.merge(worst, on=keys, how="left", validate="one_to_one")
        with whole(output) as path:
            table.to_csv(path, index=False)
    with whole(snakemake.output.families) as path:
        (pd.DataFrame({"model": []}) if adjusted is None else adjusted).to_csv(path, index=False)
