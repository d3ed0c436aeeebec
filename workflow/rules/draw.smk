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
    shell:
        DRAW


onstart:
    # Only where this run itself draws: not on a dry run, a cluster or in a job's own Snakemake.
    due = any("figure" in job.rule.name for job in workflow.dag.needrun_jobs())
    if (
        due
        and workflow.is_main_process
        and workflow.local_exec
        and not workflow.touch
    ):
        notebook_server.announce()


onsuccess:
    end_promptly()


onerror:
    end_promptly()
