"""The figures, drawn by their notebooks."""

CLIENT = part_of_workflow("workflow", "scripts", "notebook_client.py")
RENDER = part_of_workflow("workflow", "scripts", "render_notebook.py")
LANGUAGES = SETTINGS["languages"]
FORMATS = SETTINGS["formats"]


rule figure:
    """One figure in every language and format, and its executed notebook."""
    input:
        notebook=notebook_of,
        data=data_of,
        client=CLIENT,
        script=RENDER,
        code=lambda wildcards: modules_of(RENDER, notebook_of(wildcards)),
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        style=part_of_workflow("resources", "tsunagari.mplstyle"),
    output:
        pictures=update(
            expand(
                "results/figures/{{figure}}.{language}.{format}",
                language=LANGUAGES,
                format=FORMATS,
            )
        ),
        notebook=update("results/notebooks/{figure}.ipynb"),
    log:
        "logs/figure/{figure}.log",
    conda:
        "../../environment.yml"
    params:
        engine=SETTINGS["notebook_engine"],
        parameters=parameters_of,
        entry=lambda wildcards: fingerprint(PROJECT.figures[wildcards.figure]),
        codebook=fingerprint(PROJECT.codebook_config),
    shell:
        "python -SEI {input.client} {input.script} {input.notebook} {output.notebook}"
        " {output.pictures} --log {log} --engine {params.engine}"
        " --parameters {params.parameters:q}"


onstart:
    # Only where this run itself draws: not on a dry run, a cluster or in a job's own Snakemake.
    due = any(job.rule.name == "figure" for job in workflow.dag.needrun_jobs())
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
