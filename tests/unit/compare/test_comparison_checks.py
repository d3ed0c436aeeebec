"""One slip in comparisons.yaml, or in what waves say of their questions, is named."""

import shutil
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from tsunagari.codebook.checks import Survey
from tsunagari.compare.checks import check_comparisons
from tsunagari.config.checker import Checker
from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import Lines
from tsunagari.project import load_project


@pytest.fixture
def config(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "mini" / "config", tmp_path / "config"))


def problems_after(config: Path, name: str, old: str, new: str) -> list[str]:
    path = config / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    return [str(problem) for problem in found.value.problems]


CASES = [
    ("comparisons.yaml", "family: everything", "family: everthing", "Did you mean 'everything'?"),
    ("comparisons.yaml", "variable: trust,", "variable: trusts,", "Did you mean 'trust'?"),
    ("comparisons.yaml", "variable: trust,", "variable: age,", "a number has no shares [age]"),
    ("comparisons.yaml", "[agree]", "[agrees]", "Did you mean 'agree'?"),
    ("comparisons.yaml", "items: [letter]", "items: [lettre]", "Did you mean 'letter'?"),
    ("comparisons.yaml", "countries: [here]", "countries: [her]", "Did you mean 'here'?"),
    ("comparisons.yaml", "age_band: young", "age_band: yung", "Did you mean 'young'?"),
    ("comparisons.yaml", "waves: all", 'waves: ["1999", "2030"]', "[2030]. Did you mean '2031'?"),
    ("comparisons.yaml", "waves: all", 'waves: ["1999"]', "not as expected"),
    ("comparisons.yaml", "margin: 5", "margin: 0", "counts as none (more than 0)."),
    ("comparisons.yaml", "margin: 5", "margins: 5", "Did you mean 'margin'?"),
    ("waves/1999.yaml", "wording: same", "wording: simlar", "what differs as {ja, en}"),
    ("waves/1999.yaml", "scale: same", "scales: same", "Did you mean 'scale'?"),
    ("waves/1999.yaml", "mode: face_to_face", "mode: face_to_fase", "Did you mean 'face_to_face'?"),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES)
def test_a_slip_is_named(config, name, old, new, expected):
    shown = [text for text in problems_after(config, name, old, new) if expected in text]
    assert shown
    assert shown[0].startswith(f"config/{name}: line ")


def test_a_trend_without_years_names_the_wave_and_the_remedy(config):
    third = yaml.safe_load((config / "waves" / "2031.yaml").read_text(encoding="utf-8"))
    del third["year"]
    (config / "waves" / "2040.yaml").write_text(
        yaml.safe_dump(third, allow_unicode=True), encoding="utf-8"
    )
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    shown = [str(problem) for problem in found.value.problems]
    assert (
        "config/waves/2040.yaml: year: a trend over 3 waves (comparisons.trust) needs the year. "
        "Add e.g. `year: 2017`, or compare two waves only." in shown
    )


def test_two_waves_need_no_year(small):
    entry = {
        "waves": "all", "indicators": [{"variable": "use"}], "family": "one", "margin": 3,
    }  # fmt: skip
    config = {"families": {"one": {}}, "comparisons": {"use": entry}}
    for waves, expected in ((2, 0), (3, 3)):
        checker = Checker("config/comparisons.yaml", Lines())
        check_comparisons(checker, config, Survey(small, {f"w{i}": {} for i in range(waves)}))
        assert len(checker.problems) == expected
