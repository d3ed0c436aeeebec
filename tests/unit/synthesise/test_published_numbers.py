"""Every published number, recounted independently, on the respondents of the real survey."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from unit.synthesise.recount import Recount

from tsunagari.codebook.derivation import derive

pytestmark = pytest.mark.xdist_group("survey")

# SOURCES D4 and D7: what no respondents can give.
UNATTAINABLE = {
    ("4-3-2-3", "twitter", "met", "percent", "50.1"): "50.0",
    ("4-3-2-3", "bulletin_board", "met", "percent", "63.7"): "63.6",
    ("4-3-2-4", "trust_change", "", "n", "208"): "206",
}


def left_over(differences):
    """Differences other than the known unattainable numbers (a base stands in all its rows)."""
    found = {}
    for row in differences.itertuples():
        category = "" if row.number == "n" else row.category
        found[row.figure, row.item, category, row.number, row.published] = row.counted
    assert all(UNATTAINABLE.get(key, counted) == counted for key, counted in found.items())
    return {key: counted for key, counted in found.items() if key not in UNATTAINABLE}


@pytest.mark.parametrize(("wave", "least"), [("2008", 20), ("2017", 540)])
def test_every_attainable_number_is_met(survey, built, wave, least):
    recount = Recount(built[wave][0])
    assert left_over(recount.differences(survey.published)) == {}
    assert recount.counted >= least


def test_the_recount_knows_the_unattainable_numbers(survey, built):
    found = Recount(built["2017"][0]).differences(survey.published)
    assert set(found["published"]) == {"50.1", "63.7", "208"}


FLIPS = [
    ("media_use.facebook", "never_uses", "hardly_uses"),
    ("media_use.line", "only_reads", "posts_actively"),
    ("reading.blog.friends", "selected", "not_selected"),
    ("met_offline.twitter", "never", "often"),
    ("trust_change", "unchanged", "fell_much"),
    ("trust_criteria.photo", "not_selected", "selected"),
    ("membership.civic_movement", "not_member", "member"),
    ("community_social_media.alumni_association", "used", "not_used"),
    ("need_intention.childcare", "willing", "eager"),
    ("help.housework", "free", "paid"),
    ("help_intention.family_care", "unwilling", "reluctant"),
]


@pytest.fixture(scope="module")
def untouched(survey, built):
    return Recount(built["2017"][0]).differences(survey.published)


@pytest.mark.parametrize(("column", "before", "after"), FLIPS)
def test_one_flipped_answer_is_noticed(survey, built, untouched, column, before, after):
    people = built["2017"][0].copy()
    young = (people["age"] < 70) & (people["country"] == "japan")
    person = people.index[(people[column] == before) & young][0]
    people.loc[person, column] = after
    assert not Recount(people).differences(survey.published).equals(untouched)


@pytest.mark.parametrize("wave", ["2008", "2017"])
@pytest.mark.parametrize(
    "dropped", [["loadings"], ["loadings", "traits", "shares", "shapes", "spread"]]
)
def test_without_loadings_or_any_shares_all_numbers_still_hold(survey, wave, dropped):
    fewer = {name: entry for name, entry in survey.assumptions.items() if name not in dropped}
    people, _ = survey.build(wave, seed=5, assumptions=fewer)
    assert left_over(Recount(people).differences(survey.published)) == {}


def test_seeds_differ_and_agree_alike(survey, built):
    builds = [built["2017"][0], *(survey.build("2017", seed=seed)[0] for seed in (2, 2018))]
    prints = [hashlib.sha256(people.to_csv().encode()).hexdigest() for people in builds]
    assert prints[0] == prints[2] != prints[1]
    assert left_over(Recount(builds[1]).differences(survey.published)) == {}
    free = [(people["media_use.blog"] == "only_reads").sum() for people in builds]
    assert free[0] != free[1]


@pytest.mark.parametrize("wave", ["2008", "2017"])
def test_ten_times_the_people_give_the_same_percentages(survey, wave):
    people, _ = survey.build(wave, seed=3, scale=10)
    found = Recount(people).differences(survey.published, scale=10)
    percents = found[found["number"] == "percent"]
    assert set(percents["published"]) <= {"63.7"}
    assert set(found.loc[found["number"] == "n", "published"]) <= {"208"}


def test_nobody_answers_outside_the_base(survey, built):
    people, _ = built["2017"]
    japan = people[people["country"] == "japan"]
    for medium in survey.codebook["media_use"].items:
        user = japan[f"media_use.{medium}"] != "never_uses"
        poster = japan[f"media_use.{medium}"] == "posts_actively"
        read = [column for column in japan if column.startswith(f"reading.{medium}.")]
        answered = japan[read].isin(["selected", "not_selected"])
        assert (answered.all(axis=1) == user).all() and (answered.any(axis=1) == user).all()
        assert ((japan[f"met_offline.{medium}"] != "_not_applicable") == poster).all()
    for support in survey.codebook["need"].items:
        needs = japan[f"need.{support}"] == "needs"
        assert ((japan[f"need_intention.{support}"] != "_not_applicable") == needs).all()


def test_everybody_asked_gives_an_answer_and_exclusive_ones_stand_alone(survey, built):
    japan = built["2017"][0].query("country == 'japan'")
    stems = ["trust_criteria", "trust_rise_reasons"]
    stems += [f"reading.{medium}" for medium in survey.codebook["media_use"].items]
    exclusive = {"trust_criteria": "nothing_particular", "trust_rise_reasons": None}
    for stem in stems:
        columns = [column for column in japan if column.startswith(f"{stem}.")]
        asked = japan[japan[columns[0]] != "_not_applicable"]
        given = (asked[columns] == "selected").sum(axis=1)
        assert given.min() >= 1
        alone = exclusive.get(stem, "reads_nobody")
        if alone:
            assert (given[asked[f"{stem}.{alone}"] == "selected"] == 1).all()


def test_met_by_any_medium_are_those_asked_about_trust(built):
    japan = built["2017"][0].query("country == 'japan'")
    met = japan[[c for c in japan if c.startswith("met_offline.")]].isin(
        ["often", "several_times", "once"]
    )
    assert (met.any(axis=1) == (japan["trust_change"] != "_not_applicable")).all()
    assert met.any(axis=1).sum() == 206


def test_the_press_sums_are_sums_of_rounded_classes(built):
    japan = built["2017"][0].query("country == 'japan'")
    for medium, people, total in (("twitter", 92, 50.1), ("bulletin_board", 11, 63.7)):
        classes = japan[f"met_offline.{medium}"].value_counts()[["often", "several_times", "once"]]
        assert round(sum(round(100 * count / people, 1) for count in classes), 1) == total


def test_moments_of_2008_as_printed(built):
    values = {"agree": 4, "somewhat_agree": 3, "somewhat_disagree": 2, "disagree": 1}
    printed = {
        "discernment_offline": ("2.534", "0.778"),
        "helped_offline": ("2.492", "0.723"),
        "society_helps_offline": ("2.507", "0.750"),
    }
    for name, (mean, deviation) in printed.items():
        answers = built["2008"][0][name].astype(str).map(values)
        assert f"{answers.mean():.3f}" == mean
        assert {f"{answers.std(ddof=0):.3f}", f"{answers.std():.3f}"} == {deviation}


def test_quotas_are_equal(built):
    people = built["2017"][0]
    cells = people.groupby(
        [people["country"].astype(str), people["sex"].astype(str), people["age"] // 10]
    ).size()
    assert (cells == 100).all() and len(cells) == 12 + 3 * 10
    assert (
        built["2008"][0].groupby(["sex", built["2008"][0]["age"] // 10], observed=True).size()
        == 200
    ).all()


def test_shape_is_smooth_and_extremes_are_rare(built):
    for wave, seventies in (("2017", (150, 320)), ("2008", (0, 2400))):
        japan = built[wave][0].query("country == 'japan'").reset_index(drop=True)
        media = japan[[c for c in japan if c.startswith("media_use.")]]
        used = media.isin(["posts_actively", "reads_more_than_posts", "only_reads", "hardly_uses"])
        member = japan[[c for c in japan if c.startswith("membership.")]] == "member"
        total = used.sum(axis=1) + member.sum(axis=1)
        tail = total.value_counts().reindex(range(7, 22), fill_value=0).to_numpy()
        steps = np.diff(tail)
        assert (steps <= 3).all(), tail
        assert tail[-3:].sum() <= 3
        assert seventies[0] <= member[japan["age"] >= 70].to_numpy().sum() <= seventies[1]


def test_answers_hang_together(built):
    japan = built["2017"][0].query("country == 'japan'")
    scale = {"agree": 4, "somewhat_agree": 3, "somewhat_disagree": 2, "disagree": 1}
    trust, helped = (
        japan[name].astype(str).map(scale) for name in ("trust_offline", "helped_offline")
    )
    assert 0.25 < trust.corr(helped) < 0.75
    line = japan["media_use.line"] != "never_uses"
    assert line[japan["age"] < 40].mean() > line[japan["age"] >= 60].mean() + 0.2


def test_harmonised_layout(survey, built):
    people, _ = built["2017"]
    expected = [c for variable in survey.codebook.asked for c in variable.columns()]
    assert list(people) == ["respondent", "wave", *expected]
    assert people["respondent"].is_unique
    assert people["age"].dtype == pd.Int64Dtype() and people["age"].notna().all()
    abroad = people[people["country"] != "japan"]
    assert (abroad["reading.line.friends"] == "_not_asked").all()
    derive(survey.codebook, people)
