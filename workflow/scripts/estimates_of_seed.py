"""The percentages of all figures for the respondents that one seed gives."""

import pandas as pd

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.queries import KEYS
from tsunagari.estimate.design import Design
from tsunagari.estimate.figures import estimate
from tsunagari.estimate.respondents import Held
from tsunagari.project import load_project
from tsunagari.read.published import load_published
from tsunagari.run.job import job, save
from tsunagari.synthesise.respondents import build_respondents

if __name__ == "__main__":
    with job(snakemake.log[0], snakemake.output):
        project = load_project()
        wave, seed = snakemake.wildcards.wave, int(snakemake.wildcards.seed)
        codebook, figures = project.codebook, project.figures
        published = load_published("resources/published", codebook, project.group_names)
        people, _ = build_respondents(codebook, published, figures, project.assumptions, wave, seed)
        respondents = derive(codebook, people)
        design = Design.unweighted(len(respondents))
        tables = [
            estimate(codebook, figure, figures[figure]["estimates"], Held(respondents, design))
            for figure in snakemake.params.figures
        ]
        save(pd.concat(tables)[[*KEYS, "n", "percent"]], snakemake.output[0])
