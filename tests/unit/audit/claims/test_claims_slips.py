"""The text's slips: each is found by its check, and one that is mended is not."""

from dataclasses import replace

import pytest
from claims_of_section import LINES, evidence, published

from tsunagari.audit.claims.slips import audit_slips
from tsunagari.config.problems import ProblemsFound


def test_every_slip_is_found_or_told_by_reading():
    slips = audit_slips(evidence(), LINES).set_index("slip")["verdict"]
    assert set(slips) == {"found", "by reading"}
    assert list(slips.index[slips == "by reading"]) == ["offline_only_for_online_only"]


def test_a_slip_that_is_mended_is_not_found():
    rows = published().copy()
    rows["n"] = rows["n"].mask(rows["figure"].eq("4-3-2-4"), 206)
    at = rows["figure"].eq("4-3-2-3") & rows["item"].eq("bulletin_board") & rows["percent"].eq(63.7)
    assert at.sum() == 1
    rows.loc[at, ["percent", "printed"]] = [45.5, "45.5"]
    mended = [line.replace("5チャンネル", "5ちゃんねる") for line in LINES]
    slips = audit_slips(evidence(rows), mended).set_index("slip")["verdict"]
    gone = {"base_that_cannot_be", "higher_medium_left_out", "two_spellings_of_the_board"}
    assert set(slips.index[slips == "not found"]) == gone


def _printed_otherwise(figure: str, item: str, category: str, percent: float, **more):
    """The published numbers with another percentage (and base) in one row."""
    rows = published().copy()
    at = rows["file"].eq(figure) & rows["item"].eq(item) & rows["category"].eq(category)
    for column, value in more.items():
        at &= rows[column].eq(value)
    assert at.sum() == 1
    rows.loc[at, ["percent", "printed"]] = [percent, f"{percent:.1f}"]
    return rows


def found(name: str, rows=None, at=None) -> tuple[str, str]:
    at = at or evidence(rows)
    only = replace(at, claims={**at.claims, "slips": {name: at.claims["slips"][name]}})
    ((verdict, value),) = audit_slips(only, LINES)[["verdict", "value"]].to_numpy().tolist()
    return verdict, value


def test_two_shares_force_a_third_worked_out_by_hand():
    # 36.6% of 1,000 under 70 are 366; 33.8% of 1,200 are 405 or 406 (33.75 and 33.83): 39 or 40 of
    # the 200 in their seventies, 19.5% or 20.0%.
    verdict, value = found("a_fifth_in_the_seventies")
    assert verdict == "found" and value == "39–40/200 = 19.5–20.0 < 36.6"
    # 36.0% of all would be 432 (431.4 to 432.6): 66 of 200, 33.0%.
    rows = _printed_otherwise("4-3-5-3", "trust_offline", "affirmative", 36.0, wave="2017")
    verdict, value = found("a_fifth_in_the_seventies", rows)
    assert verdict == "not found" and value == "66–66/200 = 33.0–33.0 < 36.6"


def test_a_share_without_its_base_forces_nothing():
    rows = published().copy()
    rows["n"] = rows["n"].where(rows["n"].ne(1000))
    with pytest.raises(ProblemsFound, match="this cell or its base is not printed"):
        found("a_fifth_in_the_seventies", rows)


def test_shares_that_one_person_turns_worked_out_by_hand():
    # 19 of 46 are 41.3%, 18 are 39.1% and below 40%; 14 of 25 are 56%, 13 are 52% and below 55%.
    assert found("one_person_turns_communities") == ("found", "19/46 = 41.3 → 18/46 = 39.1")
    assert found("one_person_turns_other_sns") == ("found", "14/25 = 56.0 → 13/25 = 52.0")
    # 15 of 25 are 60%, and one person more or less leaves it within five points of it.
    rows = _printed_otherwise("4-3-2-3", "other_sns", "met", 60.0)
    assert found("one_person_turns_other_sns", rows) == ("not found", "")


def test_base_rates_worked_out_by_hand():
    # 25 want help to care for family, 169 somebody to talk to, of 1,200; 55 to 374 would help.
    assert found("base_rates_of_need") == ("found", "25–169/1200 = 2.1–14.1")
    assert found("base_rates_of_help") == ("found", "55–374/1200 = 4.6–31.2")
    rows = published().copy()
    rows["n"] = rows["n"].mask(rows["figure"].eq("4-3-4-2") & rows["n"].eq(169), 240)
    assert found("base_rates_of_need", rows) == ("not found", "25–240/1200 = 2.1–20.0")


def test_only_waves_of_the_web_are_read_from_people_who_are_online():
    assert found("online_of_those_online")[0] == "found"
    at = evidence()
    earlier = {**at.waves["2008"], "sampling": "probability"}
    other = replace(at, waves={**at.waves, "2008": earlier})
    assert found("online_of_those_online", at=other)[0] == "not found"
