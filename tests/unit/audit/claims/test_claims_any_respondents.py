"""What all respondents who agree with print have in common, by the bounds of what is assumed."""

from dataclasses import replace

import pandas as pd
import pytest
from claims_of_section import LINES, evidence, project

from tsunagari.audit.claims.audit import audit_claims
from tsunagari.codebook.queries import KEYS

CELL = ("4-3-5-3", "2017", "japan", "all", "trust_online", "affirmative")  # not printed
SELECTED = dict(zip(("figure", *KEYS[1:]), CELL, strict=True))


def verdict(predicate: dict, low: float, high: float) -> str:
    """What becomes of a claim on the cell, whose bounds are these."""
    rows = pd.DataFrame([(*CELL, "assumed", low, high)],
                        columns=[*KEYS, "basis", "bound_low", "bound_high"])  # fmt: skip
    at = evidence()
    entry = {**at.claims["claims"]["trust_online_lower_in_japan"], "predicate": predicate}
    entry.pop("alternatives", None)
    at = replace(at, estimates=rows, claims={**at.claims, "claims": {"any": entry}})
    claims, _ = audit_claims(at, LINES)
    assert list(claims["published_verdict"]) == ["undecidable"]
    return claims["any_respondents"].item()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(10, 27, "holds"), (10, 30.5, "undecidable"), (31, 60, "fails"), (0, 100, "undecidable")],
)
def test_a_claim_that_holds_at_both_ends_holds_whoever_was_asked(low, high, expected):
    assert verdict({"at_most": {"cell": SELECTED, "value": 30}}, low, high) == expected


def test_an_unprinted_number_is_compared_with_a_printed_one_at_both_ends():
    printed = {**SELECTED, "item": "trust_offline"}  # 33.8
    for high, expected in ((33.7, "holds"), (33.9, "undecidable")):
        predicate = {"lower_than": {"cell": SELECTED, "than": printed}}
        assert verdict(predicate, 10, high) == expected


def test_without_bounds_what_is_not_printed_stays_open():
    claims, _ = audit_claims(evidence(), LINES)
    on_numbers = claims["published_verdict"].isin(["holds", "restated", "borderline"])
    assert set(claims.loc[~on_numbers, "any_respondents"]) == {"undecidable"}
    assert set(claims["any_respondents"]) == {"holds", "undecidable"}
    assert project().claims["claims"].keys() == set(claims["claim"])
