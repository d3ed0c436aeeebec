"""What one process keeps, others take over: that, under its key, and nothing else."""

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import KEPT, Project, load_project
from tsunagari.run.kept import keep, kept, key_of

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "workflow" / "schemas"
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
KEYS = st.text() | st.integers() | st.booleans() | st.floats(allow_nan=False)
DATA = st.recursive(SCALARS, lambda part: st.lists(part) | st.dictionaries(KEYS, part))


# ---- the file ----------------------------------------------------------------------------


@given(DATA)
def test_data_come_back_as_they_were_keys_and_their_order_included(tmp_path_factory, data):
    file = tmp_path_factory.getbasetemp() / "kept.json"
    keep(file, "key", data)
    assert repr(kept(file, "key")) == repr(data)


def test_another_key_has_nothing(tmp_path):
    assert kept(tmp_path / "none.json", "key") is None
    keep(tmp_path / "kept.json", "key", 1)
    assert kept(tmp_path / "kept.json", "other") is None


def test_a_file_that_is_cut_off_or_changed_counts_as_none(tmp_path):
    file = tmp_path / "kept.json"
    keep(file, "key", {"percent": 12.9})
    text = file.read_text()
    for broken in ("", text[:-3], text.replace("12.9", "12.8"), "\x80", text + " "):
        file.write_bytes(broken.encode("latin-1"))
        assert kept(file, "key") is None


def test_what_is_no_plain_data_is_not_kept(tmp_path):
    with pytest.raises(TypeError):
        keep(tmp_path / "kept.json", "key", {"a": object()})
    assert not (tmp_path / "kept.json").exists()


def test_content_and_names_decide_on_a_key_and_times_and_places_do_not(tmp_path):
    file, more = tmp_path / "a" / "file.yaml", tmp_path / "b" / "a" / "file.yaml"
    for path in (file, more):
        path.parent.mkdir(parents=True)
        path.write_text("1")
    before = key_of([file], "3.11")
    os.utime(file, (1, 1))
    assert key_of([file], "3.11") == before == key_of([more], "3.11")
    assert key_of([file], "3.12") != before
    status = file.stat()
    file.write_text("2")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert key_of([file], "3.11") != before
    assert key_of([more.rename(more.with_name("other.yaml"))], "3.11") != before


# ---- the configuration -------------------------------------------------------------------


@pytest.fixture
def config(tmp_path) -> Path:
    """A copy of the section's configuration, which a run has read and kept."""
    folder = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    load_project(folder, SCHEMAS, keeps=True)
    return folder


@pytest.fixture
def unread(monkeypatch):
    """Whoever reads the configuration now fails."""

    def fail(*_):
        raise AssertionError("read anew")

    monkeypatch.setattr("tsunagari.project.checked.checked", fail)


def told(project: Project) -> str:
    return repr({**vars(project), "claim_lines": list(project.claim_lines)})


def test_what_is_kept_is_what_reading_gives(config, monkeypatch):
    (config.parent / KEPT).rename(config.parent / "aside")
    read = told(load_project(config, SCHEMAS))
    (config.parent / "aside").rename(config.parent / KEPT)
    monkeypatch.setattr("tsunagari.project.checked.checked", None)
    assert told(load_project(config)) == told(load_project(config, SCHEMAS)) == read


def test_a_touched_configuration_is_not_read_again_and_settings_are_laid_over_it(config, unread):
    for file in config.rglob("*.yaml"):
        os.utime(file, (1, 1))
    load_project(config, SCHEMAS)
    assert load_project(config, overrides={"seed": 5}).settings["seed"] == 5


@pytest.mark.parametrize("file", ["waves/2017.yaml", "words/new.yaml", "claims.yaml"])
def test_a_changed_configuration_is_read_again(config, unread, file):
    (config / file).parent.mkdir(exist_ok=True)
    with (config / file).open("a") as text:
        text.write("# changed\n")
    with pytest.raises(AssertionError, match="read anew"):
        load_project(config)


def test_settings_that_were_not_checked_are(config):
    with pytest.raises(ProblemsFound, match="sede"):
        load_project(config, SCHEMAS, {"sede": 3})


def test_a_configuration_with_a_slip_is_not_kept_and_is_refused_each_time(config):
    figures = config / "figures.yaml"
    figures.write_text(figures.read_text("utf-8").replace("notebook:", "notebok:", 1), "utf-8")
    for _ in range(2):
        with pytest.raises(ProblemsFound):
            load_project(config, SCHEMAS, keeps=True)


def test_nothing_is_kept_where_nobody_asks_for_it(tmp_path):
    folder = shutil.copytree(ROOT / "config", tmp_path / "config")
    load_project(folder, SCHEMAS)
    load_project(folder, keeps=True)  # of which the schemas were not asked
    assert not (tmp_path / KEPT).exists()


def test_a_file_that_somebody_laid_there_is_data_at_most(config):
    file = config.parent / KEPT
    head, _, text = file.read_text("utf-8").partition("\n")
    assert isinstance(json.loads(text), dict)
    file.write_text(f"{head}\n__import__('os')._exit(7)", "utf-8")
    assert load_project(config).figures
