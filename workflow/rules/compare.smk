"""Changes between waves, and what they consist of; standardised shares, shares by age."""

from tsunagari.compare.decompose.plan import (
    entries_in_run,
    numbers_depend_on,
    waves_of_entries,
)
from tsunagari.compare.plan import runnable, without_words

# Comparison -> its waves, of those whose waves are all in this run.
COMPARED = runnable(
    PROJECT.comparisons["comparisons"], {wave: PROJECT.waves[wave] for wave in WAVES}
)
COMPARED_WAVES = [
    wave for wave in WAVES if any(wave in waves for waves in COMPARED.values())
]
# Section of decompositions.yaml -> its entries whose waves are all in this run.
CHANGES = entries_in_run(PROJECT.decompositions, WAVES)
CHANGE_WAVES = sorted(waves_of_entries(PROJECT.decompositions, CHANGES))


if COMPARED:

    rule compare:
        """Omnibus tests of questions, the change of every share between waves, and trends."""
        input:
            respondents=respondents_of(COMPARED_WAVES),
            fixed=fixed_cells(COMPARED_WAVES),
        output:
            changes=update(compared("{name}", COMPARED)),
            omnibus=update(compared("{name}.omnibus", COMPARED)),
            differences=update(compared("{name}.differences", COMPARED)),
            trends=update(
                compared(
                    "{name}.trend",
                    [name for name in COMPARED if len(COMPARED[name]) > 2],
                )
            ),
        log:
            "logs/compare.log",
        conda:
            "../../environment.yml"
        params:
            **reads(
                "compare.py",
                CODEBOOK,
                TABLES,
                without_words(PROJECT.comparisons["comparisons"]),
                declared(COMPARED_WAVES),
            ),
            comparisons=COMPARED,
            waves=COMPARED_WAVES,
        script:
            "../scripts/compare.py"


rule comparison_figure:
    """Shares in both waves and their change, and the executed notebook."""
    input:
        **drawn_by("change"),
        changes="results/comparisons/{comparison}.csv",
        omnibus="results/comparisons/{comparison}.omnibus.csv",
        trends=trends_of,
    output:
        pictures=update(pictures_of("comparison_{comparison}")),
        notebook=update("results/notebooks/comparison_{comparison}.ipynb"),
    log:
        "logs/comparison_figure/{comparison}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("change", CODEBOOK, words_of_comparison),
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons",
            kind="comparison",
            name=wildcards.comparison,
            waves=COMPARED[wildcards.comparison],
        ),
    script:
        "../scripts/render_notebook.py"


if any(CHANGES.values()):

    rule decompose:
        """All decompositions, standardised shares, shares by age and cohort with bounds."""
        input:
            respondents=respondents_of(CHANGE_WAVES),
            fixed=fixed_cells(CHANGE_WAVES),
        output:
            decompositions=update(
                compared("decomposition_{name}", CHANGES["decompositions"])
            ),
            standardizations=update(
                compared("standardized_{name}", CHANGES["standardizations"])
            ),
            age_curves=update(compared("age_curves_{name}", CHANGES["age_curves"])),
            bounds=update(compared("age_curves_{name}.bounds", CHANGES["age_curves"])),
        log:
            "logs/decompose.log",
        conda:
            "../../environment.yml"
        params:
            **reads(
                "decompose.py",
                CODEBOOK,
                numbers_depend_on(PROJECT.decompositions, CHANGES, PROJECT.figures),
                declared(
                    CHANGE_WAVES,
                    "design",
                    "source",
                    "year",
                    "quotas",
                    "assumed_base",
                ),
            ),
            names={section: list(entries) for section, entries in CHANGES.items()},
            waves=CHANGE_WAVES,
        script:
            "../scripts/decompose.py"


rule decomposition_figure:
    """The parts of a change as bars, and the executed notebook."""
    input:
        **drawn_by("change"),
        table="results/comparisons/decomposition_{decomposition}.csv",
    output:
        pictures=update(pictures_of("decomposition_{decomposition}")),
        notebook=update("results/notebooks/decomposition_{decomposition}.ipynb"),
    log:
        "logs/decomposition_figure/{decomposition}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("change", CODEBOOK, words_of_change("decompositions")),
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons",
            kind="decomposition",
            name=wildcards.decomposition,
            waves=[],
        ),
    script:
        "../scripts/render_notebook.py"


rule age_curve_figure:
    """A share by age and by birth cohort, and the executed notebook."""
    input:
        **drawn_by("change"),
        curve="results/comparisons/age_curves_{age_curve}.csv",
        bounds="results/comparisons/age_curves_{age_curve}.bounds.csv",
    output:
        pictures=update(pictures_of("age_curves_{age_curve}")),
        notebook=update("results/notebooks/age_curves_{age_curve}.ipynb"),
    log:
        "logs/age_curve_figure/{age_curve}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("change", CODEBOOK, words_of_change("age_curves")),
        parameters=lambda wildcards: notebook_parameters(
            "results/comparisons",
            kind="age_curves",
            name=wildcards.age_curve,
            waves=[],
        ),
    script:
        "../scripts/render_notebook.py"
