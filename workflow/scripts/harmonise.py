"""One wave's raw files as harmonised respondents, with the ledger of every row."""

from pathlib import Path

from tsunagari.configuration import load_project
from tsunagari.harmonise import columns_read, harmonise
from tsunagari.harmonising.file_labels import label_problems, label_table
from tsunagari.job import job, whole
from tsunagari.readers import DeliveredFile, read_delivered


def read(path: Path, file: dict, wanted: list[str]) -> DeliveredFile:
    """The wanted columns; all of them if one is missing, so that the nearest can be named."""
    delivered = read_delivered(path, file, wanted)
    complete = set(wanted) <= set(delivered.frame.columns)
    return delivered if complete else read_delivered(path, file)


with job(snakemake.log[0], snakemake.output):
    project = load_project()
    codebook, name = project.codebook, snakemake.wildcards.wave
    wave = project.waves[name]
    synthetic = wave["source"] == "synthetic"
    folder = Path("results/raw" if synthetic else "data/raw") / name
    raw = {
        file["path"]: read(folder / file["path"], file, columns_read(codebook, wave, file))
        for file in wave["files"]
    }
    labels = label_table(codebook, project.codebook_config, wave, raw)
    respondents, ledger = harmonise(codebook, name, wave, raw, label_problems(labels))
    with whole(snakemake.output.respondents) as path:
        respondents.to_parquet(path)
    for table, output in ((ledger, snakemake.output.ledger), (labels, snakemake.output.labels)):
        with whole(output) as path:
            table.to_csv(path, index=False)
    counts = ledger.groupby(["status", "reason"]).size()
    print(f"{name}: {len(ledger)} rows read; {counts.to_dict()}")
    print(f"labels of the files: {labels['verdict'].value_counts().to_dict()}")
