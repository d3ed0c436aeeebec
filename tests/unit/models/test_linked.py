"""Averages over nobody who could not be: a survey of twelve people, worked by hand.

Three are on no medium, three on one, six on two; only who is on one can post. Of six who post,
four are on two media. The outcome is 1 for yes.
"""

import numpy as np
import pandas as pd
import pytest

from tsunagari.codebook.answers import dtype_of
from tsunagari.codebook.derivation import derive
from tsunagari.codebook.variables import Codebook
from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.design import Design
from tsunagari.models.effects import effects_table, predicted_shares
from tsunagari.models.model import fit_model
from tsunagari.models.spec import read_spec

WORDS = {"ja": "x", "en": "x"}


def _single(*categories: str, **more) -> dict:
    return {
        "type": "single",
        "label": WORDS,
        "categories": dict.fromkeys(categories, WORDS),
        **more,
    }


CODEBOOK = Codebook.from_config({
    "lists": {"media": {"label": WORDS, "items": {"mail": WORDS, "chat": WORDS}}},
    "variables": {
        "sex": _single("male", "female"),
        "use": _single("posts", "reads", "never", each="media", sets={"users": ["posts", "reads"]}),
        "used": {"type": "number", "label": WORDS, "derive": {"count": [{"use": "users"}]}},
        "breadth": _single("none", "one", "two", derive={
            "bands": "used", "upper": {"none": 0, "one": 1, "two": 2}, "lowest": 0}),
        "posting": _single("silent", "posts", derive={
            "cases": {"posts": {"any": {"use": ["posts"]}}, "silent": "otherwise"}}),
        "anywhere": _single("no", "yes", derive={
            "cases": {"yes": {"any": {"use": "users"}}, "no": "otherwise"}}),
        "yes": _single("yes", "no", ordered=True),
    },
})  # fmt: skip
#         mail     chat     sex       yes
PEOPLE = (
    ("never", "never", "male", "yes"), ("never", "never", "female", "no"),
    ("never", "never", "female", "no"),
    ("reads", "never", "male", "no"), ("posts", "never", "male", "yes"),
    ("never", "posts", "female", "no"),
    ("reads", "reads", "male", "no"), ("reads", "reads", "female", "yes"),
    ("posts", "reads", "male", "yes"), ("posts", "posts", "male", "yes"),
    ("reads", "posts", "female", "no"), ("posts", "posts", "female", "yes"),
)  # fmt: skip


def respondents(people=PEOPLE) -> pd.DataFrame:
    frame = pd.DataFrame(people, columns=["use.mail", "use.chat", "sex", "yes"])
    types = {name: dtype_of(CODEBOOK[name.partition(".")[0]]) for name in frame}
    return derive(CODEBOOK, frame.astype(types))


def fitted(*terms: str, **more):
    entry = {"outcome": "yes", "family": "linear", "terms": list(terms), **more}
    data = respondents()
    return fit_model(CODEBOOK, read_spec(CODEBOOK, "by_hand", entry), data,
                     Design.unweighted(len(data)))  # fmt: skip


def of(table: pd.DataFrame, term: str, level: str) -> pd.Series:
    (row,) = table[(table["term"] == term) & (table["level"] == level)].index
    return table.loc[row]


def test_a_level_is_averaged_over_those_who_could_be_at_it():
    """Nobody of the six who post could be on no medium; all of nine could be on one."""
    fit = fitted("breadth", "posting")
    constant, one, two, posts = fit.parameters
    shares = predicted_shares(fit)
    none = of(shares, "breadth", "none")
    assert none["estimate"] == pytest.approx(constant)  # not constant + posts / 2
    assert (none["n"], none["impossible"]) == (6, 6)
    at_one = of(shares, "breadth", "one")
    assert at_one["estimate"] == pytest.approx(constant + one + posts * 6 / 12)
    assert (at_one["n"], at_one["impossible"]) == (12, 0)
    # the three on no medium could not post
    at_posts = of(shares, "posting", "posts")
    assert at_posts["estimate"] == pytest.approx(constant + (3 * one + 6 * two) / 9 + posts)
    assert (at_posts["n"], at_posts["impossible"]) == (9, 3)
    assert of(shares, "all", "")["impossible"] == 0


