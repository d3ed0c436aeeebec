"""Regressions on power: every replicate is the whole chain and the model, fitted anew."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import yaml
from survey_of_ties import CODEBOOK, SPEC, pick, plain_ties, random_sample

from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.index.ties import means_table, replicate, with_chain
from tsunagari.index.ties.bootstrap import blocks, generator, multiplicities
from tsunagari.index.ties.regression import refitted
from tsunagari.models.model import fit_model
from tsunagari.models.spec import read_spec
from tsunagari.models.tidy import tidy

POWER = yaml.safe_load("""
  group: {type: single, label: {ja: 群, en: g}, categories: {a: {ja: A, en: A}, b: {ja: B, en: B}}}
  ties_from_none: {type: number, label: {ja: 力, en: p}, derive: {index: ties}}
  ties: {type: number, label: {ja: 力, en: p}, derive: {index: ties}}
""")
BOOK = Codebook({**CODEBOOK.variables, **Codebook.from_config({"variables": POWER}).variables}, {})
GROUP = np.random.default_rng(77).integers(0, 2, 120)


def model_of(sample, terms=("kind",), outcome="ties_from_none", **more):
    """The model of a sample, and a frame of its respondents."""
    plain = plain_ties(sample)
    people = pd.DataFrame({
        "kind": np.array(sample.kinds)[sample.kind], "group": np.array(["a", "b"])[GROUP],
        "ties_from_none": sample.members @ plain["bonds"], "ties": plain["power"],
    })  # fmt: skip
    entry = {"outcome": outcome, "family": "linear", "terms": list(terms), **more}
    return fit_model(BOOK, read_spec(BOOK, "m", entry), people, sample.design)


def by_loops(sample, weights: np.ndarray, terms: int) -> np.ndarray:
    """The coefficients of a replicate in plain least squares."""
    rows = np.flatnonzero(weights > 0)
    drawn = replace(pick(sample, rows), weights=weights[rows])
    power = sample.members[rows] @ plain_ties(drawn)["bonds"]
    columns = [np.ones(len(rows)), *(sample.kind[rows] == kind for kind in (1, 2))]
    columns += [GROUP[rows] == 1] * (terms > 1)
    x, root = np.column_stack(columns).astype(float), np.sqrt(weights[rows])
    return np.linalg.lstsq(x * root[:, None], power * root, rcond=None)[0]


@pytest.mark.parametrize("terms", [("kind",), ("kind", "group")])
def test_each_replicate_is_the_chain_and_the_model_on_people_drawn_anew(terms):
    sample = random_sample(4)
    fitted = model_of(sample, terms)
    found = refitted(fitted, {"w": sample}, {"w": sample.n}, SPEC, 9)
    drawn = multiplicities(sample.n, SPEC["replicates"], generator(9, "w"))
    wanted = [by_loops(sample, weights, len(terms)) for weights in drawn.T]
    np.testing.assert_allclose(found, wanted, atol=1e-9)
    given = with_chain(fitted, {"w": sample}, {"w": sample.n}, SPEC, 9)
    away = np.array(wanted) - fitted.parameters
    np.testing.assert_allclose(given.std_error, np.sqrt((away**2).mean(axis=0)), atol=1e-12)
    np.testing.assert_allclose(given.parameters, fitted.parameters)


def test_weights_and_strata_are_honoured():
    weights = np.random.default_rng(3).uniform(0.4, 2.5, 120)
    design = Design(weights, strata=(np.arange(120) // 30,))
    sample = random_sample(3, weights=weights, design=design)
    fitted = model_of(sample, ("kind", "group"))
    found = refitted(fitted, {"w": sample}, {"w": 120}, SPEC, 2)
    drawn = np.hstack(list(blocks(sample, SPEC["replicates"], 40, generator(2, "w"))))
    wanted = [by_loops(sample, each, 2) for each in drawn.T]
    np.testing.assert_allclose(found, wanted, atol=1e-9)


def test_one_number_and_one_interval_in_the_index_and_in_the_model():
    sample = random_sample(6, 120)
    made = means_table(replicate({"w": sample}, SPEC, 5), "w").set_index("group")
    given = with_chain(model_of(sample), {"w": sample}, {"w": 120}, SPEC, 5)
    table = tidy(given).query("term == 'kind'").set_index("level")
    for kind in ("few", "many"):
        ours, theirs = made.loc[kind], table.loc[kind]
        assert theirs["estimate"] == pytest.approx(ours["from_none"], abs=1e-9)
        for name in ("std_error", "ci_low", "ci_high"):
            assert theirs[name] == pytest.approx(ours[name], abs=1e-9)


def test_two_waves_in_one_model_are_drawn_each_by_itself():
    """As far as one wave's coefficient goes, the other wave is not there."""
    one, other = random_sample(1), random_sample(2)
    frames = []
    for wave, sample in (("1", one), ("2", other)):
        power = sample.members @ plain_ties(sample)["bonds"]
        frames.append(pd.DataFrame({"wave": wave, "group": np.array(["a", "b"])[GROUP],
                                    "ties_from_none": power}))  # fmt: skip
    entry = {"outcome": "ties_from_none", "family": "linear", "waves": ["1", "2"],
             "terms": ["group", "wave", "group:wave"]}  # fmt: skip
    together = pd.concat(frames, ignore_index=True)
    fitted = fit_model(BOOK, read_spec(BOOK, "m", entry), together, Design.unweighted(240))
    found = refitted(fitted, {"1": one, "2": other}, {"1": 120, "2": 120}, SPEC, 9)
    alone = model_of(one, ("group",))
    wanted = refitted(alone, {"1": one}, {"1": 120}, SPEC, 9)
    np.testing.assert_allclose(found[:, :2], wanted, atol=1e-9)


def test_a_level_that_a_replicate_leaves_without_anybody_is_counted():
    sample = random_sample(4)
    kind = np.where(sample.kind == 2, 1, sample.kind)
    kind[np.flatnonzero(sample.kind == 2)[0]] = 2  # one person: a third of the replicates lack them
    sample = replace(sample, kind=kind)
    spec = {**SPEC, "replicates": 300}
    given = with_chain(model_of(sample), {"w": sample}, {"w": 120}, spec, 1).given
    assert given.replicates == 300
    assert 165 < given.kept < 215
    assert np.isfinite(given.covariance).all()


def test_power_as_a_level_is_refused():
    sample = random_sample(4)
    with pytest.raises(ProblemsFound, match="whose bootstrap is inconsistent"):
        with_chain(model_of(sample, outcome="ties"), {"w": sample}, {"w": 120}, SPEC, 1)
