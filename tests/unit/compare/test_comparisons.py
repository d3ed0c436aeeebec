"""Comparisons of waves by hand: pairs, trends, verdicts, grades, what was not asked, basis."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t
from waves_of_comparisons import (
    BOOK,
    CODEBOOK,
    ENTRY,
    SAME,
    compared,
    measured,
    over_time,
    people,
    respondents,
    wave_entry,
    yes,
)

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.basis import weakest
from tsunagari.compare.change import change, equivalence_p, side, verdict
from tsunagari.compare.labels import comparison_labels
from tsunagari.compare.plan import compared_waves, pairs_of, runnable, without_words
from tsunagari.compare.trends import trend
from tsunagari.estimate.basis import fixed_cells
from tsunagari.estimate.design import Design
from tsunagari.waves.comparability import lists_that_differ, relations, sources

WAVES = {"a": wave_entry(2000), "b": wave_entry(2010), "c": wave_entry(2012)}


# --- pairs and trends -------------------------------------------------------------
def test_two_waves_give_one_pair_counted_by_hand():
    # 30 of 100, then 80 of 200: errors sqrt(.3 .7 / 99) and sqrt(.4 .6 / 199).
    (row,) = compared(ENTRY, people(a=(0.3, 100), b=(0.4, 200)), WAVES).to_dict("records")
    assert (row["earlier"], row["later"], row["n_earlier"], row["n_later"]) == ("a", "b", 100, 200)
    assert row["change"] == pytest.approx(10)
    error = 100 * np.sqrt(0.3 * 0.7 / 99 + 0.4 * 0.6 / 199)
    assert row["std_error"] == pytest.approx(error)
    one, two = 0.3 * 0.7 / 99, 0.4 * 0.6 / 199
    assert row["df"] == pytest.approx((one + two) ** 2 / (one**2 / 99 + two**2 / 199))
    assert row["p_value"] == pytest.approx(2 * norm.sf(10 / error), rel=0.1)


def test_three_waves_give_all_pairs_and_a_trend():
    given = people(a=(0.3, 100), b=(0.4, 100), c=(0.5, 100))
    table = compared(ENTRY, given, WAVES)
    assert list(zip(table["earlier"], table["later"], strict=True)) == [
        ("a", "b"), ("a", "c"), ("b", "c"),
    ]  # fmt: skip
    assert list(table["change"]) == pytest.approx([10, 20, 10])
    (row,) = over_time(ENTRY, given, WAVES).to_dict("records")
    # Years from their mean: -22/3, 8/3, 14/3; squares sum to 248/3.
    weights = np.array([-22, 8, 14]) / 248
    assert row["slope"] == pytest.approx(weights @ [30, 40, 50])
    variances = 1e4 * np.array([0.3 * 0.7, 0.4 * 0.6, 0.25]) / 99
    assert row["std_error"] == pytest.approx(np.sqrt(weights**2 @ variances))
    assert row["waves"] == "a b c"


def test_shares_on_a_line_have_its_slope_and_leave_nothing_over():
    cells = [
        {"percent": 20 + 2 * t, "std_error": 3.0, "n_effective": 100, "degrees_of_freedom": 50}
        for t in (0, 5, 7, 12)
    ]
    found = trend([2000, 2005, 2007, 2012], [side(cell) for cell in cells])
    assert found["slope"] == pytest.approx(2)
    assert found["p_line"] == pytest.approx(1)


def test_a_trend_needs_three_waves_that_asked():
    late = {"indicators": [{"variable": "late", "categories": ["yes"]}]}
    given = {
        wave: respondents(wave, yes(0.5, 40), late=None if wave == "a" else yes(0.5, 40))
        for wave in WAVES
    }
    (row,) = over_time(ENTRY | late, given, WAVES).to_dict("records")
    assert (row["basis"], row["waves"]) == ("not_asked", "b c")
    assert np.isnan(row["slope"]) and np.isnan(row["p_adjusted"]) and row["grade"] == ""


def test_trends_are_adjusted_within_their_family_and_as_comparable_as_their_worst_pair():
    entry = ENTRY | {"by": ["sex"]}
    other = {"column": "answer", "asked": {"base": {"ja": "利用者のみ", "en": "users only"}}}
    columns = WAVES["b"]["columns"] | {"answer": other}
    waves = WAVES | {"b": wave_entry(2010, columns=columns)}
    given = people(a=(0.3, 100), b=(0.4, 100), c=(0.5, 100))
    table = over_time(entry, given, waves)
    assert list(table["grade"]) == ["D", "D"]  # a to c is A
    # Men and women are different people: two independent tests.
    assert list(table["tests"]) == [2, 2]
    expected = 1 - (1 - table["p_value"]) ** 2
    assert list(table["p_adjusted"]) == pytest.approx(list(expected), abs=2e-4)
    assert list(over_time(ENTRY, given, WAVES)["grade"]) == ["A"]


def test_what_a_wave_did_not_ask_keeps_its_rows_and_is_no_test():
    both = {"indicators": [*ENTRY["indicators"], {"variable": "late", "categories": ["yes"]}]}
    given = {
        "a": respondents("a", yes(0.3, 50)),
        "b": respondents("b", yes(0.4, 50), late=yes(0.2, 50)),
    }
    table = compared(ENTRY | both, given, WAVES).set_index("variable")
    row = table.loc["late"]
    assert (row["basis"], row["verdict"], row["grade"]) == ("not_asked", "", "")
    assert (row["n_earlier"], row["n_later"], row["percent_later"]) == (0, 50, 20)
    assert row[["change", "p_value", "p_adjusted", "p_equivalence", "cohens_h"]].isna().all()
    answer = table.loc["answer"]  # one test alone
    assert (answer["tests"], row["tests"]) == (1, 0)
    assert answer["p_adjusted"] == pytest.approx(answer["p_value"], rel=1e-9)
    assert answer["ci_low_adjusted"] == pytest.approx(answer["ci_low"], rel=1e-7)


def test_a_list_that_only_one_wave_has_compares_the_items_of_both():
    entry = ENTRY | {"countries": ["here", "there"], "by": ["sex"]}
    table = compared(entry, people(a=(0.3, 60), b=(0.4, 60)), WAVES)
    assert set(table.loc[table["country"] == "there", "basis"]) == {"nobody"}
    assert list(table.loc[table["country"] == "here", "group"]) == ["male", "female"]


# --- verdicts ---------------------------------------------------------------------
def test_verdicts_of_large_samples():
    entry = ENTRY | {"margin": 2}
    shares = {"changed": 0.4, "equivalent": 0.302, "undecided": 0.3}
    sizes = {"changed": 9000, "equivalent": 40_000, "undecided": 300}
    for word, share in shares.items():
        given = people(a=(0.3, sizes[word]), b=(share, sizes[word]))
        assert compared(entry, given, WAVES)["verdict"].item() == word


def test_a_sure_change_within_the_margin_is_equivalent():
    assert verdict(0.001, 0.001) == "equivalent"
    assert verdict(0.001, 0.2) == "changed"
    assert verdict(0.2, 0.2) == "undecided"


@settings(max_examples=50)
@given(st.floats(-20, 20), st.floats(0.1, 10), st.floats(2, 500), st.floats(0.5, 15))
def test_equivalence_is_shown_just_when_the_90_per_cent_interval_is_inside(size, error, df, margin):
    half = t.ppf(0.95, df) * error
    inside = -margin < size - half and size + half < margin
    assert (equivalence_p(size, error, df, margin) < 0.05) == inside


def test_a_census_is_certain():
    assert equivalence_p(1.0, 0.0, 10, 3) == 0
    assert equivalence_p(-4.0, 0.0, 10, 3) == 1


def test_a_change_between_two_censuses_is_certain():
    sizes = {"a": 40, "b": 60}
    given = {wave: respondents(wave, yes(0.5 if wave == "a" else 0.6, n))
             for wave, n in sizes.items()}  # fmt: skip
    designs = {wave: Design(np.ones(n), population=(np.full(n, n),)) for wave, n in sizes.items()}
    row = compared(ENTRY, given, WAVES, designs).iloc[0]
    assert (row["std_error"], row["p_value"], row["verdict"]) == (0, 0, "changed")
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([10, 10])
    wide = compared(ENTRY | {"margin": 12}, given, WAVES, designs)
    assert wide["verdict"].item() == "equivalent"


def test_no_interval_reaches_beyond_a_hundred_points():
    (row,) = compared(ENTRY, people(a=(0.5, 2), b=(1, 2)), WAVES).to_dict("records")
    assert (row["change"], row["ci_low"], row["ci_high"]) == (50, -100, 100)


def test_nobody_and_everybody_still_have_an_error():
    # 0 of 20, then 0 of 30: one more person in each answer.
    (row,) = compared(ENTRY, people(a=(0, 20), b=(0, 30)), WAVES).to_dict("records")
    expected = np.sqrt((1 / 22) * (21 / 22) / 22 + (1 / 32) * (31 / 32) / 32)
    assert row["change"] == 0 and row["p_value"] == 1
    assert row["std_error"] == pytest.approx(100 * expected)


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 40), st.integers(61, 200), st.integers(41, 90))
def test_time_turned_round_turns_the_change_round(first, second, n, m):
    def cell(count, people):
        share = count / people
        error = 100 * np.sqrt(share * (1 - share) / (people - 1))
        return {"percent": 100 * share, "std_error": error, "n_effective": people,
                "degrees_of_freedom": people - 1}  # fmt: skip

    there, back = change(cell(first, n), cell(second, m)), change(cell(second, m), cell(first, n))
    assert there["change"] == pytest.approx(-back["change"])
    assert there["p_value"] == pytest.approx(back["p_value"])
    assert (there["ci_low"], there["ci_high"]) == pytest.approx((-back["ci_high"], -back["ci_low"]))


# --- comparability ----------------------------------------------------------------
def test_relations_follow_what_the_waves_state():
    silent = wave_entry(2010, asked={})
    own = {"column": "answer", "asked": {"scale": {"ja": "二択", "en": "two answers"}}}
    stated = wave_entry(2010, columns=WAVES["a"]["columns"] | {"answer": own}, mode="web")
    unknown_mode = {key: part for key, part in WAVES["a"].items() if key != "mode"}
    assert set(relations(BOOK, "answer", WAVES["a"], WAVES["b"]).values()) == {"same"}
    assert relations(BOOK, "answer", WAVES["a"], silent)["wording"] == "unknown"
    found = relations(BOOK, "answer", WAVES["a"], stated)
    assert found == {"wording": "same", "scale": "differs", "base": "same", "mode": "differs"}
    assert relations(BOOK, "answer", WAVES["a"], unknown_mode)["mode"] == "unknown"
    other = wave_entry(2010, sampling="opt_in_web_panel")
    assert relations(BOOK, "answer", WAVES["a"], other)["mode"] == "differs"


def test_a_count_over_other_items_has_another_scale_and_its_items_have_not():
    fewer = {"column": "use_{item}", "items": {"letter": 1}}
    short = wave_entry(2010, columns=WAVES["a"]["columns"] | {"use": fewer})
    assert sources(BOOK, "user") == ["use"]
    assert relations(BOOK, "user", WAVES["a"], short)["scale"] == "differs"
    assert relations(BOOK, "use", WAVES["a"], short)["scale"] == "same"
    assert lists_that_differ(BOOK, "user", WAVES["a"], short) == ["use"]


def test_a_derived_variable_is_as_comparable_as_its_least_comparable_source():
    use = WAVES["a"]["columns"]["use"] | {"asked": {"wording": "unknown"}}
    doubtful = wave_entry(2010, columns=WAVES["a"]["columns"] | {"use": use}, asked=SAME)
    assert relations(BOOK, "user", WAVES["a"], doubtful)["wording"] == "unknown"


def test_groups_that_a_question_picks_out_are_no_more_comparable_than_it():
    other = WAVES["a"]["columns"]["use"] | {"asked": {"wording": {"ja": "別", "en": "other"}}}
    differs = wave_entry(2010, columns=WAVES["a"]["columns"] | {"use": other})
    given = people(a=(0.3, 40), b=(0.4, 40))
    for frame in given.values():
        users = np.resize(["some", "none"], len(frame))
        frame["user"] = pd.Series(users, dtype=object).astype(dtype_of(BOOK["user"]))
    by_sex = compared(ENTRY | {"by": ["sex"]}, given, {"a": WAVES["a"], "b": differs})
    assert list(by_sex["grade"]) == ["A", "A"]
    by_user = compared(ENTRY | {"by": ["user"]}, given, {"a": WAVES["a"], "b": differs})
    assert list(by_user["base"]) == ["differs", "differs"]
    assert list(by_user["wording"]) == ["same", "same"]
    assert list(by_user["grade"]) == ["D", "D"]
    groups = {"groups": {"all": {}, "users": {"where": {"user": "some"}}}}
    some = compared(ENTRY | groups, given, {"a": WAVES["a"], "b": differs})
    assert list(some["grade"]) == ["A", "D"]


def test_what_differs_in_the_question_of_a_group_is_said_in_words():
    other = WAVES["a"]["columns"]["use"] | {"asked": {"wording": {"ja": "別", "en": "other"}}}
    waves = {"a": WAVES["a"], "b": wave_entry(2010, columns=WAVES["a"]["columns"] | {"use": other})}
    comparisons = {"comparisons": {"by_user": ENTRY | {"by": ["user"]}}}
    labels = comparison_labels(CODEBOOK, "by_user", comparisons, waves)
    assert labels.texts["differs"]["0"]["en"] == "2010 survey, Use: other"


# --- basis ------------------------------------------------------------------------
def test_a_number_stands_on_the_weakest_of_its_parts():
    assert weakest(["delivered", "published"]) == "published"
    assert weakest(["published", "assumed"]) == "assumed"
    assert weakest(["assumed", "not_asked"]) == "not_asked"


def test_a_cell_is_published_where_a_figure_counts_the_same_people():
    figures = {
        "9-1": {"estimates": [{
            "variable": "answer", "categories": ["yes"], "countries": ["here"],
            "groups": {"everybody": {}, "women": {"where": {"sex": ["female"]}}},
        }]},
    }  # fmt: skip
    keys = ["figure", "wave", "country", "group", "item", "category", "basis"]
    rows = [("9-1", "a", "here", "everybody", "answer", "yes", "published"),
            ("9-1", "a", "here", "women", "answer", "yes", "published"),
            ("9-1", "b", "here", "everybody", "answer", "yes", "assumed")]  # fmt: skip
    fixed = fixed_cells(BOOK, figures, pd.DataFrame(rows, columns=keys))
    entry = ENTRY | {"by": ["sex"], "groups": {"all": {}}}
    given = people(a=(0.3, 40), b=(0.3, 40))
    found = measured(entry, given, source="synthetic", fixed=fixed)
    basis = found["a"].set_index("group")["basis"].to_dict()
    assert basis == {"all": "published", "male": "assumed", "female": "published"}
    assert set(found["b"]["basis"]) == {"assumed"}
    table = compared(entry, given, WAVES, source="synthetic", fixed=fixed)
    assert set(table["basis"]) == {"assumed"}


# --- plan -------------------------------------------------------------------------
def test_waves_stand_in_the_order_of_their_years():
    entry = {"waves": ["c", "a", "b"]}
    assert compared_waves(entry, WAVES) == ["a", "b", "c"]
    undated = {name: {} for name in WAVES}
    assert compared_waves(entry, undated) == ["c", "a", "b"]
    assert compared_waves({"waves": "all"}, undated) == ["a", "b", "c"]
    assert pairs_of(["a", "b", "c"]) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_only_comparisons_whose_waves_are_all_in_the_run_are_made():
    entries = {"all": {"waves": "all"}, "two": {"waves": ["a", "b"]}}
    assert runnable(entries, WAVES) == {"all": ["a", "b", "c"], "two": ["a", "b"]}
    assert runnable(entries, {"a": WAVES["a"], "c": WAVES["c"]}) == {"all": ["a", "c"]}
    assert runnable(entries, {"a": WAVES["a"]}) == {}


def test_words_do_not_count():
    assert without_words({"x": ENTRY}) == {"x": {k: v for k, v in ENTRY.items() if k != "title"}}
