"""Bonds of few members, and small surveys of any shape: numbers, blanks or a named error."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import script
from scipy.stats import t as student
from survey_of_ties import SPEC, random_sample

from tsunagari.config.problems import ProblemsFound
from tsunagari.index.ties import bonds_table, means_table, replicate


def with_few(seed: int, people: int, n: int = 200):
    """A sample whose second community has a few participants only."""
    sample = random_sample(seed, n)
    members = sample.members.copy()
    members[np.flatnonzero(members[:, 1])[people:], 1] = 0
    number = members.sum(axis=1)
    return replace(
        sample, members=members, kind=np.where(number == 0, 0, np.maximum(sample.kind, 1))
    )


def test_the_interval_of_a_bond_is_t_with_its_own_members():
    found = replicate({"w": with_few(1, 5)}, SPEC, 1)
    table = bonds_table(found, "w")
    assert table["few_members"].tolist() == ["", "few_members", "", ""]
    assert bonds_table(found, "w", few=5)["few_members"].tolist() == [""] * 4
    assert table["freedom"].tolist() == [min(m - 1, 199) for m in table["participants"]]
    reach = (table["ci_high"] - table["bond"]) / table["std_error"]
    np.testing.assert_allclose(reach, student.ppf(0.975, table["freedom"]))
    assert reach[1] == pytest.approx(2.776, abs=1e-3)


def test_replicates_without_a_member_are_counted_and_one_member_has_no_error():
    found = replicate({"w": with_few(3, 1)}, {**SPEC, "replicates": 300}, 1)
    table = bonds_table(found, "w")
    # (1 - 1/200)^200 of the replicates do not draw the one member: 36.7 percent of 300.
    assert 85 < table.loc[1, "dropped"] < 135
    assert table.loc[[0, 2, 3], "dropped"].tolist() == [0, 0, 0]
    assert np.isfinite(table.loc[1, "bond"])
    assert table.loc[1, ["std_error", "ci_low", "ci_high"]].isna().all()


def test_levels_have_no_interval_and_say_why():
    table = means_table(replicate({"w": random_sample(4)}, SPEC, 1), "w")
    assert table["mean_std_error"].isna().all()
    assert set(table["mean_without_interval"]) == {"origin_is_the_smallest_of_the_sample"}
    shift = table["mean"] - table["from_none"]
    np.testing.assert_allclose(shift, shift[0])
    none = table.set_index("group").loc["none"]
    assert none["from_none"] == 0
    assert np.isnan(none["std_error"])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.integers(8, 60), st.sampled_from(["free", "alike", "rare"]),
    st.sampled_from([("pearson",), ("pearson", "polychoric", "shrunken"), ("shrunken",)]),
)  # fmt: skip
def test_a_small_survey_gives_its_tables_or_a_named_error(seed, n, shape, scores):
    """Nobody of a kind, differences that are 0, replicates without a community or a factor: no
    exception but a problem with its place, and nothing infinite."""
    sample = random_sample(seed, n)
    rng = np.random.default_rng(seed)
    if shape == "alike":  # everybody is in the same communities: no kind differs
        sample = replace(sample, members=np.ones_like(sample.members), kind=rng.integers(0, 3, n))
        sample.members[0, 0] = 0
    if shape == "rare":
        members = sample.members * (rng.random(sample.members.shape) < 0.2)
        sample = replace(sample, members=members, kind=rng.integers(1, 3, n))
    if not sample.members.any(axis=0).all():
        return  # read_sample leaves such a community out
    spec = {**SPEC, "scores": list(scores), "replicates": 15, "countries": ["here"]}
    tables_of = script("index_ties").tables_of
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numbers that become blanks
        try:
            tables = tables_of(replicate({"w": sample}, spec, seed), spec, seed, {"w": "assumed"})
        except ProblemsFound as found:
            assert all(each.file and each.message and each.remedy for each in found.problems)
            return
    for name in ("means", "differences", "counting", "comparability"):
        numbers = tables[name].select_dtypes(float)
        assert not np.isinf(numbers.to_numpy()).any()
        known = tables[name].dropna(subset=["ci_low", "ci_high"])
        assert (known["ci_low"] <= known["ci_high"]).all()
