"""How a file is read is found out where it can be, and shown where it cannot."""

import pandas as pd
import pytest

from tsunagari.read.checksums import sha256_of
from tsunagari.read.read import read_delivered
from tsunagari.waves.draft.sources import Source, delimiter_of, encodings_of, respelt, source_of

SENTENCE = "番号,信頼\n1,ほとんどの人は信頼できる\n2,そう思わない\n"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8", "utf-8-sig", "utf-16"])
def test_japanese_encodings(encoding):
    likely, sure, why = encodings_of(SENTENCE.encode(encoding))
    assert SENTENCE.encode(encoding).decode(likely[0]).removeprefix("\ufeff") == SENTENCE
    assert sure == encoding.startswith("utf")
    assert "fits" in why


def test_western_letters_leave_a_choice():
    likely, sure, _ = encodings_of("id,ville\n1,Orléans\n2,Besançon\n".encode("cp1252"))
    assert "cp1252" in likely
    assert not sure


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a,b\n1,2\n", ","), ("a;b\n1,5;2\n3,5;4\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a\n1\n", ",")],
)
def test_delimiters(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_full_width_digits_and_commas_are_seen_in_the_cells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id;q;w\n1;１;0,5\n2;2;1\n", encoding="utf-8")
    source = source_of(path, {})
    assert source.marked["delimiter"] == [";"]
    source = respelt(source, read_delivered(path, source.declared))
    assert source.marked["full_width"] == [True]
    assert source.marked["decimal_comma"] == [["w"]]
    frame = read_delivered(path, source.declared).frame
    assert frame.loc[1].to_list() == ["1", "1", "0.5"]


def test_what_is_told_is_not_looked_for(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(SENTENCE.encode("euc_jp"))
    source = source_of(path, {"encoding": "euc_jp"})
    entry = {"path": "a.csv", "reader": "csv", "sha256": sha256_of(path), "encoding": "euc_jp"}
    assert source == Source(path, entry)


def test_the_format_is_what_the_first_bytes_say(tmp_path):
    path = tmp_path / "a.data"
    pd.DataFrame({"q": ["1"]}).to_parquet(path)
    assert source_of(path, {}).entry["reader"] == "parquet"
