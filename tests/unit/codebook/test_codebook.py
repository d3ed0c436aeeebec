"""The codebook's questions to respondents, on four people worked by hand."""

import pandas as pd
import pytest

from tsunagari.codebook.answers import answered, is_member, matches
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import NO_ANSWER, NOT_APPLICABLE, NOT_ASKED


def test_columns_repeat_over_items_and_categories(small):
    assert small["use"].columns() == ["use.letter", "use.phone"]
    assert small["reasons"].columns("phone") == [
        "reasons.phone.cheap",
        "reasons.phone.fast",
        "reasons.phone.no_reason",
    ]


def test_members_opens_sets_and_refuses_what_is_neither(small):
    assert small["use"].members(["never", "users"]) == ("never", "daily", "rarely")
    with pytest.raises(KeyError, match="often"):
        small["use"].members("often")


def test_matches_meets_every_condition(small, people):
    assert list(matches(small, people, {"country": "here", "age_band": {"not": "old"}})) == [
        True,
        True,
        False,
        False,
    ]
    assert list(matches(small, people, {"use": "users"}, item="letter")) == [
        True,
        False,
        True,
        False,
    ]
    assert list(matches(small, people, {"use.phone": ["daily"]})) == [False, False, False, True]


def test_answered_leaves_out_every_kind_of_missing(small, people):
    assert list(answered(small, people, "reasons", "letter")) == [True, False, True, False]
    assert list(answered(small, people, "use", "phone")) == [True, True, False, True]


def test_bands_include_their_upper_bound(people):
    assert list(people["age_band"]) == ["young", "young", "old", "old"]


@pytest.mark.parametrize("age", [19, 80])
def test_a_number_in_no_band_is_an_error(small, people, age):
    people.loc[0, "age"] = age
    with pytest.raises(ValueError, match=rf"\[{age}\] lies in no band of age_band"):
        derive(small, people, ["age_band"])


def test_count_ignores_items_not_asked_and_stops_at_no_answer(small, people):
    assert list(people["uses"]) == [2, 0, 1, 1]
    people.loc[1, "use.phone"] = NO_ANSWER
    counted = derive(small, people, ["uses"])["uses"]
    assert counted.isna().to_list() == [False, True, False, False]


def test_cases_keep_the_kinds_of_missing_apart(small, people):
    assert list(people["user"]) == ["both", "neither", "both", "both"]
    people["use.letter"] = [NO_ANSWER, NO_ANSWER, NOT_ASKED, NOT_APPLICABLE]
    people["use.phone"] = ["daily", "never", NOT_ASKED, NOT_APPLICABLE]
    assert list(derive(small, people, ["user"])["user"]) == [
        "both",  # one use decides, whatever was left unanswered
        NO_ANSWER,
        NOT_ASKED,
        NOT_APPLICABLE,
    ]


def test_is_member_of_multiple_answers_counts_any_of_them(small, people):
    chosen = is_member(small, people, "reasons", "letter", ["fast", "no_reason"])
    pd.testing.assert_series_equal(chosen, pd.Series([True, False, True, False]))


def test_outside_the_base_of_one_source_another_can_tell(project):
    """Who posts nowhere was not asked whom they met, and does not post."""
    codebook = project.codebook
    frame = pd.DataFrame({"respondent": ["a", "b", "c"]})
    for column in codebook["media_use"].columns():
        frame[column] = ["never_uses", "posts_actively", "posts_actively"]
    for column in codebook["met_offline"].columns():
        frame[column] = [NOT_APPLICABLE, "never", "once"]
    derived = derive(codebook, frame, ["has_met_offline", "posting"])
    assert list(derived["posting"]) == ["does_not_post", "posts", "has_met"]
    assert list(derived["has_met_offline"]) == [NOT_APPLICABLE, "not_met", "met"]
