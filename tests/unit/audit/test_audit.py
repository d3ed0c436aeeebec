"""Verdicts on hand-made rows."""

import pandas as pd
import pytest

from tsunagari.audit.numbers import agreement, audit_numbers
from tsunagari.codebook.queries import KEYS

CELL = ("1-1", "w", "here", "all", "use", "daily")


def published(**changes) -> pd.DataFrame:
    row = dict(zip(KEYS, CELL, strict=True)) | {
        "n": 206,
        "percent": 9.2,
        "printed": "9.2",
        "value": None,
        "placement": "printed",
        "provenance": "seed",
        "note": "candidates: a|b",
        "file": "1-1",
        "seed_line": 1,
    }
    return pd.DataFrame([row | changes])


ESTIMATES = pd.DataFrame(
    [
        (*CELL, 206, 100 * 19 / 206, "published"),
        (*CELL[:-1], "never", 206, 100 * 1 / 206, "published"),
    ],
    columns=[*KEYS, "n", "percent", "basis"],
)
FINDING = [*KEYS, "kind", "members", "attained_n", "attained_percent"]
BOTH = '[["1-1"], ["1-2"]]'  # of two numbers that contradict each other
NEAREST = (206, 100 * 19 / 206)
NAMED = "(the audit of the source names them); the nearest that all others allow is 9.22% (n=206)"
SYNTHETIC = {"w": "synthetic"}
NO_FINDINGS = pd.DataFrame(columns=FINDING)


def verdict(row: pd.DataFrame, findings: pd.DataFrame = NO_FINDINGS) -> tuple[str, str]:
    judged = audit_numbers(row, ESTIMATES, findings, SYNTHETIC).iloc[0]
    return judged["verdict"], judged["reason_en"]


def test_same_number_and_base():
    assert verdict(published()) == ("attained", "")


def test_only_delivered_responses_reproduce():
    judged = audit_numbers(published(), ESTIMATES, NO_FINDINGS, {"w": "delivered"})
    assert list(judged["verdict"]) == ["reproduced"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"percent": 9.3, "printed": "9.3"}, "9.2 instead of 9.3"),
        ({"n": 208}, "on a base of 206, not 208"),
        ({"percent": None, "n": 208}, "on a base of 206, not 208"),
    ],
)
def test_differs(changes, reason):
    assert verdict(published(**changes)) == ("differs", reason)


def test_a_contradiction_found_by_the_solver_is_unattainable():
    finding = pd.DataFrame([(*CELL, "contradiction", BOTH, *NEAREST)], columns=FINDING)
    row = published(percent=9.3, printed="9.3")
    word, reason = verdict(row, finding)
    assert word == "unattainable" and reason.endswith(NAMED)
    (said,) = audit_numbers(row, ESTIMATES, finding, SYNTHETIC)["reason_ja"]
    assert said.endswith("他のすべてと両立する最も近い値は9.22% (n=206)")


def test_a_share_that_no_count_of_its_base_gives_contradicts_no_other_number():
    alone = pd.DataFrame([(*CELL, "contradiction", '[["1-1"]]', *NEAREST)], columns=FINDING)
    _, reason = verdict(published(percent=9.3, printed="9.3"), alone)
    assert reason.startswith("no respondents can give it, whatever the other numbers are")


def test_a_percentage_on_a_base_that_gave_way_is_attained_and_says_so():
    finding = pd.DataFrame([(*CELL[:-1], "", "contradiction", BOTH, *NEAREST)], columns=FINDING)
    word, reason = verdict(published(n=208), finding)
    assert (word, reason) == (
        "attained",
        "on a base of 206, since the printed 208 is unattainable",
    )
    base_only = published(n=208, percent=None, printed="", category="")
    word, reason = verdict(base_only, finding)
    assert word == "unattainable" and reason.endswith(NAMED)


def test_a_finding_never_excuses_another_cell():
    for kind, category in (("contradiction", "never"), ("two_bases", CELL[-1])):
        finding = pd.DataFrame([(*CELL[:-1], category, kind, BOTH, *NEAREST)], columns=FINDING)
        assert verdict(published(n=208), finding)[0] == "differs"


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"placement": "orphan"}, "orphan, its place is not known"),
        ({"item": "other"}, "no table of the pipeline holds it"),
        ({"category": "sometimes"}, "the figure's table has no such category"),
        ({"value": 60, "percent": None}, "no percentage of a table"),
    ],
)
def test_not_computable(changes, start):
    word, reason = verdict(published(**changes))
    assert word == "not computable"
    assert reason.startswith(start)


def test_categories_joined_by_plus_are_added():
    assert verdict(published(category="daily+never", percent=9.7, printed="9.7"))[0] == "attained"


def test_agreement_counts_every_row_once():
    rows = pd.concat([published(), published(n=208), published(placement="orphan")])
    table = agreement(audit_numbers(rows, ESTIMATES, NO_FINDINGS, SYNTHETIC))
    assert table[["attained", "differs", "not computable"]].to_numpy().tolist() == [[1, 1, 1]]
