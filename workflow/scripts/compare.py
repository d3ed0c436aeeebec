"""All comparisons of waves: changes, differences of changes between groups, trends."""

from collections.abc import Iterable, Mapping

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.differences import differences, joint_shares
from tsunagari.compare.pairs import CELL, adjust, compare, judge, measure_wave
from tsunagari.compare.plan import Comparison
from tsunagari.compare.trends import trends
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.independent import independent
from tsunagari.estimate.respondents import People
from tsunagari.project import load_project
from tsunagari.read.tables import read_all
from tsunagari.run.job import job, save
from tsunagari.waves.asked import Offers, not_offered

HOLM = {"p_value": "p_holm", "p_equivalence": "p_equivalence_holm"}


def between_groups(
    codebook: Codebook,
    comparison: Comparison,
    measured: Mapping[str, pd.DataFrame],
    people: Mapping[str, People],
    lacking: Mapping[str, Offers],
) -> pd.DataFrame:
    """The differences of changes between groups, of waves as `measure_wave` gives them."""
    shares = {
        wave: joint_shares(codebook, comparison, people[wave], lacking[wave]) for wave in measured
    }
    basis = {w: table.set_index(list(CELL))["basis"].to_dict() for w, table in measured.items()}
    return differences(comparison, shares, basis)


def save_each(table: pd.DataFrame, names: Iterable[str], paths: Iterable[str]) -> None:
    """Save each comparison's rows of a table."""
    for name, path in zip(names, paths, strict=True):
        save(table[table["comparison"] == name], path)


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given, output = load_project(), snakemake.input, snakemake.output
        codebook, waves = project.codebook, project.waves
        paths = dict(zip(snakemake.params.waves, given.respondents, strict=True))
        people = independent(waves, paths)
        lacking = {wave: not_offered(codebook, waves[wave]) for wave in people}
        fixed = fixed_cells(codebook, project.figures, read_all(given.fixed, "basis"))
        changes, groups, over_time = {}, {}, {}
        for name, compared in snakemake.params.comparisons.items():
            entry, measured = project.comparisons["comparisons"][name], {}
            comparison = Comparison.from_config(name, entry)
            for wave in compared:
                of_wave = (people[wave], waves[wave]["source"], fixed, lacking[wave])
                measured[wave] = measure_wave(codebook, comparison, *of_wave)
            changes[name] = compare(codebook, comparison, measured, waves)
            groups[name] = between_groups(codebook, comparison, measured, people, lacking)
            if len(compared) > 2:
                over_time[name] = trends(comparison, measured, waves, changes[name])
        together = judge(adjust(pd.concat(changes, ignore_index=True), HOLM))
        save_each(together, changes, output.changes)
        for tables, paths in ((groups, output.differences), (over_time, output.trends)):
            if tables:  # Holm within the families; each kind of test is a set of its own
                table = pd.concat(tables.values(), ignore_index=True)
                save_each(adjust(table, {"p_value": "p_holm"}), tables, paths)
