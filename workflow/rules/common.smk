"""Configuration, read and checked before any rule, and what rules share."""

import os
import sys
from pathlib import Path

from snakemake.exceptions import WorkflowError

ROOT = Path(workflow.basedir)
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
)
sys.path.insert(0, str(ROOT / "src"))

from tsunagari.configuration import load_project
from tsunagari.delivered import delivered_problems
from tsunagari.dependencies import fingerprint, modules_of
from tsunagari.job import age_failed
from tsunagari.problems import ProblemsFound

try:
    PROJECT = load_project("config", ROOT / "workflow" / "schemas", overrides=config)
    if problems := delivered_problems(
        PROJECT.waves, PROJECT.wanted_waves, Path("data/raw")
    ):
        raise ProblemsFound(problems)
except ProblemsFound as found:
    raise WorkflowError(str(found)) from None

age_failed()

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
    language="ja|en",


def part_of_workflow(*steps):
    """A file of the workflow itself, wherever the project that it runs on is."""
    return os.path.relpath(ROOT.joinpath(*steps))


def code_of(name):
    """The modules that a script depends on, as inputs of its rule."""
    return modules_of(part_of_workflow("workflow", "scripts", name))
