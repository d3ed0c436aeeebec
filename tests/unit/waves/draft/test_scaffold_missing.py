"""Which codes are taken for missing: by their label, their distance from the rest, their tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.waves.draft.habits import likely_missing
from tsunagari.waves.draft.profile import Column, stem


def column(codes: list[str], labels: dict[str, str] | None = None) -> Column:
    return Column("Q", "", labels or {}, dict.fromkeys(codes, 5), 0, ("a.csv",), {})


@pytest.mark.parametrize(
    ("codes", "labels", "expected"),
    [
        ("1 2 3 4 9", None, {"9": "no_answer"}),
        ("1 2 3 4 8 9", None, {"8": "no_answer", "9": "no_answer"}),
        ("1 2 3 4 5 6 7 8 9", None, {}),  # nine answers, not seven and two missing
        ("1 2 97 98 99", None, {"97": "not_applicable", "98": "no_answer", "99": "no_answer"}),
        ("-1 0 1", None, {"-1": "not_applicable"}),
        ("1 2 .d .i .z", None, {".d": "no_answer", ".i": "not_applicable", ".z": "no_answer"}),
        ("1 2 9", {"1": "a", "2": "b", "9": "other"}, {}),  # the label says what it is
        ("1 2 3", {"3": "無回答"}, {"3": "no_answer"}),
        ("1 2 3", {"3": "非該当"}, {"3": "not_applicable"}),
        ("1 2 3", {"3": "Don't know"}, {"3": "no_answer"}),
        ("1 2 3", {"3": "not asked in this version"}, {"3": "not_asked"}),
        ("yes no Refused", None, {"Refused": "no_answer"}),
    ],
)
def test_codes_that_look_missing(codes, labels, expected):
    found = likely_missing(column(codes.split(), labels))
    assert {code: kind for code, (kind, _) in found.items()} == expected


@given(st.integers(2, 96))
def test_a_run_of_codes_has_no_missing_ones(highest):
    assert likely_missing(column([str(code) for code in range(1, highest + 1)])) == {}


def test_stems():
    assert [stem(name) for name in ("Q1_1", "Q1_11", "Q2_1_11", "t01", "AGE")] == [
        "Q1_#",
        "Q1_#",
        "Q2_#_#",
        "t#",
        "AGE",
    ]
