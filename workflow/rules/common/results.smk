"""What each stage makes in this run."""


def availability_files():
    """The table of what was asked, its picture and executed notebook."""
    figure = rules.availability_figure.output
    return [*rules.availability.output, *figure.pictures, figure.notebook]


def index_files():
    """All tables of the indices and their figures."""
    figures = INDEX_FIGURES and expand(rules.index_figure.output, picture=INDEX_FIGURES)
    return [*INDEX_TABLES, *figures]


def model_files():
    """All tables of models and specification curves."""
    if not MODELS:
        return []
    return [
        *rules.adjust_models.output,
        *expand(rules.fit_model.output, model=MODELS),
        *expand(rules.specification_curve.output, curve=CURVES),
        *expand(rules.model_figure.output, model=MODELS),
        *expand(rules.curve_figure.output, curve=CURVES),
    ]


def comparison_files():
    """All tables and pictures of comparisons of waves."""
    if not COMPARED:
        return []
    return [
        *rules.compare.output,
        *expand(rules.comparison_figure.output, comparison=COMPARED),
    ]


def change_files():
    """All tables and pictures of decompositions, standardisations and age curves."""
    if not any(CHANGES.values()):
        return []
    figures = rules.decomposition_figure.output, rules.age_curve_figure.output
    return [
        *rules.decompose.output,
        *expand(figures[0], decomposition=CHANGES["decompositions"]),
        *expand(figures[1], age_curve=CHANGES["age_curves"]),
    ]


def figure_files():
    """All pictures and executed notebooks."""
    files = [*rules.figure.output.pictures, rules.figure.output.notebook]
    return expand(files, figure=DRAWN)


def audit_files():
    """The tables of the audits of numbers, of the source and, if there are any, of claims."""
    files = [*rules.audit_numbers.output, *rules.audit_source.output]
    return files + list(rules.audit_claims.output) if CLAIMS else files


def report_files():
    """The first page of the report, with which all others are replaced."""
    return list(rules.report.output)


def all_results():
    """Every file and folder that a whole run makes, but the archive's own."""
    spread = rules.spread_of_seeds.output if SETTINGS["seeds"] > 1 else []
    return [
        *expand(rules.synthesise.output, wave=SYNTHETIC),
        *expand(rules.bounds.output, wave=SYNTHETIC),
        *expand(spread, wave=SYNTHETIC),
        *expand(rules.deliver.output, wave=SYNTHETIC),
        *expand(rules.harmonise.output, wave=WAVES),
        *expand(rules.estimate.output, figure=TABULATED),
        *EXPLORER,
        *figure_files(),
        *availability_files(),
        *index_files(),
        *model_files(),
        *comparison_files(),
        *change_files(),
        *audit_files(),
        *report_files(),
    ]
