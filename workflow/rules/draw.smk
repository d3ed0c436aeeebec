"""The figures, drawn by their notebook."""


rule figure:
    """One figure in every language and format, and its executed notebook."""
    input:
        **drawn_by("figure"),
        data=data_of,
    output:
        pictures=update(pictures_of("{figure}")),
        notebook=update("results/notebooks/{figure}.ipynb"),
    log:
        "logs/figure/{figure}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws(
            "figure",
            CODEBOOK,
            lambda wildcards: PROJECT.figures[wildcards.figure],
            chart=chart_of,
        ),
        parameters=lambda wildcards, input: notebook_parameters(
            input.data,
            figure=wildcards.figure,
            waves=[wave for wave in waves_of(wildcards.figure) if wave in WAVES],
        ),
    script:
        "../scripts/render_notebook.py"
