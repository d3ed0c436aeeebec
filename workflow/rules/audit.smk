"""The publication's numbers beside the pipeline's, itself, and what its text asserts."""

CLAIMS = PROJECT.claims["claims"]
# What the figures of this run tabulate, of which waves.
CELLS = [[entry.get("estimates"), entry.get("waves")] for entry in FIGURES.values()]


rule audit_numbers:
    """Every published number, the computed one, the difference and the verdict."""
    input:
        estimates=expand(rules.estimate.output, figure=TABULATED),
        findings=expand(rules.synthesise.output.findings, wave=SYNTHETIC),
        published=PUBLISHED,
    output:
        numbers=update("results/audit/numbers.csv"),
        agreement=update("results/audit/agreement.csv"),
    log:
        "logs/audit_numbers.log",
    conda:
        "../../environment.yml"
    params:
        **reads("audit_numbers.py", CODEBOOK, WAVES),
    script:
        "../scripts/audit_numbers.py"


rule audit_source:
    """The publication against itself: sums, counts, bases, titles, and contradictions."""
    input:
        findings=expand(rules.synthesise.output.findings, wave=SYNTHETIC),
        published=PUBLISHED,
        text=SECTION_TEXT,
    output:
        checks=update("results/audit/source.csv"),
        summary=update("results/audit/source_summary.csv"),
    log:
        "logs/audit_source.log",
    conda:
        "../../environment.yml"
    params:
        **reads("audit_source.py", CODEBOOK, PROJECT.figures, PROJECT.waves),
    script:
        "../scripts/audit_source.py"


if CLAIMS:

    rule audit_claims:
        """A verdict on every claim, also under other defensible choices; the text's slips."""
        input:
            respondents=respondents_of(WAVES),
            estimates=expand(rules.estimate.output, figure=TABULATED),
            indices=[
                path
                for kind in index_tables_of_claims().values()
                for path in kind.values()
            ],
            published=PUBLISHED,
            text=SECTION_TEXT,
        output:
            claims=update("results/audit/claims.csv"),
            specifications=update("results/audit/claim_specifications.csv"),
            slips=update("results/audit/slips.csv"),
        log:
            "logs/audit_claims.log",
        conda:
            "../../environment.yml"
        params:
            **reads("audit_claims.py", CODEBOOK, PROJECT.claims, CELLS, declared(WAVES)),
            waves=WAVES,
            indices=index_tables_of_claims(),
        script:
            "../scripts/audit_claims.py"
