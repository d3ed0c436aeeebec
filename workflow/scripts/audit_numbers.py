"""Every published number beside the computed one, with a verdict."""

from tsunagari.audit.numbers import agreement, audit_numbers
from tsunagari.estimate.figures import of_figures
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.read.tables import read_all, read_keyed
from tsunagari.run.job import job, save

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        published = load_published("resources/published", project.codebook, project.group_names)
        estimates = of_figures([read_keyed(path) for path in snakemake.input.estimates])
        findings = read_all(snakemake.input.findings, "kind")
        sources = {wave: entry["source"] for wave, entry in project.waves.items()}
        numbers = audit_numbers(published, estimates, findings, sources)
        save(numbers, snakemake.output.numbers)
        save(agreement(numbers), snakemake.output.agreement)
