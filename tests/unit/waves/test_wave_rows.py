"""Which rows of a file are respondents, and who they are, worked by hand."""

import pandas as pd
import pytest
from hand_made import CODEBOOK, answers, delivered, harmonised, problems, wave_of

from tsunagari.config.problems import ProblemsFound
from tsunagari.harmonise.respondents import harmonise


# --- exclusions --------------------------------------------------------------------
def kept(rule: dict, cells: dict, **keys) -> list[str]:
    columns = "age: {column: AGE, codes: {old: 89}, reason: {ja: 上限, en: top-coded}}"
    people = harmonised(columns, cells, exclude=[{"name": "rule", **rule}], **keys)
    return people["respondent"].to_list()


def test_rows_left_out_by_code_by_blank_and_by_number():
    cells = {"AGE": ["20", "30", "old", "50"], "P": ["2008", "2010", "2008", ""]}
    assert kept({"column": "P", "values": [2010]}, cells) == ["1", "3", "4"]
    assert kept({"column": "P", "keep_values": ["2008"]}, cells) == ["1", "3"]
    assert kept({"blank": "P"}, cells) == ["1", "2", "3"]
    # What the mapping says a cell stands for holds for the rules too.
    assert kept({"number": "AGE", "keep": [25, 60]}, cells) == ["2", "4"]
    cells["AGE"][2] = "OLD"
    assert kept({"number": "AGE", "keep": [25, 90]}, cells, case="ignore") == ["2", "3", "4"]


def test_rules_that_match_nothing_or_everything():
    cells = {"Q": ["1", "2"], "P": ["2008", "2008"]}
    rule = {"name": "other_panels", "column": "P", "keep_values": ["2009"]}
    shown = problems("trust: {column: Q, codes: [1, 2, 3]}", cells, exclude=[rule])
    assert shown == [
        "config/waves/w.yaml: exclude, column P: no row has this code of rule other_panels [2009]. "
        "Did you mean '2008'? Or take it out of `keep_values`.",
        "a.csv: every row is excluded. Mend the exclusions of the wave's file.",
    ]


def test_only_whole_equal_rows_are_delivered_twice():
    cells = {"Q": ["1", "2", "1", "1"], "KEY": ["a", "b", "a", "c"], "P": list("1111")}
    rule = {"name": "twice", "duplicated": "KEY"}
    shown = problems("trust: {column: Q, codes: [1, 2, 3]}", cells, exclude=[rule])
    # Respondents have ids of their own, so the third row is not the same as the first.
    assert (
        "row 3: respondent came before in this file with other answers (column KEY) [a]" in shown[0]
    )


def test_design_labels_are_sorted_and_numbers_are_numbers():
    people = harmonised(
        "trust: {column: Q, codes: [1, 2, 3]}",
        {"Q": ["1", "2"], "W": ["0.5", "2"], "S": ["z", "a"]},
        design={"weight": "W", "strata": ["S"]},
    )
    assert people["design.weight"].to_list() == [0.5, 2.0]
    assert list(people["design.strata.1"].cat.categories) == ["a", "z"]
    assert isinstance(people["trust"].dtype, pd.CategoricalDtype)


def test_a_variable_that_is_a_constant_in_one_file_and_a_column_in_another():
    wave = wave_of("online: {column: NET, codes: {1: user, 2: non_user}}")
    first = wave["files"][0]
    wave["files"] = [first, {**first, "path": "b.csv", "constants": {"online": "user"}}]
    raw = delivered({"NET": ["2", "1"]})
    raw["b.csv"] = delivered({"OTHER": ["x"]})["a.csv"]
    raw["b.csv"].frame["id"] = ["9"]
    people, _ = harmonise(CODEBOOK, "w", wave, raw)
    assert people["online"].to_list() == ["non_user", "user", "user"]


def test_exclusions_ignore_letter_case_where_the_wave_does():
    cells = {"STATUS": ["Test", "test", "done"], "Q": ["1", "1", "2"]}
    rule = {"name": "tests", "column": "STATUS", "values": ["test"]}
    column = "trust: {column: Q, codes: [1, 2, 3]}"
    assert answers(column, cells, "trust", exclude=[rule], case="ignore") == ["so_so"]
    assert answers(column, cells, "trust", exclude=[rule]) == ["agree", "so_so"]


def test_files_that_number_their_respondents_anew():
    wave = wave_of("trust: {column: Q, codes: [1, 2, 3]}")
    (first,) = wave["files"]
    raw = delivered({"Q": ["1", "2"]}) | {"b.csv": delivered({"Q": ["3"]})["a.csv"]}
    wave["files"] = [first, {**first, "path": "b.csv"}]
    with pytest.raises(ProblemsFound, match="give each an `id_prefix`"):
        harmonise(CODEBOOK, "w", wave, raw)
    wave["files"] = [{**first, "id_prefix": "a-"}, {**first, "path": "b.csv", "id_prefix": "b-"}]
    people, ledger = harmonise(CODEBOOK, "w", wave, raw)
    assert people["respondent"].to_list() == ["a-1", "a-2", "b-1"]
    assert ledger["respondent"].to_list() == ["a-1", "a-2", "b-1"]
