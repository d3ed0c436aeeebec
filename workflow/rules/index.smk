"""The axes of footnote 1 and tsunagari power, where config/indices.yaml asks for them."""

AXES = PROJECT.indices.get("media_axes")
TIES = PROJECT.indices.get("ties")
TIES_WAVES = [wave for wave in TIES["waves"] if wave in WAVES] if TIES else []
INDEX_FIGURES = {
    name: entry
    for name, entry in PROJECT.indices.get("figures", {}).items()
    if set(entry["waves"]) <= set(WAVES)
}
INDEX_FILES = {
    "media_axes": "results/indices/media_axes.csv",
    "ties_by_participation": "results/indices/ties_by_participation.csv",
}
INDEX_TABLES = []  # of this run; each index adds its own


if AXES and AXES["wave"] in WAVES:

    rule index_axes:
        """Posting against reading and near against distant ties, standardised over media."""
        input:
            respondents=f"results/harmonised/{AXES['wave']}.parquet",
            published=PUBLISHED,
        output:
            respondents=update(INDEX_FILES["media_axes"]),
            published=update("results/indices/media_axes_published.csv"),
        log:
            "logs/index_axes.log",
        conda:
            "../../environment.yml"
        params:
            **reads("index_axes.py", CODEBOOK, AXES),
            source=PROJECT.waves[AXES["wave"]]["source"],
        script:
            "../scripts/index_axes.py"

    INDEX_TABLES += rules.index_axes.output


if TIES_WAVES:

    rule index_ties:
        """Consciousness, bonds, tsunagari power, what of it is counting; all waves together."""
        input:
            respondents=respondents_of(TIES_WAVES),
        output:
            respondents=update(
                expand("results/indices/ties_{wave}.parquet", wave=TIES_WAVES)
            ),
            bonds=update(expand("results/indices/bonds_{wave}.csv", wave=TIES_WAVES)),
            loadings=update(
                expand("results/indices/loadings_{wave}.csv", wave=TIES_WAVES)
            ),
            means=update(INDEX_FILES["ties_by_participation"]),
            differences=update("results/indices/ties_differences.csv"),
            distribution=update("results/indices/ties_distribution.csv"),
            comparability=update("results/indices/ties_comparability.csv"),
            congruence=update("results/indices/congruence.csv"),
            counting=update("results/indices/counting.csv"),
            reliability=update("results/indices/reliability.csv"),
            paragraph=update(
                expand(
                    "results/indices/counting.{language}.txt",
                    language=TIES["counting"]["words"],
                )
            ),
        log:
            "logs/index_ties.log",
        conda:
            "../../environment.yml"
        params:
            **reads("index_ties.py", CODEBOOK, TIES, declared(TIES_WAVES)),
            waves=TIES_WAVES,
            seed=SETTINGS["seed"],
        script:
            "../scripts/index_ties.py"

    INDEX_TABLES += rules.index_ties.output


if INDEX_FIGURES:

    rule index_figure:
        """A figure of the indices' tables, and its executed notebook."""
        input:
            **drawn_by("index"),
            tables=tables_of_picture,
        output:
            pictures=update(pictures_of("{picture}")),
            notebook=update("results/notebooks/{picture}.ipynb"),
        log:
            "logs/index_figure/{picture}.log",
        wildcard_constraints:
            picture="|".join(INDEX_FIGURES),
        conda:
            "../../environment.yml"
        params:
            **reads_and_draws(
                "index", CODEBOOK, lambda wildcards: INDEX_FIGURES[wildcards.picture]
            ),
            parameters=lambda wildcards: notebook_parameters(
                "results/indices", picture=wildcards.picture
            ),
        script:
            "../scripts/render_notebook.py"
