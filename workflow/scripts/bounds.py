"""How far each assumed percentage of a wave can vary, given what is published."""

from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.read.tables import read_keyed
from tsunagari.run.job import job, save
from tsunagari.synthesise.counts.bounds import bounds_by_constraints

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project, wave = load_project(), snakemake.wildcards.wave
        published = load_published("resources/published", project.codebook, project.group_names)
        given = (project.codebook, published, project.figures, project.assumptions, wave)
        fixed = read_keyed(snakemake.input.fixed)
        save(bounds_by_constraints(*given, fixed), snakemake.output[0])
