"""Tables with the keys of figures, as scripts read them."""

from tsunagari.codebook.queries import KEYS
from tsunagari.read.tables import read_all, read_keyed

HEAD = ",".join(KEYS)


def test_keys_and_named_columns_stay_words_and_numbers_are_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{HEAD},printed,percent\n1-1,2017,japan,all,sns,1,33.0,33.0\n")
    (row,) = read_keyed(path, "printed").to_dict("records")
    assert (row["wave"], row["category"], row["printed"]) == ("2017", "1", "33.0")
    assert row["percent"] == 33.0


def test_tables_come_one_below_the_other_and_none_is_a_table_without_rows(tmp_path):
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path in paths:
        path.write_text(f"{HEAD},basis\n1-1,2017,japan,all,{path.stem},1,published\n")
    assert read_all(paths, "basis")["item"].to_list() == ["a", "b"]
    none = read_all([], "basis")
    assert none.empty
    assert list(none.columns) == [*KEYS, "basis"]
