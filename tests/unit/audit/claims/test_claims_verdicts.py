"""Verdicts other than holds, fails and undecidable: restated, borderline, not shown here."""

from dataclasses import replace
from functools import cache

import pytest
import yaml
from claims_of_section import LINES, context, evidence, printed, project, published

from tsunagari.audit.claims.audit import audit_claims
from tsunagari.audit.claims.one_person import turned_by
from tsunagari.audit.claims.predicates import read_predicate
from tsunagari.audit.claims.text import passage, sentence_lines
from tsunagari.audit.claims.tree import judge
from tsunagari.audit.claims.verdicts import Rules

CLAIMS = project().claims["claims"]


@cache
def audited():
    claims, tried = audit_claims(evidence(), LINES)
    return claims.set_index("claim"), tried.set_index(["claim", "specification"])


def verdicts_of(kind: str) -> set[str]:
    claims, _ = audited()
    return set(claims.index[claims["published_verdict"] == kind])


def only(name: str, at, **rules):
    """The row of one claim, with other rules."""
    entries = {**at.claims["verdicts"], **rules}
    entries = {key: rule for key, rule in entries.items() if rule}
    config = {**at.claims, "claims": {name: CLAIMS[name]}, "verdicts": entries}
    claims, _ = audit_claims(replace(at, claims=config), LINES)
    return claims.iloc[0]


# --- restated -----------------------------------------------------------------------
def test_numbers_of_the_sentence_itself_are_restated():
    # 15.7 and 34.3 stand in the footnote alone; 40.7, 33.8, 51.2 and 37.0 in these sentences alone.
    assert verdicts_of("restated") == {
        "online_shopping_doubled", "trust_offline_fell", "discernment_offline_fell",
    }  # fmt: skip
    claims, _ = audited()
    for text in claims.loc[list(verdicts_of("restated")), ["reason_ja", "reason_en"]].to_numpy().T:
        assert all("書き写した" in each or "transcribed" in each for each in text)


def test_a_number_from_elsewhere_is_no_restatement():
    rows = published().copy()
    at = rows["file"].eq("4-3-5-3") & rows["percent"].isin([40.7, 33.8])
    assert at.sum() == 2
    rows.loc[at, "seed_line"] = 1153  # as if a figure had it
    assert only("trust_offline_fell", evidence(rows))["published_verdict"] == "holds"
    assert only("discernment_offline_fell", evidence(rows))["published_verdict"] == "restated"


def test_a_rule_that_is_not_declared_is_not_applied():
    for name, rule in (("trust_offline_fell", "restated"), ("other_sns_met_60", "borderline")):
        assert only(name, evidence(), **{rule: None})["published_verdict"] == "holds"
    row = only("meeting_raises_trust", evidence(), not_shown_here=None)
    assert row["published_verdict"] == "undecidable"


def test_the_lines_of_a_sentence():
    lines = ["一つ。二つは", "", "次の行に続く。三つ"]
    prose = [passage(lines, [(1, 3)])]
    assert sentence_lines(prose, "二つは次", 1) == {1, 3}
    assert sentence_lines(prose, "一つ", 1) == {1}
    assert sentence_lines(prose, "三つ", 3) == {3}
    assert sentence_lines([], "三つ", 3) == {3}


# --- borderline ---------------------------------------------------------------------
def test_claims_that_one_person_turns_are_borderline():
    # 14 of 25 is 56%, 13 is 52; 19 of 46 is 41.3%, 18 is 39.1.
    assert verdicts_of("borderline") == {"other_sns_met_60", "four_communities_40_percent"}
    claims, _ = audited()
    assert "14/25 = 56.0 → 13/25 = 52.0" in claims.loc["other_sns_met_60", "reason_ja"]
    assert "19/46 = 41.3 → 18/46 = 39.1" in claims.loc["four_communities_40_percent", "reason_en"]


DAILY = "1-2 2 here all letter daily"
AT_LEAST = "{at_least: {cell: {country: here, item: letter, category: daily}, value: 40}}"


