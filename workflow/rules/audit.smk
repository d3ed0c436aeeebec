"""The publication's numbers beside the pipeline's."""


rule audit_numbers:
    """Every published number, the computed one, the difference and the verdict."""
    input:
        estimates=expand(rules.estimate.output, figure=TABULATED),
        findings=expand(rules.synthesize.output.findings, wave=SYNTHETIC),
        published=PUBLISHED,
        code=code_of("audit_numbers.py"),
    output:
        numbers=update("results/audit/numbers.csv"),
        agreement=update("results/audit/agreement.csv"),
    log:
        "logs/audit_numbers.log",
    conda:
        "../../environment.yml"
    params:
        waves=WAVES,
        codebook=fingerprint(PROJECT.codebook_config),
    script:
        "../scripts/audit_numbers.py"


rule audit_source:
    """Published numbers that contradict each other, with the smallest set of culprits."""
    input:
        findings=expand(rules.synthesize.output.findings, wave=SYNTHETIC),
        code=code_of("audit_source.py"),
    output:
        update("results/audit/source.csv"),
    log:
        "logs/audit_source.log",
    conda:
        "../../environment.yml"
    script:
        "../scripts/audit_source.py"
