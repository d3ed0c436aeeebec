"""Configuration, read and checked before any rule, and what rules share."""

import os
import sys
import threading
from functools import cache
from pathlib import Path

from snakemake.exceptions import WorkflowError

# Snakemake imports pandas, a third of a second, to tell whether a parameter is a table: none is.
sys.modules.setdefault("pandas", None)

ROOT = Path(workflow.basedir)
sys.path.insert(0, str(ROOT / "src"))
sys.path.append(str(ROOT / "workflow" / "scripts"))

import job_server

# Somebody waits for this picture: import what draws it while the configuration is read.
if workflow.is_main_process and job_server.picture_is_named(sys.argv):
    job_server.start()

from tsunagari.archive.contents import (
    ARCHIVE_FILES,
    inputs_of_project,
    pipeline_files,
    place,
)
from tsunagari.audit.claims.text import problems_with_text
from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project
from tsunagari.read.paths import delivered_problems, paths_of
from tsunagari.run import run_log
from tsunagari.run.fingerprints import (
    export_package,
    fingerprint,
    fingerprint_of_code,
    fingerprint_of_files,
)
from tsunagari.run.job import age_unfinished, clear_stale_locks
from tsunagari.waves.asked import not_offered
from tsunagari.waves.draft.undecided import undecided_problems

SECTION_TEXT = "resources/source/section.txt"

# Where raw files are and results go, of this run and not of the project: s3://bucket/folder.
STORE = config.pop("storage", "")

try:
    PROJECT = load_project(
        "config",
        ROOT / "workflow" / "schemas",
        overrides=config,
        keeps=workflow.is_main_process,
    )
    problems = undecided_problems(Path("config"), PROJECT.wanted_waves)
    if not STORE:
        problems += delivered_problems(
            PROJECT.waves, PROJECT.wanted_waves, Path("data/raw")
        )
    problems += problems_with_text(
        PROJECT.claims, PROJECT.claim_lines, Path(SECTION_TEXT)
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
PICTURES = tuple(f".{kind}" for kind in SETTINGS["formats"])


wildcard_constraints:
    wave="[^/.]+",
    figure="[0-9-]+",
    model="[a-z0-9_]+",
    curve="[a-z0-9_]+",
    comparison="[a-z0-9_]+",
    decomposition="[a-z0-9_]+",
    age_curve="[a-z0-9_]+",


def part_of_workflow(*steps):
    """A file of the workflow itself, wherever the project that it runs on is."""
    return os.path.relpath(ROOT.joinpath(*steps))


def waves_of(figure):
    """The waves that a figure shows, the earliest first."""
    return PROJECT.figures[figure].get("waves", [])


include: "common/fingerprints.smk"
include: "common/jobs.smk"
include: "common/pictures.smk"
include: "common/inputs.smk"
include: "common/results.smk"
include: "common/report.smk"
include: "common/archive.smk"
