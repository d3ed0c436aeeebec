"""The axes of footnote 1, from respondents and from printed numbers alone."""

from collections.abc import Mapping

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED, PUBLISHED
from tsunagari.estimate.basis import without_people
from tsunagari.estimate.respondents import Respondents
from tsunagari.index.axes import media_axes, totals_of_published, totals_of_respondents
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, save


def with_basis(totals: pd.DataFrame, axes: Mapping, basis: str) -> pd.DataFrame:
    """The axes with their keys and what they stand on; of an item without users, why not."""
    table = media_axes(totals, axes)
    table.insert(0, "wave", axes["wave"])
    table.insert(1, "country", "+".join(axes["countries"]))
    stands = pd.Series(basis, table.index)
    if "not_asked" in table:
        stands = without_people(stands, table)
    return table.drop(columns="not_asked", errors="ignore").assign(basis=stands)


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        codebook, axes = project.codebook, project.indices["media_axes"]
        # The horizontal axis rests on published numbers, the readers of the vertical do not.
        basis = DELIVERED if snakemake.params.source == "delivered" else ASSUMED
        wave = axes["wave"]
        people = Respondents(wave, project.waves[wave], snakemake.input.respondents)
        totals = totals_of_respondents(codebook, axes, people)
        save(with_basis(totals, axes, basis), snakemake.output.respondents)
        published = load_published("resources/published", codebook, project.group_names)
        totals = totals_of_published(codebook, axes, published)
        save(with_basis(totals, axes, PUBLISHED), snakemake.output.published)
