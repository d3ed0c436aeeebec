"""Tsunagari power of all waves: respondents, bonds, loadings, means, what of it is counting."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.index import ties
from tsunagari.project import Project, load_project
from tsunagari.run.job import job, save, whole


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
        "bonds": of_waves(ties.bonds_table, spec.get("few_members", ties.FEW_MEMBERS)),
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
        read = partial(ties.read_wave, project.codebook, spec)
        samples = {wave: read(wave, project.waves[wave], path)[0] for wave, path in paths.items()}
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
            with whole(path) as part:
                part.write_text(text + "\n", encoding="utf-8")
