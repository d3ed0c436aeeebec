"""Regressions, their families of tests, and specification curves."""

MODELS = {
    name: entry
    for name, entry in PROJECT.models.items()
    if set(entry["waves"]) <= set(WAVES)
}
CURVES = {
    name: entry for name, entry in PROJECT.curves.items() if entry["model"] in MODELS
}


rule fit_model:
    """Coefficients, effects, shares, odds and fit of a model, and what statsmodels makes of it."""
    input:
        respondents=lambda wildcards: respondents_of(MODELS[wildcards.model]["waves"]),
        index=index_tables,
    output:
        coefficients=update("results/models/fitted/{model}.csv"),
        effects=update("results/models/{model}.effects.csv"),
        shares=update("results/models/{model}.shares.csv"),
        fit=update("results/models/{model}.fit.csv"),
        left_out=update("results/models/{model}.left_out.csv"),
        contrasts=update("results/models/{model}.contrasts.csv"),
        tests=update("results/models/{model}.tests.csv"),
        odds=update("results/models/{model}.proportional_odds.csv"),
        thresholds=update("results/models/{model}.thresholds.csv"),
        second=update("results/models/{model}.second.csv"),
        summary=update("results/models/{model}.second.txt"),
    log:
        "logs/fit_model/{model}.log",
    conda:
        "../../environment.yml"
    params:
        **reads(
            "models_fit.py",
            CODEBOOK,
            entry_of_model,
            declared_of_model,
            # What the chain's bootstrap around a model of an index asks.
            lambda wildcards: PROJECT.indices.get(index_of_model(wildcards)),
        ),
        seed=lambda wildcards: SETTINGS["seed"] if index_of_model(wildcards) else None,
    script:
        "../scripts/models_fit.py"


if MODELS:

    rule adjust_models:
        """The models' coefficients with p-values adjusted within the declared families."""
        input:
            coefficients=expand(rules.fit_model.output.coefficients, model=MODELS),
        output:
            models=update(expand("results/models/{model}.csv", model=MODELS)),
            families=update("results/models/families.csv"),
        log:
            "logs/adjust_models.log",
        conda:
            "../../environment.yml"
        params:
            **reads("models_adjust.py", PROJECT.families),
        script:
            "../scripts/models_adjust.py"


rule specification_curve:
    """A headline effect under all defensible choices, and the test of the whole curve."""
    input:
        respondents=lambda wildcards: respondents_of(model_of_curve(wildcards)["waves"]),
    output:
        specifications=update("results/models/{curve}.specifications.csv"),
        test=update("results/models/{curve}.curve_test.csv"),
    log:
        "logs/specification_curve/{curve}.log",
    conda:
        "../../environment.yml"
    params:
        **reads("models_curve.py", CODEBOOK, entry_of_curve, model_of_curve),
    script:
        "../scripts/models_curve.py"


rule model_figure:
    """A model's forest plot and predicted shares, and the executed notebook."""
    input:
        **drawn_by("model"),
        coefficients="results/models/{model}.csv",
        effects=rules.fit_model.output.effects,
        shares=rules.fit_model.output.shares,
        summary=rules.fit_model.output.summary,
    output:
        pictures=update(pictures_of("model_{model}_forest", "model_{model}_shares")),
        notebook=update("results/notebooks/model_{model}.ipynb"),
    log:
        "logs/model_figure/{model}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("model", CODEBOOK, entry_of_model),
        parameters=lambda wildcards: notebook_parameters(
            "results/models", model=wildcards.model
        ),
    script:
        "../scripts/render_notebook.py"


rule curve_figure:
    """A specification curve, and the executed notebook."""
    input:
        **drawn_by("specification_curve"),
        specifications=rules.specification_curve.output.specifications,
        test=rules.specification_curve.output.test,
    output:
        pictures=update(pictures_of("model_{curve}_specifications")),
        notebook=update("results/notebooks/specifications_{curve}.ipynb"),
    log:
        "logs/curve_figure/{curve}.log",
    conda:
        "../../environment.yml"
    params:
        **reads_and_draws("specification_curve", CODEBOOK, entry_of_curve),
        parameters=lambda wildcards: notebook_parameters(
            "results/models", model=wildcards.curve
        ),
    script:
        "../scripts/render_notebook.py"
