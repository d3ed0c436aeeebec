"""What jobs note of the files that they make, and how an edited file is told from them."""

import hashlib
import os
from pathlib import Path

import pytest

from tsunagari.archive.manifest import edited
from tsunagari.read.checksums import sha256_of
from tsunagari.run.job import MADE, files_below, hashes_as_made, job, read_made


@pytest.fixture(autouse=True)
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def make(text: str, *outputs: str, fail: bool = False) -> None:
    """A job that writes `text` to each of its outputs."""
    with job("log", outputs):
        for output in outputs:
            Path(output).parent.mkdir(parents=True, exist_ok=True)
            Path(output).write_text(text)
        if fail:
            raise ValueError("after writing")


def changed(*files: str) -> list[str]:
    return [
        each.file for each in edited(hashes_as_made(read_made()), {f: sha256_of(f) for f in files})
    ]


def test_a_note_has_the_hash_of_each_file_and_what_the_job_took():
    make("answer", "out/a.csv", "out/b.csv")
    (note,) = read_made()
    digest = hashlib.sha256(b"answer").hexdigest()
    assert note.files == {"out/a.csv": digest, "out/b.csv": digest}
    assert 0 <= note.seconds < 5
    assert note.cpu_seconds > 0
    assert 5 < note.memory_mb < 100_000


def test_a_folder_is_noted_by_the_files_in_it():
    with job("log", ["raw"]):
        Path("raw/deep").mkdir(parents=True)
        Path("raw/deep/x.csv").write_text("1")
    assert list(read_made()[0].files) == ["raw/deep/x.csv"]


def test_an_edit_is_noticed_whatever_the_time_of_the_file():
    make("12.9", "a.csv")
    before = Path("a.csv").stat()
    assert changed("a.csv") == []
    Path("a.csv").write_text("12.8")
    os.utime("a.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed("a.csv") == ["a.csv"]


def test_a_file_made_again_is_no_edit_and_a_touched_one_neither():
    make("first", "a.csv")
    make("second", "a.csv")
    os.utime("a.csv", (1, 1))
    assert changed("a.csv") == []
    assert len(read_made()) == 1


def test_the_latest_of_two_jobs_that_made_a_file_counts():
    make("as one of two", "a.csv", "b.csv")
    for note in MADE.iterdir():
        os.utime(note, (1, 1))
    make("alone", "a.csv")
    assert changed("a.csv", "b.csv") == []


def test_a_job_that_fails_leaves_the_note_of_what_was_there_before():
    make("good", "a.csv")
    with pytest.raises(SystemExit):
        make("half", "a.csv", fail=True)
    assert changed("a.csv") == ["a.csv"]  # until Snakemake has put back what was there
    Path("a.csv").write_text("good")
    assert changed("a.csv") == []


def test_files_that_no_job_noted_are_not_judged():
    Path("a.csv").write_text("from elsewhere")
    assert changed("a.csv") == []


def test_files_below_are_found_in_order_and_once():
    for name in ("f/b", "f/a", "g"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("")
    assert [str(path) for path in files_below(["f", "g", "missing"])] == ["f/a", "f/b", "g"]
