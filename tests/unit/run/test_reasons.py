"""Why a job is due: the files that are others than when it ran."""

from tsunagari.run.reasons import contents, keep_sources, of_parameter, read_sources, what_changed


def test_files_that_changed_are_named_with_how():
    before, now = {"a.py": "1", "b.py": "2", "c.py": "3"}, {"a.py": "9", "c.py": "3", "d.py": "4"}
    assert what_changed(before, now) == ["a.py", "d.py (new)", "b.py (gone)"]
    assert what_changed(None, now) == []  # of a run before any was kept nothing is claimed


def test_what_a_run_kept_explains_the_next_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.py").write_text("x = 1")
    (tmp_path / "two.py").write_text("y = 1")
    before = contents(["one.py", "two.py"])
    keep_sources({"old": before}, tmp_path / "sources.json")
    keep_sources({"other": {}}, tmp_path / "sources.json")  # a later run of other jobs
    (tmp_path / "changed.py").write_text("y = 2")
    sources = read_sources(tmp_path / "sources.json")
    now = {**before, "two.py": contents(["changed.py"])["changed.py"]}
    assert of_parameter("code", "old", "new", sources, now) == "code changed: two.py"
    assert of_parameter("code", "unknown", "new", sources, now) == "code changed"
    assert of_parameter("code", "new", "new", sources, now) is None
