"""Configuration, read and checked before any rule, and what rules share."""

import json
import os
import sys
import threading
from functools import cache
from pathlib import Path

from snakemake.exceptions import WorkflowError

ROOT = Path(workflow.basedir)
sys.path.insert(0, str(ROOT / "src"))
sys.path.append(str(ROOT / "workflow" / "scripts"))

import notebook_server

# Somebody waits for this picture: import what draws it while the configuration is read.
if workflow.is_main_process and notebook_server.picture_is_named(sys.argv):
    notebook_server.start()

from tsunagari.archive.contents import (
    ARCHIVE_FILES,
    inputs_of_project,
    pipeline_files,
    place,
)
from tsunagari.configuration import load_project
from tsunagari.delivered import delivered_problems, paths_of
from tsunagari.dependencies import export_package, fingerprint, modules_of
from tsunagari.job import age_unfinished
from tsunagari.problems import ProblemsFound
from tsunagari.run_lock import clear_stale_locks
from tsunagari.scaffold.marks import undecided_problems

try:
    PROJECT = load_project("config", ROOT / "workflow" / "schemas", overrides=config)
    problems = undecided_problems(Path("config"), PROJECT.wanted_waves)
    problems += delivered_problems(
        PROJECT.waves, PROJECT.wanted_waves, Path("data/raw")
    )
    if problems:
        raise ProblemsFound(problems)
except ProblemsFound as found:
    raise WorkflowError(str(found)) from None

if workflow.is_main_process:
    RUN = clear_stale_locks(Path(".snakemake"))  # held as long as this run lives
age_unfinished()
export_package()

SETTINGS = PROJECT.settings
WAVES = PROJECT.wanted_waves
SYNTHETIC = [wave for wave in WAVES if PROJECT.waves[wave]["source"] == "synthetic"]
FIGURES = {number: PROJECT.figures[number] for number in PROJECT.wanted_figures}
TABULATED = [number for number, entry in FIGURES.items() if "estimates" in entry]
DRAWN = [number for number, entry in FIGURES.items() if "notebook" in entry]
PUBLISHED = sorted(str(path) for path in Path("resources/published").glob("*.csv"))
SECTION_TEXT = "resources/source/section.txt"
PICTURES = tuple(f".{kind}" for kind in SETTINGS["formats"])


wildcard_constraints:
    wave="[^/.]+",
    figure="[0-9-]+",
    model="[a-z0-9_]+",
    curve="[a-z0-9_]+",
    comparison="[a-z0-9_]+",
    language="ja|en",


def part_of_workflow(*steps):
    """A file of the workflow itself, wherever the project that it runs on is."""
    return os.path.relpath(ROOT.joinpath(*steps))


CLIENT = part_of_workflow("workflow", "scripts", "notebook_client.py")
RENDER = part_of_workflow("workflow", "scripts", "render_notebook.py")
DRAW = (
    "python -SEI {input.client} {input.script} {input.notebook} {output.notebook}"
    " {output.pictures} --log {log} --engine {params.engine}"
    " --parameters {params.parameters:q}"
)


def pictures_of(*stems):
    """The pictures of figures in every language and format."""
    return [
        f"results/figures/{stem}.{language}.{kind}"
        for stem in stems
        for language in SETTINGS["languages"]
        for kind in SETTINGS["formats"]
    ]


def code_of(name):
    """The modules that a script depends on, as inputs of its rule."""
    return modules_of(part_of_workflow("workflow", "scripts", name))


def raw_files(wildcards):
    """A wave's raw files: as delivered, or made by rule deliver."""
    wave = PROJECT.waves[wildcards.wave]
    if wave["source"] == "synthetic":
        return [f"results/raw/{wildcards.wave}"]
    return [f"data/raw/{wildcards.wave}/{path}" for path in paths_of(wave["files"])]


def waves_of(figure):
    return PROJECT.figures[figure].get("waves", [])


def fixed_cells(wildcards):
    """Which cells publications fix, of the figure's synthetic waves."""
    waves = [wave for wave in waves_of(wildcards.figure) if wave in SYNTHETIC]
    return expand(rules.synthesize.output.fixed, wave=waves)


