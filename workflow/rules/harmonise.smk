"""From raw files to harmonised respondents, and what was asked of whom."""


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
        **reads("harmonise.py", CODEBOOK, declared_of_wave),
    script:
        "../scripts/harmonise.py"


rule availability:
    """Respondents asked and answering, state and grade of every variable and item."""
    input:
        respondents=respondents_of(WAVES),
    output:
        update("results/audit/availability.csv"),
    log:
        "logs/availability.log",
    conda:
        "../../environment.yml"
    params:
        **reads("harmonise_availability.py", CODEBOOK, declared(WAVES)),
        waves=WAVES,
    script:
        "../scripts/harmonise_availability.py"


rule availability_figure:
    """The table as squares, and the executed notebook."""
    input:
        **drawn_by("availability"),
        table=rules.availability.output,
    output:
        pictures=update(pictures_of("availability")),
        notebook=update("results/notebooks/availability.ipynb"),
    log:
        "logs/availability_figure.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("availability", CODEBOOK, declared(WAVES)),
        parameters=notebook_parameters(rules.availability.output, waves=WAVES),
    script:
        "../scripts/render_notebook.py"
