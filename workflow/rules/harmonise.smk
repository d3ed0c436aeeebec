"""From raw files to harmonised respondents."""


def raw_files(wildcards):
    """A wave's raw files: as delivered, or made by rule deliver."""
    wave = PROJECT.waves[wildcards.wave]
    if wave["source"] == "synthetic":
        return [f"results/raw/{wildcards.wave}"]
    return [f"data/raw/{wildcards.wave}/{path}" for path in paths_of(wave["files"])]


rule harmonise:
    """A wave's rows as respondents of the codebook, the ledger of every row, the labels."""
    input:
        raw=raw_files,
        code=code_of("harmonise.py"),
    output:
        respondents=update("results/harmonised/{wave}.parquet"),
        ledger=update("results/harmonised/{wave}.ledger.csv"),
        labels=update("results/harmonised/{wave}.labels.csv"),
    log:
        "logs/harmonise/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        wave=lambda wildcards: fingerprint(PROJECT.waves[wildcards.wave]),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/harmonise.py"
