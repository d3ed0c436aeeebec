"""The report: pages that lead from every number to its code and its raw columns."""

EXPLORED = [wave for wave in WAVES if "explorer" in PROJECT.report]
EXPLORER = ["results/estimates/explorer.csv"] if EXPLORED else []


if EXPLORED:

    rule explorer:
        """Shares of every wave by all that the report's readers may choose."""
        input:
            respondents=respondents_of(EXPLORED),
            fixed=fixed_cells(EXPLORED),
        output:
            update(EXPLORER),
        log:
            "logs/explorer.log",
        conda:
            "../../environment.yml"
        params:
            **reads(
                "explorer.py",
                CODEBOOK,
                PROJECT.report["explorer"],
                list(PROJECT.figures.items()),
                declared(EXPLORED),
            ),
            waves=EXPLORED,
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
        **reads("report.py", SETTINGS),
        root=part_of_workflow("."),
        makers=report_makers,
        narrowed={key: SETTINGS[key] for key in ("waves", "figures")},
        languages=SETTINGS["languages"],
        formats=SETTINGS["formats"],
        audits=report_audits(),
    script:
        "../scripts/report.py"
