"""The axes of footnote 1 and tsunagari power, where config/indices.yaml asks for them."""

AXES = PROJECT.indices.get("media_axes")
TIES = PROJECT.indices.get("ties")
INDEX_FILES = {
    "media_axes": "results/indices/media_axes.csv",
    "ties_by_participation": "results/indices/ties_by_participation.csv",
}

if AXES and AXES["wave"] in WAVES:

    rule media_axes:
        """Posting against reading and near against distant ties, standardized over media."""
        input:
            respondents=f"results/harmonised/{AXES['wave']}.parquet",
            published=PUBLISHED,
            code=code_of("media_axes.py"),
        output:
            respondents=update(INDEX_FILES["media_axes"]),
            published=update("results/indices/media_axes_published.csv"),
        log:
            "logs/media_axes.log",
        conda:
            "../../environment.yml"
        params:
            axes=fingerprint(AXES),
            codebook=fingerprint(PROJECT.codebook_config),
            source=PROJECT.waves[AXES["wave"]]["source"],
        script:
            "../scripts/media_axes.py"


if TIES:

    rule ties:
        """Consciousness, bonds and tsunagari power of a wave's respondents."""
        input:
            respondents=rules.harmonise.output.respondents,
            code=code_of("ties.py"),
        output:
            respondents=update("results/indices/ties_{wave}.parquet"),
            bonds=update("results/indices/bonds_{wave}.csv"),
            loadings=update("results/indices/loadings_{wave}.csv"),
        log:
            "logs/ties/{wave}.log",
        conda:
            "../../environment.yml"
        params:
            ties=fingerprint(TIES),
            codebook=fingerprint(PROJECT.codebook_config),
        script:
            "../scripts/ties.py"

    rule ties_by_group:
        """Mean tsunagari power by kind of participation, the waves together."""
        input:
            ties=expand(
                rules.ties.output.respondents,
                wave=[w for w in TIES["waves"] if w in WAVES],
            ),
            code=code_of("ties_by_group.py"),
        output:
            update(INDEX_FILES["ties_by_participation"]),
        log:
            "logs/ties_by_group.log",
        conda:
            "../../environment.yml"
        params:
            ties=fingerprint(TIES),
            sources={wave: PROJECT.waves[wave]["source"] for wave in WAVES},
            waves=[wave for wave in TIES["waves"] if wave in WAVES],
        script:
            "../scripts/ties_by_group.py"
