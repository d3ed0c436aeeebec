"""How much of a difference is counting: by hand, against loops, and where the answer is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_of_ties import SPEC, pick, plain_ties, random_sample

from tsunagari.config.problems import ProblemsFound
from tsunagari.index.kinds import PLACES
from tsunagari.index.ties import counting, counting_table, differences_table, paragraph, replicate
from tsunagari.index.ties.chain import consciousness, index
from tsunagari.index.ties.collapse import collapse, sums
from tsunagari.index.ties.tables import distribution_table, weighted_quantiles

few = settings(max_examples=20, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
MANY, FEW = 2, 1  # places of the kinds


def steps(sample):
    collapsed = collapse(sample)
    totals = sums(collapsed, sample.weights[:, None])
    scorings = consciousness(collapsed, totals, ("pearson",)).scorings("pearson")
    return collapsed, index(collapsed, totals, scorings), scorings


@few
@given(SEEDS)
def test_held_fixed_and_parts_against_loops(seed):
    weights = np.random.default_rng(seed).uniform(0.5, 2, 120)
    sample = random_sample(seed, weights=weights)
    collapsed, made, _ = steps(sample)
    frame = pd.DataFrame({"power": plain_ties(sample)["power"], "w": weights,
                          "kind": sample.kind, "number": sample.members.sum(axis=1)})  # fmt: skip
    shared = counting.support(collapsed, MANY, FEW, 5)
    top = bottom = 0.0
    for number, here in frame.groupby("number"):
        sides = [here[here["kind"] == kind] for kind in (MANY, FEW)]
        assert shared[int(number)] == all(len(side) >= 5 for side in sides)
        if shared[int(number)]:
            means = [np.average(side["power"], weights=side["w"]) for side in sides]
            size = sum(side["w"].sum() for side in sides)
            top, bottom = top + size * (means[0] - means[1]), bottom + size
    found = counting.held_fixed(counting.counts(collapsed, made.power), MANY, FEW, shared)
    assert found[0] == pytest.approx(top / bottom)


@few
@given(SEEDS)
def test_the_parts_add_up_to_the_difference(seed):
    found = replicate({"w": random_sample(seed)}, SPEC, seed)
    for values in (found.estimates, found.replicates):
        part = {name: values["contrast", "w", "few", name] for name in ("by_number", "by_bond")}
        total = part["by_number"] + part["by_bond"]
        np.testing.assert_allclose(total, values["contrast", "w", "few", "difference"], atol=1e-9)


def test_parts_by_hand():
    total, number = np.array([[0.0], [2.0], [9.0]]), np.array([[0.0], [2.0], [3.0]])
    by_number, by_bond = counting.parts(total, number, 2, 1)
    assert by_number[0] == (3 - 2) * (3 + 1) / 2  # mean bonds 9 / 3 and 2 / 2
    assert by_bond[0] == (3 - 1) * (3 + 2) / 2


def test_bonds_that_are_all_there_is_leave_nothing_at_the_same_number():
    """Kinds that are dealt out at random among people of the same number differ by number
    only: the difference at the same number is nothing but noise."""
    sample = random_sample(11, 4000)
    rng = np.random.default_rng(2)
    number = sample.members.sum(axis=1)
    kind = np.where(rng.random(4000) < 0.15 + 0.2 * number, MANY, FEW)
    found = replicate({"w": replace(sample, kind=kind)}, {**SPEC, "replicates": 300}, 4)
    key = ("contrast", "w", "few")
    error = found.replicates[*key, "held_fixed"].std()
    assert abs(found.estimates[*key, "held_fixed"]) < 3 * error
    assert found.estimates[*key, "by_number"] == pytest.approx(
        found.estimates[*key, "difference"], abs=3 * found.replicates[*key, "by_bond"].std()
    )


def test_dealing_consciousness_out_anew_keeps_numbers_and_undoes_bonds():
    sample = random_sample(3, 500)
    collapsed, _, scorings = steps(sample)
    random = np.random.default_rng(1)
    deals = list(counting.shuffled(collapsed, scorings, 450, 200, random))
    assert [found.unshifted.shape[1] for found in deals] == [200, 200, 50]
    # Bonds are standardised values that no community keeps: on average nobody has power.
    sums_of_sets = np.hstack([found.unshifted for found in deals])
    assert np.abs(sums_of_sets.mean(axis=1)).max() < 0.25
    # In every deal a standardised set of bonds: people in all four communities have 0.
    full = collapsed.number == 4
    np.testing.assert_allclose(sums_of_sets[full], 0, atol=1e-9)
    assert all((found.unshifted.min(axis=0) == found.smallest).all() for found in deals)


def test_one_deal_against_loops():
    sample = random_sample(8, 60, weights=np.random.default_rng(8).uniform(0.5, 2, 60))
    collapsed, _, scorings = steps(sample)
    [found] = counting.shuffled(collapsed, scorings, 1, 1, np.random.default_rng(6))
    order = np.arange(60, dtype=np.int32)[None]
    np.random.default_rng(6).permuted(order, axis=1, out=order)
    scores = {side: (answers @ scorings[side].slope[0])[order[0]]
              for side, answers in sample.answers.items()}  # fmt: skip
    level = {side: scorings[side].intercept[0] for side in scores}
    means = [
        np.average(scores[side], weights=sample.members[:, place] * sample.weights) + level[side]
        for place, (side, _) in enumerate(sample.communities)
    ]
    bonds = (means - np.mean(means)) / np.std(means)
    np.testing.assert_allclose(found.unshifted[:, 0], collapsed.sets @ bonds, atol=1e-9)


def test_kinds_without_a_number_in_common_are_refused():
    sample = random_sample(1)
    number = sample.members.sum(axis=1)
    apart = replace(sample, kind=np.where(number > 2, MANY, FEW))
    with pytest.raises(ProblemsFound, match="share no number of communities"):
        counting.support(collapse(apart), MANY, FEW, 1)


# --- tables ----------------------------------------------------------------------
def test_the_table_of_counting_says_each_thing_once():
    found = replicate({"w": random_sample(5)}, SPEC, 2)
    table = counting_table(found, "w", SPEC["counting"], 2)
    keys = ["group", "against", "number", "measure"]
    assert not table.duplicated(keys).any()
    contrast = table[table["against"] == "few"].set_index("measure")["value"]
    assert 0 < contrast["covered"] <= 100
    again = counting_table(found, "w", SPEC["counting"], 2)
    pd.testing.assert_frame_equal(table, again)
    people = table[table["measure"] == "at_number"].groupby("group")["n"].sum()
    everybody = table[table["measure"] == "number"].set_index("group")["n"]
    assert people.to_dict() == everybody.to_dict()


def test_a_percentage_of_a_difference_that_may_be_0_is_blank():
    """Its denominator has no least distance from 0, so that the percentage has no ends."""
    sample = random_sample(5, 600)
    led = np.where(sample.members[:, 0] == 1, MANY, np.where(sample.kind > 0, FEW, 0))
    led[:20] = np.where(sample.kind[:20] > 0, MANY, 0)  # numbers in common
    names = ["by_number_percent", "held_fixed_percent", "shuffled_percent"]
    for one, clear in ((replace(sample, kind=led), True), (sample, False)):
        table = counting_table(replicate({"w": one}, SPEC, 2), "w", SPEC["counting"], 2)
        contrast = table[table["against"] == "few"].set_index("measure")
        low, high = contrast.loc["difference", ["ci_low", "ci_high"]]
        assert (low * high > 0) == clear
        assert contrast.loc[names, "value"].notna().tolist() == [clear] * 3
        assert contrast.loc[names, "ci_low"].notna().tolist() == [clear] * 3


def test_differences_between_kinds_turn_round_and_those_between_waves_are_differences():
    one, other = random_sample(1), random_sample(2)
    found = replicate({"1": one, "2": other}, SPEC, 3)
    table = differences_table(found).set_index(["between", "wave", "group", "against"])
    forth = table.loc["kinds", "1", "many", "few"]
    back = table.loc["kinds", "1", "few", "many"]
    assert forth["difference"] == -back["difference"]
    assert forth["ci_low"] == pytest.approx(-back["ci_high"])
    means = {wave: found.estimates["from_none", wave, "pearson"][MANY] for wave in "12"}
    assert table.loc["waves", "2", "many", "1"]["difference"] == pytest.approx(
        means["2"] - means["1"]
    )


def test_shares_of_the_distribution_are_of_the_kind():
    found = replicate({"w": random_sample(5)}, SPEC, 2)
    table = distribution_table(found, "w", 0.5)
    shares = table[table["measure"] == "share"]
    np.testing.assert_allclose(shares.groupby("group")["value"].sum(), 100)
    power = plain_ties(pick(random_sample(5), np.arange(120)))["power"]
    kind = found.collapsed["w"].sample.kind
    median = table[table["measure"] == "quantile_50"].set_index("group")["value"]
    assert median["few"] == pytest.approx(np.quantile(power[kind == FEW], 0.5, method="inverted_cdf"))  # fmt: skip


def test_weighted_quantiles_by_hand():
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0])
    assert weighted_quantiles(values, weights, (25, 26, 75, 76, 100)).tolist() == [1, 2, 2, 3, 3]


# --- words --------------------------------------------------------------------------
WORDS = {
    "opening": "O ",
    "wave": "in {wave}: ",
    "contrast": "{of}-{against} {difference} [{difference_low}, {difference_high}] {verdict}. ",
    "no_lead": "no lead", "remains": "at {from} to {to} it is {held_fixed}",
    "unclear": "unclear", "reversed": "turned", "assumed": "assumed",
}  # fmt: skip


def counted(difference: tuple, held_fixed: tuple, basis: str = "delivered") -> pd.DataFrame:
    rows = [("many", "", "number", 3.0, 2.9, 3.1), ("few", "", "number", 1.0, 0.9, 1.1),
            ("many", "few", "difference", *difference), ("many", "few", "held_fixed", *held_fixed),
            ("many", "few", "from", 2.0, np.nan, np.nan), ("many", "few", "to", 4.0, np.nan, np.nan)]  # fmt: skip
    columns = ["group", "against", "measure", "value", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=columns).assign(wave="w", basis=basis)


@pytest.mark.parametrize(
    ("difference", "held_fixed", "verdict"),
    [
        ((1.0, 0.5, 1.5), (0.6, 0.1, 1.1), "at 2 to 4 it is 0.60"),
        ((1.0, 0.5, 1.5), (0.2, -0.1, 0.5), "unclear"),
        ((1.0, 0.5, 1.5), (-0.6, -0.9, -0.3), "turned"),
        ((1.0, -0.1, 2.1), (0.6, 0.1, 1.1), "no lead"),
    ],
)
def test_the_verdict_follows_the_intervals(difference, held_fixed, verdict):
    names = {"wave": {"w": "W"}, "group": {"many": "M", "few": "F"}}
    words = paragraph(counted(difference, held_fixed), WORDS, names)
    value, low, high = (f"{number:.2f}".replace("-", "\u2212") for number in difference)
    assert words == f"O in W: M-F {value} [{low}, {high}] {verdict}."
    assumed = paragraph(counted(difference, held_fixed, "assumed"), WORDS, names)
    assert assumed.endswith("assumed")


def test_the_words_name_both_parts_and_what_is_compared(project):
    """A part of 2.80 of a difference of 0.53 means nothing without the other, -2.27; and a
    difference at the same number may be of a quarter of the people, at numbers with gaps."""
    sample = random_sample(5)
    number = sample.members.sum(axis=1)
    two = number == 2
    apart = replace(sample, kind=np.where(two, MANY, sample.kind))  # nobody to compare with at 2
    table = counting_table(replicate({"w": apart}, SPEC, 2), "w", SPEC["counting"], 2)
    facts = table[table["against"] == "few"].set_index("measure")["value"]
    assert (facts["from"], facts["least"]) == (1, 1)
    assert facts["to"] > 2
    assert facts["covered"] < 100 * (1 - two[apart.kind > 0].mean()) + 1e-9
    names = {"wave": {"w": "W"}, "group": {kind: kind for kind in ("none", "few", "many")}}
    table = table.assign(wave="w", basis="delivered")
    for words in project.indices["ties"]["counting"]["words"].values():
        text = paragraph(table, words, names)
        for measure in ("by_number", "by_bond"):
            assert f"{facts[measure]:.2f}".replace("-", "\u2212") in text
        assert f"{facts['covered']:.0f}" in text


def test_every_place_that_a_template_may_name_is_filled(project):
    """The configuration is checked against PLACES before a run; the table must have them all."""
    found = replicate({"w": random_sample(5)}, SPEC, 2)
    table = counting_table(found, "w", SPEC["counting"], 2).assign(wave="w", basis="assumed")
    names = {"wave": {"w": "W"}, "group": {kind: kind for kind in ("none", "few", "many")}}
    every = " ".join(f"{{{place}}}" for place in PLACES)
    words = paragraph(table, WORDS | {"contrast": every}, names)
    assert "{" not in words
    assert "nan" not in words
    for language in project.indices["ties"]["counting"]["words"].values():
        assert paragraph(table, language, names)
