"""The publication against itself: every check of every published number, and their summary."""

from pathlib import Path

from tsunagari.audit.source.audit import audit_source, summary
from tsunagari.codebook.labels import figure_labels
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.read.tables import read_all
from tsunagari.run.job import job, save

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        config = project.codebook_config
        labels = {
            figure: figure_labels(config, figure, entry, project.waves)
            for figure, entry in project.figures.items()
        }
        checks = audit_source(
            project.codebook,
            load_published("resources/published", project.codebook, project.group_names),
            project.figures,
            labels,
            {name: entry["label"] for name, entry in config["variables"].items()},
            Path(snakemake.input.text).read_text(encoding="utf-8").split("\n"),
            read_all(snakemake.input.findings, "printed"),
        )
        save(checks, snakemake.output.checks)
        save(summary(checks), snakemake.output.summary)
