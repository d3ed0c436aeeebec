"""From raw files to harmonised respondents."""


def raw_files(wildcards):
    """A wave's raw files: as delivered, or made by rule deliver."""
    wave = PROJECT.waves[wildcards.wave]
    if wave["source"] == "synthetic":
        return [f"results/raw/{wildcards.wave}"]
    return [f"data/raw/{wildcards.wave}/{file['path']}" for file in wave["files"]]


rule harmonise:
    """A wave's rows as respondents of the codebook, and the ledger of every row."""
    input:
        raw=raw_files,
        code=code_of("harmonise.py"),
    output:
        respondents=update("results/harmonised/{wave}.parquet"),
        ledger=update("results/harmonised/{wave}.ledger.csv"),
    log:
        "logs/harmonise/{wave}.log",
    params:
        wave=lambda wildcards: fingerprint(PROJECT.waves[wildcards.wave]),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/harmonise.py"
