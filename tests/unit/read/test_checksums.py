"""A delivered file that is not the one that was declared is refused, with both checksums."""

import hashlib

import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.checksums import checksums, sha256_of, without_checksums
from tsunagari.read.read import read_delivered

CONTENT = b"id,q\r\n1,2\r\n"
KNOWN = hashlib.sha256(CONTENT).hexdigest()


def entry(**keys) -> dict:
    return {"path": "a.csv", "reader": "csv", "encoding": "utf-8", **keys}


def test_the_checksum_is_that_of_other_programs(tmp_path):
    # Of the three letters abc: FIPS 180-2, appendix B.1.
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256_of(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_the_file_as_declared_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(CONTENT)
    assert len(read_delivered(tmp_path / "a.csv", entry(sha256=KNOWN)).frame) == 1


def test_any_other_file_is_refused_before_anything_in_it(tmp_path):
    changed = CONTENT.replace(b"2", b"3")
    (tmp_path / "a.csv").write_bytes(changed)
    with pytest.raises(ProblemsFound) as found:
        read_delivered(tmp_path / "a.csv", entry(sha256=KNOWN))
    (problem,) = found.value.problems
    assert str(problem).startswith("a.csv: sha256: the file is not the one")
    assert KNOWN in str(problem)
    assert problem.value == hashlib.sha256(changed).hexdigest()


def test_joined_files_have_their_own(tmp_path):
    (tmp_path / "a.csv").write_bytes(CONTENT)
    (tmp_path / "b.csv").write_bytes(b"id,r\r\n1,5\r\n")
    module = {**entry(), "path": "b.csv", "id": "id", "sha256": KNOWN}
    with pytest.raises(ProblemsFound, match=r"b\.csv: sha256"):
        read_delivered(tmp_path / "a.csv", entry(joined=[module]))
    bare = without_checksums([entry(sha256=KNOWN, joined=[module])])
    assert len(read_delivered(tmp_path / "a.csv", bare[0]).frame.columns) == 3


def test_a_run_says_what_to_declare(tmp_path):
    (tmp_path / "a.csv").write_bytes(CONTENT)
    assert list(checksums(tmp_path, [entry()])) == [f"a.csv: sha256 {KNOWN} (not declared)"]
    assert list(checksums(tmp_path, [entry(sha256=KNOWN)])) == [
        f"a.csv: sha256 {KNOWN} (as declared)"
    ]
