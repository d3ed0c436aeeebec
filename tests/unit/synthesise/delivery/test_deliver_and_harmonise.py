"""What is delivered and harmonised again is what it was, mess and all; slips are named."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_respondents import random_respondents

from tsunagari.codebook.variables import NOT_ASKED
from tsunagari.config.problems import ProblemsFound
from tsunagari.harmonise.respondents import harmonise
from tsunagari.read.delivered_file import DeliveredFile
from tsunagari.read.read import read_delivered
from tsunagari.synthesise.delivery.files import write_delivered
from tsunagari.synthesise.delivery.rows import deliver

pytestmark = pytest.mark.xdist_group("delivered")

MESS = {
    "seed": 1,
    "numbers": {"SECONDS": [200, 2000]},
    "rows": {
        "delivered_twice": {"share": 0.05},
        "outside_age_quota": {"share": 0.05, "values": [17, 85]},
        "answered_too_fast": {"share": 0.05, "values": [30, 100]},
    },
    "full_width": 0.3,
}


def sent_and_read(project, wave_name, respondents, folder, mess=MESS):
    """The wave's files written and read again, as text."""
    wave, codebook = project.waves[wave_name], project.codebook
    if not any(rule.get("number") == "SECONDS" for rule in wave["exclude"]):
        mess = {**mess, "numbers": {}}
    frames = deliver(codebook, wave_name, wave, respondents, mess)
    for file in wave["files"]:
        path = folder / file["path"]
        texts = project.codebook_config
        write_delivered(path, frames[file["path"]], file, wave, codebook, texts)
    return {file["path"]: read_delivered(folder / file["path"], file) for file in wave["files"]}


def answers(codebook, frame):
    """How often each combination of answers occurs, whatever the order of rows."""
    columns = [column for variable in codebook.asked for column in variable.columns()]
    return frame[columns].astype(str).agg("|".join, axis=1).value_counts().sort_index()


@pytest.mark.parametrize("wave_name", ["2008", "2017"])
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(seed=st.integers(0, 2**31))
def test_round_trip(project, tmp_path_factory, wave_name, seed):
    rng = np.random.default_rng(seed)
    wave = project.waves[wave_name]
    sent = random_respondents(project.codebook, wave, 300, rng)
    raw = sent_and_read(project, wave_name, sent, tmp_path_factory.mktemp("raw"))
    back, ledger = harmonise(project.codebook, wave_name, wave, raw)
    pd.testing.assert_series_equal(
        answers(project.codebook, sent), answers(project.codebook, back), check_names=False
    )
    assert len(ledger) == sum(len(file.frame) for file in raw.values())
    assert (ledger["status"] == "kept").sum() == 300
    assert set(ledger["reason"]) - {""} <= set(MESS["rows"])


def test_an_item_that_the_wave_did_not_ask_is_not_asked(project, tmp_path):
    wave = project.waves["2008"]
    sent = random_respondents(project.codebook, wave, 50, np.random.default_rng(0))
    raw = sent_and_read(project, "2008", sent, tmp_path)
    back, _ = harmonise(project.codebook, "2008", wave, raw)
    assert (back["media_use.line"] == NOT_ASKED).all()
    assert back["communities"].notna().all()


@pytest.fixture(scope="module")
def delivered(project, tmp_path_factory):
    """The cells of 80 respondents of 2017 without mess."""
    rng = np.random.default_rng(3)
    sent = random_respondents(project.codebook, project.waves["2017"], 80, rng)
    mess, folder = {**MESS, "rows": {}, "full_width": 0}, tmp_path_factory.mktemp("delivered")
    raw = sent_and_read(project, "2017", sent, folder, mess)
    return {path: file.frame.astype(str) for path, file in raw.items()}


@pytest.fixture
def japan(delivered):
    """Those cells, to be changed by hand."""
    return {path: frame.copy() for path, frame in delivered.items()}


def problems_of(project, frames) -> list[str]:
    raw = {path: DeliveredFile(frame.astype("category")) for path, frame in frames.items()}
    with pytest.raises(ProblemsFound) as found:
        harmonise(project.codebook, "2017", project.waves["2017"], raw)
    return [str(problem) for problem in found.value.problems]


def test_unknown_codes_name_row_column_value_and_nearest_all_at_once(project, japan):
    japan["japan.csv"].loc[3, "SEX"] = "7"
    japan["germany.csv"].loc[2, "Q7_1"] = "l"
    shown = problems_of(project, japan)
    assert "japan.csv: row 3, column SEX: unknown code [7]" in shown[0]
    assert "germany.csv: row 2, column Q7_1: unknown code [l]" in shown[1]
    assert "Valid are: 1, 2, 3, 4, 97, 98, 99." in shown[1]


def test_missing_column_names_the_nearest(project, japan):
    japan["japan.csv"] = japan["japan.csv"].rename(columns={"Q4": "Q04"})
    assert problems_of(project, japan) == [
        "japan.csv: header: column is missing [Q4]. Did you mean 'Q04'? "
        "Or list the variable under `not_asked`."
    ]


def test_an_age_that_is_no_number(project, japan):
    japan["japan.csv"].loc[5, "AGE"] = "4O"
    shown = problems_of(project, japan)
    assert "japan.csv: row 5, column AGE: no number, so rule outside_age_quota" in shown[0]
    assert "japan.csv: row 5, column AGE: not a whole number [4O]" in shown[1]


def test_answers_outside_their_base(project, japan):
    frame = japan["japan.csv"]
    row = frame.index[frame["Q4"] == ""][0]
    frame.loc[row, "Q4"] = "3"
    assert re.search(
        rf"row {row}, column Q4|column trust_change: answered outside the base",
        "\n".join(problems_of(project, japan)),
    )


def test_an_exclusive_answer_beside_another(project, japan):
    frame = japan["japan.csv"]
    frame.loc[1, ["Q6_1", "Q6_9"]] = "1"
    shown = problems_of(project, japan)
    assert shown[0].startswith(
        "japan.csv: row 1, column trust_criteria.nothing_particular: exclusive answer"
    )


def test_a_respondent_with_two_different_answers(project, japan):
    frame = japan["japan.csv"]
    again = frame.iloc[[0]].copy()
    again["SEX"] = "2" if frame["SEX"].iloc[0] == "1" else "1"
    japan["japan.csv"] = pd.concat([frame, again.set_axis([len(frame) + 1])])
    shown = problems_of(project, japan)
    assert f"row {len(frame) + 1}: respondent came before in this file with other" in shown[0]


def test_a_respondent_in_two_files(project, japan):
    japan["germany.csv"].loc[1, "SAMPLEID"] = japan["japan.csv"].loc[1, "SAMPLEID"]
    shown = problems_of(project, japan)
    assert shown[0].startswith("germany.csv: row 1: respondent delivered before in wave 2017")


def test_a_hundred_bad_cells_are_shown_short(project, japan):
    japan["japan.csv"]["SEX"] = "x"
    shown = problems_of(project, japan)
    assert len([text for text in shown if "row" in text]) <= 20
