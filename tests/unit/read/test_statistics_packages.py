"""SPSS, Stata and SAS, as haven, foreign and pandas write them: codes, labels, kinds of missing."""

import shutil

import numpy as np
import pandas as pd
import pyreadstat
import pytest
from reading import REFERENCE, cells, problems, read

DAYS = ["2018-02-03", "2018-03-04", "", "2018-02-28"]
YES_NO = {"1": "はい", "2": "いいえ"}
TITLE = "ほとんどの人は信頼できる"


@pytest.mark.parametrize(
    ("name", "reader", "missing", "label"),
    [
        ("haven.dta", "stata", ".d", "わからない"),
        ("haven.sav", "spss", "9", "無回答"),
        ("haven.zsav", "spss", "9", "無回答"),
    ],
)
def test_what_haven_writes(name, reader, missing, label):
    path = REFERENCE / name
    assert cells(path, reader) == {
        "id": ["a1", "a2", "a3", "a4"],
        "trust": ["1", "2", missing, ""],
        "weight": ["0.5", "1", "1.25", ""],
        "day": DAYS,
    }
    found = read(path, reader)
    assert found.labels == {"trust": {**YES_NO, missing: label}}
    assert found.titles == {"trust": TITLE}


def test_sas_with_and_without_its_catalog():
    path = REFERENCE / "haven.sas7bdat"
    assert cells(path, "sas")["trust"] == ["1", "2", ".d", ""]
    assert cells(path, "sas")["day"] == DAYS
    assert read(path, "sas").labels == {}
    assert cells(path, "sas", catalog="formats.sas7bcat") == cells(path, "sas")
    assert read(path, "sas", catalog="formats.sas7bcat").labels == {"trust": YES_NO}
    labels = {"catalog": "formats.sas7bcat", "values": "labels"}
    assert cells(path, "sas", ["trust"], **labels) == {"trust": ["はい", "いいえ", ".d", ""]}


def test_a_catalog_that_is_missing_or_none(tmp_path):
    shutil.copy(REFERENCE / "haven.sas7bdat", tmp_path)
    (tmp_path / "other.sas7bcat").write_text("none")
    (shown,) = problems(tmp_path / "haven.sas7bdat", "sas", catalog="others.sas7bcat")
    assert "others.sas7bcat: the delivered file is missing" in shown
    assert "Did you mean 'other.sas7bcat'?" in shown
    (shown,) = problems(tmp_path / "haven.sas7bdat", "sas", catalog="other.sas7bcat")
    assert shown.startswith("other.sas7bcat: the file is damaged or cut short")


def test_labels_in_place_of_codes():
    read_by_labels = cells(REFERENCE / "haven.dta", "stata", values="labels")
    assert read_by_labels["trust"] == ["はい", "いいえ", "わからない", ""]
    assert read_by_labels["weight"] == ["0.5", "1", "1.25", ""]


def test_two_codes_of_one_label_are_refused(tmp_path):
    path = tmp_path / "a.sav"
    data = pd.DataFrame({"q": [1.0, 2.0, 3.0]})
    pyreadstat.write_sav(data, path, variable_value_labels={"q": {1: "yes", 2: "yes", 3: "no"}})
    assert problems(path, "spss", values="labels") == [
        "a.sav: column q: codes 1, 2 have one label [yes]. "
        "Map the file by its codes: remove `values: labels`."
    ]


def test_an_old_stata_file_by_foreign():
    path = REFERENCE / "foreign.dta"
    assert cells(path, "stata") == {
        "id": ["1", "2", "3"],
        "sex": ["2", "1", ".z"],  # how foreign writes a factor's NA
        "height": ["1.5", "2", ""],
    }
    assert read(path, "stata").labels == {"sex": {"1": "female", "2": "male"}}


@pytest.mark.parametrize("version", [114, 117, 118])
def test_stata_by_pandas(tmp_path, version):
    path = tmp_path / "a.dta"
    data = pd.DataFrame(
        {
            "id": ["x", "y"],
            "whole": np.array([1, 100], dtype=np.int8),
            "single": np.array([0.1, 16777216], dtype=np.float32),
            "precise": [0.1, 1e15],
            "answer": pd.Categorical(["no", "yes"]),
        }
    )
    data.to_stata(path, version=version, write_index=False, variable_labels={"whole": "A title"})
    assert cells(path, "stata") == {
        "id": ["x", "y"],
        "whole": ["1", "100"],
        "single": ["0.1", "16777216"],
        "precise": ["0.1", "1000000000000000"],
        "answer": ["0", "1"],
    }
    assert read(path, "stata").labels == {"answer": {"0": "no", "1": "yes"}}
    assert read(path, "stata").titles == {"whole": "A title"}