@pytest.mark.parametrize(
    ("percent", "n", "counts"),
    [
        ("40.0", 10, [(4, 3)]),
        ("50.0", 10, []),  # 4 of 10 still reach it
        ("30.0", 10, [(3, 4)]),  # fails, and one more would do
        ("20.0", 10, []),
        ("40.4", 1000, []),  # 403 of 1,000
    ],
)
def test_one_person_counts_as_much_as_the_base_is_small(percent, n, counts):
    numbers = printed({DAILY: percent}, {"1-2 2 here all letter": n})
    turns = turned_by(read_predicate(yaml.safe_load(AT_LEAST), context()), numbers)
    assert [(turn.count, turn.other) for turn in turns] == counts
    assert all(turn.n == n for turn in turns)


def test_one_person_counts_in_a_pool_as_one_of_all():
    # 41% of 100 and 39.5% of 200 are 40.0% of 300: one fewer is 39.67%.
    body = "{pool: {country: here, item: [letter, phone], category: daily}}"
    node = read_predicate(yaml.safe_load(f"{{at_least: {{cell: {body}, value: 39.8}}}}"), context())
    values = {DAILY: "41.0", "1-2 2 here all phone daily": "39.5"}
    bases = {"1-2 2 here all letter": 100, "1-2 2 here all phone": 200}
    turns = turned_by(node, printed(values, bases))
    assert [(turn.count, turn.other, turn.n) for turn in turns] == [(41, 40, 100), (79, 78, 200)]
    assert turned_by(node, printed(values)) == []  # without a base nothing is known


@pytest.mark.parametrize(
    ("percent", "rounding", "verdict"),
    [("40.0", True, "borderline"), ("40.0", False, "holds"), ("40.1", True, "holds")],
)
def test_rounding_alone_can_leave_a_claim_on_the_border(percent, rounding, verdict):
    # 39.95 rounds to 40.0, and no base is printed.
    rule = {**project().claims["verdicts"]["borderline"], "rounding": rounding}
    rules, numbers = Rules({"borderline": rule}, {}, None), printed({DAILY: percent})
    node = read_predicate(yaml.safe_load(AT_LEAST), context())
    judged = judge(node, numbers)
    assert rules.of(node, judged, numbers, (), rounded=True)[0] == verdict
    # The interval of computed numbers is one of sampling.
    assert rules.of(node, judged, numbers, (), rounded=False)[0] == "holds"


# --- not shown here -----------------------------------------------------------------
def test_causes_worded_as_findings_are_not_shown_here():
    causal = {name for name, claim in CLAIMS.items() if claim.get("kind") == "causal"}
    possible = {
        "ict_may_help_neighbours", "media_help_to_solve", "community_value_is_social_capital",
        "online_only_may_have_loose_ties", "weak_ties_may_form",
    }  # fmt: skip
    assert verdicts_of("not shown here") == causal - possible
    assert possible <= verdicts_of("undecidable")
    assert {
        "meeting_changes_trust",
        "meeting_raises_trust",
        "mutual_help_can_be",
    } <= causal - possible


def test_that_meeting_changes_trust_is_causal_and_its_number_another_reading():
    claims, tried = audited()
    assert claims.loc["meeting_changes_trust", "kind"] == "causal"
    assert claims.loc["meeting_changes_trust", "published_verdict"] == "not shown here"
    # 44.2% say that it did not change: more than half say that it did.
    number = tried.loc[("meeting_changes_trust", "most_say_it_changed")]
    assert (number["verdict"], number["value"]) == ("holds", "44.2 ≤ 50")
    assert claims.loc[
        "meeting_changes_trust", ["specifications_holding", "specifications_tried"]
    ].tolist() == [1, 1]


def test_no_threshold_of_ours_decides_what_is_common():
    claims, tried = audited()
    row = claims.loc["online_dealings_common"]
    assert row["published_verdict"] == "undecidable" and "創作" in row["reason_ja"]
    assert "common" not in project().claims["vagueness"]
    assert tried.loc[("online_dealings_common", "grew"), "verdict"] == "holds"
