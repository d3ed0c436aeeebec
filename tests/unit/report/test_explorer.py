"""What readers choose: the rows behind each choice, the same words as the codebook."""

import json

import pandas as pd

from tsunagari.report.explorer import (
    choices_of,
    explorer_entries,
    in_page,
    subsets,
    waves_rows,
    waves_spec,
    with_choices,
)

TEXTS = {"a": {"ja": "い", "en": "A"}, "b": {"ja": "ろ", "en": "B"}}


def test_all_choices_and_their_crossings():
    assert subsets(["sex", "age"]) == [(), ("sex",), ("age",), ("sex", "age")]
    entries = explorer_entries({"title": {}, "indicators": [1], "by": ["sex", "age"]})
    assert [entry.get("by") for entry in entries] == [None, ["sex"], ["age"], ["sex", "age"]]
    assert all(set(entry) <= {"indicators", "by"} for entry in entries)


def test_a_group_is_told_by_each_variable():
    table = pd.DataFrame({"group": ["male.20s", "female.30s"]})
    crossed = with_choices(table, ["sex", "age"], ["sex", "age"])
    assert crossed[["sex", "age"]].to_numpy().tolist() == [["male", "20s"], ["female", "30s"]]
    one = with_choices(pd.DataFrame({"group": ["20s"]}), ["sex", "age"], ["age"])
    assert one[["sex", "age"]].to_numpy().tolist() == [["all", "20s"]]
    everybody = with_choices(pd.DataFrame({"group": ["all"]}), ["sex", "age"], [])
    assert everybody[["sex", "age"]].to_numpy().tolist() == [["all", "all"]]


def test_choices_are_the_codebooks(project):
    table = pd.DataFrame({"country": ["japan", "germany"]})
    found = choices_of({"by": ["sex"]}, table, project.codebook_config)
    assert list(found["country"]) == ["japan", "germany"]
    assert list(found["sex"]) == ["all", "male", "female"]


def test_rows_are_rounded_and_say_what_they_stand_on():
    row = {"wave": "a", "item": "trust", "category": "agree", "n": 8.0, "percent": 62.54,
           "ci_low": 30.06, "ci_high": 90.0, "basis": "assumed", "country": "here", "sex": "all"}  # fmt: skip
    assert waves_rows(pd.DataFrame([row]), ["country", "sex"]) == [
        {"wave": "a", "what": "trust.agree", "percent": 62.5, "ci_low": 30.1, "ci_high": 90.0,
         "country": "here", "sex": "all", "n": 8, "basis": "assumed"}
    ]  # fmt: skip


def test_the_picture_is_filtered_by_every_choice_and_assumed_dots_are_hollow():
    names = {"country": {"ja": "国", "en": "Country"}}
    spec = waves_spec(TEXTS, TEXTS, {"country": TEXTS}, names, {"ja": "題", "en": "Title"}, "en")
    assert spec["transform"][0] == {"filter": "datum.country === choose_country"}
    assert spec["params"][0]["bind"]["labels"] == ["A", "B"]
    dots = spec["layer"][1]["encoding"]
    assert dots["fill"]["condition"]["test"] == "datum.basis === 'assumed'"
    assert spec["layer"][0]["encoding"]["stroke"]["sort"] == ["A", "B"]


def test_a_specification_cannot_end_its_script():
    assert "</script>" not in in_page({"x": "</script>"})
    assert json.loads(in_page({"x": "</script>"})) == {"x": "</script>"}
