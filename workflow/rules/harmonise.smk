"""From raw files to harmonised respondents."""


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
        code=code_of("harmonise.py"),
        wave=lambda wildcards: fingerprint(PROJECT.waves[wildcards.wave]),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/harmonise.py"


# What was asked: variables and items by wave and country, and how far waves compare.


rule availability:
    """Respondents asked and answering, state and grade of every variable and item."""
    input:
        respondents=expand(rules.harmonise.output.respondents, wave=WAVES),
    output:
        update("results/audit/availability.csv"),
    log:
        "logs/availability.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of("harmonise_availability.py"),
        waves=WAVES,
        declared=fingerprint([PROJECT.waves[wave] for wave in WAVES]),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/harmonise_availability.py"


rule availability_figure:
    """The table as squares, and the executed notebook."""
    input:
        notebook=part_of_workflow("notebooks", "availability.ipynb"),
        table=rules.availability.output,
        client=CLIENT,
        script=RENDER,
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
        style=part_of_workflow("resources", "tsunagari.mplstyle"),
    output:
        pictures=update(pictures_of("availability")),
        notebook=update("results/notebooks/availability.ipynb"),
    log:
        "logs/availability_figure.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of_picture(part_of_workflow("notebooks", "availability.ipynb")),
        engine=SETTINGS["notebook_engine"],
        parameters=notebook_parameters(rules.availability.output, waves=WAVES),
        waves=fingerprint([PROJECT.waves[wave] for wave in WAVES]),
        codebook=fingerprint(PROJECT.codebook_config),
    shell:
        DRAW
