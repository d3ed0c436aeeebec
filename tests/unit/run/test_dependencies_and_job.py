"""What makes a job run again, and how one that fails ends."""

import ast
import os
from pathlib import Path

import pandas as pd
import pytest

from tsunagari.config.problems import Problem, ProblemsFound
from tsunagari.run import fingerprints as dependencies
from tsunagari.run.fingerprints import fingerprint, fingerprint_of_code, modules_of
from tsunagari.run.job import LOCKS, LONG_AGO, age_unfinished, job, note_begun, save, whole

ROOT = Path(__file__).parents[3]


def test_modules_are_followed_through_imports():
    names = {Path(path).name for path in modules_of(ROOT / "workflow/scripts/harmonise.py")}
    assert {"respondents.py", "exclusions.py", "problems.py", "stata.py"} <= names
    assert "figures.py" not in names  # data flows one way


def test_modules_of_a_notebook_are_those_of_its_cells():
    names = {Path(path).name for path in modules_of(ROOT / "notebooks/model.ipynb")}
    assert {"forest.py", "style.py", "labels.py"} <= names
    assert "stacked_bars.py" not in names


def test_no_module_imports_a_later_stage():
    stages = ["read/read", "harmonise/respondents", "estimate/figures", "audit/numbers"]
    files = [(ROOT / f"src/tsunagari/{stage}.py").resolve() for stage in stages]
    for place, file in enumerate(files):
        imported = {Path(path).resolve() for path in modules_of(file)}
        assert not imported & set(files[place + 1 :])


def test_fingerprint_sees_values_and_their_order():
    categories = {"agree": {"en": "Agree"}, "disagree": {"en": "Disagree"}}
    assert fingerprint({"categories": categories}) == fingerprint({"categories": {**categories}})
    turned = dict(reversed(categories.items()))  # the scale runs the other way
    assert fingerprint({"categories": categories}) != fingerprint({"categories": turned})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})
    assert fingerprint({"a": [1, 2]}) != fingerprint({"a": [2, 1]})
    assert fingerprint({1: "a", "x": "b"}) != fingerprint({1: "a", "y": "b"})  # codes of both kinds


def test_a_failing_job_says_its_problems_and_ages_its_outputs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("out.csv").write_text("before")
    with pytest.raises(SystemExit) as ended, job("log", ["out.csv"]):
        raise ProblemsFound([Problem("a.csv", "row 1", "x", "unknown code", "Mend it.")])
    assert ended.value.code == 1
    assert "a.csv: row 1: unknown code [x]. Mend it." in capsys.readouterr().err
    assert "Traceback" not in Path("log").read_text()
    age_unfinished()
    assert Path("out.csv").read_text() == "before"
    assert Path("out.csv").stat().st_mtime == LONG_AGO


def test_a_job_that_is_killed_is_not_forgotten_and_one_that_succeeds_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("killed.csv", "done.csv"):
        Path(name).write_text("restored")
    note_begun(["killed.csv"])  # and never another word
    with job("log", ["done.csv"]):
        Path("done.csv").write_text("new")
    LOCKS.mkdir()
    (LOCKS / "0.output.lock").touch()
    age_unfinished()  # the run that holds the lock may still finish it
    assert Path("killed.csv").stat().st_mtime > LONG_AGO
    (LOCKS / "0.output.lock").unlink()
    age_unfinished()
    assert Path("killed.csv").stat().st_mtime == LONG_AGO
    assert Path("done.csv").stat().st_mtime > LONG_AGO


def test_an_unexpected_error_keeps_its_traceback_in_the_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit), job("log", []):
        raise ValueError("seven")
    assert "ValueError: seven" in Path("log").read_text()


def test_whole_leaves_the_old_file_when_writing_fails(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("before")
    with pytest.raises(OSError, match="disk"), whole(path) as partial:
        partial.write_text("half")
        raise OSError("disk")
    assert path.read_text() == "before"


@pytest.mark.parametrize(("name", "read"), [("a.csv", pd.read_csv), ("a.parquet", pd.read_parquet)])
def test_a_table_is_saved_as_its_name_says_and_whole_or_not_at_all(tmp_path, name, read):
    table = pd.DataFrame({"n": [1, 2]}, index=[7, 8])
    save(table, tmp_path / name)
    assert read(tmp_path / name)["n"].to_list() == [1, 2]
    with pytest.raises(AttributeError):
        save(None, tmp_path / name)
    assert read(tmp_path / name)["n"].to_list() == [1, 2]


@pytest.mark.parametrize("source", sorted((ROOT / "src/tsunagari").rglob("*.py")), ids=str)
def test_no_import_is_missed(source):
    """The imports found by their statements are those of a full parse."""
    named = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            named.add(node.module)
            named |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
    folder = ROOT / "src"
    modules = {folder.joinpath(*name.split(".")).with_suffix(".py") for name in named}
    found = {Path(path).resolve() for path in modules_of(source)}
    assert {path for path in modules if path.is_file()} <= found


def test_a_fingerprint_of_code_sees_what_is_imported_and_no_times(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from tsunagari.read.rounding import printed\n")
    before = fingerprint_of_code(str(script))
    os.utime(script, (1, 1))
    fingerprint_of_code.cache_clear()
    dependencies._content_hash.cache_clear()
    assert fingerprint_of_code(str(script)) == before
    script.write_text("from tsunagari.config.problems import Problem\n")
    dependencies._imported.cache_clear()
    fingerprint_of_code.cache_clear()
    dependencies._content_hash.cache_clear()
    assert fingerprint_of_code(str(script)) != before
