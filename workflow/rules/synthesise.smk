"""Synthetic respondents of the waves whose real responses are not there."""

SYNTHESIS = {
    key: entry for key, entry in PROJECT.assumptions.items() if key != "delivery"
}
# What a published number counts, and not what its figure looks like.
TABLES = {
    number: [entry["waves"], entry["estimates"]]
    for number, entry in PROJECT.figures.items()
    if "estimates" in entry
}


rule synthesise:
    """Respondents who agree with every published number of a wave."""
    input:
        published=PUBLISHED,
    output:
        respondents=update("results/synthetic/{wave}.parquet"),
        findings=update("results/synthetic/{wave}.findings.csv"),
        fixed=update("results/synthetic/{wave}.fixed.csv"),
    log:
        "logs/synthesise/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("synthesise.py", CODEBOOK, SYNTHESIS, TABLES),
        seed=SETTINGS["seed"],
        scale=SETTINGS["scale"],
    script:
        "../scripts/synthesise.py"


rule bounds:
    """The least and the greatest value that each assumed percentage of a wave can have."""
    input:
        published=PUBLISHED,
        fixed=rules.synthesise.output.fixed,
    output:
        update("results/synthetic/{wave}.bounds.csv"),
    log:
        "logs/bounds/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("bounds.py", CODEBOOK, SYNTHESIS, TABLES),
    script:
        "../scripts/bounds.py"


rule estimates_of_seed:
    """The percentages of all figures for other respondents who agree just as well."""
    input:
        published=PUBLISHED,
    output:
        update("results/synthetic/seeds/{wave}.{seed}.csv"),
    log:
        "logs/estimates_of_seed/{wave}.{seed}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("estimates_of_seed.py", CODEBOOK, SYNTHESIS, TABLES),
        figures=lambda wildcards: [
            figure for figure in TABULATED if wildcards.wave in waves_of(figure)
        ],
    script:
        "../scripts/estimates_of_seed.py"


rule spread_of_seeds:
    """How far a wave's percentages vary between seeds: what publications leave open."""
    input:
        seeds=lambda wildcards: expand(
            rules.estimates_of_seed.output,
            wave=wildcards.wave,
            seed=range(SETTINGS["seed"], SETTINGS["seed"] + SETTINGS["seeds"]),
        ),
    output:
        update("results/synthetic/{wave}.spread.csv"),
    log:
        "logs/spread_of_seeds/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("spread_of_seeds.py"),
    script:
        "../scripts/spread_of_seeds.py"


rule deliver:
    """A synthetic wave's respondents as raw files in the formats of its delivery."""
    input:
        respondents=rules.synthesise.output.respondents,
    output:
        directory("results/raw/{wave}"),
    log:
        "logs/deliver/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        **reads(
            "deliver.py",
            CODEBOOK,
            declared_of_wave,
            lambda wildcards: PROJECT.assumptions["delivery"][wildcards.wave],
        ),
    script:
        "../scripts/deliver.py"
