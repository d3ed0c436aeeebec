"""What the text asserts, judged on printed and on computed numbers."""

CLAIMS = PROJECT.claims["claims"]


if CLAIMS:

    rule audit_claims:
        """A verdict on every claim, also under other defensible choices; the text's slips."""
        input:
            respondents=expand(rules.harmonise.output.respondents, wave=WAVES),
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
            code=code_of("audit_claims.py"),
            waves=WAVES,
            indices=index_tables_of_claims(),
            claims=fingerprint(PROJECT.claims),
            codebook=fingerprint(PROJECT.codebook_config),
            figures=fingerprint(
                [
                    [entry.get("estimates"), entry.get("waves")]
                    for entry in FIGURES.values()
                ]
            ),
            about=fingerprint([PROJECT.waves[wave] for wave in WAVES]),
        script:
            "../scripts/audit_claims.py"
