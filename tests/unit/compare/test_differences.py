"""Whether a share changed more in one group than in another, by hand."""

import numpy as np
import pytest
from waves_of_comparisons import ENTRY, apart, compared, people, respondents, wave_entry, yes

WAVES = {"a": wave_entry(2000), "b": wave_entry(2010), "c": wave_entry(2012)}


def test_a_group_within_all_is_compared_with_it():
    entry = ENTRY | {"groups": {"all": {}, "men": {"where": {"sex": "male"}}}}
    given = people(a=(0.5, 100), b=(0.8, 100))
    (row,) = apart(entry, given).to_dict("records")
    # Men are every other person, so half of everybody's yes: 50 to 80 percent, as all.
    assert (row["group"], row["reference"]) == ("men", "all")
    assert row["difference"] == pytest.approx(0)
    # Men are half of all, so their share less that of all varies half as much as two halves.
    alone = [p * (100 - p) / 50 for p in (50, 80)]
    assert row["std_error"] == pytest.approx(np.sqrt(sum(alone) / 2), rel=0.02)


def test_groups_of_which_all_say_yes_have_a_difference_with_an_error():
    entry = ENTRY | {"by": ["sex"]}
    (row,) = apart(entry, people(a=(1, 40), b=(1, 60))).to_dict("records")
    # 20 and 20, then 30 and 30 people: one more person in each answer of all four groups.
    expected = np.sqrt(2 * (1 / 22) * (21 / 22) / 22 + 2 * (1 / 32) * (31 / 32) / 32)
    assert (row["difference"], row["p_value"]) == (0, 1)
    assert row["std_error"] == pytest.approx(100 * expected)
    assert row["ci_low"] < 0 < row["ci_high"]


def test_a_group_of_everybody_changes_as_everybody_does():
    entry = ENTRY | {"groups": {"all": {}, "men": {"where": {"sex": "male"}}}}
    given = {wave: respondents(wave, yes(share, 60), sex=["male"] * 60)
             for wave, share in (("a", 0.4), ("b", 0.7))}  # fmt: skip
    (row,) = apart(entry, given).to_dict("records")
    assert [row[key] for key in ("difference", "ci_low", "ci_high")] == pytest.approx([0, 0, 0])
    assert row["p_value"] == 1


def test_without_groups_there_is_nothing_to_tell_apart():
    assert apart(ENTRY, people(a=(0.5, 30), b=(0.6, 30))).empty


def test_a_wave_that_lacks_all_of_a_comparison_leaves_rows_and_no_differences():
    entry = ENTRY | {"indicators": [{"variable": "late", "categories": ["yes"]}], "by": ["sex"]}
    answers = yes(0.5, 40)
    given = {"a": respondents("a", answers), "b": respondents("b", answers, late=answers)}
    table = compared(entry, given, WAVES)
    found = table[["n_earlier", "n_later", "basis"]].to_numpy().tolist()
    assert found == [[0, 20, "not_asked"]] * 2
    assert apart(entry, given).empty


def test_the_degrees_of_freedom_are_those_of_the_groups_and_not_of_all_countries():
    given = people(a=(0.5, 340), b=(0.6, 340))
    for frame in given.values():
        frame.loc[40:, "country"] = "there"
        frame.loc[:39, "answer"] = np.resize(["yes", "no", "no", "yes"], 40)
    (row,) = apart(ENTRY | {"by": ["sex"]}, given).to_dict("records")
    # Both waves alike: 40 people of the country, and one stratum, in each.
    assert row["df"] == pytest.approx(2 * (40 - 1))


def test_a_group_of_one_person_has_no_test():
    given = {wave: respondents(wave, yes(0.5, 30), sex=["male"] * 29 + ["female"])
             for wave in ("a", "b")}  # fmt: skip
    (row,) = apart(ENTRY | {"by": ["sex"]}, given).to_dict("records")
    assert row["df"] == 0
    assert np.isnan([row[key] for key in ("std_error", "ci_low", "p_value")]).all()
