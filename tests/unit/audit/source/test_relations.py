"""Numbers against each other: by hand, and against trying every number of people."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_publication import alarmed, audited, verdicts

ALL_BAD = ("9-1", "all", "mood", "bad")


def printed(count: int, n: int) -> str:
    exact = Decimal(100 * count) / Decimal(n)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


# --- bases of filtered questions ------------------------------------------------------
@pytest.mark.parametrize(("base", "verdict"), [(20, "consistent"), (21, "inconsistent")])
def test_a_filtered_question_is_put_to_those_who_qualify(base, verdict):
    # 50.0% of 40 are in a bad mood, so 20 people are asked what came after.
    table = audited(f"9-1 all mood bad 40 50.0\n9-4 all after better {base} -")
    found = table[table["check"] == "implied_count"].iloc[0]
    assert found["verdict"] == verdict
    assert (found["printed"], found["implied"]) == (str(base), "20")


@pytest.mark.parametrize(("base", "verdict"), [(25, "consistent"), (24, "inconsistent")])
def test_a_base_is_the_sum_of_the_answers_that_lead_to_it(base, verdict):
    # Users are those who use it daily (37.5% of 40) and rarely (25.0%): 15 and 10.
    text = f"9-3 all letter daily 40 37.5\n9-3 all letter rarely 40 25.0\n9-2 all letter cheap {base} -"
    found = verdicts(audited(text), "implied_count")
    assert found["9-2", "all", "letter", ""] == verdict


def test_without_another_number_nobody_says_how_many_qualify():
    table = audited("9-2 all letter cheap 25 40.0\n9-3 all phone daily 40 50.0")
    assert verdicts(table, "implied_count")["9-2", "all", "letter", ""] == "cannot_be_checked"
    within = table[(table["check"] == "part_within_whole") & (table["figure"] == "9-2")]
    assert (within["verdict"].to_list(), within["implied"].to_list()) == (["consistent"], ["40"])
    table = audited("9-2 all letter cheap 41 -\n9-3 all phone daily 40 50.0")
    assert verdicts(table, "part_within_whole")["9-2", "all", "letter", ""] == "inconsistent"


def test_bases_of_the_same_people_agree_across_figures():
    agree = verdicts(
        audited("9-1 all mood good 40 50.0\n9-3 all phone daily 40 50.0"), "base_against_base"
    )
    assert list(agree.values()) == ["consistent"]
    differ = verdicts(
        audited("9-1 all mood good 40 50.0\n9-3 all phone daily 41 -"), "base_against_base"
    )
    assert list(differ.values()) == ["inconsistent"]


def test_groups_sum_to_everybody():
    text = "9-1 all mood good 40 50.0\n9-1 man mood good 19 -\n9-1 woman mood good {} -"
    assert (
        verdicts(audited(text.format(21)), "base_against_base")["9-1", "all", "mood", ""]
        == "consistent"
    )
    assert (
        verdicts(audited(text.format(20)), "base_against_base")["9-1", "all", "mood", ""]
        == "inconsistent"
    )


# --- sets, sums and repetitions ---------------------------------------------------------
def test_a_set_is_the_sum_of_its_answers_in_people_not_in_print():
    text = "9-1 all mood good 7 14.3\n9-1 all mood fair 7 28.6\n9-1 all mood fine 7 {}"
    # 1 and 2 of 7 are 3 of 7, 42.9, which is what the printed numbers sum to as well.
    assert (
        verdicts(audited(text.format("42.9")), "printed_sum")["9-1", "all", "mood", "fine"]
        == "consistent"
    )
    assert (
        verdicts(audited(text.format("57.1")), "printed_sum")["9-1", "all", "mood", "fine"]
        == "inconsistent"
    )
    # 1 and 1 of 3 are 2 of 3: 66.7, though 33.3 + 33.3 = 66.6.
    text = "9-1 all mood good 3 33.3\n9-1 all mood fair 3 33.3\n9-1 all mood fine 3 66.7"
    assert verdicts(audited(text), "printed_sum")["9-1", "all", "mood", "fine"] == "noted"


def test_answers_that_are_added_up_in_prose():
    text = "9-1 all mood good 40 37.5\n9-1 all mood bad 40 25.0\n9-1 all mood good+bad 40 {}"
    assert not alarmed(audited(text.format("62.5")))
    assert alarmed(audited(text.format("62.4")))
    assert alarmed(audited(text.format("65.0")), "printed_sum")


def test_the_same_number_in_two_figures():
    assert not alarmed(audited("9-1 all mood bad 40 50.0\n9-7 all mood bad 40 50.0"))
    found = verdicts(audited("9-1 all mood bad 40 50.0\n9-7 all mood bad 40 52.5"), "same_number")
    assert found["9-7", "all", "mood", "bad"] == "inconsistent"
    # Of people of unknown number only the percentages can be set against each other.
    found = verdicts(audited("9-1 all mood bad - 50.0\n9-7 all mood bad - 50.1"), "same_number")
    assert found["9-7", "all", "mood", "bad"] == "consistent"  # 50.05 is printed as either
    found = verdicts(audited("9-1 all mood bad - 50.0\n9-7 all mood bad - 50.2"), "same_number")
    assert found["9-7", "all", "mood", "bad"] == "inconsistent"


# --- groups -------------------------------------------------------------------------------
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_a_total_against_its_groups_is_wrong_just_when_no_counts_give_all_three(men, women, data):
    def choose(n: int) -> str:
        return printed(data.draw(st.integers(0, n)), n)

    own, other, every = choose(men), choose(women), choose(men + women)
    possible = any(
        (printed(a, men), printed(b, women), printed(a + b, men + women)) == (own, other, every)
        for a, b in product(range(men + 1), range(women + 1))
    )
    text = f"9-1 all mood bad {men + women} {every}\n9-1 man mood bad {men} {own}\n9-1 woman mood bad {women} {other}"
    table = audited(text)
    assert alarmed(table) == (not possible)
    assert verdicts(table, "total_against_groups")[ALL_BAD] in ("consistent", "inconsistent")


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_a_group_within_a_whole_is_wrong_just_when_no_counts_give_both(women, men, data):
    everybody = women + men
    own = printed(data.draw(st.integers(0, women)), women)
    every = printed(data.draw(st.integers(0, everybody)), everybody)
    possible = any(
        (printed(a, women), printed(a + b, everybody)) == (own, every)
        for a, b in product(range(women + 1), range(men + 1))
    )
    table = audited(f"9-7 all mood bad {everybody} {every}\n9-6 all mood bad {women} {own}")
    assert alarmed(table) == (not possible)


def test_two_bases_are_noted_and_tell_what_the_rest_must_have_answered():
    # 50.0% of 20 women are 10; 45.0% of all 40 are 18, so 8 of the other 20.
    table = audited("9-7 all mood bad 40 45.0\n9-6 all mood bad 20 50.0")
    found = table[table["check"] == "group_within_whole"].iloc[0]
    assert (found["figure"], found["verdict"], found["implied"]) == ("9-6", "noted", "8")
    assert "the other 20 people" in found["explanation_en"]
    assert "残る20人" in found["explanation_ja"]


def test_shares_of_groups_of_unknown_size_bound_that_size():
    # Half of the women and a quarter of all: at most half (25.05 / 49.95) of all are women.
    table = audited("9-7 all mood bad - 25.0\n9-6 all mood bad - 50.0")
    found = table[table["check"] == "group_within_whole"].iloc[0]
    assert (found["verdict"], found["implied"]) == ("consistent", "50.2%")
