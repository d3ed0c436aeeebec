"""What rules of the stages depend on, by their wildcards."""


def raw_files(wildcards):
    """A wave's raw files: as delivered, or made by rule deliver."""
    wave = PROJECT.waves[wildcards.wave]
    if wave["source"] == "synthetic":
        return [f"results/raw/{wildcards.wave}"]
    return [f"data/raw/{wildcards.wave}/{path}" for path in paths_of(wave["files"])]


def respondents_of(waves):
    """The harmonised respondents of some waves."""
    return expand(rules.harmonise.output.respondents, wave=waves)


def fixed_cells(waves):
    """Which cells publications fix, of the synthetic ones of some waves."""
    synthetic = [wave for wave in waves if wave in SYNTHETIC]
    return expand(rules.synthesise.output.fixed, wave=synthetic)


def bounds_of(waves):
    """How far their assumed numbers can vary at all."""
    synthetic = [wave for wave in waves if wave in SYNTHETIC]
    return expand(rules.bounds.output, wave=synthetic)


def spreads(waves):
    """How far assumed numbers vary, of synthetic waves, if more seeds are wanted."""
    if SETTINGS["seeds"] == 1:
        return []
    synthetic = [wave for wave in waves if wave in SYNTHETIC]
    return expand(rules.spread_of_seeds.output, wave=synthetic)


def index_of_model(wildcards):
    """The index that a model has as its outcome, if any."""
    outcome = MODELS[wildcards.model]["outcome"]
    variable = PROJECT.codebook_config["variables"].get(str(outcome), {})
    return variable.get("derive", {}).get("index", "")


def index_tables(wildcards):
    """That index's table of each wave of the model."""
    if not index_of_model(wildcards):
        return []
    return expand(
        "results/indices/{index}_{wave}.parquet",
        index=index_of_model(wildcards),
        wave=MODELS[wildcards.model]["waves"],
    )


def tables_of_picture(wildcards):
    """The tables of an index's figure, one a wave if its name says so, and its paragraph."""
    entry = INDEX_FIGURES[wildcards.picture]
    tables = expand(f"results/indices/{entry['table']}.csv", wave=entry["waves"])
    if "paragraph" not in entry:
        return sorted(set(tables))
    words = f"results/indices/{entry['paragraph']}.{{language}}.txt"
    return [*sorted(set(tables)), *expand(words, language=SETTINGS["languages"])]


def compared(stem, names):
    """The tables of comparisons, or of what changes consist of, by their names."""
    return expand(f"results/comparisons/{stem}.csv", name=names)


def trends_of(wildcards):
    """The table of trends of a comparison, where it has three waves or more."""
    path = "results/comparisons/{comparison}.trend.csv"
    compared = COMPARED[wildcards.comparison]
    return expand(path, **wildcards) if len(compared) > 2 else []


def data_of(wildcards):
    """The table that a figure is drawn from, if it has numbers."""
    entry = PROJECT.figures[wildcards.figure]
    if "index" in entry:
        return INDEX_FILES[entry["index"]]
    return expand(rules.estimate.output, **wildcards) if "estimates" in entry else []


def index_tables_of_claims():
    """The tables of indices that claims are judged on and that this run makes, by their use."""
    tables = {Path(path).stem: str(path) for path in INDEX_TABLES}
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
