"""Bytes that no checksum of the format protects: a damaged file is refused, and no crash."""

import random
import shutil

import pandas as pd
import pytest
from reading import REFERENCE, problems, read

from tsunagari.config.problems import ProblemsFound

WORDS = pd.DataFrame({"id": ["aa", "b"], "q": ["été", "x"]})


def changed(path, old: bytes, new: bytes):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def test_feather_whose_texts_would_begin_beyond_its_end(tmp_path):
    path = tmp_path / "a.feather"
    WORDS.to_feather(path, compression="uncompressed")
    ends = [end.to_bytes(8, "little") for end in (0, 2, 3)]
    far = (2**40).to_bytes(8, "little")
    changed(path, b"".join(ends), b"".join([*ends[:2], far]))
    (shown,) = problems(path, "feather")
    assert shown.startswith("a.feather: the file is damaged or cut short (")


@pytest.mark.parametrize("reader", ["feather", "parquet"])
def test_text_that_is_no_utf8(tmp_path, reader):
    path = tmp_path / f"a.{reader}"
    if reader == "feather":
        WORDS.to_feather(path, compression="uncompressed")
    else:
        WORDS.to_parquet(path, compression="none")
    changed(path, "été".encode(), b"\xff\xfet\xc3\xa9")
    (shown,) = problems(path, reader)
    assert f"a.{reader}: the file is damaged or cut short (" in shown


def test_stata_whose_release_is_no_number(tmp_path):
    path = tmp_path / "a.dta"
    shutil.copy(REFERENCE / "haven.dta", path)
    changed(path, b"<release>1", b"<release>l")
    (shown,) = problems(path, "stata")
    assert shown.startswith("a.dta: ")
    assert "release" in shown


def test_excel_packed_in_a_way_that_nobody_knows(tmp_path):
    path = tmp_path / "a.xlsx"
    WORDS.to_excel(path, index=False)
    content = bytearray(path.read_bytes())
    for signature, method in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + method] = 77
            place = content.find(signature, place + 4)
    path.write_bytes(bytes(content))
    (shown,) = problems(path, "excel")
    assert shown.startswith("a.xlsx: the file is damaged or cut short (")


def text_variable(path) -> int:
    """The place of the record of the first variable of text in an SPSS file."""
    content = path.read_bytes()
    place = 176
    while content[place : place + 4] == (2).to_bytes(4, "little"):
        if int.from_bytes(content[place + 4 : place + 8], "little", signed=True) > 0:
            return place
        label = int.from_bytes(content[place + 8 : place + 12], "little")
        length = int.from_bytes(content[place + 32 : place + 36], "little") if label else -4
        place += 36 + -(-length // 4) * 4
    raise AssertionError("no text variable")


@pytest.mark.parametrize("width", [9, 137, 255, -1, 1000])
def test_spss_variable_of_a_width_that_it_has_no_records_for(tmp_path, width):
    """ReadStat ends the process at some of these."""
    path = tmp_path / "a.sav"
    shutil.copy(REFERENCE / "haven.sav", path)
    place = text_variable(path) + 4
    content = bytearray(path.read_bytes())
    content[place : place + 4] = width.to_bytes(4, "little", signed=True)
    path.write_bytes(bytes(content))
    (shown,) = problems(path, "spss")
    assert shown.startswith("a.sav: the file is damaged or cut short (a")


@pytest.mark.parametrize("reader", ["excel", "stata", "parquet", "feather"])
def test_any_byte_changed_is_read_or_refused(tmp_path, reader):
    sound, path = tmp_path / "sound", tmp_path / "a"
    many = pd.concat([WORDS] * 20, ignore_index=True).assign(n=range(40))
    write = {
        "excel": lambda: many.to_excel(sound, index=False, engine="openpyxl"),
        "stata": lambda: many.to_stata(sound, write_index=False, version=118),
        "parquet": lambda: many.to_parquet(sound),
        "feather": lambda: many.to_feather(sound),
    }
    write[reader]()
    rng, content = random.Random(reader), sound.read_bytes()
    for _ in range(150):
        place = rng.randrange(len(content))
        path.write_bytes(content[:place] + bytes([rng.randrange(256)]) + content[place + 1 :])
        try:
            read(path, reader)
        except ProblemsFound as found:
            assert all(str(problem).startswith("a: ") for problem in found.problems)
