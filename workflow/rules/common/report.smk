"""What the report is made from, and what makes each of its results."""


def report_settings():
    """The theme, templates and words of the report, and what it brings for its pictures."""
    folders = ROOT / "workflow" / "report", ROOT / "resources" / "report"
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return sorted(
        os.path.relpath(path) for path in files if "__pycache__" not in path.parts
    )


def report_audits():
    """The tables of the audits that this run makes, by their names."""
    tables = {
        "numbers": rules.audit_numbers.output.numbers,
        "source": rules.audit_source.output.checks,
        "source_summary": rules.audit_source.output.summary,
        "availability": rules.availability.output[0],
    }
    if CLAIMS:
        tables["claims"] = rules.audit_claims.output.claims
        tables["specifications"] = rules.audit_claims.output.specifications
        tables["slips"] = rules.audit_claims.output.slips
    return {name: str(path) for name, path in tables.items()}


def report_makers(wildcards, input):
    """What makes each result: name of the rule, its file, and its script or notebook."""
    made = [*input.results, *input.estimates, *input.indices]
    made += respondents_of(WAVES)
    return {
        path: maker_of(path)
        for path in dict.fromkeys(map(str, made))
        if path.endswith((".csv", ".parquet", ".ipynb"))
    }


def maker_of(path):
    """The rule that makes a file, where it stands, and its script or the notebook it runs."""
    maker = next(each for each in workflow.rules if each.is_producer(path))
    file = Path(str(maker.snakefile)).resolve().relative_to(ROOT.resolve())
    if "notebook" in maker.input.keys():
        place = Path(maker.input.notebook).resolve().relative_to(ROOT.resolve())
        return maker.name, str(file), str(place)
    return maker.name, str(file), os.path.normpath(file.parent / maker.script)
