"""Cases of SPSS files read as bytes are those that the library reads, to the last code."""

import shutil
from struct import pack_into

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import REFERENCE, problems, read

from tsunagari.read import spss, spss_cases
from tsunagari.read.read import read_delivered

NUMBERS = st.one_of(
    st.none(),
    st.integers(-120, 300),
    st.sampled_from([0.1, -0.0, 1e300, -1e-300, 2**53 + 1, 253.0, 254.0, 255.0, np.nan, 0.5]),
    st.floats(allow_infinity=False),
)
TEXTS = st.text(st.sampled_from("ab 1.é日\u00fd"), max_size=30)
STORED = [{"row_compress": True}, {"compress": True}, {}]


@st.composite
def frames(draw) -> pd.DataFrame:
    rows, width = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    columns = {}
    for place in range(width):
        kind = draw(st.sampled_from([NUMBERS, st.integers(1, 5), st.just(253.5), TEXTS]))
        values = draw(st.lists(kind, min_size=rows, max_size=rows))
        is_text = kind is TEXTS
        columns[f"c{place}"] = values if is_text else pd.array(values, dtype="float64")
    return pd.DataFrame(columns)


def both(path, monkeypatch, chunk: int, **keys):
    """What is read as bytes, and what the library reads."""
    with monkeypatch.context() as patched:
        patched.setattr(spss_cases, "CHUNK", chunk)
        patched.setattr(spss, "frame_of", lambda *_: pytest.fail("read by the library"))
        direct = read_delivered(path, {"path": path.name, "reader": "spss", **keys})
    with monkeypatch.context() as patched:
        patched.setattr(spss, "layout", lambda _: None)
        return direct, read_delivered(path, {"path": path.name, "reader": "spss", **keys})


def assert_same(direct, library):
    pd.testing.assert_frame_equal(direct.frame.astype(object), library.frame.astype(object))
    for name in direct.frame:
        held = [set(each.frame[name].cat.categories) for each in (direct, library)]
        assert held[0] == held[1]
    assert direct.labels == library.labels
    assert direct.titles == library.titles
    assert direct.missing == library.missing


@settings(max_examples=80, deadline=None)
@given(frames(), st.sampled_from(STORED), st.sampled_from([16, 64, 1000, 1 << 24]))
def test_any_cells_in_any_way_of_storing_them(tmp_path_factory, frame, stored, chunk):
    path = tmp_path_factory.mktemp("sav") / ("a.zsav" if "compress" in stored else "a.sav")
    ranges = {"c0": [{"lo": 1, "hi": 3}]} if frame["c0"].dtype == float else {}
    pyreadstat.write_sav(
        frame,
        str(path),
        variable_value_labels={name: {1: "one", 9: "nine"} for name in ranges},
        column_labels={"c0": "A title"},
        missing_ranges=ranges,
        **stored,
    )
    with pytest.MonkeyPatch.context() as patched:
        assert_same(*both(path, patched, chunk))


def test_dates_and_other_encodings_are_left_to_the_library(tmp_path):
    frame = pd.DataFrame({"q": [1.0, 2, 1], "t": ["é", "a", "é"]})
    frame["day"] = pd.to_datetime(["2018-02-03", None, "2018-02-28"])
    frame["time"] = pd.to_datetime(["2018-02-03 10:30", "2018-02-03 00:00", None])
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(frame, str(path), row_compress=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spss_cases, "CHUNK", 24)
        found = read(path, "spss").frame
    assert found["day"].to_list() == ["2018-02-03", "", "2018-02-28"]
    assert found["time"].to_list() == ["2018-02-03 10:30:00", "2018-02-03", ""]
    assert found["q"].to_list() == ["1", "2", "1"]
    path.write_bytes(path.read_bytes().replace(b"UTF-8", b"cp850").replace("é".encode(), b"\x82 "))
    assert read(path, "spss").frame["t"].to_list() == ["é", "a", "é"]


def test_a_text_of_several_records(tmp_path):
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"t": ["x" * 700, "y"], "q": [1.0, 2]})
    pyreadstat.write_sav(frame, str(path), row_compress=True)
    assert read(path, "spss").frame["t"].to_list() == frame["t"].to_list()


@pytest.mark.parametrize("name", ["haven.sav", "haven.zsav"])
def test_a_file_that_ends_early(tmp_path, name):
    path = tmp_path / name
    content = (REFERENCE / name).read_bytes()
    for length in (1, 9, 40):
        path.write_bytes(content[:-length])
        if found := problems_or_none(path):
            assert found[0].startswith(f"{name}: the file is damaged or cut short")
        else:
            assert read(path, "spss").frame.equals(read(REFERENCE / name, "spss").frame)


def problems_or_none(path) -> list[str]:
    try:
        return problems(path, "spss")
    except pytest.fail.Exception:
        return []


def test_more_rows_declared_than_there_are(tmp_path):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"q": [1.0] * 9}), str(path), row_compress=True)
    content = bytearray(path.read_bytes())
    pack_into("<i", content, 80, 900)
    path.write_bytes(content)
    (shown,) = problems(path, "spss")
    assert shown.startswith("a.sav: the file is damaged or cut short (fewer rows than it says)")


def test_numbers_of_another_machine_are_left_to_the_library(tmp_path):
    """Its own numbers for missing, lowest and highest."""
    path = tmp_path / "a.sav"
    shutil.copy(REFERENCE / "haven.sav", path)
    assert spss_cases.layout(path).cases == 4
    content = path.read_bytes().replace(b"\xff" * 6 + b"\xef\xff", b"\xff" * 6 + b"\xee\xff")
    path.write_bytes(content)
    assert spss_cases.layout(path) is None
