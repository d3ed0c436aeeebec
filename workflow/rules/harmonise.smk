"""From raw files to harmonised respondents."""


rule harmonise:
    """A wave's rows as respondents of the codebook, the ledger of every row, the labels."""
    input:
        raw=raw_files,
    output:
        respondents=update("results/harmonised/{wave}.parquet"),
        ledger=update("results/harmonised/{wave}.ledger.csv"),
        labels=update("results/harmonised/{wave}.labels.csv"),
    log:
        "logs/harmonise/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of("harmonise.py"),
        wave=lambda wildcards: fingerprint(PROJECT.waves[wildcards.wave]),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/harmonise.py"
