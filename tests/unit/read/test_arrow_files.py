"""Parquet and Feather by pyarrow and pandas: typed columns as codes."""

import datetime
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest
from reading import cells, problems

WRITERS = {"parquet": pa.parquet.write_table, "feather": pa.feather.write_feather}


@pytest.fixture(params=WRITERS)
def written(request, tmp_path):
    """Writes a table in one of the formats; returns its path and reader."""

    def write(table, **keys):
        path = tmp_path / f"a.{request.param}"
        WRITERS[request.param](table, path, **keys)
        return path, request.param

    return write


TYPES = {
    "int": pa.array([1, None, 3], pa.int8()),
    "float": pa.array([1.0, None, 0.5], pa.float64()),
    "single": pa.array([0.1, 2.0, None], pa.float32()),
    "nan": pa.array([1.0, float("nan"), 2.0]),
    "bool": pa.array([True, False, None]),
    "text": pa.array(["001", "", None]),
    "factor": pa.array(["yes", None, "no"]).dictionary_encode(),
    "numbers": pa.array([7, 7, None]).dictionary_encode(),
    "decimal": pa.array([Decimal("1.50"), Decimal("2.00"), None]),
    "day": pa.array([datetime.date(2018, 2, 3), None, None]),
    "moment": pa.array([datetime.datetime(2018, 2, 3, 4, 5), None, None], pa.timestamp("ns")),
    "null": pa.nulls(3),
}
READ = {
    "int": ["1", "", "3"],
    "float": ["1", "", "0.5"],
    "single": ["0.1", "2", ""],
    "nan": ["1", "", "2"],
    "bool": ["1", "0", ""],
    "text": ["001", "", ""],
    "factor": ["yes", "", "no"],
    "numbers": ["7", "7", ""],
    "decimal": ["1.5", "2", ""],
    "day": ["2018-02-03", "", ""],
    "moment": ["2018-02-03 04:05:00", "", ""],
    "null": ["", "", ""],
}


@pytest.mark.parametrize("name", TYPES)
def test_types(written, name):
    assert cells(*written(pa.table({name: TYPES[name]}))) == {name: READ[name]}


def test_several_chunks_with_dictionaries_of_their_own(tmp_path):
    chunks = [pa.array(part).dictionary_encode() for part in (["a", "b"], ["c", "a", None])]
    table = pa.table({"q": pa.chunked_array(chunks)})
    pa.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    assert cells(tmp_path / "a.parquet", "parquet")["q"] == ["a", "b", "c", "a", ""]


def test_wanted_columns_of_names_with_points(written):
    path, reader = written(pa.table({"Q1": [1], "Q1.1": [2], "Q1.2": [3]}))
    assert cells(path, reader, ["Q1", "Q1.2", "Q2"]) == {"Q1": ["1"], "Q1.2": ["3"]}
    assert cells(path, reader, ["Q2"]) == {}


def test_lists_are_no_cells(written):
    path, reader = written(pa.table({"id": [1], "q": [["a", "b"]], "b": [b"x"]}))
    found = problems(path, reader)
    assert found[0].startswith(
        f"a.{reader}: column q: cells that are no numbers and no text [list<"
    )
    assert len(found) == 2
    assert cells(path, reader, ["id"]) == {"id": ["1"]}


def test_the_names_that_pandas_gives_rows_are_a_column(tmp_path):
    frame = pd.DataFrame({"q": [1.0]}, index=pd.Index(["x"], name="id"))
    frame.to_parquet(tmp_path / "a.parquet")
    assert cells(tmp_path / "a.parquet", "parquet") == {"q": ["1"], "id": ["x"]}


def test_no_respondents(written):
    path, reader = written(pa.table({"id": pa.array([], pa.int64())}))
    assert "a header and no respondent" in problems(path, reader)[0]
