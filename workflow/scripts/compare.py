"""All comparisons of waves: changes, differences of changes between groups, trends."""

import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.compare.differences import differences, joint_shares
from tsunagari.compare.pairs import CELL, adjust, compare, judge, measure_wave
from tsunagari.compare.trends import trends
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.declared import wave_design
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

HOLM = {"p_value": "p_holm", "p_equivalence": "p_equivalence_holm"}


def written(table, names, paths):
    """Write each comparison's rows of a table to its file."""
    for name, path in zip(names, paths, strict=True):
        with whole(path) as place:
            table[table["comparison"] == name].to_csv(place, index=False)


with job(snakemake.log[0], snakemake.output):
    project = load_project()
    codebook, entries = project.codebook, project.comparisons["comparisons"]
    waves = dict(zip(snakemake.params.waves, snakemake.input.respondents, strict=True))
    respondents = {wave: pd.read_parquet(path) for wave, path in waves.items()}
    designs = {wave: wave_design(wave, project.waves[wave], respondents[wave]) for wave in waves}
    none = pd.DataFrame(columns=[*KEYS, "basis"], dtype=str)
    bases = [none, *(pd.read_csv(path, dtype=str) for path in snakemake.input.fixed)]
    fixed = fixed_cells(codebook, project.figures, pd.concat(bases))
    changes, between, over_time = {}, {}, {}
    for name, compared in snakemake.params.comparisons.items():
        entry, own = entries[name], {}
        for wave in compared:
            of_wave = (respondents[wave], designs[wave], project.waves[wave]["source"], fixed)
            own[wave] = measure_wave(codebook, name, entry, *of_wave)
        changes[name] = compare(codebook, name, entry, own, project.waves)
        shares = {w: joint_shares(codebook, entry, respondents[w], designs[w]) for w in own}
        stands = {w: own[w].set_index(list(CELL))["basis"].to_dict() for w in own}
        between[name] = differences(name, entry, shares, stands)
        if len(compared) > 2:
            over_time[name] = trends(name, entry, own, project.waves, changes[name])
    together = judge(adjust(pd.concat(changes, ignore_index=True), HOLM))
    written(together, changes, snakemake.output.changes)
    for found, output in ((between, "differences"), (over_time, "trends")):
        if found:  # Holm within the families; each kind of test is a set of its own
            table = adjust(pd.concat(found.values(), ignore_index=True), {"p_value": "p_holm"})
            written(table, found, snakemake.output[output])
