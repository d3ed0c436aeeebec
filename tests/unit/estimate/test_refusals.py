"""What the estimators refuse, and that the error names it."""

import numpy as np
import pandas as pd
import pytest
from survey_reference import DATA, design

from tsunagari.config.problems import ProblemsFound
from tsunagari.estimate.calibration import rake
from tsunagari.estimate.crosstabs import association
from tsunagari.estimate.declared import declared_design
from tsunagari.estimate.design import Design
from tsunagari.estimate.estimators import design_effects, domain_means, means, ratios
from tsunagari.estimate.percentages import percentages
from tsunagari.estimate.replicates import bootstrap, jackknife

TRUSTS = (DATA["trust"] >= 3).to_numpy()
AGE, SCORE = DATA["age"].to_numpy(), DATA["score"].to_numpy()


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ({"age": {1: 0.5, 2: 0.5}}, r"age: has no target \[3, 4\]"),
        ({"age": {1: 10, 2: 10, 3: 10, 4: 5, 5: 5}}, "age, 5: cannot be reached by 0"),
        ({"age": {1: 10, 2: 10, 3: 10, 4: 0}}, "age, 4: cannot be reached by"),
        (
            {"age": {1: 10, 2: 10, 3: 10, 4: 10}, "sex": {"female": 10, "male": 10}},
            "different totals",
        ),
    ],
)
def test_margins_that_cannot_be_reached_are_named(targets, message):
    with pytest.raises(ProblemsFound, match=message):
        rake(design("weights"), DATA[["age", "sex"]], targets)


def test_margins_that_contradict_each_other_are_named():
    groups = {"a": np.array([1, 1, 2]), "b": np.array([1, 1, 2])}
    with pytest.raises(ProblemsFound, match="do not agree with the margins"):
        rake(Design.unweighted(3), groups, {"a": {1: 0.5, 2: 0.5}, "b": {1: 0.4, 2: 0.6}})


@pytest.mark.parametrize(
    "method", [jackknife, lambda d: bootstrap(d, 10, np.random.default_rng(0))]
)
def test_replicates_refuse_what_they_cannot_honour(method):
    with pytest.raises(ProblemsFound, match="populations of a second stage"):
        method(design("two_stage_population"))
    raked = rake(design("strata_clusters"), DATA[["sex"]], {"sex": {"female": 0.5, "male": 0.5}})
    with pytest.raises(ProblemsFound, match="before calibration"):
        method(raked)


def test_means_and_ratios_that_cannot_be_are_named():
    drawn = design("weights")
    with pytest.raises(ProblemsFound, match="the denominator's total is 0"):
        ratios(drawn, SCORE, np.zeros(drawn.n))
    with pytest.raises(ProblemsFound, match="does not vary"):
        design_effects(drawn, np.ones(drawn.n))
    with pytest.raises(ProblemsFound, match="the design has 612 rows"):
        means(drawn, SCORE[1:])


def test_a_replicate_without_anybody_in_the_group_is_named():
    drawn = design("strata_clusters")
    one = ((DATA["stratum"] == 2) & (DATA["cluster"] == 1)).to_numpy()
    with pytest.raises(ProblemsFound, match=r"replicate 5.*failed on a replicate"):
        jackknife(drawn.subset(one)).means(SCORE)


def test_a_table_that_does_not_vary_is_named():
    with pytest.raises(ProblemsFound, match="columns: a label is missing, or all are the same"):
        association(design("weights"), DATA["trust"], np.ones(len(DATA)))


def test_a_contrast_of_what_was_not_estimated_is_named():
    by_sex = domain_means(design("weights"), SCORE, DATA["sex"])
    with pytest.raises(ProblemsFound, match="Did you mean 'female'"):
        by_sex.difference("femal", "male")


def test_a_design_of_absent_columns_and_unknown_keys_is_named():
    with pytest.raises(ProblemsFound) as raised:
        declared_design(DATA, {"weigth": "weight", "strata": "stratun"}, "wave.yaml")
    assert [problem.remedy for problem in raised.value.problems] == [
        "Did you mean 'weight'?",
        "Did you mean 'stratum'?",
    ]


def test_strata_of_one_cluster_are_named_as_the_file_names_them():
    strata = np.repeat([f"city {number}" for number in range(13)], [4, *[1] * 12])
    drawn = Design(np.ones(16), (strata,))
    with pytest.raises(ProblemsFound, match=r"\[city 1, city 2, .*, city 10 and 2 more\]"):
        means(drawn, np.arange(16.0))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((TRUSTS, AGE.astype(float)), "must be whole numbers"),
        ((TRUSTS, AGE, 3), "must be whole numbers below"),
        ((SCORE,), "must be true or false"),
        ((TRUSTS[1:],), "the design has 612 rows"),
    ],
)
def test_percentages_of_what_is_no_answer_are_refused(arguments, message):
    with pytest.raises(ProblemsFound, match=message):
        percentages(design("weights"), *arguments)


PLAIN = pd.DataFrame(
    {"w": [1.0, 2, 1, 2], "s": [1, 1, 2, 2], "c": [1, 2, 1, 2], "text": list("abcd")}
)


def test_clusters_of_several_strata_with_one_label_say_whether_they_are_one():
    declared = {"strata": "s", "clusters": "c"}
    with pytest.raises(ProblemsFound, match=r"design.clusters, c: .*1 and 1 more.*nested: true"):
        declared_design(PLAIN, declared, "wave.yaml")
    nested = declared_design(PLAIN, declared | {"nested": True}, "wave.yaml")
    assert nested.degrees_of_freedom == 4 - 2
    apart = declared_design(PLAIN.assign(c=range(4)), declared, "wave.yaml")
    assert apart.degrees_of_freedom == 4 - 2


@pytest.mark.parametrize(
    ("declared", "frame", "message"),
    [
        ({"weight": "text"}, PLAIN, r"text, row 1 and 3 more: must be a number.*\[a\]"),
        ({"weight": "w"}, PLAIN.assign(w=[1, -2, 1, 1]), r"w, row 2 and 0 more: .*\[-2"),
        ({"population": "text"}, PLAIN, r"text, row 1 and 3 more: must be a number.*\[a\]"),
        ({"population": "w"}, PLAIN.assign(w=[9, 9, 9, -9]), r"w, row 4 and 0 more: .*\[-9"),
        ({"weight": "w"}, PLAIN.assign(w=[1, None, 1, 1]), "w, row 2"),
    ],
)
def test_text_and_negative_numbers_are_named(declared, frame, message):
    with pytest.raises(ProblemsFound, match=message):
        declared_design(frame, declared, "wave.yaml")
