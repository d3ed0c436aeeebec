"""Manifests against sha256sum itself, and what is said of files that are not as they say."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.archive.manifest import (
    added,
    check,
    differences,
    largest_difference,
    manifest_text,
    parse_manifest,
    read_manifest,
)
from tsunagari.config.problems import ProblemsFound
from tsunagari.read.checksums import sha256_of

NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\\/\0", exclude_categories=["C", "Z"]),
    min_size=1,
)
HASHES = st.dictionaries(NAMES, st.text("0123456789abcdef", min_size=64, max_size=64))


@given(HASHES)
def test_a_manifest_reads_back_sorted(hashes):
    text = manifest_text(hashes)
    assert parse_manifest(text, "m") == hashes
    files = [line[66:] for line in text.splitlines()]
    assert files == sorted(hashes)


def test_sha256sum_agrees_and_finds_the_same_file(tmp_path):
    for name in ("図表.csv", "b c.txt"):
        (tmp_path / name).write_text(name)
    text = manifest_text({path.name: sha256_of(path) for path in tmp_path.iterdir()})
    (tmp_path / "manifest").write_text(text)
    command = ["sha256sum", "--quiet", "--check", "manifest"]
    assert subprocess.run(command, cwd=tmp_path).returncode == 0
    (tmp_path / "b c.txt").write_text("edited")
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert told.returncode == 1
    assert "b c.txt" in told.stdout
    assert [each.file for each in check(parse_manifest(text, "m"), tmp_path, tmp_path)] == [
        "b c.txt"
    ]


def test_every_line_that_is_none_is_named_at_once():
    text = manifest_text({"a": "0" * 64}) + "half a line\n" + "0" * 63 + "  b\n"
    with pytest.raises(ProblemsFound) as found:
        parse_manifest(text, "m.sha256")
    assert [each.where for each in found.value.problems] == ["line 2", "line 3"]


def test_missing_changed_and_added_files_are_told_apart():
    expected = {"results/a": "1" * 64, "results/b": "2" * 64, "config/c": "3" * 64}
    actual = {"results/a": "1" * 64, "results/b": "9" * 64, "results/d": "4" * 64}
    found = {
        each.file: (each.message, each.remedy.split()[0]) for each in differences(expected, actual)
    }
    assert found == {
        "config/c": ("the file is missing", "Restore"),
        "results/b": ("the file is not what the manifest says", "Delete"),
    }
    assert [each.file for each in differences(expected, actual, ["config/c"])] == ["results/b"]
    assert added(expected, actual) == ["results/d"]


def test_closed_responses_may_be_away_and_must_be_right_if_they_are_there(tmp_path):
    (tmp_path / "data").mkdir()
    expected = {"data/raw.csv": "0" * 64}
    assert check(expected, tmp_path, tmp_path, absent=["data/raw.csv"]) == []
    (tmp_path / "data/raw.csv").write_text("other responses")
    (problem,) = check(expected, tmp_path, tmp_path, absent=["data/raw.csv"])
    assert problem.file == "data/raw.csv"


def test_without_a_manifest_the_remedy_is_a_run():
    with pytest.raises(
        ProblemsFound, match=r"results/archive/manifest.sha256: there is no manifest. Run"
    ):
        read_manifest(Path("nowhere"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("a,b\nx,2\n", "a,b\nx,2\n", 0.0),
        ("a,b\nx,2\n", "a,b\nx,2.5\n", 0.2),  # 0.5 of 2.5
        ("a\n-1\n", "a\n1\n", 2.0),
        ("a,b\nx,2\n", "a,b\ny,2\n", None),
        ("a,b\nx,2\n", "a,b\nx,\n", None),
        ("a\n1\n", "a\n1\n1\n", None),
        ("a\n1\n", "a\nnan\n", None),
    ],
)
def test_how_far_two_tables_are_apart(first, second, expected):
    found = largest_difference(first, second)
    assert found == (expected if expected is None else pytest.approx(expected))
