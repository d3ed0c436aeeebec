"""Tsunagari power of all waves: respondents, bonds, loadings, means, what of it is counting."""

import pandas as pd

from tsunagari.codebook.basis import ASSUMED, DELIVERED
from tsunagari.config.problems import within
from tsunagari.estimate.declared import wave_design
from tsunagari.index import ties
from tsunagari.project import load_project
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    spec, seed = project.indices["ties"], snakemake.params.seed
    waves, output = snakemake.params.waves, snakemake.output
    samples = {}
    for wave, path in zip(waves, snakemake.input.respondents, strict=True):
        respondents = pd.read_parquet(path)
        design = wave_design(wave, project.waves[wave], respondents)
        with within(f"wave {wave}"):
            samples[wave] = ties.read_sample(project.codebook, spec, respondents, design)
    found = ties.replicate(samples, spec, seed)

    delivered = {wave: project.waves[wave]["source"] == "delivered" for wave in waves}
    basis = {wave: DELIVERED if delivered[wave] else ASSUMED for wave in waves}

    def keyed(table, wave=None):
        return ties.with_keys(table, wave, spec["countries"], basis)

    def of_waves(make, *given):
        return pd.concat([keyed(make(found, wave, *given), wave) for wave in waves])

    counting = of_waves(ties.counting_table, spec["counting"], seed)
    tables = {
        output.means: of_waves(ties.means_table),
        output.differences: keyed(ties.differences_table(found)),
        output.distribution: of_waves(ties.distribution_table, spec["bin_width"]),
        output.comparability: of_waves(ties.comparability_table),
        output.congruence: keyed(ties.congruence_table(found)),
        output.counting: counting,
        output.reliability: of_waves(ties.reliability_table),
    }
    for place, wave in enumerate(waves):
        tables[output.bonds[place]] = keyed(ties.bonds_table(found, wave), wave)
        tables[output.loadings[place]] = keyed(ties.loadings_table(found, wave), wave)
        with whole(output.respondents[place]) as path:
            ties.respondents_table(found, wave, spec["group"]).to_parquet(path)
    for name, table in tables.items():
        with whole(name) as path:
            table.to_csv(path, index=False)

    kinds = project.codebook_config["variables"][spec["group"]]["categories"]
    for language, path in zip(spec["counting"]["words"], output.paragraph, strict=True):
        names = {
            "wave": {wave: project.waves[wave]["title"][language] for wave in waves},
            "group": {kind: text[language] for kind, text in kinds.items()},
        }
        text = ties.paragraph(counting, spec["counting"]["words"][language], names)
        with whole(path) as partial:
            partial.write_text(text + "\n", encoding="utf-8")
