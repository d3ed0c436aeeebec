"""The same files give the same zip, and the zip the same files."""

import os
import zipfile

from tsunagari.archive.contents import write_zip


def test_bytes_depend_on_names_and_contents_only(tmp_path):
    made = []
    for number, order in enumerate((("b.csv", "図/a.png"), ("図/a.png", "b.csv"))):
        folder = tmp_path / str(number)
        (folder / "図").mkdir(parents=True)
        for name in order:
            (folder / name).write_text(name * 100)
            os.utime(folder / name, (number * 1e8, number * 1e8))
            (folder / name).chmod(0o600 + number * 0o44)
        files = {name: folder / name for name in order}
        write_zip(folder / "x.zip", files | {"listing": b"in memory"}, "project-1")
        made.append((folder / "x.zip").read_bytes())
    assert made[0] == made[1]


def test_what_is_packed_comes_out(tmp_path):
    (tmp_path / "run").write_bytes(b"#!/bin/sh\nexit 0\n")
    (tmp_path / "table.csv").write_bytes("数,値\n".encode() * 1000)
    files = {"deep/run": tmp_path / "run", "table.csv": tmp_path / "table.csv"}
    write_zip(tmp_path / "x.zip", files, "project-1")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        assert packed.namelist() == ["project-1/deep/run", "project-1/table.csv"]
        assert packed.read("project-1/table.csv") == (tmp_path / "table.csv").read_bytes()
        modes = [info.external_attr >> 16 & 0o777 for info in packed.infolist()]
        assert modes == [0o755, 0o644]
        assert packed.testzip() is None


def test_another_byte_gives_another_zip(tmp_path):
    for name, content in (("a", b"1"), ("b", b"2")):
        write_zip(tmp_path / name, {"file": content}, "p")
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()
