"""What was asked, of every variable and item in every wave and country."""

from collections.abc import Iterator, Sequence

import pandas as pd
from pyarrow.parquet import ParquetFile

from tsunagari.harmonise.availability import availability, needed_columns
from tsunagari.project import load_project
from tsunagari.run.job import job, save

BATCH = 32_768  # respondents held at a time, with all their columns


def parts(path: str, wanted: Sequence[str]) -> Iterator[pd.DataFrame]:
    """The wanted columns of a wave's respondents that its file has, batch by batch."""
    with ParquetFile(path) as file:
        columns = [column for column in wanted if column in file.schema_arrow.names]
        for batch in file.iter_batches(BATCH, columns=columns):
            yield batch.to_pandas()


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        wanted = needed_columns(project.codebook)
        paths = zip(snakemake.params.waves, snakemake.input.respondents, strict=True)
        respondents = {wave: parts(path, wanted) for wave, path in paths}
        save(availability(project.codebook, project.waves, respondents), snakemake.output[0])
