"""Modules that came in files of their own, joined on an id."""

import pandas as pd
import pytest

from tsunagari.config.problems import ProblemsFound
from tsunagari.read.cells import NO_ROW
from tsunagari.read.read import read_delivered

FIRST = {"path": "first.csv", "reader": "csv", "encoding": "utf-8"}
SECOND = {"path": "second.csv", "reader": "csv", "encoding": "utf-8", "id": "ID"}


@pytest.fixture
def delivered(tmp_path):
    """Reads first.csv with second.csv joined to it, both of the given text."""

    def join(first: str, second: str, columns=None, **keys):
        (tmp_path / "first.csv").write_text(first)
        (tmp_path / "second.csv").write_text(second)
        file = {**FIRST, "joined": [{**SECOND, **keys}]}
        return read_delivered(tmp_path / "first.csv", file, columns)

    return join


def problems(join, *texts, **keys) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        join(*texts, **keys)
    return [str(problem) for problem in found.value.problems]


def test_columns_of_the_module_stand_in_the_rows_of_the_first_file(delivered):
    frame = delivered("ID,a\n1,x\n2,y\n", "b,ID\nv,2\nu,1\n").frame
    assert {name: frame[name].to_list() for name in frame} == {
        "ID": ["1", "2"],
        "a": ["x", "y"],
        "b": ["u", "v"],
    }
    assert frame.index.to_list() == [1, 2]


def test_wanted_columns_need_not_name_the_id(delivered):
    frame = delivered("ID,a,c\n1,x,0\n", "ID,b\n1,u\n", ["a", "b"]).frame
    assert {name: frame[name].to_list() for name in frame} == {"a": ["x"], "b": ["u"]}


def test_an_id_of_another_name(delivered):
    frame = delivered("no,a\n1,x\n", "ID,b\n1,u\n", id_in_first="no").frame
    assert list(frame) == ["no", "a", "b"]


def test_numbers_in_one_file_and_text_in_the_other(tmp_path):
    pd.DataFrame({"ID": [7.0, 12.0], "b": [1.0, 2.0]}).to_stata(
        tmp_path / "second.dta", write_index=False
    )
    (tmp_path / "first.csv").write_text("ID,a\n0012,x\n0007,y\n")
    module = {"path": "second.dta", "reader": "stata", "id": "ID"}
    file = {**FIRST, "joined": [module]}
    with pytest.raises(ProblemsFound) as found:
        read_delivered(tmp_path / "first.csv", file)
    assert str(found.value.problems[0]) == (
        "second.dta: row 1, column ID: no such id in first.csv [7]. "
        "As numbers they match: set `ids: numbers` for the joined file."
    )
    file = {**FIRST, "joined": [{**module, "ids": "numbers"}]}
    assert read_delivered(tmp_path / "first.csv", file).frame["b"].to_list() == ["2", "1"]
    assert read_delivered(tmp_path / "first.csv", file).frame["ID"].to_list() == ["0012", "0007"]


def test_ids_that_are_in_one_file_only(delivered):
    assert problems(delivered, "ID,a\n1,x\n2,y\n", "ID,b\n2,u\n3,v\n") == [
        "second.csv: row 2, column ID: no such id in first.csv [3]. "
        "Deliver both files whole, or remove the row.",
        "first.csv: row 1, column ID: no such id in second.csv [1]. "
        "If not all were asked, set `partial: true` for the joined file.",
    ]


def test_a_module_of_a_part_has_no_row_of_the_others(delivered):
    frame = delivered("ID,a\n1,x\n2,y\n", "ID,b\n2,u\n", partial=True).frame
    assert frame["b"].to_list() == [NO_ROW, "u"]
    shown = problems(delivered, "ID,a\n1,x\n", "ID,b\n2,u\n", partial=True)
    assert len(shown) == 1
    assert "second.csv: row 1, column ID: no such id in first.csv [2]" in shown[0]


def test_ids_that_come_twice_or_not_at_all(delivered):
    assert problems(delivered, "ID,a\n1,x\n1,y\n,z\n", "ID,b\n2,u\n2,v\n") == [
        "first.csv: row 3, column ID: no id to join on. Fill it, or remove the row.",
        "first.csv: row 2, column ID: an id that came before [1]. Keep the right one of the two.",
        "second.csv: row 2, column ID: an id that came before [2]. Keep the right one of the two.",
    ]
    assert (
        "an id that came before"
        in problems(delivered, "ID\n1\n", "ID,b\n1,u\n01,v\n", ids="numbers")[0]
    )


def test_columns_that_are_missing_or_in_both(delivered):
    assert problems(delivered, "Id,a\n1,x\n", "ID,a\n1,u\n") == [
        "first.csv: header: no column of this name to join on [ID]. Did you mean 'Id'? "
        "Mend `id` of the joined file.",
        "second.csv: header: also a column of first.csv [a]. Rename one.",
    ]


def test_problems_of_all_modules_at_once(tmp_path):
    (tmp_path / "first.csv").write_text("ID,a\n1,x\n")
    file = {**FIRST, "joined": [{**SECOND, "path": name} for name in ("second.csv", "third.csv")]}
    with pytest.raises(ProblemsFound) as found:
        read_delivered(tmp_path / "first.csv", file)
    assert len(found.value.problems) == 2


def test_many_ids_are_counted(delivered):
    ids = "".join(f"{number},x\n" for number in range(100))
    shown = problems(delivered, "ID,a\n" + ids, "ID,b\n0,u\n")
    assert len(shown) == 21
    assert shown[-1] == "first.csv: column ID: 79 more ids of this kind. See the ones above."