def spreads(wildcards):
    """How far assumed numbers vary, of the figure's synthetic waves, if more seeds are wanted."""
    if SETTINGS["seeds"] == 1:
        return []
    waves = [wave for wave in waves_of(wildcards.figure) if wave in SYNTHETIC]
    return expand(rules.spread_of_seeds.output, wave=waves)


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


def model_parameters(name):
    """The parameters of a model's or a curve's notebook, as JSON."""
    return json.dumps(
        {
            "model": name,
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": "results/models",
            "results": "results/figures",
        }
    )


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


def comparison_parameters(name):
    """The parameters of a comparison's notebook, as JSON."""
    return json.dumps(
        {
            "comparison": name,
            "waves": COMPARED[name],
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": "results/comparisons",
            "results": "results/figures",
        }
    )


def comparison_files():
    """All tables and pictures of comparisons of waves."""
    if not COMPARED:
        return []
    return [
        *rules.compare_waves.output,
        *expand(rules.comparison_figure.output, comparison=COMPARED),
    ]


def tables_of_picture(wildcards):
    """The tables of an index's figure, one a wave if its name says so, and its paragraph."""
    entry = INDEX_FIGURES[wildcards.picture]
    tables = expand(f"results/indices/{entry['table']}.csv", wave=entry["waves"])
    if "paragraph" not in entry:
        return sorted(set(tables))
    words = f"results/indices/{entry['paragraph']}.{{language}}.txt"
    return [*sorted(set(tables)), *expand(words, language=SETTINGS["languages"])]


def picture_parameters(wildcards):
    """The parameters of an index's figure, as JSON."""
    return json.dumps(
        {
            "picture": wildcards.picture,
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": "results/indices",
            "results": "results/figures",
        }
    )


def index_files():
    """All tables of the indices and their figures."""
    tables = list(rules.ties.output) if TIES_WAVES else []
    if INDEX_FIGURES:
        tables += expand(rules.index_figure.output, picture=INDEX_FIGURES)
    return tables


def words_of_change(section, name):
    """A fingerprint of all that the picture of an entry says."""
    entry = CHANGES[section][name]
    return fingerprint([entry, [PROJECT.waves[wave] for wave in entry["waves"]]])


def change_parameters(kind, name):
    """The parameters of the notebook of a decomposition or an age curve, as JSON."""
    return json.dumps(
        {
            kind: name,
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": "results/comparisons",
            "results": "results/figures",
        }
    )


def change_files():
    """All tables and pictures of decompositions, standardizations and age curves."""
    if not any(CHANGES.values()):
        return []
    figures = rules.decomposition_figure.output, rules.age_curve_figure.output
    return [
        *rules.decompose.output,
        *expand(figures[0], decomposition=CHANGES["decompositions"]),
        *expand(figures[1], age_curve=CHANGES["age_curves"]),
    ]


def availability_parameters():
    """The parameters of the notebook on what was asked, as JSON."""
    return json.dumps(
        {
            "waves": WAVES,
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": "results/audit/availability.csv",
            "results": "results/figures",
        }
    )


def availability_files():
    """The table of what was asked, its picture and executed notebook."""
    figure = rules.availability_figure.output
    return [*rules.availability.output, *figure.pictures, figure.notebook]


def figure_files():
    """All pictures and executed notebooks."""
    files = [*rules.figure.output.pictures, rules.figure.output.notebook]
    return expand(files, figure=DRAWN)


def notebook_of(wildcards):
    name = PROJECT.figures[wildcards.figure]["notebook"]
    return part_of_workflow("notebooks", f"{name}.ipynb")


def data_of(wildcards):
    """The table that a figure is drawn from, if it has numbers."""
    entry = PROJECT.figures[wildcards.figure]
    if "index" in entry:
        return INDEX_FILES[entry["index"]]
    return expand(rules.estimate.output, **wildcards) if "estimates" in entry else []


