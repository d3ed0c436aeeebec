"""The publication against itself: every check of every published number, and their summary."""

from pathlib import Path

import pandas as pd

from tsunagari.audit.source.audit import audit_source, summary
from tsunagari.codebook.labels import figure_labels
from tsunagari.codebook.queries import KEYS
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    config = project.codebook_config
    published = load_published("resources/published", project.codebook, project.group_names)
    labels = {
        figure: figure_labels(config, figure, entry, project.waves)
        for figure, entry in project.figures.items()
    }
    names = {name: entry["label"] for name, entry in config["variables"].items()}
    lines = Path(snakemake.input.text).read_text(encoding="utf-8").split("\n")
    text = {**dict.fromkeys(KEYS, str), "printed": str}
    none = pd.DataFrame(columns=[*KEYS, "printed"])
    findings = [pd.read_csv(path, dtype=text) for path in snakemake.input.findings]
    checks = audit_source(
        project.codebook,
        published,
        project.figures,
        labels,
        names,
        lines,
        pd.concat([none, *findings]),
    )
    with whole(snakemake.output.checks) as path:
        checks.to_csv(path, index=False)
    with whole(snakemake.output.summary) as path:
        summary(checks).to_csv(path, index=False)
