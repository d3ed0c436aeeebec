"""While a mark is left the wave does not run, and every one left is named at once."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pipeline import ROOT, snakemake

from tsunagari.config.problems import ProblemsFound
from tsunagari.config.yaml_lines import load_yaml
from tsunagari.waves.draft.undecided import undecided_problems

MINI = ROOT / "tests" / "mini"
ANSWERS = MINI / "data" / "raw" / "1999" / "answers.csv"


@pytest.fixture
def mini(tmp_path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


def new_wave(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "workflow/scripts/draft_wave.py", *arguments]
    return subprocess.run(
        list(map(str, command)), cwd=folder, capture_output=True, text=True, timeout=120
    )


def marks_in(text: str) -> int:
    return len(re.findall(r"^[^#\n]*!DECIDE", text, re.MULTILINE))


def test_a_draft_stops_its_own_wave_alone(mini):
    done = new_wave(mini, "2040", ANSWERS)
    assert done.returncode == 0, done.stderr
    draft = mini / "config/waves/2040.yaml"
    text = draft.read_text(encoding="utf-8")
    assert "encoding: !DECIDE_EITHER\n      - cp932\n" in text  # kanji, and no kana
    assert f"{marks_in(text)} marks to decide" in done.stdout
    found = undecided_problems(mini / "config", ["1999", "2031", "2040"])
    assert len(found) == marks_in(text)
    run = snakemake(mini, "--dry-run")
    assert run.returncode == 1
    for problem in found:
        assert str(problem) in run.stdout + run.stderr
    assert 'set waves: ["1999", "2031"] in config.yaml' in found[-1].remedy
    other = snakemake(mini, "--dry-run", "--config", 'waves=["1999","2031"]')
    assert other.returncode == 0, other.stdout + other.stderr


def test_one_mark_left_is_named_with_file_line_and_variable(mini):
    assert new_wave(mini, "2040", ANSWERS).returncode == 0
    draft = mini / "config/waves/2040.yaml"
    lines = draft.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("  sex: !DECIDE"))
    kept = [line if n == place else line.replace("!DECIDE ", "") for n, line in enumerate(lines)]
    text = re.sub(r"!DECIDE_EITHER\n +- (.*)\n(?: +- .*\n)*", r"\1\n", "\n".join(kept) + "\n")
    draft.write_text(re.sub(r"(?<!sex): !DECIDE\n", ":\n", text), encoding="utf-8")
    line = text[: text.index("  sex: !DECIDE")].count("\n") + 1
    (problem,) = undecided_problems(mini / "config", ["2040"])
    assert str(problem).startswith(f"config/waves/2040.yaml: line {line}, columns.sex: not decided")
    run = snakemake(mini, "--dry-run")
    assert f"line {line}, columns.sex: not decided yet" in run.stdout + run.stderr


def test_nothing_is_overwritten(mini):
    wave = mini / "config/waves/1999.yaml"
    before = wave.read_bytes()
    refused = new_wave(mini, "1999", ANSWERS)
    assert refused.returncode == 1
    assert "the wave is described already" in refused.stderr
    assert wave.read_bytes() == before
    for number in (1, 2):
        kept = new_wave(mini, "1999", ANSWERS, "--force")
        assert f"1999.yaml.{number}" in kept.stdout
    assert (mini / "config/waves/1999.yaml.1").read_bytes() == before
    assert sorted(path.stem for path in wave.parent.glob("*.yaml")) == ["1999", "2031"]


def test_all_that_is_wrong_with_the_command_line_is_said_at_once(mini, tmp_path):
    (tmp_path / "empty.csv").touch()
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    shown = new_wave(mini, "2040", "no.sav", tmp_path / "empty.csv", tmp_path / "old.xls").stderr
    assert "no.sav: no such file" in shown
    assert "empty.csv: the file is empty" in shown
    assert "old.xls: cannot be read [.xls]. Save it as .xlsx" in shown
    shown = new_wave(mini, "a/b", ANSWERS, ANSWERS, "--read", "sheet").stderr
    assert "NAME: cannot be the name of a wave [a/b]" in shown
    assert "FROM: two files of one name [answers.csv]" in shown
    assert "READ: not KEY=VALUE [sheet]" in shown
    assert not (mini / "config/waves/2040.yaml").exists()


def test_help_says_what_will_be_done():
    shown = new_wave(ROOT, "--help")
    assert shown.returncode == 0
    assert "!DECIDE" in shown.stdout
    assert 'make wave NAME=2021 FROM="a.csv b.csv"' in shown.stdout


def test_a_mark_in_another_file_stops_every_run(mini):
    config = mini / "config/config.yaml"
    config.write_text(
        re.sub(r"^seed: ", "seed: !DECIDE ", config.read_text(encoding="utf-8"), flags=re.M),
        encoding="utf-8",
    )
    (problem,) = undecided_problems(mini / "config", ["1999"])
    assert problem.where.endswith("seed")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: !DECIDE 1", 1),
        ('a: !DECIDE "1"', "1"),
        ("a: !DECIDE [x, 2]", ["x", 2]),
        ("a: !DECIDE {b: true}", {"b": True}),
        ("a: !DECIDE\n  b: !DECIDE 0.5", {"b": 0.5}),
        ("a: !DECIDE", None),
        ("a: !DECIDE_EITHER\n  - {1: x}\n  - {2: x}", {1: "x"}),
    ],
)
def test_a_value_reads_as_it_would_without_its_mark(tmp_path, text, value):
    path = tmp_path / "a.yaml"
    path.write_text(text)
    data, lines = load_yaml(path, "a.yaml")
    assert data == {"a": value}
    assert lines.marks[0].line == 1
    assert len(lines.marks) == text.count("!DECIDE")


def test_a_tag_that_is_none_of_ours_is_named_with_its_line(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: !DECIDED 2\n")
    with pytest.raises(ProblemsFound, match=r"a.yaml: line 2: not valid YAML"):
        load_yaml(path, "a.yaml")
