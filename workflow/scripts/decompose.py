"""What changes between waves consist of, standardized shares, shares by age and cohort."""

import pandas as pd

from tsunagari.codebook.queries import KEYS
from tsunagari.compare.cohorts import age_curve
from tsunagari.compare.decompose.plan import (
    decomposition_basis,
    figures_of_everybody,
    level_basis,
    source_basis,
    standardized_basis,
)
from tsunagari.compare.decompose.spec import (
    read_age_curve,
    read_decomposition,
    read_standardization,
)
from tsunagari.compare.decompose.standardized import standardize
from tsunagari.compare.decompose.tables import decompose
from tsunagari.estimate.declared import wave_design
from tsunagari.project import load_project
from tsunagari.run.job import job, whole


def save(table: pd.DataFrame, path: str, name: str) -> None:
    table.insert(0, "name", name)
    with whole(path) as partial:
        table.to_csv(partial, index=False)


with job(snakemake.log[0], snakemake.output):
    project = load_project()
    config, codebook = project.decompositions, project.codebook
    waves, names, output = snakemake.params.waves, snakemake.params.names, snakemake.output
    people = dict(zip(waves, map(pd.read_parquet, snakemake.input.respondents), strict=True))
    designs = {wave: wave_design(wave, project.waves[wave], people[wave]) for wave in waves}
    sources = {wave: project.waves[wave]["source"] for wave in waves}
    none = pd.DataFrame(columns=[*KEYS, "basis"], dtype=str)
    fixed = pd.concat([none, *(pd.read_csv(path, dtype=str) for path in snakemake.input.fixed)])

    def levels(entry: dict) -> dict[str, str]:
        shown = figures_of_everybody(project.figures, entry["outcome"]["variable"])
        return {wave: level_basis(entry, wave, sources, shown, fixed) for wave in entry["waves"]}

    for name, path in zip(names["decompositions"], output.decompositions, strict=True):
        entry = config["decompositions"][name]
        table = decompose(codebook, read_decomposition(codebook, name, entry), people, designs)
        parts = source_basis(sources, entry["waves"])
        basis = decomposition_basis(table, list(levels(entry).values()), parts)
        save(table.assign(basis=basis), path, name)
    for name, path in zip(names["standardizations"], output.standardizations, strict=True):
        entry = config["standardizations"][name]
        spec = read_standardization(codebook, name, entry, config["populations"])
        table = standardize(codebook, spec, people, designs)
        basis = standardized_basis(table, levels(entry), spec.makers, sources)
        save(table.assign(basis=basis), path, name)
    years = {wave: project.waves[wave].get("year") for wave in waves}
    paths = zip(names["age_curves"], output.age_curves, output.bounds, strict=True)
    for name, path, path_of_bounds in paths:
        spec = read_age_curve(codebook, name, config["age_curves"][name])
        curve, bounds = age_curve(codebook, spec, people, designs, years)
        basis = curve["wave"].map({wave: source_basis(sources, [wave]) for wave in waves})
        save(curve.assign(basis=basis), path, name)
        save(bounds.assign(basis=source_basis(sources, spec.waves)), path_of_bounds, name)
