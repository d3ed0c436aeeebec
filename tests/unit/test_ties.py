"""Tsunagari power on a case small enough to work by hand, and its invariances."""

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.codebook import Codebook
from tsunagari.ties import compute_ties, first_component, item_scores, ties_by_group

SCALE = "{agree: {ja: はい, en: y}, perhaps: {ja: たぶん, en: p}, disagree: {ja: いいえ, en: n}}"
CODEBOOK = Codebook.from_config(
    yaml.safe_load(f"""
lists: {{clubs: {{label: {{ja: 会, en: c}}, items: {{a: {{ja: A, en: A}}, b: {{ja: B, en: B}}}}}}}}
variables:
  country: {{type: single, label: {{ja: 国, en: c}}, categories: {{here: {{ja: 国, en: h}}, there: {{ja: 外, en: t}}}}}}
  trust: {{type: single, label: {{ja: 信頼, en: t}}, categories: {SCALE}}}
  help: {{type: single, label: {{ja: 助け, en: h}}, categories: {SCALE}}}
  club: {{type: single, each: clubs, label: {{ja: 会, en: c}}, categories: {{in: {{ja: 中, en: i}}, out: {{ja: 外, en: o}}}}}}
""")
)
SPEC = {
    "countries": ["here"],
    "group": "country",
    "consciousness": {"offline": ["trust", "help"]},
    "communities": {"offline": {"variable": "club", "answers": ["in"]}},
}


@pytest.fixture
def people() -> pd.DataFrame:
    """Two items that always agree, so that the component is the standardized item."""
    return pd.DataFrame(
        {
            "respondent": list("pqrs"),
            "country": ["here", "here", "here", "there"],
            "trust": ["agree", "disagree", "perhaps", "disagree"],
            "help": ["agree", "disagree", "perhaps", "disagree"],
            "club.a": ["in", "out", "in", "in"],
            "club.b": ["in", "in", "out", "in"],
        }
    )


def test_hand_worked_case(people):
    ties = compute_ties(CODEBOOK, SPEC, people)
    # Scores 3, 1, 2 standardized: sqrt(1.5), -sqrt(1.5), 0. Bond means: a (p, r), b (p, q).
    high = np.sqrt(1.5)
    np.testing.assert_allclose(
        ties.respondents["consciousness_offline"], [high, -high, 0], atol=1e-12
    )
    np.testing.assert_allclose(ties.bonds["mean_consciousness"], [high / 2, 0], atol=1e-12)
    np.testing.assert_allclose(ties.bonds["bond"], [1, -1])  # two values standardize to +-1
    # p is in both (1 - 1), q in b (-1), r in a (1); shifted by the smallest.
    np.testing.assert_allclose(ties.respondents["ties"], [1, 0, 2], atol=1e-12)
    assert list(ties.respondents["respondent"]) == ["p", "q", "r"]


def test_a_missing_answer_is_refused(people):
    people.loc[0, "help"] = "_no_answer"
    with pytest.raises(ValueError, match=r"unanswered items .*: help"):
        item_scores(CODEBOOK, people, ["trust", "help"])


@given(st.integers(0, 2**32 - 1))
def test_affirmative_scores_high_whatever_the_data(seed):
    """The sign never flips, and scores are those of numpy's singular value decomposition."""
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=60)
    scores = np.column_stack([np.digitize(trait + rng.normal(size=60), [-1, 0, 1]) for _ in "abc"])
    if (scores.std(axis=0) == 0).any():
        return
    component, loadings, share = first_component(scores.astype(float))
    standard = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    left, values, _ = np.linalg.svd(standard, full_matrices=False)
    np.testing.assert_allclose(np.abs(component), np.abs(left[:, 0]) * np.sqrt(60), atol=1e-8)
    assert share == pytest.approx(values[0] ** 2 / (values**2).sum())
    assert loadings.sum() > 0


def test_means_by_group():
    frame = pd.DataFrame({"kind": ["a", "a", "b", "b"], "ties": [1.0, 3.0, 4.0, 4.0]})
    table = ties_by_group(frame, "kind", ["a", "b"]).set_index("group")
    assert table.loc["a", ["n", "mean", "std_error"]].to_list() == [2, 2, 1]
    assert table.loc["b", "std_error"] == 0
