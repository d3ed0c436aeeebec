"""One wave's raw files as harmonised respondents, with the ledger of every row."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.harmonise.file_labels import label_problems, label_table, unused_codes
from tsunagari.harmonise.missing_codes import missing_problems
from tsunagari.harmonise.respondents import Harmonising, columns_read
from tsunagari.harmonise.written import LedgerFile, RespondentsFile
from tsunagari.project import load_project
from tsunagari.read.checksums import checksums, without_checksums
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.file_entry import ROWS
from tsunagari.read.read import read_batches
from tsunagari.run.job import job, save, whole

MOST_SHOWN = 20


def delivered(path: Path, file: dict, wanted: list[str], rows: int) -> Iterator[DeliveredFile]:
    """The wanted columns; all of them if one is missing, so that the nearest can be named."""
    batches = read_batches(path, file, wanted, rows)
    first = next(batches)
    if not set(wanted) <= set(first.frame.columns):
        yield from read_batches(path, file, None, rows)
        return
    yield first
    del first
    yield from batches


def harmonised(
    codebook: Codebook,
    texts: Mapping,
    name: str,
    wave: Mapping,
    folder: Path,
    to: Path,
    at_once: int = ROWS,
) -> tuple[Harmonising, pd.DataFrame]:
    """What was seen of the wave's files in `folder`, and the table of their labels.

    texts    the codebook as written
    to       beside the wave's name and .parquet, .ledger.csv and .labels.csv: where respondents
             and ledger are written as they come, and the labels
    at_once  how many rows are looked at, and stand in a row group, at a time
    Raises ProblemsFound with everything that is wrong; then nothing is written.
    """
    wave_rows = Harmonising(codebook, name, wave)
    respondents, ledger = to / f"{name}.parquet", to / f"{name}.ledger.csv"
    with whole(respondents) as people_part, whole(ledger) as ledger_part:
        people = RespondentsFile(people_part, codebook, wave_rows.columns, at_once)
        with LedgerFile(ledger_part) as entries:
            for file in wave["files"]:
                wanted = columns_read(codebook, wave, file)
                batches = delivered(folder / file["path"], file, wanted, at_once)
                for part, rows in wave_rows.batches(file["path"], batches):
                    people.add(part)
                    entries.add(rows)
        labels = label_table(codebook, texts, wave, wave_rows.seen)
        problems = label_problems(labels) + missing_problems(codebook, wave, wave_rows.seen)
        wave_rows.raise_problems(problems)
        people.close()
    save(labels, to / f"{name}.labels.csv")
    return wave_rows, labels


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
        to = Path(snakemake.output.respondents).parent
        seen, labels = harmonised(codebook, project.codebook_config, name, wave, folder, to)
        lines = [
            *(() if synthetic else checksums(folder, wave["files"])),
            f"{name}: {sum(seen.counts.values())} rows read; {dict(sorted(seen.counts.items()))}",
            *named(unused_codes(codebook, wave, seen.seen)),
            f"labels of the files: {labels['verdict'].value_counts().to_dict()}",
        ]
        print(*lines, sep="\n")
