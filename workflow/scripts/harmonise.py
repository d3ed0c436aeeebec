"""One wave's raw files as harmonised respondents, with the ledger of every row."""

from pathlib import Path

from tsunagari.harmonise.file_labels import label_problems, label_table
from tsunagari.harmonise.respondents import columns_read, harmonise
from tsunagari.harmonise.unused_codes import unused_codes
from tsunagari.project import load_project
from tsunagari.read import DeliveredFile, read_delivered
from tsunagari.read.checksums import checksums, without_checksums
from tsunagari.run.job import job, whole

MOST_SHOWN = 20


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
    if synthetic:  # its files are made anew, by the seed
        wave = {**wave, "files": without_checksums(wave["files"])}
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
    for line in () if synthetic else checksums(folder, wave["files"]):
        print(line)
    counts = ledger.groupby(["status", "reason"]).size()
    print(f"{name}: {len(ledger)} rows read; {counts.to_dict()}")
    unused = unused_codes(codebook, wave, raw)
    for path, column, code, answer in unused[:MOST_SHOWN]:
        print(f"{path}: no row of column {column} has the code {code} ({answer})")
    if len(unused) > MOST_SHOWN:
        print(f"{len(unused) - MOST_SHOWN} more codes that no row has")
    print(f"labels of the files: {labels['verdict'].value_counts().to_dict()}")
