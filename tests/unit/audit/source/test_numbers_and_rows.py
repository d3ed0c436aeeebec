"""Numbers with their bases and rows of tables: by hand, and against trying every count."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_publication import alarmed, audited, verdicts

from tsunagari.audit.source.rows import nearest_base
from tsunagari.audit.source.shares import rounded_share, split_of_rounded
from tsunagari.read.rounding import Span, people_span


def printed(count: int, n: int) -> str:
    """A share as printed, halves rounded up, in decimal arithmetic of its own."""
    exact = Decimal(100 * count) / Decimal(n)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def row(n: int, good: str, fair: str, bad: str) -> str:
    percents = {"good": good, "fair": fair, "bad": bad}
    return "\n".join(f"9-1 all mood {key} {n} {p}" for key, p in percents.items())


# --- a number and its base --------------------------------------------------------
def test_counts_ties_and_shares_that_no_count_gives():
    table = audited(
        "9-1 all mood good 208 9.2\n9-6 all mood good 400 16.3\n9-3 all letter daily 63 52.4"
    )
    grim = table[table["check"] == "grim"].set_index("figure")
    assert grim["verdict"].to_dict() == {
        "9-1": "unattainable",
        "9-6": "noted",
        "9-3": "consistent",
    }
    assert grim["implied"].to_dict() == {"9-1": "19: 9.13%, 20: 9.62%", "9-6": "65", "9-3": "33"}
    assert "16.25" in grim.loc["9-6", "explanation_en"]
    assert "rounded up" in grim.loc["9-6", "explanation_en"]
    assert "切り上げ" in grim.loc["9-6", "explanation_ja"]


def test_without_a_base_a_count_cannot_be_checked_unless_others_fix_the_base():
    alone = verdicts(audited("9-1 all mood good - 9.2"), "grim")
    assert alone["9-1", "all", "mood", "good"] == "cannot_be_checked"
    # 9-3 says that everybody is 208 people, whoever they are called.
    known = verdicts(audited("9-1 all mood good - 9.2\n9-3 all letter daily 208 50.0"), "grim")
    assert known["9-1", "all", "mood", "good"] == "unattainable"


def test_a_base_that_is_the_sum_of_groups_is_found():
    table = audited(
        "9-1 man mood good 100 9.0\n9-1 woman mood good 108 25.0\n9-7 all mood bad - 9.2"
    )
    assert verdicts(table, "grim")["9-7", "all", "mood", "bad"] == "unattainable"


@pytest.mark.parametrize(("share", "n", "parts"), [("63.7", 11, 3), ("50.1", 92, 3)])
def test_sums_of_rounded_shares_by_trying_all(share, n, parts):
    tried = {
        sum(counts)
        for counts in product(range(n + 1), repeat=parts)
        if sum(counts) <= n and sum(Decimal(printed(c, n)) for c in counts) == Decimal(share)
    }
    split = split_of_rounded(share, n, parts)
    assert {sum(split)} == tried
    assert sum(Decimal(printed(c, n)) for c in split) == Decimal(share)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 14), st.integers(0, 1000))
def test_a_sum_of_two_rounded_shares_is_found_when_there_is_one(n, tenths):
    share = str(Decimal(tenths) / 10 + Decimal("0.0"))
    tried = any(
        Decimal(printed(a, n)) + Decimal(printed(b, n)) == Decimal(share)
        for a in range(n + 1)
        for b in range(n + 1 - a)
    )
    assert (split_of_rounded(share, n, 2) is not None) == tried


@given(st.integers(1, 2000), st.data())
def test_rounded_shares_agree_with_decimal_arithmetic(n, data):
    count = data.draw(st.integers(0, n))
    assert rounded_share(count, n, "0.0") == printed(count, n)


def test_spans_of_people_keep_the_nearest_counts_where_none_fits():
    assert people_span("9.2", 208) == Span(19, 20)
    assert people_span("44.2", 208) == Span(92, 92)
    assert people_span("0.0", 3000) == Span(0, 1)


# --- rows --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("n", "numbers", "verdict"),
    [
        (3, ("33.3", "33.3", "33.3"), "noted"),  # 99.9 by rounding
        (64, ("56.3", "34.4", "9.4"), "noted"),  # 36, 22 and 6 of 64: 100.1
        (10, ("50.0", "30.0", "20.0"), "consistent"),
        (10, ("50.0", "30.0", "30.0"), "inconsistent"),
        (10, ("50.0", "30.0", "10.0"), "inconsistent"),
        (10, ("50.0", "33.3", "20.0"), "unattainable"),
    ],
)
def test_rows_by_hand(n, numbers, verdict):
    found = verdicts(audited(row(n, *numbers)), "row_sum")
    assert found == {("9-1", "all", "mood", ""): verdict}


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 9), st.data())
def test_a_changed_digit_is_found_whenever_no_counts_give_the_row(n, data):
    counts = [c for c in product(range(n + 1), repeat=3) if sum(c) == n]
    possible = {tuple(printed(k, n) for k in c) for c in counts}
    true = data.draw(st.sampled_from(sorted(possible)))
    place = data.draw(st.integers(0, 2))
    text = true[place]
    digit = data.draw(st.sampled_from([i for i, c in enumerate(text) if c != "."]))
    changed = text[:digit] + data.draw(st.sampled_from("0123456789")) + text[digit + 1 :]
    changed = str(Decimal(changed))
    if Decimal(changed) > 100:
        return
    numbers = [*true[:place], changed, *true[place + 1 :]]
    assert alarmed(audited(row(n, *numbers))) == (tuple(numbers) not in possible)


def test_a_row_of_unknown_base_may_miss_100_by_what_rounding_can_do():
    def verdict(*numbers: str) -> str:
        lines = zip(("good", "fair", "bad"), numbers, strict=True)
        text = "\n".join(f"9-1 all mood {key} - {p}" for key, p in lines)
        return verdicts(audited(text), "row_sum")["9-1", "all", "mood", ""]

    assert verdict("50.0", "30.0", "20.0") == "consistent"
    assert verdict("50.1", "30.0", "20.0") == "noted"
    assert verdict("50.2", "30.0", "20.0") == "inconsistent"


def test_the_smallest_base_of_people_of_unknown_number():
    table = audited("9-1 all mood good - 33.3\n9-1 all mood fair - 33.3\n9-1 all mood bad - 33.3")
    bases = table[table["check"] == "possible_base"]
    assert bases["implied"].to_list() == ["3"]
    # 14.3, 28.6 and 57.1 are 1, 2 and 4 of 7 and of nothing smaller.
    table = audited("9-1 all mood good - 14.3\n9-1 all mood fair - 28.6\n9-1 all mood bad - 57.1")
    assert table[table["check"] == "possible_base"]["implied"].to_list() == ["7"]


def test_an_incomplete_row_is_only_wrong_when_it_is_too_large_already():
    half = verdicts(audited("9-1 all mood good 10 50.0\n9-1 all mood fair 10 40.0"), "row_sum")
    assert set(half.values()) == {"cannot_be_checked"}
    full = verdicts(audited("9-1 all mood good 10 70.0\n9-1 all mood fair 10 40.0"), "row_sum")
    assert set(full.values()) == {"inconsistent"}


def test_the_nearest_base_of_a_row():
    assert nearest_base(["9.2", "44.2", "44.2", "1.9", "0.5"], 208) == 206
    assert nearest_base(["99.9", "99.9"], 5) is None


def test_an_exclusive_answer_leaves_room_for_the_others():
    def verdict(cheap: str, fast: str, none: str) -> str:
        lines = zip(("cheap", "fast", "no_reason"), (cheap, fast, none), strict=True)
        text = "\n".join(f"9-2 all letter {key} 10 {p}" for key, p in lines)
        return verdicts(audited(text), "exclusive_answer")["9-2", "all", "letter", "no_reason"]

    assert verdict("50.0", "20.0", "50.0") == "consistent"
    assert verdict("60.0", "20.0", "50.0") == "inconsistent"  # six of the other five
    assert verdict("20.0", "20.0", "50.0") == "noted"  # one gave no answer at all
