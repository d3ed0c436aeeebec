"""Delivered files that cannot be read say why, where, and what to do."""

import pandas as pd
import pytest

from tsunagari.problems import ProblemsFound
from tsunagari.readers import read_delivered

CSV = {"path": "a.csv", "reader": "csv", "encoding": "utf-8"}


def problem_of(path, file=CSV) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_delivered(path, file)
    return str(found.value.problems[0])


def test_cells_stay_text_and_rows_count_from_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,q\n001,\n002,NA\n")
    frame = read_delivered(path, CSV)
    assert frame.loc[1].to_list() == ["001", ""]
    assert frame.loc[2].to_list() == ["002", "NA"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig", "utf-16", "euc_jp"])
def test_encodings_and_full_width(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("番号,年齢\n１,４２ \n".encode(encoding))
    file = {**CSV, "encoding": encoding, "full_width": True}
    assert read_delivered(path, file).loc[1].to_dict() == {"番号": "1", "年齢": "42"}


def test_missing_empty_and_header_only(tmp_path):
    path = tmp_path / "a.csv"
    assert "the delivered file is missing" in problem_of(path)
    path.write_text("")
    assert problem_of(path) == "a.csv: the file is empty. Deliver it again."
    path.write_text("id,q\n")
    assert "a header and no respondent" in problem_of(path)


def test_wrong_encoding_names_the_line_and_those_that_fit(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,q\n1,a\n2,信頼\n".encode("cp932"))
    shown = problem_of(path)
    assert shown.startswith("a.csv: line 3: not utf-8: bytes that cannot be read [")
    assert "cp932" in shown


def test_ragged_lines(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,q,r\n1,a,b\n2,a,b,c\n")
    assert (
        problem_of(path)
        == "a.csv: line 3: the line has 4 cells, the header 3 [2,a,b,c]. Mend the line."
    )
    path.write_text("id,q,r\n1,a,b\n2,a\n")
    assert (
        problem_of(path)
        == "a.csv: line 3: the line has 2 cells, the header 3 [2,a]. Mend the line."
    )


def test_spss_codes_are_written_as_codes(tmp_path):
    import pyreadstat

    path = tmp_path / "a.sav"
    data = pd.DataFrame({"id": ["x", "y"], "q": [1.0, None], "r": [0.5, 2.0]})
    pyreadstat.write_sav(data, str(path))
    frame = read_delivered(path, {"path": "a.sav", "reader": "spss"})
    assert frame.loc[1].to_list() == ["x", "1", "0.5"]
    assert frame.loc[2].to_list() == ["y", "", "2.0"]


def test_what_is_no_spss_file(tmp_path):
    path = tmp_path / "a.sav"
    path.write_text("id,q\n1,2\n")
    assert "Check that the file is SPSS .sav" in problem_of(
        path, {"path": "a.sav", "reader": "spss"}
    )


def test_an_spss_file_says_nothing_of_when_it_was_written(project, tmp_path):
    from tsunagari.delivered_files import SPSS_DATE_BYTES, write_delivered

    wave = project.waves["2008"]
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"id": ["x"], "f1_sex": ["1"]})
    texts = project.codebook_config
    write_delivered(path, frame, wave["files"][0], wave, project.codebook, texts)
    assert path.read_bytes()[SPSS_DATE_BYTES] == b"01 Jan 0000:00:00"
    assert read_delivered(path, wave["files"][0]).loc[1].to_list() == ["x", "1"]
