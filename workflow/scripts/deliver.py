"""One synthetic wave's respondents as raw files in the formats of its delivery."""

from pathlib import Path

import pandas as pd

from tsunagari.project import load_project
from tsunagari.run.job import job
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver

if __name__ == "__main__":
    with job(snakemake.log[0], []):
        project, name = load_project(), snakemake.wildcards.wave
        codebook, wave = project.codebook, project.waves[name]
        mess = project.assumptions["delivery"][name]
        respondents = pd.read_parquet(snakemake.input.respondents)
        frames = deliver(codebook, name, wave, respondents, mess)
        folder = Path(snakemake.output[0])
        folder.mkdir(parents=True, exist_ok=True)
        for file in wave["files"]:
            path, frame = folder / file["path"], frames[file["path"]]
            write_delivered(path, frame, file, wave, codebook, project.codebook_config)
