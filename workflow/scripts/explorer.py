"""Shares of every wave that the report's readers compare, by all that they may choose."""

import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.compare.pairs import measure_wave
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.declared import wave_design
from tsunagari.project import load_project
from tsunagari.report.explorer import explorer_entries, with_choices
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    entries = explorer_entries(project.report["explorer"])
    none = pd.DataFrame(columns=[*KEYS, "basis"], dtype=str)
    bases = [none, *(pd.read_csv(path, dtype=str) for path in snakemake.input.fixed)]
    fixed = fixed_cells(project.codebook, project.figures, pd.concat(bases))
    tables = []
    for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
        respondents = pd.read_parquet(path)
        design = wave_design(wave, project.waves[wave], respondents)
        of_wave = (respondents, design, project.waves[wave]["source"], fixed)
        for entry in entries:
            cells = measure_wave(project.codebook, "explorer", entry, *of_wave)
            by = project.report["explorer"].get("by", ())
            tables.append(with_choices(cells, by, entry.get("by", ())))
    with whole(snakemake.output[0]) as path:
        pd.concat(tables, ignore_index=True).to_csv(path, index=False)
