"""The axes of footnote 1, from respondents and from printed numbers alone."""

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, PUBLISHED
from tsunagari.estimate.basis import without_people
from tsunagari.index.axes import media_axes, totals_of_published, totals_of_respondents
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    axes = project.indices["media_axes"]
    respondents = pd.read_parquet(snakemake.input.respondents)
    published = load_published("resources/published", project.codebook, project.group_names)
    delivered = snakemake.params.source == "delivered"
    for totals, basis, output in (
        # The horizontal axis rests on published numbers, the readers of the vertical do not.
        (
            totals_of_respondents(project.codebook, axes, respondents),
            DELIVERED if delivered else ASSUMED,
            snakemake.output.respondents,
        ),
        (
            totals_of_published(project.codebook, axes, published),
            PUBLISHED,
            snakemake.output.published,
        ),
    ):
        table = media_axes(totals, axes)
        table.insert(0, "wave", axes["wave"])
        table.insert(1, "country", "+".join(axes["countries"]))
        if "not_asked" in table:
            stands = without_people(pd.Series(basis, table.index), table)
            table = table.drop(columns="not_asked").assign(basis=stands)
        else:
            table = table.assign(basis=basis)
        with whole(output) as path:
            table.to_csv(path, index=False)
