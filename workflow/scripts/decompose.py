"""What changes between waves consist of, standardised shares, shares by age and cohort."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tsunagari.compare.cohorts import age_curve
from tsunagari.compare.decompose.basis import (
    decomposition_basis,
    level_basis,
    source_basis,
    standardised_basis,
)
from tsunagari.compare.decompose.fixed import quotas_of_all, without_errors
from tsunagari.compare.decompose.plan import figures_of_everybody
from tsunagari.compare.decompose.spec import (
    Entry,
    read_age_curve,
    read_decomposition,
    read_standardisation,
)
from tsunagari.compare.decompose.standardised import standardise
from tsunagari.compare.decompose.tables import decompose
from tsunagari.compare.plan import base_is_assumed
from tsunagari.estimate.design import Design
from tsunagari.estimate.independent import independent
from tsunagari.estimate.respondents import People
from tsunagari.project import Project, load_project
from tsunagari.read.tables import read_all
from tsunagari.run.job import job, save


@dataclass(frozen=True)
class Waves:
    """The respondents of the waves, and which cells publications fix."""

    project: Project
    people: Mapping[str, People]
    fixed: pd.DataFrame

    def given(self, spec: Entry) -> tuple[Mapping[str, pd.DataFrame], Mapping[str, Design]]:
        """Respondents and designs, as every analysis takes them."""
        columns = spec.columns(self.project.codebook)
        rows = {wave: people.of(columns) for wave, people in self.people.items()}
        return tuple({wave: parts[place] for wave, parts in rows.items()} for place in (0, 1))

    def declared(self, key: str) -> dict[str, object]:
        """Wave -> what its file says."""
        return {wave: self.project.waves[wave].get(key) for wave in self.people}

    def levels(self, entry: Mapping) -> dict[str, str]:
        """Wave -> what the share of all its people stands on."""
        shown = figures_of_everybody(self.project.figures, entry["outcome"]["variable"])
        sources = self.declared("source")
        return {w: level_basis(entry, w, sources, shown, self.fixed) for w in entry["waves"]}


def decompositions(waves: Waves, name: str, entry: Mapping) -> list[pd.DataFrame]:
    """The parts of one change."""
    codebook = waves.project.codebook
    spec = read_decomposition(codebook, name, entry)
    entries = [waves.project.waves[wave] for wave in entry["waves"]]
    table = decompose(codebook, spec, *waves.given(spec))
    table = without_errors(table, quotas_of_all(entries))
    parts = source_basis(waves.declared("source"), entry["waves"])
    levels = list(waves.levels(entry).values())
    basis = decomposition_basis(table, levels, parts, any(map(base_is_assumed, entries)))
    return [table.assign(basis=basis)]


def standardisations(waves: Waves, name: str, entry: Mapping) -> list[pd.DataFrame]:
    """The shares of waves in populations of one composition."""
    codebook, populations = waves.project.codebook, waves.project.decompositions["populations"]
    spec = read_standardisation(codebook, name, entry, populations)
    table = standardise(codebook, spec, *waves.given(spec))
    sources, entries = waves.declared("source"), waves.project.waves
    assumed = [wave for wave in spec.waves if base_is_assumed(entries[wave])]
    basis = standardised_basis(table, waves.levels(entry), spec.makers, sources, assumed)
    return [table.assign(basis=basis)]


def age_curves(waves: Waves, name: str, entry: Mapping) -> list[pd.DataFrame]:
    """A share by age and birth cohort, and its bounds."""
    codebook, sources = waves.project.codebook, waves.declared("source")
    spec = read_age_curve(codebook, name, entry)
    curve, bounds = age_curve(codebook, spec, *waves.given(spec), waves.declared("year"))
    basis = curve["wave"].map({wave: source_basis(sources, [wave]) for wave in sources})
    return [curve.assign(basis=basis), bounds.assign(basis=source_basis(sources, spec.waves))]


# Section of decompositions.yaml -> what tabulates an entry, and the outputs of its tables.
SECTIONS = {
    "decompositions": (decompositions, ("decompositions",)),
    "standardizations": (standardisations, ("standardizations",)),
    "age_curves": (age_curves, ("age_curves", "bounds")),
}


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, given = load_project(), snakemake.input
        paths = dict(zip(snakemake.params.waves, given.respondents, strict=True))
        people = independent(project.waves, paths)
        waves = Waves(project, people, read_all(given.fixed, "basis"))
        for section, (tabulate, outputs) in SECTIONS.items():
            paths = zip(*(snakemake.output[name] for name in outputs), strict=True)
            for name, places in zip(snakemake.params.names[section], paths, strict=True):
                tables = tabulate(waves, name, project.decompositions[section][name])
                for table, path in zip(tables, places, strict=True):
                    table.insert(0, "name", name)
                    save(table, path)
