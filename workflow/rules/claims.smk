"""What the text asserts, judged on printed and on computed numbers."""

CLAIMS = PROJECT.claims["claims"]


def index_tables_of_claims():
    """The tables of indices that claims are judged on and that this run makes, by their use."""
    made = list(rules.ties.output) if TIES_WAVES else []
    if AXES and AXES["wave"] in WAVES:
        made += rules.media_axes.output
    tables = {Path(path).stem: str(path) for path in made}
    spec = PROJECT.claims.get("indices", {})
    beside = [
        entry["differences"]["table"]
        for entry in spec.values()
        if "differences" in entry
    ]
    printed = {
        name: entry["printed"] for name, entry in spec.items() if "printed" in entry
    }
    return {
        "computed": {name: tables[name] for name in [*spec, *beside] if name in tables},
        "printed": {
            name: tables[stem] for name, stem in printed.items() if stem in tables
        },
    }


def audit_files():
    files = [*rules.audit_numbers.output, *rules.audit_source.output]
    return files + list(rules.audit_claims.output) if CLAIMS else files


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
            code=code_of("audit_claims.py"),
        output:
            claims=update("results/audit/claims.csv"),
            specifications=update("results/audit/claim_specifications.csv"),
            slips=update("results/audit/slips.csv"),
        log:
            "logs/audit_claims.log",
        conda:
            "../../environment.yml"
        params:
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
