"""Each assertion of the text, judged on printed and on computed numbers; the text's slips."""

from pathlib import Path

import pandas as pd

from tsunagari.audit.claims.audit import audit_claims
from tsunagari.audit.claims.evidence import Evidence
from tsunagari.audit.claims.slips import audit_slips
from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.declared import wave_design
from tsunagari.estimate.figures import of_figures
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    lines = Path(snakemake.input.text).read_text(encoding="utf-8").split("\n")
    keys = dict.fromkeys((*KEYS, "basis"), str)
    waves = zip(snakemake.params.waves, snakemake.input.respondents, strict=True)
    respondents = {wave: pd.read_parquet(path) for wave, path in waves}
    tables = {
        kind: {name: pd.read_csv(path, dtype=keys) for name, path in paths.items()}
        for kind, paths in snakemake.params.indices.items()
    }
    estimates = [pd.read_csv(path, dtype=keys) for path in snakemake.input.estimates]
    evidence = Evidence(
        project=project,
        published=load_published("resources/published", project.codebook, project.group_names),
        estimates=of_figures(estimates),
        respondents=respondents,
        designs={w: wave_design(w, project.waves[w], r) for w, r in respondents.items()},
        indices=tables["computed"],
        printed_indices=tables["printed"],
    )
    claims, specifications = audit_claims(evidence)
    found = {
        "claims": claims,
        "specifications": specifications,
        "slips": audit_slips(evidence, lines),
    }
    for name, table in found.items():
        with whole(snakemake.output[name]) as path:
            table.to_csv(path, index=False)
