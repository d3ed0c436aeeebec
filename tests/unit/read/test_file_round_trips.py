"""What is written for a synthetic wave is read as it was, in every format that can be written."""

import datetime
import string
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.read import read_delivered
from tsunagari.synthesise.delivery.writers import Description, write_file

FILES = [
    {"path": "a.csv", "reader": "csv", "encoding": "cp932"},
    {
        "path": "a.csv",
        "reader": "csv",
        "encoding": "utf-16",
        "delimiter": ";",
        "header_row": 3,
        "first_row": 6,
    },
    {"path": "a.tsv", "reader": "tsv", "encoding": "utf-8-sig"},
    {"path": "a.csv", "reader": "csv", "encoding": "utf-8", "decimal_comma": True},
    {"path": "a.xlsx", "reader": "excel", "sheet": "回答", "header_row": 2, "first_row": 4},
    {"path": "a.sav", "reader": "spss"},
    {"path": "a.dta", "reader": "stata"},
    {"path": "a.parquet", "reader": "parquet"},
    {"path": "a.feather", "reader": "feather"},
]
IDS = [f"{file['reader']}{place}" for place, file in enumerate(FILES)]

whole = st.integers(-(10**9), 10**9).map(str)
fraction = (
    st.integers(-(10**6), 10**6)
    .filter(lambda number: number % 100)
    .map(lambda number: repr(number / 100))
)
word = st.text(string.ascii_letters + "信頼できる人・①髙", min_size=1, max_size=8)
kinds = [whole, st.one_of(whole, fraction), word, st.sampled_from(["1", "2", "9"])]


def column(rows: int):
    """Cells of one kind, some of them blank."""
    return st.sampled_from(kinds).flatmap(
        lambda kind: st.lists(st.one_of(st.just(""), kind), min_size=rows, max_size=rows)
    )


@st.composite
def frames(draw):
    rows = draw(st.integers(1, 8))
    ids = [f"{number:03d}" for number in range(rows)]
    names = draw(st.lists(st.sampled_from(["q1", "問２", "w", "Q_4"]), unique=True, max_size=4))
    return pd.DataFrame({"id": ids, **{name: draw(column(rows)) for name in names}})


@pytest.mark.parametrize("file", FILES, ids=IDS)
@settings(max_examples=25, deadline=None)
@given(frame=frames())
def test_round_trip(tmp_path_factory, file, frame):
    path = tmp_path_factory.mktemp("raw") / file["path"]
    if file["reader"] == "stata":  # names of a .dta may hold letters of any script, no others
        frame = frame.rename(columns={"問２": "問"})
    write_file(path, frame, file, Description(), ["id"])
    found = read_delivered(path, file).frame
    assert {name: found[name].to_list() for name in found} == frame.to_dict("list")
    before = path.read_bytes()
    write_file(path, frame, file, Description(), ["id"])
    assert path.read_bytes() == before


@pytest.mark.parametrize("file", FILES[5:7], ids=IDS[5:7])
def test_labels_and_titles(tmp_path, file):
    about = Description({"q": "問１"}, {"q": {"1": "はい", "9": "無回答"}}, {"q": ["9"]})
    frame = pd.DataFrame({"id": ["1", "2", "3"], "q": ["1", "9", ""]})
    write_file(tmp_path / file["path"], frame, file, about, ["id"])
    found = read_delivered(tmp_path / file["path"], file)
    assert found.frame["q"].to_list() == ["1", "9", ""]
    assert (found.labels, found.titles) == (about.labels, about.titles)


@pytest.mark.parametrize("file", FILES[5:7], ids=IDS[5:7])
def test_a_wave_that_is_read_by_its_labels(tmp_path, file):
    file = {**file, "values": "labels"}
    frame = pd.DataFrame(
        {"id": ["a", "b", "c"], "age": ["42", "89 or older", ""], "q": ["はい", "", "いいえ"]}
    )
    write_file(tmp_path / file["path"], frame, file, Description(), ["id"])
    found = read_delivered(tmp_path / file["path"], file).frame
    assert {name: found[name].to_list() for name in found} == frame.to_dict("list")
    codes = read_delivered(tmp_path / file["path"], {**file, "values": "codes"}).frame
    assert codes["q"].to_list() == ["2", "", "1"]


def test_kinds_of_missing_of_stata(tmp_path):
    file = {"path": "a.dta", "reader": "stata"}
    frame = pd.DataFrame({"id": ["1", "2", "3", "4"], "q": ["1", ".d", ".i", ""]})
    write_file(tmp_path / "a.dta", frame, file, Description(labels={"q": {"1": "yes", ".d": "?"}}))
    found = read_delivered(tmp_path / "a.dta", file)
    assert found.frame["q"].to_list() == ["1", ".d", ".i", ""]
    assert found.labels == {"q": {"1": "yes"}}


def test_files_say_nothing_of_when_they_were_written(tmp_path):
    today = datetime.date.today()
    for file in FILES[4:7]:
        path = tmp_path / file["path"]
        write_file(path, pd.DataFrame({"id": ["1"]}), file, Description())
        for moment in (today, today - datetime.timedelta(days=1)):  # written around midnight
            for shown in (f"{moment:%d %b %y}", f"{moment:%d %b %Y}", moment.isoformat()):
                assert shown.encode() not in path.read_bytes()
    with ZipFile(tmp_path / "a.xlsx") as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert str(today.year) not in book.read("docProps/core.xml").decode()


def test_sas_cannot_be_made(tmp_path):
    file = {"path": "a.sas7bdat", "reader": "sas"}
    with pytest.raises(ProblemsFound, match="cannot be made for a synthetic wave"):
        write_file(tmp_path / "a.sas7bdat", pd.DataFrame({"id": ["1"]}), file, Description())


def test_declared_codes_that_a_column_of_numbers_cannot_have(tmp_path):
    codes = {"1": "yes", "NA": "none", ".d": "unknown"}
    about = Description(labels={"q": codes}, missing={"q": ["NA", ".d", "6", "7", "8", "9"]})
    frame = pd.DataFrame({"id": ["1", "2"], "q": ["1", "9"]})
    for file in FILES[5:7]:
        write_file(tmp_path / file["path"], frame, file, about)
        found = read_delivered(tmp_path / file["path"], file)
        assert found.frame["q"].to_list() == ["1", "9"]
        assert found.labels == {"q": {"1": "yes"}}
