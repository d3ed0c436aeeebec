"""Texts that are alike, and those whose letters are alike and whose meaning is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.waves.draft.text import coverage, explained, folded, similarity


@given(st.text(max_size=30), st.text(max_size=30))
def test_between_nothing_and_the_same(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert 0 <= coverage(one, other) <= 1
    assert 0 <= explained(one, [other, one]) <= 1
    assert similarity(one, one) == (1 if folded(one) else 0)
    assert coverage(one, one) == explained(one, [one]) == (1 if folded(one) else 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("can be trusted", "can't be trusted"),
        ("I agree with it", "I disagree with it"),
        ("satisfied with life", "dissatisfied with life"),
        ("参加している", "参加していない"),
        ("信頼できる", "信頼できません"),
    ],
)
def test_a_text_is_not_like_its_negation(one, other):
    assert similarity(one, other) <= 0.5
    assert similarity(one, one + "!") == 1


def test_width_case_and_the_number_of_the_question_do_not_matter():
    assert folded("Q7_1. ＳＮＳで 知り合う") == folded("snsで　知り合う")
    assert folded("問３：性別") == "性別"


def test_words_are_whole_and_kana_are_single():
    assert coverage("LINE", "online communities") == 0
    assert coverage("LINE", "Do you use LINE?") == 1
    assert coverage("ブログ", "ミニブログの利用") == 1
    # 信頼できる人 is 6 letters, of which 信頼できる stands there and 人 alone is no match.
    assert coverage("信頼できる人", "ほとんどの人は信頼できる") == pytest.approx(5 / 6)