def parameters_of(wildcards, input):
    """The notebook's parameters, as JSON."""
    return json.dumps(
        {
            "figure": wildcards.figure,
            "waves": [wave for wave in waves_of(wildcards.figure) if wave in WAVES],
            "languages": SETTINGS["languages"],
            "formats": SETTINGS["formats"],
            "config": "config",
            "data": str(input.data),
            "results": "results/figures",
        }
    )


def index_tables_of_claims():
    """The tables of indices that claims are judged on and that this run makes, by their use."""
    made = list(rules.ties.output) if TIES_WAVES else []
    if AXES and AXES["wave"] in WAVES:
        made += rules.media_axes.output
    tables = {Path(path).stem: str(path) for path in made}
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


def audit_files():
    files = [*rules.audit_numbers.output, *rules.audit_source.output]
    return files + list(rules.audit_claims.output) if CLAIMS else files


def report_files():
    """The first page of the report, with which all others are replaced."""
    return list(rules.report.output)


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
    made += expand(rules.harmonise.output.respondents, wave=WAVES)
    return {
        path: maker_of(path)
        for path in dict.fromkeys(map(str, made))
        if path.endswith((".csv", ".parquet", ".ipynb"))
    }


def maker_of(path):
    """The rule that makes a file, where it stands, and its script or the notebook it runs."""
    maker = next(each for each in workflow.rules if each.is_producer(path))
    file = Path(str(maker.snakefile)).resolve().relative_to(ROOT.resolve())
    if maker.script:
        return maker.name, str(file), os.path.normpath(file.parent / maker.script)
    notebook = maker.input.notebook
    if callable(notebook):
        figure = maker.get_wildcards(path)["figure"]
        notebook = notebooks_of_figures()[figure]
    return (
        maker.name,
        str(file),
        str((Path.cwd() / notebook).resolve().relative_to(ROOT.resolve())),
    )


def notebooks_of_figures():
    """The notebook that draws each figure."""
    return {
        figure: part_of_workflow("notebooks", f"{FIGURES[figure]['notebook']}.ipynb")
        for figure in DRAWN
    }


def all_results():
    """Every file and folder that a whole run makes, but the archive's own."""
    spread = rules.spread_of_seeds.output if SETTINGS["seeds"] > 1 else []
    return [
        *expand(rules.synthesize.output, wave=SYNTHETIC),
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
    found = {
        wave: expand([harmonised.respondents, harmonised.ledger], wave=wave)
        for wave in WAVES
    }
    for wave in SYNTHETIC:
        found[wave] += expand(rules.synthesize.output.respondents, wave=wave)
    for wave in TIES_WAVES:
        found[wave] += expand("results/indices/ties_{wave}.parquet", wave=wave)
    return found


@cache
def archived_inputs():
    """All that results depend on, as an archive names it: configuration, numbers, code, responses."""
    delivered = delivered_files()
    raw = [file for wave in WAVES if wave not in SYNTHETIC for file in delivered[wave]]
    return [*inputs_of_project(Path()), *pipeline_files(ROOT), *raw]


def places_of_inputs(wildcards):
    """Where those files are."""
    return [os.path.relpath(place(file, Path(), ROOT)) for file in archived_inputs()]


@cache
def archive_makers():
    """What makes each result but pictures, which are made together with their notebooks."""
    files = [path for path in map(str, all_results()) if not path.endswith(PICTURES)]
    files += expand(rules.estimate.output, figure=TABULATED)
    files += [
        INDEX_FILES[each["index"]] for each in FIGURES.values() if "index" in each
    ]
    return {path: maker_of(path) for path in dict.fromkeys(files)}


def described_rules(wildcards):
    """Name, file, programs and docstring of each rule that makes results."""
    runs = {}
    for name, file, script in archive_makers().values():
        runs.setdefault((name, file), []).append(script)
    said = {each.name: each.docstring for each in workflow.rules}
    return [
        (name, file, "; ".join(dict.fromkeys(scripts)), said[name])
        for (name, file), scripts in runs.items()
    ]


def end_promptly():
    """Cancel the timers of Snakemake's job limit, for which a finished run waits a second."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()
