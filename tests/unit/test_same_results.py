"""The command that compares two results folders, on two tiny ones."""

from pathlib import Path

import pytest
from same_results import compare, main

TABLE = "country,percent\nA,10.5\nB,20\n"
EXHIBITS = "exhibit,functions,outputs\n1,{},a.csv\n"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def results(tmp_path):
    """Makes the folder OLD, and NEW with other or more files; None leaves one out."""

    def make(changed=()):
        files = {
            "estimates/one.csv": TABLE,
            "figures/one.svg": "<svg/>",
            "notebooks/one.ipynb": "old",
            "archive/exhibits.csv": EXHIBITS.format("old.py:1"),
        }
        new = {name: text for name, text in {**files, **dict(changed)}.items() if text is not None}
        return written(tmp_path / "old", files), written(tmp_path / "new", new)

    return make


def last_line(capsys):
    return capsys.readouterr().out.splitlines()[-1]


def test_equal_folders_pass(results, capsys):
    assert main([*map(str, results())]) == 0
    assert last_line(capsys) == "2 files the same, 0 differ, 2 set aside"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("country,percent\nA,10.5\nB,21\n", "row 3, column percent: '20' -> '21'"),
        ("country,mean\nA,10.5\nB,20\n", "row 1, column percent: 'percent' -> 'mean'"),
        ("country,percent\nA,10.5\n", "row 3: only in OLD"),
        ("country,percent,n\nA,10.5,3\nB,20,3\n", "row 1, column n: no cell -> 'n'"),
        (TABLE.replace("\n", "\r\n"), "the same cells, in other bytes"),
    ],
)
def test_the_first_cell_that_differs_is_named(results, text, cell):
    assert compare(*results({"estimates/one.csv": text})).differ == {"estimates/one.csv": cell}


@pytest.mark.parametrize(("text", "how"), [("<svg />", "differs"), (None, "only in OLD")])
def test_a_picture_is_compared_by_bytes(results, capsys, text, how):
    assert main([*map(str, results({"figures/one.svg": text}))]) == 1
    out = capsys.readouterr().out
    assert f"figures/one.svg: {how}" in out
    assert out.endswith("1 files the same, 1 differ, 2 set aside\n")


def test_a_file_that_was_not_there_differs(results):
    found = compare(*results({"figures/two.svg": "<svg/>"}))
    assert found.differ == {"figures/two.svg": "only in NEW"}


def test_what_names_code_is_set_aside_with_the_reason(results, capsys):
    exhibits = EXHIBITS.format("new.py:2")
    folders = results({"notebooks/one.ipynb": "new", "archive/exhibits.csv": exhibits})
    assert main(["--aside", *map(str, folders)]) == 0
    out = capsys.readouterr().out
    assert "set aside notebooks/*.ipynb: its cells import modules" in out
    assert "archive/exhibits.csv: row 2, column functions: 'old.py:1' -> 'new.py:2'" in out


def test_what_names_no_code_in_such_a_table_must_be_the_same(results):
    changed = EXHIBITS.format("new.py:2").replace("a.csv", "b.csv")
    found = compare(*results({"archive/exhibits.csv": changed}))
    assert found.differ == {"archive/exhibits.csv": "row 2, column outputs: 'a.csv' -> 'b.csv'"}


def test_only_pages_of_code_may_be_missing(results):
    old, new = results({"notebooks/one.ipynb": None})
    written(old, {"report/source/src/old.py.html": ""})
    found = compare(old, new)
    assert found.differ == {"notebooks/one.ipynb": "only in OLD"}
    assert sum(map(len, found.aside.values())) == 2


def test_help_says_what_it_does(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    assert "the first row and column" in capsys.readouterr().out.replace("\n", " ")
