"""Changes between waves: estimates, tests, equivalence, comparability, and their pictures."""

from tsunagari.comparisons.plan import runnable, without_words

# Comparison -> its waves, of those whose waves are all in this run.
COMPARED = runnable(
    PROJECT.comparisons["comparisons"], {wave: PROJECT.waves[wave] for wave in WAVES}
)
COMPARED_WAVES = [
    wave for wave in WAVES if any(wave in waves for waves in COMPARED.values())
]


if COMPARED:

    rule compare_waves:
        """The change of every share between every pair of waves, and trends over more."""
        input:
            respondents=expand(rules.harmonise.output.respondents, wave=COMPARED_WAVES),
            fixed=fixed_cells(COMPARED_WAVES),
        output:
            changes=update(
                expand("results/comparisons/{comparison}.csv", comparison=COMPARED)
            ),
            differences=update(
                expand(
                    "results/comparisons/{comparison}.differences.csv",
                    comparison=COMPARED,
                )
            ),
            trends=update(
                expand(
                    "results/comparisons/{comparison}.trend.csv",
                    comparison=[name for name in COMPARED if len(COMPARED[name]) > 2],
                )
            ),
        log:
            "logs/compare_waves.log",
        conda:
            "../../environment.yml"
        params:
            code=code_of("compare_waves.py"),
            comparisons=COMPARED,
            entries=fingerprint(without_words(PROJECT.comparisons["comparisons"])),
            waves=COMPARED_WAVES,
            declared=fingerprint([PROJECT.waves[wave] for wave in COMPARED_WAVES]),
            codebook=fingerprint(PROJECT.codebook_config),
            tables=TABLES,
        script:
            "../scripts/compare_waves.py"


rule comparison_figure:
    """Shares in both waves and their change, and the executed notebook."""
    input:
        notebook=part_of_workflow("notebooks", "comparison.ipynb"),
        changes="results/comparisons/{comparison}.csv",
        trends=trends_of,
        client=CLIENT,
        script=RENDER,
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        style=part_of_workflow("resources", "tsunagari.mplstyle"),
    output:
        pictures=update(pictures_of("comparison_{comparison}")),
        notebook=update("results/notebooks/comparison_{comparison}.ipynb"),
    log:
        "logs/comparison_figure/{comparison}.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of_picture(part_of_workflow("notebooks", "comparison.ipynb")),
        engine=SETTINGS["notebook_engine"],
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons",
            comparison=wildcards.comparison,
            waves=COMPARED[wildcards.comparison],
        ),
        entry=lambda wildcards: fingerprint(
            PROJECT.comparisons["comparisons"][wildcards.comparison],
            PROJECT.comparisons.get("families"),
        ),
        waves=lambda wildcards: fingerprint(
            [PROJECT.waves[wave] for wave in COMPARED[wildcards.comparison]]
        ),
        codebook=fingerprint(PROJECT.codebook_config),
    shell:
        DRAW
