"""Configuration, read and checked before any rule, and what rules share."""

import json
import os
import sys
import threading
from pathlib import Path

from snakemake.exceptions import WorkflowError

ROOT = Path(workflow.basedir)
sys.path.insert(0, str(ROOT / "src"))
sys.path.append(str(ROOT / "workflow" / "scripts"))

import notebook_server

# Somebody waits for this picture: import what draws it while the configuration is read.
if workflow.is_main_process and notebook_server.picture_is_named(sys.argv):
    notebook_server.start()

from tsunagari.configuration import load_project
from tsunagari.delivered import delivered_problems
from tsunagari.dependencies import export_package, fingerprint, modules_of
from tsunagari.job import age_unfinished
from tsunagari.problems import ProblemsFound
from tsunagari.run_lock import clear_stale_locks

try:
    PROJECT = load_project("config", ROOT / "workflow" / "schemas", overrides=config)
    if problems := delivered_problems(
        PROJECT.waves, PROJECT.wanted_waves, Path("data/raw")
    ):
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


wildcard_constraints:
    wave="[^/.]+",
    figure="[0-9-]+",
    model="[a-z0-9_]+",
    curve="[a-z0-9_]+",
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
    return [f"data/raw/{wildcards.wave}/{file['path']}" for file in wave["files"]]


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


def audit_files():
    return [*rules.audit_numbers.output, *rules.audit_source.output]


def end_promptly():
    """Cancel the timers of Snakemake's job limit, for which a finished run waits a second."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()
