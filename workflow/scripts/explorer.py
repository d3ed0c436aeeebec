"""Shares of every wave that the report's readers compare, by all that they may choose."""

import pandas as pd

from tsunagari.compare.pairs import count_all, measure_wave
from tsunagari.compare.plan import Comparison
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.respondents import Respondents
from tsunagari.project import load_project
from tsunagari.read.tables import read_all
from tsunagari.report.explorer import explorer_entries, with_choices
from tsunagari.run.job import job, save
from tsunagari.waves.asked import not_offered

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        explorer = project.report["explorer"]
        fixed = read_all(snakemake.input.fixed, "basis")
        fixed = fixed_cells(project.codebook, project.figures, fixed)
        tables = []
        for wave, path in zip(snakemake.params.waves, snakemake.input.respondents, strict=True):
            people = Respondents(wave, project.waves[wave], path)
            lacking = not_offered(project.codebook, project.waves[wave])
            of_wave = (people, project.waves[wave]["source"], fixed, lacking)
            entries = [*explorer_entries(explorer)]
            compared = [Comparison.from_config("explorer", entry) for entry in entries]
            count_all(project.codebook, compared, people)
            for entry, comparison in zip(entries, compared, strict=True):
                shares = measure_wave(project.codebook, comparison, *of_wave)
                tables.append(with_choices(shares, explorer.get("by", ()), entry.get("by", ())))
        save(pd.concat(tables, ignore_index=True), snakemake.output[0])
