"""A misspelt name in config/claims.yaml is named with its line and the nearest."""

import shutil
from pathlib import Path

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.project import load_project

ROOT = Path(__file__).parents[4]
CASES = [
    ("{category: rose}, value: 50", "{category: roze}, value: 50", "no category of the figure [roze]. Did you mean 'rose'?"),
    ("within: about}}\n", "within: abuot}}\n", "no word of `vagueness` [abuot]. Did you mean 'about'?"),
    ("figure: 4-3-2-4\n    predicate: {at_least", "figure: 4-3-2-9\n    predicate: {at_least", "no figure of figures.yaml [4-3-2-9]"),
    ("index: media_axes, item: [line, twitter]", "index: media_axis, item: [line, twitter]", "not one of `indices` [media_axis]. Did you mean 'media_axes'?"),
    ("where: {age_band: under_70}", "where: {age_band: under_71}", "[under_71]. Did you mean 'under_70'?"),
    ("sets: {media_use: {users:", "sets: {media_use: {uzers:", "no set of media_use [uzers]. Did you mean 'users'?"),
    ("20s: 13", "20z: 13", "[20z]. Did you mean '20s'?"),
    ("why: outlook", "why: outlok", "not one of `reasons` [outlok]. Did you mean 'outlook'?"),
    ("check: {single_answer: 4-3-2-3}", "check: {single_answer: 4-3-2-33}", "no figure of figures.yaml [4-3-2-33]"),
    ("  only_reads: {ja:", "  only_readz: {ja:", "no answer or set of the codebook [only_readz]. Did you mean 'only_reads'?"),
    ("kind: normative", "kind: normativ", "[normativ]. Did you mean 'normative'?"),
    ("predicate: {at_most: {cell: {category: unchanged}, value: 50}}", "predicate: {at_most: {cell: {category: unchanged}}}", "missing key [value]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), CASES)
def test_a_slip_is_named_with_its_line(tmp_path, old, new, message):
    config = shutil.copytree(ROOT / "config", tmp_path / "config")
    path = config / "claims.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ProblemsFound) as found:
        load_project(config, ROOT / "workflow" / "schemas")
    problems = [str(problem) for problem in found.value.problems]
    assert any(message in problem for problem in problems), problems
    lines = [int(problem.split("line ")[1].split(",")[0]) for problem in problems]
    assert all(abs(at - line) <= 4 for at in lines), (line, problems)
