"""One slip in config/indices.yaml is named with its line and the nearest valid name."""

import shutil
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

ROOT = Path(__file__).parents[3]
CASES = [
    ("[trust_offline, disc", "[trust_ofline, disc", "[trust_ofline]. Did you mean 'trust_offline'"),
    ("[trust_offline, disc", "[sex, disc", "a component needs answers in order"),
    ("[trust_offline, disc", "[media_use.lin, disc", "no item of media_use [lin]. Did you mean 'line'"),
    (
        "[trust_offline, discernment_offline, helped_offline, society_helps_offline]",
        "[trust_offline, helped_offline]",
        "a scale of fewer than three items",
    ),
    ("answers: users}", "answers: user}", "[user]. Did you mean 'users'"),
    ("group: participation", "group: participaton", "Did you mean 'participation'"),
    ("of: both", "of: bath", "no category of participation [bath]. Did you mean 'both'"),
    ("against: [offline_only,", "against: [ofline_only,", "Did you mean 'offline_only'"),
    ("scores: [pearson,", "scores: [pearsons,", "[pearsons]. Did you mean 'pearson'"),
    ("replicates: 1000", "replicates: 1", "replicates"),
    ("部分{by_number}と", "部分{by_numbers}と", "[by_numbers]. Did you mean 'by_number'"),
    ("opening: つながり", "opening: \"{verdict}\" #", "no number of the paragraph [verdict]"),
    ("no_lead: もともと", "no_led: もともと", "[no_led]. Did you mean 'no_lead'"),
    ("loadings_pooled: {", "loadings_poled: {", "no scoring of the table [loadings_poled]. Did you mean 'loadings_pooled'"),
    ("notebook: histograms", "notebook: histogram", "[histogram]. Did you mean 'histograms'"),
    ('ties_loadings:', 'ties loadings:', "ties loadings"),
    ('wave: "2017"', 'wave: "2016"', "no file in config/waves/ for the wave [2016]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), CASES, ids=[case[1] for case in CASES])
def test_a_slip_is_named_with_its_line(tmp_path, old, new, message):
    config = shutil.copytree(ROOT / "config", tmp_path / "config")
    path = config / "indices.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    problems = [str(problem) for problem in found.value.problems]
    assert any(message in problem for problem in problems), problems
    assert all("config/indices.yaml: line " in problem for problem in problems), problems
