"""One wave's raw files as harmonised respondents, with the ledger of every row."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.harmonise.file_labels import label_problems, label_table, unused_codes
from tsunagari.harmonise.missing_codes import missing_problems
from tsunagari.harmonise.respondents import columns_read, harmonise
from tsunagari.project import load_project
from tsunagari.read.checksums import checksums, without_checksums
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.read import read_delivered
from tsunagari.run.job import job, save

MOST_SHOWN = 20


def read(path: Path, file: dict, wanted: list[str]) -> DeliveredFile:
    """The wanted columns; all of them if one is missing, so that the nearest can be named."""
    delivered = read_delivered(path, file, wanted)
    complete = set(wanted) <= set(delivered.frame.columns)
    return delivered if complete else read_delivered(path, file)


def harmonised(
    codebook: Codebook, texts: Mapping, name: str, wave: Mapping, folder: Path
) -> tuple[Mapping[str, DeliveredFile], pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The wave's files in `folder` as delivered, respondents, ledger and table of labels.

    texts  the codebook as written
    """
    raw = {
        file["path"]: read(folder / file["path"], file, columns_read(codebook, wave, file))
        for file in wave["files"]
    }
    labels = label_table(codebook, texts, wave, raw)
    problems = label_problems(labels) + missing_problems(codebook, wave, raw)
    return raw, *harmonise(codebook, name, wave, raw, problems), labels


def named(unused: Sequence[tuple]) -> Iterator[str]:
    """Codes of the configuration that no row has, the first of them by name."""
    for path, column, code, answer in unused[:MOST_SHOWN]:
        yield f"{path}: no row of column {column} has the code {code} ({answer})"
    if len(unused) > MOST_SHOWN:
        yield f"{len(unused) - MOST_SHOWN} more codes that no row has"


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, name = load_project(), snakemake.wildcards.wave
        codebook, wave = project.codebook, project.waves[name]
        synthetic = wave["source"] == "synthetic"
        folder = Path("results/raw" if synthetic else "data/raw") / name
        if synthetic:  # its files are made anew, by the seed
            wave = {**wave, "files": without_checksums(wave["files"])}
        texts = project.codebook_config
        raw, respondents, ledger, labels = harmonised(codebook, texts, name, wave, folder)
        save(respondents, snakemake.output.respondents)
        save(ledger, snakemake.output.ledger)
        save(labels, snakemake.output.labels)
        counts = ledger.groupby(["status", "reason"]).size()
        lines = [
            *(() if synthetic else checksums(folder, wave["files"])),
            f"{name}: {len(ledger)} rows read; {counts.to_dict()}",
            *named(unused_codes(codebook, wave, raw)),
            f"labels of the files: {labels['verdict'].value_counts().to_dict()}",
        ]
        print(*lines, sep="\n")
