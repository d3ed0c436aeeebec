"""The percentages of each figure."""


def waves_of(figure):
    return PROJECT.figures[figure].get("waves", [])


def fixed_cells(wildcards):
    """Which cells publications fix, of the figure's synthetic waves."""
    waves = [wave for wave in waves_of(wildcards.figure) if wave in SYNTHETIC]
    return expand(rules.synthesize.output.fixed, wave=waves)


rule estimate:
    """All percentages that a figure shows, with base, error, interval and basis."""
    input:
        respondents=lambda wildcards: expand(
            rules.harmonise.output.respondents, wave=waves_of(wildcards.figure)
        ),
        fixed=fixed_cells,
        code=code_of("estimate.py"),
    output:
        update("results/estimates/{figure}.csv"),
    log:
        "logs/estimate/{figure}.log",
    params:
        figure=lambda wildcards: fingerprint(
            PROJECT.figures[wildcards.figure]["estimates"]
        ),
        codebook=fingerprint(PROJECT.codebook_config),
        sources=lambda wildcards: {
            wave: PROJECT.waves[wave]["source"] for wave in waves_of(wildcards.figure)
        },
    script:
        "../scripts/estimate.py"
