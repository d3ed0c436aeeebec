"""One synthetic wave's respondents as raw files in the formats of its delivery."""

from pathlib import Path

import pandas as pd

from tsunagari.project import load_project
from tsunagari.run.job import job
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver

with job(snakemake.log[0], []):
    project = load_project()
    name = snakemake.wildcards.wave
    wave = project.waves[name]
    respondents = pd.read_parquet(snakemake.input.respondents)
    mess = project.assumptions["delivery"][name]
    frames = deliver(project.codebook, name, wave, respondents, mess)
    folder = Path(snakemake.output[0])
    folder.mkdir(parents=True, exist_ok=True)
    for file in wave["files"]:
        path = folder / file["path"]
        frame = frames[file["path"]]
        write_delivered(path, frame, file, wave, project.codebook, project.codebook_config)
