"""What archives and editors ask for, from all that the run made."""


rule archive:
    """Exhibits, statements, CODECHECK and RO-Crate metadata, hashes of inputs and outputs."""
    input:
        results=all_results(),
        estimates=expand(rules.estimate.output, figure=TABULATED),
        numbers=rules.audit_numbers.output.numbers,
    output:
        update([f"results/archive/{name}" for name in ARCHIVE_FILES]),
    log:
        "logs/archive.log",
        run="logs/run.json",
    conda:
        "../../environment.yml"
    params:
        root=part_of_workflow("."),
        folders=["results/report"],
        inputs=lambda wildcards: archived_inputs(),
        content=content_of_inputs,
        raw=delivered_files(),
        respondents=respondents_files(),
        makers=lambda wildcards: archive_makers(),
        rules=described_rules,
        settings=dict(SETTINGS),
    script:
        "../scripts/archive.py"
