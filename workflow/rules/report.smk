"""The report: pages that lead from every number to its code and its raw columns."""

EXPLORED = [wave for wave in WAVES if "explorer" in PROJECT.report]
EXPLORER = ["results/estimates/explorer.csv"] if EXPLORED else []


if EXPLORED:

    rule explorer:
        """Shares of every wave by all that the report's readers may choose."""
        input:
            respondents=expand(rules.harmonise.output.respondents, wave=EXPLORED),
            fixed=fixed_cells(EXPLORED),
        output:
            update(EXPLORER),
        log:
            "logs/explorer.log",
        conda:
            "../../environment.yml"
        params:
            code=code_of("explorer.py"),
            entry=fingerprint(PROJECT.report["explorer"], list(PROJECT.figures.items())),
            waves=EXPLORED,
            declared=fingerprint([PROJECT.waves[wave] for wave in EXPLORED]),
            codebook=fingerprint(PROJECT.codebook_config),
        script:
            "../scripts/explorer.py"


rule report:
    """All pages; the rest of results/report is replaced together with its first page."""
    input:
        results=[
            figure_files(),
            availability_files(),
            index_files(),
            model_files(),
            comparison_files(),
            change_files(),
            audit_files(),
        ],
        estimates=expand(rules.estimate.output, figure=TABULATED),
        indices=[
            INDEX_FILES[entry["index"]]
            for entry in FIGURES.values()
            if "index" in entry
        ],
        explorer=EXPLORER,
        config=Path("config").rglob("*.yaml"),
        text=SECTION_TEXT,
        settings=report_settings(),
        font=part_of_workflow("resources", "fonts", "ipaexg.ttf"),
    output:
        update("results/report/index.html"),
    log:
        "logs/report.log",
    conda:
        "../../environment.yml"
    params:
        code=code_of("report.py"),
        root=part_of_workflow("."),
        makers=report_makers,
        narrowed={key: SETTINGS[key] for key in ("waves", "figures")},
        languages=SETTINGS["languages"],
        formats=SETTINGS["formats"],
        audits=report_audits(),
        settings=fingerprint(SETTINGS),
    script:
        "../scripts/report.py"
