"""The page of claims: quote, margin, other choices, vague words and slips."""

import pandas as pd

from tsunagari.report.audit_tables import (
    Guide,
    claims_table,
    slips_table,
    specifications_table,
    words_table,
)
from tsunagari.report.front import claims_tried

GUIDE = Guide({}, (), {"1": "figures/1"}, "source/text")
CLAIM = {"claim": "x", "figure": "1", "quote": "半数以上", "says_ja": "い", "says_en": "a",
         "predicate_ja": "ろ", "predicate_en": "b", "published_verdict": "holds",
         "computed_verdict": "undecidable", "margin": 3.4, "ci_low": -3.5, "ci_high": 10.2,
         "bound_low": -11.5, "bound_high": 22.2,
         "basis": "assumed", "specifications_holding": 2, "specifications_tried": 3,
         "kind": "empirical", "reason_ja": "", "reason_en": "", "seed_line": 9}  # fmt: skip


def test_a_claim_leads_to_how_it_fares_under_other_choices():
    ((identity, cells),) = claims_table(pd.DataFrame([CLAIM]), GUIDE).rows
    assert identity == "claim-x" and (cells[8].words, cells[8].href) == ("2/3", "#tried-x")


def test_a_claim_shows_its_quote_and_how_far_it_is_from_turning():
    ((_, cells),) = claims_table(pd.DataFrame([CLAIM]), GUIDE).rows
    assert cells[1].words == "半数以上"
    # Undecidable, since what it would stand on is assumed: the number is marked so.
    assert (cells[6].words, cells[6].assumed) == ("3.4 (−3.5 – 10.2)", True)
    settled = pd.DataFrame([{**CLAIM, "basis": "published", "ci_low": "", "ci_high": ""}])
    ((_, cells),) = claims_table(settled, GUIDE).rows
    assert (cells[6].words, cells[6].assumed) == ("3.4", False)


def test_a_claim_shows_the_bounds_of_its_margin_where_print_has_some():
    ((_, cells),) = claims_table(pd.DataFrame([CLAIM]), GUIDE).rows
    assert cells[7].words == "−11.5 – 22.2"
    none = pd.DataFrame([{**CLAIM, "bound_low": "", "bound_high": ""}])
    ((_, cells),) = claims_table(none, GUIDE).rows
    assert cells[7].words == ""


def test_other_choices_name_their_claim_in_words_and_mark_what_is_assumed():
    tried = {**dict.fromkeys(("label_ja", "label_en"), "厳しく"), "claim": "x", "verdict": "fails",
             "numbers": "computed", "value": "53.4 ≥ 60", "margin": -6.6, "ci_low": -13.4,
             "ci_high": 0.2, "basis": "assumed"}  # fmt: skip
    ((identity, cells),) = specifications_table(pd.DataFrame([tried]), pd.DataFrame([CLAIM])).rows
    assert identity == "tried-x"
    assert (cells[0].words, cells[0].href) == ({"ja": "い", "en": "a"}, "#claim-x")
    assert cells[4].assumed and cells[5].assumed
    assert cells[5].words == "−6.6 (−13.4 – 0.2)"


def test_claims_that_hold_and_fail_under_some_other_choice_are_counted():
    verdicts = ["holds", "holds", "fails"]
    failing = ["strict_words", "", "strict_words", "", ""]
    undecided = ["", "under_70", "", "", "under_70"]
    claims = pd.DataFrame({
        "published_verdict": [*verdicts, "holds", "restated"],
        "failing_specifications": failing, "undecidable_specifications": undecided,
    })  # fmt: skip
    said = claims_tried(claims)["en"]
    assert "1 fail" in said and "1 more cannot be decided" in said


def test_claims_about_the_surveys_come_first_each_kind_in_the_order_of_the_text():
    kinds = {"w": "normative", "x": "empirical", "y": "causal", "z": "empirical"}
    claims = [{**CLAIM, "claim": name, "kind": kind} for name, kind in kinds.items()]
    rows = claims_table(pd.DataFrame(claims), GUIDE).rows
    assert [name for name, _ in rows] == ["claim-x", "claim-z", "claim-y", "claim-w"]


def test_a_slip_shows_whether_a_check_found_it_and_what():
    slip = {"quote": "程度", "says_ja": "い", "says_en": "a", "verdict": "found",
            "value": "52.4 ≥ 50.1", "seed_line": 9}  # fmt: skip
    ((_, cells),) = slips_table(pd.DataFrame([slip]), GUIDE).rows
    assert [cells[2].words["en"], cells[3].words] == ["found by a check", "52.4 ≥ 50.1"]


def test_vague_words_are_shown_with_what_they_are_taken_to_mean():
    word = {"word": {"ja": "程度", "en": "about"}, "usual": 5, "strict": 2.5, "lenient": 10,
            "reason": {"ja": "理", "en": "why"}}  # fmt: skip
    ((_, cells),) = words_table({"about": word}).rows
    assert [cell.words for cell in cells[1:4]] == ["5", "2.5", "10"]
