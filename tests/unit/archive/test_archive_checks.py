"""config/archive.yaml: a misspelt wave or word is named with its line."""

import shutil
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

ROOT = Path(__file__).parents[3]
CASES = [
    ('"2017":', '"2071":', "no file in config/waves/ for the wave [2071]. Did you mean '2017'?"),
    ("responses: closed", "responses: close", "not a valid value [close]. Did you mean 'closed'?"),
    ("    secondary:", "    secondry:", "unknown key [secondry]. Did you mean 'secondary'?"),
    ("url: https://", "url: http://", "config/archive.yaml: line"),
]


@pytest.mark.parametrize(("old", "new", "message"), CASES)
def test_slips(tmp_path, old, new, message):
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    path = config / "archive.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    assert any(message in str(problem) for problem in found.value.problems), found.value


def test_a_wave_need_not_be_named(tmp_path):
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    path = config / "archive.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("\nwaves:")[0], encoding="utf-8")
    assert "waves" not in load_project(config, ROOT / "workflow" / "schemas").archive
