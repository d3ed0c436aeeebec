"""One wave's raw files as harmonised respondents, with the ledger of every row."""

from pathlib import Path

from tsunagari.configuration import load_project
from tsunagari.harmonise import harmonise
from tsunagari.job import job, whole
from tsunagari.readers import read_delivered

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    name = snakemake.wildcards.wave
    wave = project.waves[name]
    synthetic = wave["source"] == "synthetic"
    folder = Path("results/raw" if synthetic else "data/raw") / name
    raw = {file["path"]: read_delivered(folder / file["path"], file) for file in wave["files"]}
    respondents, ledger = harmonise(project.codebook, name, wave, raw)
    with whole(snakemake.output.respondents) as path:
        respondents.to_parquet(path)
    with whole(snakemake.output.ledger) as path:
        ledger.to_csv(path, index=False)
    counts = ledger.groupby(["status", "reason"]).size()
    print(f"{name}: {len(ledger)} rows read; {counts.to_dict()}")
