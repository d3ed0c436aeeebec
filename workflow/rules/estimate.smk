"""The percentages of each figure."""


rule estimate:
    """All percentages that a figure shows, with base, error, interval and basis."""
    input:
        respondents=lambda wildcards: respondents_of(waves_of(wildcards.figure)),
        fixed=lambda wildcards: fixed_cells(waves_of(wildcards.figure)),
        bounds=lambda wildcards: bounds_of(waves_of(wildcards.figure)),
        spread=lambda wildcards: spreads(waves_of(wildcards.figure)),
    output:
        update("results/estimates/{figure}.csv"),
    log:
        "logs/estimate/{figure}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("estimate.py", CODEBOOK, tabulated_in),
        waves=lambda wildcards: waves_of(wildcards.figure),
        sources=lambda wildcards: {
            wave: PROJECT.waves[wave]["source"] for wave in waves_of(wildcards.figure)
        },
    script:
        "../scripts/estimate.py"