def test_an_effect_is_of_those_who_could_be_at_both_levels():
    fit = fitted("breadth", "posting")
    effects = effects_table(fit)
    row = of(effects, "breadth", "two")
    assert row["estimate"] == pytest.approx(fit.parameters[2])
    assert (row["n"], row["impossible"]) == (6, 6)
    row = of(effects, "posting", "posts")
    assert (row["n"], row["impossible"]) == (9, 3)


def test_an_effect_that_is_possible_for_nobody_has_no_number():
    """Who is on a medium, and stays on as many, cannot be on none."""
    effects = effects_table(fitted("anywhere", "used"))
    row = of(effects, "anywhere", "yes")
    assert (row["n"], row["impossible"]) == (0, 12)
    assert row[["estimate", "std_error", "p_value", "ci_low"]].isna().all()
    # who is on none stays on none; the others could be on one or two
    slope = of(effects, "used", "")
    assert (slope["n"], slope["impossible"]) == (9, 3)


def test_a_combination_that_is_possible_for_nobody_has_no_row():
    data = respondents()
    spec = read_spec(CODEBOOK, "by_hand", {
        "outcome": "yes", "family": "linear", "terms": ["breadth", "posting"]})  # fmt: skip
    fit = fit_model(CODEBOOK, spec, data, Design.unweighted(12))
    (pair,) = fit.frame.linked
    assert {tuple(row) for row in pair.known} == {(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)}
    values = dict(zip(pair.atoms, (np.array([0, 1]), np.array([1, 1])), strict=True))
    assert list(pair.possible(values)) == [False, True]
    assert list(pair.movable(pair.atoms[0], values)) == [True, True]


def test_variables_that_share_no_question_leave_everybody_in():
    fit = fitted("sex", "posting")
    assert fit.frame.linked == ()
    assert (predicted_shares(fit)["impossible"] == 0).all()


def test_who_answered_so_is_possible_whatever_the_codebook_says():
    data = respondents()
    data.loc[0, "posting"] = "posts"  # without a medium
    spec = read_spec(CODEBOOK, "by_hand", {
        "outcome": "yes", "family": "linear", "terms": ["breadth", "posting"]})  # fmt: skip
    fit = fit_model(CODEBOOK, spec, data, Design.unweighted(12))
    assert of(predicted_shares(fit), "breadth", "none")["impossible"] == 0


def test_the_observed_share_stands_beside():
    shares = predicted_shares(fitted("breadth", "posting"))
    for level, share, people in (("none", 1 / 3, 3), ("one", 1 / 3, 3), ("two", 4 / 6, 6)):
        row = of(shares, "breadth", level)
        assert (row["observed"], row["observed_n"]) == (pytest.approx(share), people)
    assert of(shares, "all", "")["observed"] == pytest.approx(6 / 12)


def test_the_observed_share_is_weighted_and_sums_answers():
    data = respondents()
    weights = np.where(data["yes"] == "yes", 3.0, 1.0)
    spec = read_spec(CODEBOOK, "by_hand", {
        "outcome": {"variable": "yes", "answers": "yes"}, "family": "logit",
        "terms": ["posting"]})  # fmt: skip
    fit = fit_model(CODEBOOK, spec, data, Design(weights))
    assert of(predicted_shares(fit), "posting", "posts")["observed"] == pytest.approx(12 / 14)
    assert of(predicted_shares(fit), "posting", "posts")["observed_n"] == 6


def test_too_many_combinations_are_refused_by_the_names_of_the_terms(monkeypatch):
    monkeypatch.setattr("tsunagari.codebook.possible.MOST", 2)
    with pytest.raises(ProblemsFound, match=r"too many combinations .*breadth, posting"):
        fitted("breadth", "posting")
