"""What an archive holds, and what made each part of it."""


def delivered_files():
    """Wave -> its files with responses, as delivered or as made for a synthetic one."""
    folders = {
        wave: "results/raw" if wave in SYNTHETIC else "data/raw" for wave in WAVES
    }
    return {
        wave: [
            f"{folder}/{wave}/{path}" for path in paths_of(PROJECT.waves[wave]["files"])
        ]
        for wave, folder in folders.items()
    }


def respondents_files():
    """Wave -> the files with a row a respondent that are made from its responses."""
    harmonised = rules.harmonise.output
    files = {
        wave: expand([harmonised.respondents, harmonised.ledger], wave=wave)
        for wave in WAVES
    }
    for wave in SYNTHETIC:
        files[wave] += expand(rules.synthesise.output.respondents, wave=wave)
    for wave in TIES_WAVES:
        files[wave] += expand("results/indices/ties_{wave}.parquet", wave=wave)
    return files


@cache
def archived_inputs():
    """All that results depend on, as an archive names it: configuration, numbers, code, responses."""
    delivered = delivered_files()
    raw = [file for wave in WAVES if wave not in SYNTHETIC for file in delivered[wave]]
    return [*inputs_of_project(Path()), *pipeline_files(ROOT), *raw]


def content_of_inputs(wildcards):
    """A fingerprint of those files; responses are left to the results made from them."""
    files = [file for file in archived_inputs() if not file.startswith("data/")]
    return fingerprint_of_files(*(place(file, Path(), ROOT) for file in files))


@cache
def archive_makers():
    """What makes each result but pictures, which are made together with their notebooks."""
    files = [path for path in map(str, all_results()) if not path.endswith(PICTURES)]
    return {path: maker_of(path) for path in dict.fromkeys(files)}


def described_rules(wildcards):
    """Name, file, programs and docstring of each rule that makes results."""
    runs = {}
    for name, file, script in archive_makers().values():
        runs.setdefault((name, file), []).append(script)
    docstrings = {each.name: each.docstring for each in workflow.rules}
    return [
        (name, file, "; ".join(dict.fromkeys(scripts)), docstrings[name])
        for (name, file), scripts in runs.items()
    ]
