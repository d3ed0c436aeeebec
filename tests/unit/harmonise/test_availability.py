"""What was asked, counted by hand: a wave with two countries, then one with a split half."""

import numpy as np
import pandas as pd
import pytest
from conftest import SMALL
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.harmonise.availability import COLUMNS, availability, needed_columns, of_variables

CODEBOOK = Codebook.from_config(SMALL)
USE = {"column": "u_{item}", "items": {"letter": 1, "phone": 2}}
WAVES = {
    # The later one stands first: the order is that of the years.
    "w": {
        "year": 2010, "sampling": "probability", "mode": "web",
        "asked": {"wording": "same", "scale": "same", "base": "unknown"},
        "columns": {"use": USE, "reasons": {"asked": {"base": "same"}}},
        "files": [{"path": "f", "constants": {"country": "here"}},
                  {"path": "g", "constants": {"country": "there"}}],
    },
    "before": {
        "year": 2000, "sampling": "probability", "mode": "mail",
        "asked": {"wording": "same", "scale": "same", "base": "same"},
        "columns": {"country": {}, "use": {**USE, "items": {"letter": 1}}, "reasons": {}},
        "files": [{"path": "f"}],
    },
}  # fmt: skip


@pytest.fixture
def before() -> pd.DataFrame:
    """Six people of `here`; three of them, one half, were asked about letters."""
    frame = pd.DataFrame({
        "wave": "before", "country": "here", "age": pd.array([pd.NA] * 6, dtype="Int64"),
        "use.letter": ["daily", "_no_answer", "never"] + ["_not_asked"] * 3,
        "use.phone": "_not_asked",
        **{f"reasons.letter.{answer}": ["selected", "_not_applicable", "_not_applicable"]
           + ["_not_asked"] * 3 for answer in ("cheap", "fast", "no_reason")},
    })  # fmt: skip
    return derive(CODEBOOK, frame)


@pytest.fixture
def table(people, before) -> pd.DataFrame:
    return availability(CODEBOOK, WAVES, {"w": [people], "before": [before]})


def row(table: pd.DataFrame, *keys: str) -> pd.Series:
    return table.set_index(["wave", "country", "variable", "item"]).loc[keys]


def test_counts_and_states_by_hand(table):
    counts = ["n_respondents", "n_not_asked", "n_asked", "n_answered", "state"]
    letter = row(table, "before", "here", "use", "letter")
    assert letter[counts].to_list() == [6, 3, 3, 2, "part"]
    reasons = row(table, "before", "here", "reasons", "letter")
    assert reasons[counts].to_list() == [6, 3, 1, 1, "part"]  # two of three are outside the base
    phone = row(table, "before", "here", "use", "phone")
    assert phone[counts].to_list() == [6, 6, 0, 0, "not_asked"]
    assert row(table, "before", "here", "age", "age")["state"] == "not_asked"
    assert row(table, "before", "here", "country", "country")["state"] == "asked"  # a column
    assert row(table, "w", "here", "country", "country")["state"] == "constant"
    assert row(table, "w", "here", "use", "phone")[counts].to_list() == [3, 0, 3, 3, "asked"]
    assert row(table, "w", "there", "use", "phone")["state"] == "not_asked"
    assert ("before", "there") not in set(zip(table["wave"], table["country"], strict=True))


def test_grades_go_to_the_latest_earlier_wave_that_asked_in_the_country(table):
    what = ["earlier", "grade_with_earlier", "differs", "unknown"]
    assert row(table, "w", "here", "use", "letter")[what].to_list() == [
        "before", "C", "mode", "base",
    ]  # fmt: skip
    assert row(table, "w", "here", "reasons", "letter")[what].to_list() == [
        "before", "B", "mode", "",
    ]  # fmt: skip
    # Nobody was asked about it before, in the country or at all.
    for keys in (("w", "here", "use", "phone"), ("w", "there", "use", "letter")):
        assert row(table, *keys)[what].to_list() == [""] * 4
    # The count of media has another scale where another list was asked.
    assert row(table, "w", "here", "user", "user")[what].to_list() == [
        "before", "D", "scale mode", "base",
    ]  # fmt: skip


def test_a_variable_is_asked_in_part_where_its_items_differ(table):
    found = of_variables(table).set_index(["wave", "country", "variable"])
    use = found.loc[("before", "here", "use")]
    assert (use["state"], use["items_asked"], use["items"], use["n_not_asked"]) == ("part", 1, 2, 3)
    assert found.loc[("w", "here", "use"), "state"] == "asked"
    assert found.loc[("w", "here", "use"), "grade_with_earlier"] == "C"
    assert found.loc[("before", "here", "reasons"), "items_asked"] == 1


def test_only_the_columns_that_are_needed_are_read(table, people, before):
    needed = needed_columns(CODEBOOK)
    assert len(needed) == len(set(needed))
    narrow = {
        name: [frame[[column for column in needed if column in frame]]]
        for name, frame in {"w": people, "before": before}.items()
    }
    pd.testing.assert_frame_equal(availability(CODEBOOK, WAVES, narrow), table)


@given(
    st.lists(
        st.sampled_from(["daily", "never", "_not_asked", "_not_applicable", "_no_answer"]),
        min_size=1,
        max_size=40,
    )
)
def test_people_are_not_asked_outside_the_base_silent_or_answering(answers):
    frame = pd.DataFrame({"country": "here", "use.letter": answers})
    found = availability(CODEBOOK, {"w": WAVES["w"]}, {"w": [frame.iloc[:1], frame.iloc[1:]]})
    assert list(found.columns) == list(COLUMNS)
    letter = found[(found["variable"] == "use") & (found["item"] == "letter")].iloc[0]
    count = {kind: answers.count(kind) for kind in set(answers)}
    assert letter["n_respondents"] == len(answers)
    assert letter["n_not_asked"] == count.get("_not_asked", 0)
    assert letter["n_answered"] == count.get("daily", 0) + count.get("never", 0)
    assert letter["n_asked"] == letter["n_answered"] + count.get("_no_answer", 0)
    share = letter["n_not_asked"] / len(answers)
    assert letter["state"] == ("not_asked" if share == 1 else "part" if share else "asked")
    assert np.issubdtype(found["n_asked"].dtype, np.integer)
