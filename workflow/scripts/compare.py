"""All comparisons of waves: omnibus tests, changes, differences between groups, trends."""

from collections.abc import Iterable, Mapping

import pandas as pd

from tsunagari.codebook.variables import Codebook
from tsunagari.compare.differences import differences, joint_shares
from tsunagari.compare.families import (
    family_shares,
    of_change,
    of_difference,
    of_trend,
    tested_at_once,
)
from tsunagari.compare.least_base import with_least_base
from tsunagari.compare.omnibus import answer_shares, omnibus
from tsunagari.compare.pairs import CELL, adjust, compare, judge, measure_wave
from tsunagari.compare.plan import Comparison, base_factors
from tsunagari.compare.trends import trends
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.estimators import Estimates
from tsunagari.estimate.independent import independent
from tsunagari.estimate.respondents import People
from tsunagari.project import load_project
from tsunagari.read.tables import read_all
from tsunagari.run.job import job, save
from tsunagari.waves.asked import Offers, not_offered

Numbered = Mapping[str, pd.DataFrame]


def between_groups(
    codebook: Codebook,
    comparison: Comparison,
    measured: Numbered,
    people: Mapping[str, People],
    lacking: Mapping[str, Offers],
    waves: Mapping[str, Mapping],
) -> pd.DataFrame:
    """The differences of changes between groups, of waves as `measure_wave` gives them."""
    shares = {
        wave: joint_shares(codebook, comparison, people[wave], lacking[wave]) for wave in measured
    }
    basis = {w: table.set_index(list(CELL))["basis"].to_dict() for w, table in measured.items()}
    return differences(comparison, shares, basis, waves)


def shares_of_families(
    codebook: Codebook,
    comparisons: Mapping[str, Comparison],
    plans: Mapping[str, list[str]],
    people: Mapping[str, People],
    lacking: Mapping[str, Offers],
) -> dict[str, dict[str, Estimates]]:
    """Wave -> family -> the shares of all its comparisons that compare this wave."""
    own = {wave: [comparisons[name] for name in plans if wave in plans[name]] for wave in people}
    return {
        wave: family_shares(codebook, own[wave], people[wave], lacking[wave]) for wave in people
    }


def save_each(table: pd.DataFrame, names: Iterable[str], paths: Iterable[str]) -> None:
    """Save each comparison's rows of a table."""
    for name, path in zip(names, paths, strict=True):
        save(table[table["comparison"] == name], path)


def together(tables: Numbered) -> pd.DataFrame:
    """The comparisons' tables as one."""
    return pd.concat(tables.values(), ignore_index=True)


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given, output = load_project(), snakemake.input, snakemake.output
        codebook, waves = project.codebook, project.waves
        paths = dict(zip(snakemake.params.waves, given.respondents, strict=True))
        people = independent(waves, paths)
        lacking = {wave: not_offered(codebook, waves[wave]) for wave in people}
        fixed = fixed_cells(codebook, project.figures, read_all(given.fixed, "basis"))
        plans, entries = snakemake.params.comparisons, project.comparisons["comparisons"]
        comparisons = {name: Comparison.from_config(name, entries[name]) for name in plans}
        shares = shares_of_families(codebook, comparisons, plans, people, lacking)
        changes, groups, over_time, tests = {}, {}, {}, {}
        for name, comparison in comparisons.items():
            measured, answers = {}, {}
            for wave in plans[name]:
                of_wave = (people[wave], waves[wave]["source"], fixed, lacking[wave])
                measured[wave] = measure_wave(codebook, comparison, *of_wave)
                answers[wave] = answer_shares(codebook, comparison, people[wave], lacking[wave])
            tests[name] = omnibus(codebook, comparison, answers, waves, fixed)
            changes[name] = compare(codebook, comparison, measured, waves)
            groups[name] = between_groups(codebook, comparison, measured, people, lacking, waves)
            if len(measured) > 2:
                over_time[name] = trends(comparison, measured, waves, changes[name])
        # Each kind of test is a family of its own; omnibus tests, without intervals, by Holm.
        save_each(adjust(together(tests), {"p_value": "p_holm"}), tests, output.omnibus)
        found = judge(tested_at_once(together(changes), "change", of_change, shares))
        sizes = {wave: of_wave.of(())[1].respondents for wave, of_wave in people.items()}
        least = with_least_base(found, shares, base_factors(waves, sizes))
        save_each(least, changes, output.changes)
        different = tested_at_once(together(groups), "difference", of_difference, shares)
        save_each(different, groups, output.differences)
        if over_time:
            slopes = of_trend({wave: waves[wave].get("year") for wave in people})
            trended = tested_at_once(together(over_time), "slope", slopes, shares)
            save_each(trended, over_time, output.trends)
