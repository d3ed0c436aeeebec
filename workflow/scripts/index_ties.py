"""Tsunagari power of all waves: respondents, bonds, loadings, means, what of it is counting."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.config.problems import within
from tsunagari.estimate.declared import wave_design
from tsunagari.index import ties
from tsunagari.project import Project, load_project
from tsunagari.run.job import job, save, whole
from tsunagari.waves.design import design_columns


def read_sample(project: Project, wave: str, path: str) -> ties.Sample:
    """Of a wave, the people who are scored, with their answers and weights."""
    entry, spec = project.waves[wave], project.indices["ties"]
    margins = (entry["design"].get("calibrate") or {}).get("margins", ())
    columns = [*ties.columns_read(project.codebook, spec), *design_columns(entry), *margins]
    respondents = pd.read_parquet(path, columns=list(dict.fromkeys(columns)))
    design = wave_design(wave, entry, respondents)
    with within(f"wave {wave}"):
        return ties.read_sample(project.codebook, spec, respondents, design)


def tables_of(
    replicated: ties.Replicated, spec: Mapping, seed: int, basis: Mapping[str, str]
) -> dict[str, pd.DataFrame | list[pd.DataFrame]]:
    """Output -> its table, or one a wave.

    basis  wave -> what its numbers stand on
    """

    def keyed(table: pd.DataFrame, wave: str | None = None) -> pd.DataFrame:
        return ties.with_keys(table, wave, spec["countries"], basis)

    def of_waves(make: Callable, *given: object) -> list[pd.DataFrame]:
        return [keyed(make(replicated, wave, *given), wave) for wave in basis]

    return {
        "respondents": [ties.respondents_table(replicated, w, spec["group"]) for w in basis],
        "bonds": of_waves(ties.bonds_table),
        "loadings": of_waves(ties.loadings_table),
        "means": pd.concat(of_waves(ties.means_table)),
        "differences": keyed(ties.differences_table(replicated)),
        "distribution": pd.concat(of_waves(ties.distribution_table, spec["bin_width"])),
        "comparability": pd.concat(of_waves(ties.comparability_table)),
        "congruence": keyed(ties.congruence_table(replicated)),
        "counting": pd.concat(of_waves(ties.counting_table, spec["counting"], seed)),
        "reliability": pd.concat(of_waves(ties.reliability_table)),
    }


def paragraph(project: Project, counting: pd.DataFrame, waves: Sequence[str], language: str) -> str:
    """What of it is counting, in words."""
    spec = project.indices["ties"]
    kinds = project.codebook_config["variables"][spec["group"]]["categories"]
    names = {
        "wave": {wave: project.waves[wave]["title"][language] for wave in waves},
        "group": {kind: text[language] for kind, text in kinds.items()},
    }
    return ties.paragraph(counting, spec["counting"]["words"][language], names)


if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, output = load_project(), snakemake.output
        spec, seed = project.indices["ties"], snakemake.params.seed
        paths = dict(zip(snakemake.params.waves, snakemake.input.respondents, strict=True))
        samples = {wave: read_sample(project, wave, path) for wave, path in paths.items()}
        delivered = {wave: project.waves[wave]["source"] == "delivered" for wave in samples}
        basis = {wave: DELIVERED if delivered[wave] else ASSUMED for wave in samples}
        tables = tables_of(ties.replicate(samples, spec, seed), spec, seed, basis)
        for name, table in tables.items():
            if isinstance(table, list):
                for of_wave, path in zip(table, output[name], strict=True):
                    save(of_wave, path)
            else:
                save(table, output[name])
        for language, path in zip(spec["counting"]["words"], output.paragraph, strict=True):
            text = paragraph(project, tables["counting"], list(samples), language)
            with whole(path) as partial:
                partial.write_text(text + "\n", encoding="utf-8")
