"""Changes between waves: estimates, tests, equivalence, comparability, and their pictures."""

from tsunagari.compare.plan import runnable, without_words

# Comparison -> its waves, of those whose waves are all in this run.
COMPARED = runnable(
    PROJECT.comparisons["comparisons"], {wave: PROJECT.waves[wave] for wave in WAVES}
)
COMPARED_WAVES = [
    wave for wave in WAVES if any(wave in waves for waves in COMPARED.values())
]


if COMPARED:

    rule compare:
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
            "logs/compare.log",
        conda:
            "../../environment.yml"
        params:
            code=code_of("compare.py"),
            comparisons=COMPARED,
            entries=fingerprint(without_words(PROJECT.comparisons["comparisons"])),
            waves=COMPARED_WAVES,
            declared=fingerprint([PROJECT.waves[wave] for wave in COMPARED_WAVES]),
            codebook=fingerprint(PROJECT.codebook_config),
            tables=TABLES,
        script:
            "../scripts/compare.py"


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


# What changes between waves consist of, standardized shares, shares by age and cohort.


from tsunagari.compare.decompose.plan import (
    entries_in_run,
    numbers_depend_on,
    waves_of_entries,
)

# Section of decompositions.yaml -> its entries whose waves are all in this run.
CHANGES = entries_in_run(PROJECT.decompositions, WAVES)
CHANGE_WAVES = sorted(waves_of_entries(PROJECT.decompositions, CHANGES))


if any(CHANGES.values()):

    rule decompose:
        """All decompositions, standardized shares, shares by age and cohort with bounds."""
        input:
            respondents=expand(rules.harmonise.output.respondents, wave=CHANGE_WAVES),
            fixed=fixed_cells(CHANGE_WAVES),
        output:
            decompositions=update(
                expand(
                    "results/comparisons/decomposition_{name}.csv",
                    name=CHANGES["decompositions"],
                )
            ),
            standardizations=update(
                expand(
                    "results/comparisons/standardized_{name}.csv",
                    name=CHANGES["standardizations"],
                )
            ),
            age_curves=update(
                expand(
                    "results/comparisons/age_curves_{name}.csv",
                    name=CHANGES["age_curves"],
                )
            ),
            bounds=update(
                expand(
                    "results/comparisons/age_curves_{name}.bounds.csv",
                    name=CHANGES["age_curves"],
                )
            ),
        log:
            "logs/decompose.log",
        conda:
            "../../environment.yml"
        params:
            code=code_of("decompose.py"),
            names={section: list(entries) for section, entries in CHANGES.items()},
            waves=CHANGE_WAVES,
            config=fingerprint(
                numbers_depend_on(PROJECT.decompositions, CHANGES, PROJECT.figures)
            ),
            designs=fingerprint(
                {
                    wave: {
                        key: PROJECT.waves[wave].get(key)
                        for key in ("design", "source", "year")
                    }
                    for wave in CHANGE_WAVES
                }
            ),
            codebook=fingerprint(PROJECT.codebook_config),
        script:
            "../scripts/decompose.py"


rule decomposition_figure:
    """The parts of a change as bars, and the executed notebook."""
    input:
        notebook=part_of_workflow("notebooks", "decomposition.ipynb"),
        table="results/comparisons/decomposition_{decomposition}.csv",
        client=CLIENT,
        script=RENDER,
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        style=part_of_workflow("resources", "tsunagari.mplstyle"),
    output:
        pictures=update(pictures_of("decomposition_{decomposition}")),
        notebook=update("results/notebooks/decomposition_{decomposition}.ipynb"),
    log:
        "logs/decomposition_figure/{decomposition}.log",
    wildcard_constraints:
        decomposition="[a-z0-9_]+",
    conda:
        "../../environment.yml"
    params:
        code=code_of_picture(part_of_workflow("notebooks", "decomposition.ipynb")),
        engine=SETTINGS["notebook_engine"],
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons", decomposition=wildcards.decomposition
        ),
        entry=lambda wildcards: words_of_change(
            "decompositions", wildcards.decomposition
        ),
        codebook=fingerprint(PROJECT.codebook_config),
    shell:
        DRAW


rule age_curve_figure:
    """A share by age and by birth cohort, and the executed notebook."""
    input:
        notebook=part_of_workflow("notebooks", "age_curves.ipynb"),
        curve="results/comparisons/age_curves_{age_curve}.csv",
        bounds="results/comparisons/age_curves_{age_curve}.bounds.csv",
        client=CLIENT,
        script=RENDER,
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        style=part_of_workflow("resources", "tsunagari.mplstyle"),
    output:
        pictures=update(pictures_of("age_curves_{age_curve}")),
        notebook=update("results/notebooks/age_curves_{age_curve}.ipynb"),
    log:
        "logs/age_curve_figure/{age_curve}.log",
    wildcard_constraints:
        age_curve="[a-z0-9_]+",
    conda:
        "../../environment.yml"
    params:
        code=code_of_picture(part_of_workflow("notebooks", "age_curves.ipynb")),
        engine=SETTINGS["notebook_engine"],
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons", age_curve=wildcards.age_curve
        ),
        entry=lambda wildcards: words_of_change("age_curves", wildcards.age_curve),
        codebook=fingerprint(PROJECT.codebook_config),
    shell:
        DRAW
