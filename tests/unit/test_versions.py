"""One set of versions: pyproject.toml, requirements.lock and environment.yml."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text()


def test_the_three_files_name_the_same_versions():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", LOCK, re.MULTILINE))
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pins = dict(pin.split("==") for pin in wanted)
    assert pins == {name: locked[name] for name in pins}
    assert {**pins, "python": "3.11"} == dict(pin.split("=") for pin in conda)


def test_make_and_the_package_allow_the_same_pythons():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    allowed = re.findall(
        r"not \((\d, \d+)\) <= [^<]* <= \((\d, \d+)\)", (ROOT / "Makefile").read_text()
    )
    assert allowed == [("3, 11", "3, 14")] * 2
    assert project["requires-python"] == ">=3.11,<3.15"


def test_every_locked_package_has_a_hash_and_no_address():
    packages = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in LOCK


def test_the_citation_is_of_the_newest_entry_of_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+) \((\S+)\)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert (cited["version"], str(cited["date-released"])) == newest.groups()
    assert cited["version"] == project["version"]
