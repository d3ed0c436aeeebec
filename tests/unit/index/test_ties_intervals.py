"""Intervals of the index: replicates of the whole chain, under the wave's design."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from survey_of_ties import SPEC, pick, plain_ties, random_sample

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import rake
from tsunagari.estimate.design import Design
from tsunagari.index.ties import (
    bonds_table,
    comparability_table,
    counting_table,
    means_table,
    replicate,
    with_keys,
)
from tsunagari.index.ties.bootstrap import (
    blocks,
    generator,
    multiplicities,
    with_interval,
    with_range,
)


def weights_of(sample, replicates: int, size: int, seed: int = 1) -> np.ndarray:
    random = np.random.default_rng(seed)
    return np.hstack(list(blocks(sample, replicates, size, random)))


def test_each_replicate_is_the_whole_chain_on_people_drawn_anew():
    sample = random_sample(4)
    found = replicate({"w": sample}, SPEC, 9)
    drawn = multiplicities(sample.n, SPEC["replicates"], generator(9, "w"))
    for place in range(SPEC["replicates"]):
        rows = np.repeat(np.arange(sample.n), drawn[:, place].astype(int))
        plain = plain_ties(pick(sample, rows))
        ours = found.replicates["bonds", "w", "pearson"][:, place]
        np.testing.assert_allclose(ours, plain["bonds"], atol=1e-9)
        means = found.replicates["from_none", "w", "pearson"][:, place]
        np.testing.assert_allclose(means, plain["from_none"], atol=1e-9)


def test_blocks_do_not_change_the_draws_and_waves_not_each_other():
    sample = random_sample(4)
    np.testing.assert_array_equal(weights_of(sample, 10, 10), weights_of(sample, 10, 3))
    assert (weights_of(sample, 10, 3).sum(axis=0) == sample.n).all()
    alone = replicate({"1": sample}, SPEC, 9)
    both = replicate({"0": random_sample(5), "1": sample}, SPEC, 9)
    key = ("from_none", "1", "pearson")
    np.testing.assert_array_equal(alone.replicates[key], both.replicates[key])


def test_an_interval_by_hand():
    table = with_interval("x", np.array([2.0]), np.array([[1.0, 3.0, 4.0, np.nan]]), 1e9)
    error = np.sqrt((1 + 1 + 4) / 3)
    assert table.loc[0, "std_error"] == pytest.approx(error)
    assert table.loc[0, "ci_high"] == pytest.approx(2 + 1.959964 * error)
    shares = with_range("x", np.array([2.0]), np.arange(1001.0)[None])
    assert shares.loc[0, ["ci_low", "ci_high"]].tolist() == pytest.approx([25, 975])
    assert np.isnan(shares.loc[0, "std_error"])


def test_a_kind_without_anybody_has_no_mean_and_says_so():
    sample = random_sample(4)
    sample = replace(sample, kind=np.maximum(sample.kind, 1))
    found = replicate({"w": sample}, SPEC, 1)
    table = with_keys(means_table(found, "w"), "w", ["here"], {"w": "assumed"}).set_index("group")
    assert table.loc["none", "n"] == 0
    assert np.isnan(table.loc["none", "mean"]) and np.isnan(table.loc["none", "std_error"])
    counted = counting_table(found, "w", SPEC["counting"], 1)
    assert not ((counted["group"] == "none") & counted["value"].notna()).any()
    assert table["basis"].to_dict() == {"none": "not_asked", "few": "assumed", "many": "assumed"}


# --- designs -----------------------------------------------------------------------
def test_clusters_of_copies_have_the_errors_of_the_people_copied():
    """Four copies of everybody, a cluster each: an interval that ignored the clusters would
    be half as wide."""
    spec = {**SPEC, "replicates": 600}
    sample = random_sample(7, 200)
    copies = pick(sample, np.repeat(np.arange(200), 4))
    cluster = np.repeat(np.arange(200), 4)
    clustered = random_sample(
        7, 800, people=copies.people, answers=copies.answers, members=copies.members,
        kind=copies.kind, weights=np.ones(800),
        design=Design(np.ones(800), clusters=(cluster,), weighted=False),
    )  # fmt: skip
    errors = {
        name: means_table(replicate({"w": one}, spec, 3), "w")["std_error"].to_numpy()[1:]
        for name, one in (("people", sample), ("clusters", clustered), ("copies", copies))
    }
    np.testing.assert_allclose(errors["clusters"], errors["people"], rtol=0.15)
    assert (errors["copies"] < 0.7 * errors["clusters"]).all()


def test_doubling_the_weights_of_a_group_moves_every_bond():
    sample = random_sample(7)
    doubled = np.where(sample.kind == 2, 2.0, 1.0)
    weighted = random_sample(7, weights=doubled, design=Design(doubled))
    plain, moved = (bonds_table(replicate({"w": one}, SPEC, 1), "w") for one in (sample, weighted))
    assert (np.abs(plain["bond"] - moved["bond"]) > 1e-4).all()
    np.testing.assert_allclose(moved["bond"], plain_ties(weighted)["bonds"], atol=1e-9)


def test_a_subpopulation_keeps_the_design():
    """People of other countries count as clusters without anybody inside."""
    n, inside = 200, np.arange(0, 200, 2)
    weights = np.random.default_rng(1).uniform(0.5, 2, n)
    stratum = np.arange(n) // 100
    design = Design(weights, strata=(stratum,)).subset(np.isin(np.arange(n), inside))
    sample = random_sample(3, 100, weights=weights[inside], design=design, inside=inside)
    drawn = weights_of(sample, 400, 100)
    assert drawn.shape == (100, 400)
    # n - 1 of a stratum's n, with replacement: how many fall inside varies.
    assert (drawn > 0).sum(axis=0).std() > 2
    np.testing.assert_allclose(drawn.mean(axis=1), weights[inside], rtol=0.35)


def test_calibrated_weights_are_calibrated_in_each_replicate():
    n = 120
    group = np.random.default_rng(5).integers(0, 3, n)
    targets = {"group": {0: 50.0, 1: 40.0, 2: 30.0}}
    design = rake(Design.unweighted(n), {"group": group}, targets)
    sample = random_sample(3, n, weights=design.weights, design=design)
    drawn = weights_of(sample, 20, 20)
    for place, total in targets["group"].items():
        np.testing.assert_allclose(drawn[group == place].sum(axis=0), total, rtol=1e-9)
    assert drawn.std(axis=1).min() > 0


def test_a_design_that_a_bootstrap_cannot_honour_is_refused():
    n = 120
    cluster = np.arange(n) // 4
    design = Design(
        np.ones(n), clusters=(cluster, np.arange(n)),
        population=(np.full(n, 90), np.full(n, 12)), weighted=False,
    )  # fmt: skip
    sample = random_sample(3, n, design=design)
    with pytest.raises(ProblemsFound, match="populations of a second stage"):
        replicate({"w": sample}, SPEC, 1)


# --- several waves ---------------------------------------------------------------------
def test_loadings_of_the_same_wave_applied_to_it_are_its_own():
    found = replicate({"1": random_sample(1), "2": random_sample(2)}, SPEC, 1)
    for values in (found.estimates, found.replicates):
        for wave in "12":
            own = values["from_none", wave, "pearson"]
            np.testing.assert_allclose(values["by_loadings", wave, wave, wave], own, atol=1e-9)
    twice = replicate({"1": random_sample(1), "2": random_sample(1)}, SPEC, 1)
    own = twice.estimates["from_none", "1", "pearson"]
    for origin in ("2", "pooled"):  # the same people again
        found = twice.estimates["by_loadings", "1", origin, origin]
        np.testing.assert_allclose(found, own, atol=1e-9)
    assert twice.estimates["congruence", "2", "1", "pearson", "offline"] == pytest.approx(1)


def test_loadings_of_another_wave_do_not_bring_its_means():
    """Everybody a step more affirmative offline: the components are the same, so loadings alone
    change nothing, and only the other wave's means make offline bonds higher."""
    sample = random_sample(1, 400)
    answers = {**sample.answers, "offline": sample.answers["offline"] + 1}
    levels = {**sample.levels, "offline": (5, 5, 5)}
    later = replace(sample, answers=answers, levels=levels)
    found = replicate({"1": sample, "2": later}, SPEC, 1)
    own = found.estimates["from_none", "2", "pearson"]
    by = {moments: found.estimates["by_loadings", "2", "1", moments] for moments in "12"}
    np.testing.assert_allclose(by["2"], own, atol=1e-9)
    assert np.abs(by["1"] - own).max() > 0.05
    table = comparability_table(found, "2").query("loadings_of == '1'")
    assert list(table["scoring"].unique()) == ["loadings_1", "loadings_and_means_1"]
    same = comparability_table(found, "2").set_index("scoring").drop(columns=["scores", "n"])
    pd.testing.assert_frame_equal(same.loc[["loadings_2"]].reset_index(drop=True),
                                  same.loc[["pearson"]].reset_index(drop=True))  # fmt: skip
    for moments, wanted in by.items():
        means = table[table["moments_of"] == moments]["from_none"]
        np.testing.assert_array_equal(means, wanted[1:])  # of none is in a community


def test_basis_of_a_difference_between_waves_is_the_weaker_one():
    table = pd.DataFrame({"wave": ["2", "1"], "group": "a", "against": ["1", "few"], "x": 1.0})
    basis = {"1": "assumed", "2": "delivered"}
    assert with_keys(table, None, ["here"], basis)["basis"].tolist() == ["assumed", "assumed"]
    table["against"] = ["few", "2"]
    assert with_keys(table, None, ["here"], basis)["basis"].tolist() == ["delivered", "assumed"]
