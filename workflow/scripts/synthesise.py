"""Respondents of one wave who agree with every published number."""

from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, save
from tsunagari.synthesise.counts.fixed import fixed_by_constraints
from tsunagari.synthesise.respondents import build_respondents

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, wave = load_project(), snakemake.wildcards.wave
        published = load_published("resources/published", project.codebook, project.group_names)
        given = (project.codebook, published, project.figures, project.assumptions, wave)
        respondents, findings = build_respondents(
            *given, seed=snakemake.params.seed, scale=snakemake.params.scale
        )
        save(respondents, snakemake.output.respondents)
        save(findings, snakemake.output.findings)
        save(fixed_by_constraints(*given), snakemake.output.fixed)