def test_a_column_of_text_with_the_letters_of_missing_values_stays_text(tmp_path):
    path = tmp_path / "a.dta"
    pd.DataFrame({"form": ["a", "d"]}).to_stata(path, write_index=False)
    assert cells(path, "stata") == {"form": ["a", "d"]}


def japanese(path, declared: bytes) -> None:
    """An SPSS file of CP932 text that names another encoding."""
    data = pd.DataFrame({"id": ["a", "髙橋①"]})
    pyreadstat.write_sav(data, path, column_labels=["番号"])
    content = path.read_bytes()
    for text in ("髙橋①", "番号"):
        blanks = b" " * (len(text.encode()) - len(text.encode("cp932")))
        content = content.replace(text.encode(), text.encode("cp932") + blanks)
    path.write_bytes(content.replace(b"UTF-8", declared))


@pytest.mark.parametrize("declared", [b"SJIS ", b"UTF-8"])
def test_shift_jis_of_spss_is_cp932(tmp_path, declared):
    path = tmp_path / "a.sav"
    japanese(path, declared)
    (shown,) = problems(path, "spss")
    assert shown.startswith("a.sav: not of the encoding that the file itself names")
    assert "these fit: cp932" in shown
    assert cells(path, "spss", encoding="cp932") == {"id": ["a", "髙橋①"]}
    assert read(path, "spss", encoding="cp932").titles == {"id": "番号"}


def test_a_wrong_and_an_unknown_encoding(tmp_path):
    path = tmp_path / "a.sav"
    japanese(path, b"SJIS ")
    assert problems(path, "spss", encoding="ascii")[0].startswith("a.sav: not ascii: letters")
    assert problems(path, "spss", encoding="cp9322") == [
        "a.sav: no such encoding [cp9322]. Set `encoding:` of the file. Did you mean 'cp932'?"
    ]


def test_utf8_that_another_encoding_would_read_as_gibberish():
    (shown,) = problems(REFERENCE / "haven.sav", "spss", encoding="cp932")
    assert shown == (
        "haven.sav: the file is UTF-8, read otherwise its letters come out wrong [cp932]. "
        "Set `encoding: utf-8`."
    )


def test_stata_13_does_not_say_its_encoding(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(pd.DataFrame({"id": ["信頼できる"]}), path, version=13)
    (shown,) = problems(path, "stata")
    assert "Stata 13 and older do not say their encoding" in shown
    assert "these fit: utf-8" in shown
    assert cells(path, "stata", encoding="utf-8") == {"id": ["信頼できる"]}


def test_wrong_letters_in_a_newer_stata_file(tmp_path):
    path = tmp_path / "a.dta"
    pyreadstat.write_dta(pd.DataFrame({"id": ["髙橋①"]}), path, version=15)
    content = path.read_bytes()
    path.write_bytes(content.replace("髙橋①".encode(), "髙橋①".encode("cp932") + bytes(3)))
    assert "these fit: cp932" in problems(path, "stata")[0]
    assert cells(path, "stata", encoding="cp932") == {"id": ["髙橋①"]}


def test_only_wanted_columns_and_rows_without_any():
    path = REFERENCE / "haven.sav"
    assert list(read(path, "spss", ["day", "none"]).frame) == ["day"]
    assert read(path, "spss", ["day"]).labels == {}
    assert len(read(path, "spss", ["none"]).frame) == 4


def test_columns_that_are_read_in_several_turns_are_the_same(monkeypatch):
    from tsunagari.read import spss

    at_once = cells(REFERENCE / "haven.sav", "spss")
    monkeypatch.setattr(spss, "CELLS_AT_ONCE", 4)
    assert cells(REFERENCE / "haven.sav", "spss") == at_once


def test_no_respondents(tmp_path):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"id": pd.Series([], dtype=float)}), path)
    assert problems(path, "spss") == [
        "a.sav: the file has a header and no respondent. Deliver it again."
    ]
