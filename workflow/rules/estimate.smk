"""The percentages of each figure."""


rule estimate:
    """All percentages that a figure shows, with base, error, interval and basis."""
    input:
        respondents=lambda wildcards: expand(
            rules.harmonise.output.respondents, wave=waves_of(wildcards.figure)
        ),
        fixed=lambda wildcards: fixed_cells(waves_of(wildcards.figure)),
        spread=lambda wildcards: spreads(waves_of(wildcards.figure)),
    output:
        update("results/estimates/{figure}.csv"),
    log:
        "logs/estimate/{figure}.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of("estimate.py"),
        figure=lambda wildcards: fingerprint(
            PROJECT.figures[wildcards.figure]["estimates"]
        ),
        waves=lambda wildcards: waves_of(wildcards.figure),
        design=lambda wildcards: fingerprint(
            {
                wave: PROJECT.waves[wave]["design"]
                for wave in waves_of(wildcards.figure)
            }
        ),
        codebook=fingerprint(PROJECT.codebook_config),
        sources=lambda wildcards: {
            wave: PROJECT.waves[wave]["source"] for wave in waves_of(wildcards.figure)
        },
    script:
        "../scripts/estimate.py"
