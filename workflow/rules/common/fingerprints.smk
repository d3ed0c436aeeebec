"""What makes a job run again beside its inputs: its code, and the configuration that it reads."""

CODEBOOK = fingerprint(PROJECT.codebook_config)


def declared(waves, *keys):
    """What the files of some waves say: all of it, or some keys."""
    files = [PROJECT.waves[wave] for wave in waves]
    return [{key: file.get(key) for key in keys or file} for file in files]


def declared_of_wave(wildcards):
    """The same of the wave that a job is for."""
    return declared([wildcards.wave])


def declared_of_model(wildcards):
    """The same of the waves of a model."""
    return declared(MODELS[wildcards.model]["waves"])


def entry_of_model(wildcards):
    """A model as it is asked for."""
    return MODELS[wildcards.model]


def entry_of_curve(wildcards):
    """A specification curve as it is asked for."""
    return CURVES[wildcards.curve]


def model_of_curve(wildcards):
    """The model that it varies."""
    return MODELS[CURVES[wildcards.curve]["model"]]


def words_of_comparison(wildcards):
    """All that the picture of a comparison says."""
    comparisons = PROJECT.comparisons
    return (
        comparisons["comparisons"][wildcards.comparison],
        comparisons.get("families"),
        declared(COMPARED[wildcards.comparison]),
    )


def words_of_change(section):
    """All that the picture of a section's entry says, by the wildcard that names it."""

    def words(wildcards):
        entry = CHANGES[section][wildcards[section.removesuffix("s")]]
        return entry, declared(entry["waves"])

    return words


def tabulated_in(wildcards):
    """What a figure tabulates, the designs of its waves, and what they did not offer."""
    waves = {wave: PROJECT.waves[wave] for wave in waves_of(wildcards.figure)}
    designs = {wave: entry["design"] for wave, entry in waves.items()}
    lacking = [sorted(not_offered(PROJECT.codebook, entry)) for entry in waves.values()]
    return PROJECT.figures[wildcards.figure]["estimates"], designs, lacking


def reads(script, *parts):
    """Params for running a script, fingerprints of its code and of what it reads.

    The code is that of the script and of all that it imports.
    parts  of the configuration; a function of the wildcards for what differs between jobs
    """
    code = fingerprint_of_code(part_of_workflow("workflow", "scripts", script))
    return {"code": code, "config": fingerprint_of_parts(parts)}


def reads_and_draws(notebook, *parts, chart=None):
    """The same for running a notebook of this name; and the engine.

    chart  a function of the wildcards: the module that the notebook looks up
    """
    files = RENDER, notebook_file(notebook)
    of_chart = lambda wildcards: fingerprint_of_code(*files, chart(wildcards))
    return {
        "code": of_chart if chart else fingerprint_of_code(*files),
        "config": fingerprint_of_parts(parts),
        "engine": SETTINGS["notebook_engine"],
    }


def fingerprint_of_parts(parts):
    """A fingerprint, or a function of the wildcards if any part is one."""

    def of(wildcards):
        return fingerprint(
            *(part(wildcards) if callable(part) else part for part in parts)
        )

    return of if any(map(callable, parts)) else of(None)
