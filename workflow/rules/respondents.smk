"""Synthetic respondents of the waves whose real responses are not there."""


rule synthesize:
    """Respondents who agree with every published number of a wave."""
    input:
        published=PUBLISHED,
        code=code_of("synthesize.py"),
    output:
        respondents=update("results/synthetic/{wave}.parquet"),
        findings=update("results/synthetic/{wave}.findings.csv"),
        fixed=update("results/synthetic/{wave}.fixed.csv"),
    log:
        "logs/synthesize/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        assumptions=fingerprint(
            {
                key: entry
                for key, entry in PROJECT.assumptions.items()
                if key != "delivery"
            }
        ),
        seed=SETTINGS["seed"],
        scale=SETTINGS["scale"],
        codebook=fingerprint(PROJECT.codebook_config),
        figures=fingerprint([PROJECT.figures[number] for number in TABULATED]),
    script:
        "../scripts/synthesize.py"


rule deliver:
    """A synthetic wave's respondents as raw files in the formats of its delivery."""
    input:
        respondents=rules.synthesize.output.respondents,
        code=code_of("deliver.py"),
    output:
        directory("results/raw/{wave}"),
    log:
        "logs/deliver/{wave}.log",
    conda:
        "../../environment.yml"
    params:
        wave=lambda wildcards: fingerprint(PROJECT.waves[wildcards.wave]),
        mess=lambda wildcards: fingerprint(
            PROJECT.assumptions["delivery"][wildcards.wave]
        ),
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/deliver.py"
