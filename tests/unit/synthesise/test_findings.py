"""What the solver finds in the real publication, without having been told."""

import json

import pytest

from tsunagari.synthesise.counts.fixed import fixed_by_constraints

pytestmark = pytest.mark.xdist_group("survey")

KEYS = ["figure", "wave", "country", "group", "item", "category"]


@pytest.fixture(scope="module")
def findings(built):
    return built["2017"][1]


@pytest.fixture(scope="module")
def bases(survey):
    given = (survey.codebook, survey.loaded, survey.figures, survey.assumptions)
    return {
        wave: fixed_by_constraints(*given, wave).set_index(KEYS)["why"] for wave in ("2008", "2017")
    }


def test_base_of_trust_change_contradicts_its_percentage(findings):
    """SOURCES D4: {208, 9.2}; the nearest base is 206."""
    (found,) = findings[
        (findings["figure"] == "4-3-2-4") & (findings["kind"] == "contradiction")
    ].to_dict("records")
    assert (
        found["culprits"]
        == "4-3-2-4 japan trust_change n=208; 4-3-2-4 japan trust_change rose_much 9.2%"
    )
    assert (found["printed"], found["attained_n"]) == ("208", 206)
    row = ["4-3-2-4", "2017", "japan", "all", "trust_change"]
    members = [[*row, "", "n", "208"], [*row, "rose_much", "percent", "9.2"]]
    assert json.loads(found["members"]) == members


def test_base_of_trust_change_contradicts_four_others_as_well(findings):
    """SOURCES D4: {208, 44.2 unchanged, 1.9, 0.5, 110}."""
    (found,) = findings[
        (findings["figure"] == "4-3-2-4") & (findings["kind"] == "further_contradiction")
    ].to_dict("records")
    named = {part.split(" japan ")[1] for part in found["culprits"].split("; ")}
    assert named == {
        "trust_change n=208",
        "trust_change unchanged 44.2%",
        "trust_change fell_somewhat 1.9%",
        "trust_change fell_much 0.5%",
        "trust_rise_reasons n=110",
    }


def test_trust_in_two_figures_needs_two_bases(findings):
    """SOURCES D5: 36.6 and 33.8; 39 or 40 of the 200 in their 70s."""
    (found,) = findings[findings["kind"] == "two_bases"].to_dict("records")
    assert "36.6%" in found["culprits"] and "33.8%" in found["culprits"]
    assert "39 to 40 of the 200 people" in found["explanation"]


def test_press_sums_are_no_shares_of_their_bases(findings):
    """SOURCES D7: 63.7 of 11 and 50.1 of 92."""
    found = findings[
        (findings["figure"] == "4-3-2-3") & (findings["kind"] == "contradiction")
    ].set_index("printed")
    assert found["culprits"].to_dict() == {
        "50.1": "4-3-2-3 japan twitter n=92; 4-3-2-3 japan twitter met 50.1%",
        "63.7": "4-3-2-3 japan bulletin_board n=11; 4-3-2-3 japan bulletin_board met 63.7%",
    }


def test_there_is_nothing_else(findings, built):
    assert len(findings[findings["kind"] == "contradiction"]) == 3
    assert len(built["2008"][1]) == 0


def test_printed_numbers_are_published(bases):
    assert (
        bases["2017"]["4-3-2-2", "2017", "japan", "male.20s", "trust_criteria", "photo"]
        == "printed"
    )
    assert (
        bases["2008"]["4-3-5-1", "2008", "japan", "all", "communities_class", "7_to_9"] == "printed"
    )


def test_what_printed_numbers_imply_is_published(bases):
    assert bases["2017"]["4-3-2-3", "2017", "japan", "all", "facebook", "never"] == "implied"
    assert bases["2017"]["4-3-4-2", "2017", "japan", "all", "shopping", "would_use"] == "implied"
    assert bases["2017"]["4-3-2-4", "2017", "japan", "all", "trust_change", "fell"] == "implied"


def test_what_nothing_fixes_is_assumed(bases):
    open_ = [
        ("4-3-2-1", "2017", "germany", "all", "trust_offline", "affirmative"),
        ("4-3-2-1", "2017", "japan", "all", "trust_online", "agree"),
        ("4-3-2-3", "2017", "japan", "all", "line", "often"),
        ("4-3-2-5", "2017", "japan", "all", "trust_rise_reasons", "common_interest"),
        ("4-2-2-1", "2017", "japan", "all", "blog", "readers"),
    ]
    assert {bases["2017"][key] for key in open_} == {"open"}


def test_every_estimate_has_one_basis(bases):
    assert all(series.index.is_unique for series in bases.values())
