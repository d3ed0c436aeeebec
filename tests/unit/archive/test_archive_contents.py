"""Which files belong to a project, with git, without it, and in an archive."""

import subprocess
from pathlib import Path

import pytest

from tsunagari.archive.contents import code_files, inputs_of_project, pipeline_files, place
from tsunagari.archive.run_record import (
    direct_packages,
    locked_versions,
    run_record,
    running_versions,
    times_of_rules,
)
from tsunagari.config.problems import ProblemsFound
from tsunagari.run.job import Made

ROOT = Path(__file__).parents[3]


@pytest.fixture
def code(tmp_path) -> Path:
    for name in ("Snakefile", "src/a.py", "src/__pycache__/a.pyc", "config/config.yaml",
                 "tests/t.py", "resources/font.ttf", "resources/published/1-1.csv",
                 "data/raw/w/closed.csv", "ignored.log", ".gitignore"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("*.log\n__pycache__\n")
    return tmp_path


def test_git_says_what_is_code_and_the_projects_files_are_not(code):
    subprocess.run(["git", "init", "--quiet", str(code)], check=True)
    subprocess.run(["git", "-C", str(code), "add", "Snakefile", "tests"], check=True)
    assert code_files(code) == [
        ".gitignore",
        "Snakefile",
        "resources/font.ttf",
        "src/a.py",
        "tests/t.py",
    ]
    (code / "tests/t.py").unlink()  # tracked, and not there
    assert "tests/t.py" not in code_files(code)


def test_an_archive_says_it_by_its_own_list(code):
    names = ["src/a.py", "results/x.csv", "tests/t.py"]
    (code / "FILES.sha256").write_text("".join(f"{'0' * 64}  {name}\n" for name in names))
    assert code_files(code) == ["src/a.py", "tests/t.py"]


def test_any_other_folder_is_refused(code):
    with pytest.raises(ProblemsFound, match="neither a git work tree nor an archive"):
        code_files(code)


def test_the_pipeline_is_what_results_depend_on(code):
    assert pipeline_files(code) == ["Snakefile", "resources/font.ttf", "src/a.py"]
    assert inputs_of_project(code) == ["config/config.yaml", "resources/published/1-1.csv"]


def test_a_projects_files_are_its_own_and_all_others_the_codes():
    project, root = Path("project"), Path("root")
    assert place("config/figures.yaml", project, root) == Path("project/config/figures.yaml")
    assert place("resources/published/1-1.csv", project, root).parts[0] == "project"
    assert place("resources/fonts/ipaexg.ttf", project, root).parts[0] == "root"


def test_versions_are_the_locks():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    direct = direct_packages((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = locked_versions(lock)
    assert {"snakemake", "pandas", "scipy"} <= set(direct) <= set(locked)
    assert len(locked) == sum(line[0].isalpha() for line in lock.splitlines() if line)
    assert running_versions(["no-such-package"])["no-such-package"] == ""


def test_times_add_up_by_rule_and_memory_is_the_largest():
    made = [
        Made({"a.csv": ""}, 1.25, 1.0, 100.0),
        Made({"b.csv": ""}, 2.0, 1.5, 300.0),
        Made({"old.csv": ""}, 9.0, 9.0, 900.0),  # of a rule that is no more
    ]
    rules = times_of_rules(made, lambda file: {"a.csv": "fit", "b.csv": "fit"}.get(file, ""))
    assert rules == [
        {"rule": "fit", "jobs": 2, "seconds": 3.25, "cpu_seconds": 2.5, "memory_mb": 300.0}
    ]
    record = run_record(
        rules, {"pandas": "1", "scipy": "2"}, {"pandas": "1", "scipy": "3"}, {"seed": 1}
    )
    assert record["not_as_locked"] == {"scipy": {"locked": "3", "running": "2"}}
    assert record["seconds"] == 3.25
