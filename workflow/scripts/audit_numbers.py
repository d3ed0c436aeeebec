"""Every published number beside the computed one, with a verdict."""

import pandas as pd

from tsunagari.audit.numbers import agreement, audit_numbers
from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.figures import of_figures
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, whole

with job(snakemake.log[0], snakemake.output):
    project = load_project()
    published = load_published("resources/published", project.codebook, project.group_names)
    text = dict.fromkeys(KEYS, str)
    estimates = of_figures([pd.read_csv(path, dtype=text) for path in snakemake.input.estimates])
    findings = [pd.read_csv(path, dtype=text) for path in snakemake.input.findings]
    none = pd.DataFrame(columns=[*KEYS, "kind"])
    numbers = audit_numbers(published, estimates, pd.concat([none, *findings]))
    with whole(snakemake.output.numbers) as path:
        numbers.to_csv(path, index=False)
    with whole(snakemake.output.agreement) as path:
        agreement(numbers).to_csv(path, index=False)
