"""Files that cannot be what their entry says: each reader names the file and the remedy."""

import pytest
from reading import REFERENCE, cells, problems

TEXT = {"csv": {"encoding": "utf-8"}, "tsv": {"encoding": "utf-8"}}
READERS = ["csv", "tsv", "excel", "spss", "stata", "sas", "parquet", "feather"]


@pytest.mark.parametrize("reader", READERS)
def test_missing_with_the_nearest_name(tmp_path, reader):
    (tmp_path / "japan.csv").write_text("x")
    (shown,) = problems(tmp_path / "japan.cvs", reader, **TEXT.get(reader, {}))
    assert shown.endswith(
        "japan.cvs: the delivered file is missing. Put it there, or mend `path` in the wave's "
        "file. Did you mean 'japan.csv'?"
    )


@pytest.mark.parametrize("reader", READERS)
def test_empty(tmp_path, reader):
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert problems(path, reader, **TEXT.get(reader, {})) == [
        "a: the file is empty. Deliver it again."
    ]


@pytest.mark.parametrize("reader", READERS[2:])
def test_text_is_of_no_other_format(tmp_path, reader):
    path = tmp_path / "a.csv"
    path.write_text("id,q\n1,2\n")
    (shown,) = problems(path, reader)
    assert "a.csv: the file does not begin as" in shown
    assert "Set `reader:` to the file's format (csv if it is text)" in shown


@pytest.mark.parametrize("reader", ["csv", "excel", "spss", "parquet"])
def test_the_format_that_it_is_is_named(reader):
    (shown,) = problems(REFERENCE / "haven.dta", reader, **TEXT.get(reader, {}))
    assert "but Stata" in shown
    assert shown.endswith("Set `reader: stata`.")


def test_old_excel(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert problems(path, "excel") == [
        "a.xlsx: not Excel but an old Excel workbook (.xls) or one with a password [excel]. "
        "Save it as .xlsx and set `reader: excel`."
    ]


def test_feather_of_version_1(tmp_path):
    path = tmp_path / "a.feather"
    path.write_bytes(b"FEA1" + bytes(600))
    assert problems(path, "feather") == [
        "a.feather: not Feather but Feather of version 1 [feather]. "
        "Write it again with pyarrow or R's arrow, which write version 2."
    ]


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("haven.dta", "stata"),
        ("haven.sav", "spss"),
        ("haven.zsav", "spss"),
        ("haven.sas7bdat", "sas"),
    ],
)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_cut_short(tmp_path, name, reader, share):
    whole = (REFERENCE / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(whole[: int(share * len(whole))])
    (shown,) = problems(path, reader)
    assert shown.startswith(f"{name}: the file is damaged or cut short (")
    assert shown.endswith("Deliver it again.")


@pytest.mark.parametrize("reader", ["excel", "parquet", "feather"])
def test_cut_short_by_python(tmp_path, reader):
    import pandas as pd

    path = tmp_path / "a"
    frame = pd.DataFrame({"id": range(1000), "q": ["x"] * 1000})
    writers = {"excel": "to_excel", "parquet": "to_parquet", "feather": "to_feather"}
    with path.open("wb") as stream:
        getattr(frame, writers[reader])(stream)
    path.write_bytes(path.read_bytes()[:-200])
    (shown,) = problems(path, reader)
    assert shown.startswith("a: the file is damaged or cut short (")


def test_header_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,q\n")
    assert problems(path, "csv", encoding="utf-8") == [
        "a.csv: the file has a header and no respondent. Deliver it again."
    ]


def test_a_folder_below_the_waves(tmp_path):
    from tsunagari.read.read import read_delivered

    (tmp_path / "abroad").mkdir()
    (tmp_path / "abroad" / "a.csv").write_text("id\n1\n")
    file = {"path": "abroad/a.csv", "reader": "csv", "encoding": "utf-8"}
    assert read_delivered(tmp_path / file["path"], file).frame["id"].to_list() == ["1"]
    assert cells(tmp_path / "abroad" / "a.csv", "csv", encoding="utf-8") == {"id": ["1"]}
